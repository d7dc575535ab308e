import Ledger

/// The French words of tables, as the contracts and the glossary have them.
enum FrenchWords {
  static func heading(_ name: String) -> String { headings[name] ?? name }

  /// A debit is an amount of an account, or the direct debit that it names.
  static func heading(_ column: Answer.Column) -> String {
    column.name == "debit" && column.kind == .text ? "prélèvement" : heading(column.name)
  }

  /// What a code, a flag or the trace of a period says.
  static func value(_ value: Value, _ column: Answer.Column) -> Value {
    switch value {
    case .flag(let flag): return .text(flag ? "oui" : "non")
    case .text(let code) where column.kind == .text:
      // A sheet of reasons names columns, and says what stands in them.
      if column.name == "what" { return .text(heading(code)) }
      return .text(word(code, column.name == "is" ? anyCode[code] ?? "" : column.name))
    case .list(let json) where column.name == "days":
      var text = json
      for (reason, word) in skipped { text.replace("\"\(reason)\"", with: "\"\(word)\"") }
      return .list(json: text)
    case .list(let json) where column.name == "modes" || column.name == "modes_left":
      var text = json
      for (mode, word) in market["mode"] ?? [:] {
        text.replace("\"\(mode)\"", with: "\"\(word)\"")
      }
      return .list(json: text)
    case .none, .text, .integer, .money, .unitPrice, .rate, .list: return value
    }
  }

  /// The column whose words a value is read by, where it stands alone.
  private static let anyCode: [String: String] = {
    var columns: [String: String] = [:]
    for column in ["bucket", "status"] {
      for code in (codes[column] ?? [:]).keys { columns[code] = column }
    }
    return columns
  }()

  static let skipped = [
    "saturday": "samedi", "sunday": "dimanche", "public_holiday": "jour férié",
    "target_closing": "fermeture TARGET",
  ]

  /// What a code of a column says; one that has no word here stays.
  static func word(_ code: String, _ column: String) -> String {
    if let word = codes[column]?[code] { return word }
    guard column == "reason" else { return code }
    for (said, word) in reasons where code.hasPrefix(said) {
      return word + code.dropFirst(said.count)
    }
    return code
  }

  /// How the reasons begin that the ledger itself gives for a decision.
  private static let reasons = [
    ("collected on ", "prélevé le "), ("notice ", "notification "), ("advance of ", "avance de "),
  ]
}
