/// Why a figure is what it is: what is known of a subject, then sheets of rows down to the events that
/// made it. A sheet may say which figure its rows add up to.

public import Ledger

/// What can be explained.
public enum Subject: Sendable, Hashable {
  case invoice(String)
  case creditNote(String)
  case balance(String)
  case appointment(String)
  case lead(String)
  case claim(String)
  case wallet(String)
  /// A procedure of amicable recovery (AP-4.12).
  case collection(String)

  /// The word for it, and its name.
  public var words: (kind: String, id: String) {
    switch self {
    case .invoice(let number): ("invoice", number)
    case .creditNote(let number): ("credit_note", number)
    case .balance(let client): ("balance", client)
    case .appointment(let id): ("appointment", id)
    case .lead(let id): ("lead", id)
    case .claim(let id): ("claim", id)
    case .wallet(let client): ("wallet", client)
    case .collection(let id): ("collection", id)
    }
  }

  /// - Parameter kind: a word as `words` gives it.
  public init?(_ kind: String, _ id: String) {
    switch kind {
    case "invoice": self = .invoice(id)
    case "credit_note": self = .creditNote(id)
    case "balance": self = .balance(id)
    case "appointment": self = .appointment(id)
    case "lead": self = .lead(id)
    case "claim": self = .claim(id)
    case "wallet": self = .wallet(id)
    case "collection": self = .collection(id)
    default: return nil
    }
  }

  public static let kinds = [
    "invoice", "credit_note", "balance", "appointment", "lead", "claim", "wallet", "collection",
  ]
}

public struct Explanation: Sendable, Equatable {
  /// Rows that belong together, under a name.
  public struct Sheet: Sendable, Equatable {
    public var name: String
    public var answer: Answer
    /// What the rows add up to, where they do.
    public var sum: Sum?
  }

  /// The figure that rows add up to, by its name among the facts, and the column that is added up.
  public struct Sum: Sendable, Equatable {
    public var figure: String
    public var column: String
  }

  public var subject: Subject
  /// One row: what is known, the explained figures among it.
  public var facts: Answer
  public var sheets: [Sheet] = []

  /// Sheets whose rows don't add up to their figure: none, unless the program is wrong.
  public var mismatches: [String] {
    sheets.compactMap { sheet in
      guard let sum = sheet.sum, let total = sheet.total else { return nil }
      let figure = facts.columns.firstIndex { $0.name == sum.figure }.map { facts.rows[0][$0] }
      return figure == .money(total)
        ? nil : "\(sheet.name) add up to \(total), not to \(sum.figure)"
    }
  }
}

extension Explanation.Sheet {
  /// What the rows add up to.
  public var total: Money? {
    guard let sum, let column = answer.columns.firstIndex(where: { $0.name == sum.column }) else {
      return nil
    }
    return answer.rows.map { row in
      if case .money(let amount) = row[column] { amount } else { Money.zero }
    }.sum()
  }
}

// MARK: Making them

extension Explanation {
  /// - Parameter facts: each with its name; money is what can be explained.
  init(_ subject: Subject, _ facts: [(String, ColumnKind, Value)]) {
    self.subject = subject
    self.facts = Answer(
      columns: facts.map { Answer.Column($0.0, $0.1) }, rows: [facts.map { $0.2 }])
  }

  mutating func add(
    _ name: String, _ columns: [(String, ColumnKind)], sums column: String? = nil,
    to figure: String? = nil, _ rows: [[Value]]
  ) {
    let sum = figure.flatMap { figure in column.map { Sum(figure: figure, column: $0) } }
    sheets.append(
      Sheet(
        name: name,
        answer: Answer(columns: columns.map { Answer.Column($0.0, $0.1) }, rows: rows), sum: sum))
  }

  /// The stored events of a sheet.
  mutating func add(_ name: String, events: [RecordedEvent], in language: Language) {
    add(
      name,
      [
        ("position", .integer), ("occurred", .instant), ("recorded", .instant), ("type", .text),
        ("rule", .text), ("basis", .text), ("terms", .text), ("summary", .text),
      ],
      events.map { event in
        [
          .integer(event.position), .text(event.occurred.description),
          .text(event.recorded.description), .text(event.event.type), .text(event.rule),
          .text(event.basis.rawValue), .maybe(event.terms), .text(Summary.of(event, in: language)),
        ]
      })
  }
}

extension Value {
  static func maybe(_ text: String?) -> Value { text.map { .text($0) } ?? .none }
  static func maybe(_ number: Int?) -> Value { number.map { .integer($0) } ?? .none }
  static func day(_ day: Day?) -> Value { day.map { .text($0.description) } ?? .none }
  static func instant(_ instant: Instant?) -> Value {
    instant.map { .text($0.description) } ?? .none
  }
  static func positions(_ positions: [Int]) -> Value {
    .list(json: "[" + positions.map(String.init).joined(separator: ",") + "]")
  }
}
