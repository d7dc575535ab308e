public import Ledger

/// The provider suspends the service: a formal notice had no effect for fifteen days (BC-9.1). Appointments
/// already planned stay, and are billable if validated; nothing new is booked.
public struct SuspendAccess: CommandBody {
  public static let verb: StaticString = "SuspendAccess"
  public static let roles: [Role] = [.provider, .staff]

  public var contract = String.unset
  public var notice: String?
  public var reason: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.breach)
    if contract.suspended || contract.ended != nil {
      throw Refusal(
        .notInThisState, book.clauses.breach,
        "contract \(contract.id) is \(contract.ended == nil ? "suspended" : "over")",
        try: "nothing: there is nothing to suspend")
    }
    if book.system == .marketingconnect {
      return Decision(try WithoutNotice.suspend(contract, reason, request, book))
    }
    let formal = try SanctionRight.require(contract, notice, request, book)
    let suspended = AccessSuspended.with {
      $0.contract = contract.id
      $0.effectiveAt = request.received
      $0.notice = formal.id
      $0.reason = .breach
      $0.scope = .services
    }
    return Decision(
      SanctionRight.exercised(formal, "suspended", contract, request, book) + [
        Draft(
          "contract-\(contract.id)", .accessSuspended(suspended), occurred: request.occurred(),
          rule: book.clauses.breach, basis: .decision, terms: contract.terms, cause: formal.sent)
      ])
  }
}

/// The right to suspend or to terminate: opened by a formal notice without effect (BC-9.1).
enum SanctionRight {
  /// - Throws: `BC_BREACH_CURED`, or `G_RIGHT_NOT_OPEN` with the instant at which it opens.
  static func require(
    _ contract: Contract, _ notice: String?, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> FormalNotice {
    let named = contract.formalNotices.filter { notice == nil || $0.id == notice }
    if let ripe = named.first(where: {
      !$0.cured && $0.opens.map { $0 <= request.received } == true
    }) {
      return ripe
    }
    guard let last = named.last else {
      throw Refusal(
        .rightNotOpen, book.clauses.breach, "contract \(contract.id) had no formal notice",
        try: "send SendFormalNotice first")
    }
    if last.cured {
      throw Refusal(
        .breachCured, book.clauses.breach, "the breach of notice \(last.id) was cured",
        try: "nothing: a new breach needs a new notice")
    }
    let opens = last.opens.map { "opens on \(Paris.text($0))" } ?? "opens after its reception"
    throw Refusal(
      .rightNotOpen, book.clauses.breach, "the right of notice \(last.id) \(opens)",
      try: last.opens == nil ? "record its reception" : "wait until then")
  }

  /// The decision that a sanction is: each discretionary effect has one (G-15).
  static func exercised(
    _ formal: FormalNotice, _ what: String, _ contract: Contract, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    [
      decided(
        .sanctionBreach, about: formal.id, exercised: true, reason: what, rule: book.clauses.breach,
        request,
        terms: contract.terms)
    ]
  }
}
