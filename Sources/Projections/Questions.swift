import CSQLite
import Ledger

/// Answers questions from a projection file.
public struct Questions {
  public let checkpoint: (position: Int, root: String, codeVersion: String)
  private let database: Database

  /// - Throws: `notAProjection` when the file has no checkpoint: its build did not end.
  public init(path: String) throws(ProjectionError) {
    database = try Database(path, .reading)
    let table = Table(
      "checkpoint", "", key: ["position"],
      [.required("position", .integer), .required("root"), .required("code_version")])
    let rows: [[Value]]
    do { rows = try Questions.rows(of: table, nil, database) } catch {
      throw .notAProjection(path: path)
    }
    guard rows.count == 1, case .integer(let position) = rows[0][0],
      case .text(let root) = rows[0][1], case .text(let codeVersion) = rows[0][2]
    else { throw .notAProjection(path: path) }
    checkpoint = (position, root, codeVersion)
  }

  /// What can be asked, in alphabetical order.
  public static let names: [String] = Tables.questions.map(\.name).sorted()

  /// The names with one line each.
  public static let descriptions: [(name: String, about: String)] =
    Tables.questions.map { ($0.name, $0.about) }.sorted { $0.0 < $1.0 }

  /// All the rows of a question, or those of one client, in the order of their key.
  public func answer(_ name: String, client: String? = nil) throws(ProjectionError) -> Answer {
    guard let table = Tables.questions.first(where: { $0.name == name }) else {
      throw .unknownQuestion(name: name)
    }
    if client != nil && table.ofClient == nil { throw .notByClient(name: name) }
    return Answer(
      columns: table.columns.map { Answer.Column($0.name, $0.kind) },
      rows: try Questions.rows(
        of: table, client.map { (table.ofClient ?? "0", $0) }, database))
  }

  /// Whom a keyed code of a phone or an e-mail is of: leads, each with who owns it, and clients.
  ///
  /// - Parameter code: the keyed code, in hexadecimal. Whose key is destroyed is not found.
  public func found(code: String) throws(ProjectionError) -> Answer {
    let known = try Questions.rows(of: FingerprintTable.table, ("mac = ?1", code), database)
    let columns = FingerprintTable.table.columns.map(\.name)
    func value(_ name: String, _ row: [Value]) -> Value {
      columns.firstIndex(of: name).map { row[$0] } ?? .none
    }
    var rows: [[Value]] = []
    for row in known {
      let subject = value("subject", row)
      var owners = Value.none
      if case .text("lead") = value("about", row), case .text(let lead) = subject {
        let leads = try Questions.rows(of: LeadTable.table, ("lead = ?1", lead), database)
        let place = LeadTable.table.columns.firstIndex { $0.name == "owners" }
        if let lead = leads.first, let place { owners = lead[place] }
      }
      rows.append([
        value("about", row), subject, value("person", row), owners, value("position", row),
      ])
    }
    return Answer(
      columns: [
        Answer.Column("about", .text), Answer.Column("subject", .text),
        Answer.Column("person", .text), Answer.Column("owners", .list),
        Answer.Column("position", .integer),
      ], rows: rows)
  }

  /// The rows of a table, all or those that meet a condition on one value, `?1`.
  private static func rows(
    of table: Table, _ filter: (condition: String, value: String)?, _ database: Database
  ) throws(ProjectionError) -> [[Value]] {
    let statement = try database.prepare(table.selectSQL(where: filter?.condition))
    defer { sqlite3_finalize(statement) }
    if let value = filter?.value {
      let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      sqlite3_bind_text(statement, 1, value, -1, transient)
    }
    var rows: [[Value]] = []
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return rows }
      if code != SQLITE_ROW { throw database.failure("read", code) }
      rows.append(
        table.columns.indices.map { value(statement, Int32($0), table.columns[$0].kind) })
    }
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32, _ kind: ColumnKind)
    -> Value
  {
    if sqlite3_column_type(statement, column) == SQLITE_NULL { return .none }
    let integer = Int(sqlite3_column_int64(statement, column))
    return switch kind {
    case .text, .day, .instant: .text(text(statement, column))
    case .list: .list(json: text(statement, column))
    case .integer: .integer(integer)
    case .money: .money(Money(cents: integer))
    case .unitPrice: .unitPrice(UnitPrice(tenThousandths: integer))
    case .rate: .rate(Rate(hundredths: integer))
    case .flag: .flag(integer != 0)
    }
  }

  private static func text(_ statement: OpaquePointer, _ column: Int32) -> String {
    let count = Int(sqlite3_column_bytes(statement, column))
    guard count > 0, let start = sqlite3_column_text(statement, column) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
