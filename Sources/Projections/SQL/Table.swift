/// A table of the file, said once: its CREATE TABLE, its INSERT and the question that reads it all
/// come from here.

struct Table: Sendable {
  struct Column: Sendable {
    var name: String
    var kind: ColumnKind
    var isRequired: Bool

    /// The name in SQLite, with the unit of an amount.
    var sqlName: String {
      switch kind {
      case .money: name + "_cents"
      case .unitPrice: name + "_ten_thousandths"
      case .rate: name + "_hundredths"
      case .text, .integer, .day, .instant, .list, .flag: name
      }
    }

    var sqlType: String {
      switch kind {
      case .text, .day, .instant, .list: "TEXT"
      case .integer, .money, .unitPrice, .rate, .flag: "INTEGER"
      }
    }
  }

  var name: String
  /// What it is, in one line: for `--help`, and for table `model` of the file.
  var about: String
  var key: [String]
  var columns: [Column]
  /// Whether it only serves a view.
  var isPart = false
  /// The query behind it, when it is a view on other tables.
  var view: String?
  /// The SQL condition that keeps the rows of client `?1`.
  var ofClient: String?

  init(
    _ name: String, _ about: String, key: [String], ofClient: String? = nil,
    view: String? = nil, isPart: Bool = false, _ columns: [Column]
  ) {
    self.name = name
    self.about = about
    self.key = key
    self.view = view
    self.isPart = isPart
    self.ofClient = ofClient
    self.columns = columns
  }

  /// The names of the columns in the order in which the file holds them: the key comes first.
  var stored: [String] { key + columns.map(\.name).filter { !key.contains($0) } }

  var createSQL: String {
    if let view { return "CREATE VIEW \"\(name)\" AS \(view)" }
    let lines = stored.compactMap { name in columns.first { $0.name == name } }.map {
      "  \"\($0.sqlName)\" \($0.sqlType)\($0.isRequired ? " NOT NULL" : "")"
    }
    let keys = key.map { "\"\($0)\"" }.joined(separator: ", ")
    return "CREATE TABLE \"\(name)\" (\n" + lines.joined(separator: ",\n")
      + ",\n  PRIMARY KEY (\(keys))\n) STRICT, WITHOUT ROWID"
  }

  func selectSQL(where filter: String? = nil) -> String {
    let names = columns.map { "\"\($0.sqlName)\"" }.joined(separator: ", ")
    let condition = filter.map { " WHERE \($0)" } ?? ""
    let order = key.map { "\"\($0)\"" }.joined(separator: ", ")
    return "SELECT \(names) FROM \"\(name)\"\(condition) ORDER BY \(order)"
  }
}

extension Table.Column {
  static func required(_ name: String, _ kind: ColumnKind = .text) -> Table.Column {
    Table.Column(name: name, kind: kind, isRequired: true)
  }

  static func optional(_ name: String, _ kind: ColumnKind = .text) -> Table.Column {
    Table.Column(name: name, kind: kind, isRequired: false)
  }
}
