/// The language in which people read tables and sentences. Names of columns, codes and identifiers are
/// English in every file, and in JSON and CSV.
public enum Language: String, Sendable, CaseIterable { case en, fr }

extension Answer {
  /// As people read it: headings, codes and flags in their language.
  public func read(in language: Language) -> Answer {
    if language == .en { return self }
    return Answer(
      columns: columns.map { Column(FrenchWords.heading($0), $0.kind) },
      rows: rows.map { row in
        zip(row, columns).map { FrenchWords.value($0, $1) }
      })
  }
}

extension Language {
  /// A name of a column, a sheet or a figure.
  public func heading(_ name: String) -> String {
    self == .en ? name : FrenchWords.heading(name)
  }

  /// `1 row`, `2 rows`
  public func rows(_ count: Int) -> String {
    switch self {
    case .en: "\(count) \(count == 1 ? "row" : "rows")"
    case .fr: "\(count) \(count < 2 ? "ligne" : "lignes")"
    }
  }

  func said(_ english: String, _ french: String) -> String { self == .en ? english : french }
}
