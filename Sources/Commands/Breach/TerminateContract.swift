public import Ledger

/// The provider ends the contract: a breach was not cured (BC-9.1), or force majeure is definitive (BC-10.1).
public struct TerminateContract: CommandBody {
  public static let verb: StaticString = "TerminateContract"
  public static let roles: [Role] = [.provider, .staff, .client, .agent]

  public var cause: EndCause?
  public var contract = String.unset
  public var notice: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("cause", &cause)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.breach)
    try request.requireClient(is: contract.party)
    if contract.ended != nil {
      throw Refusal(
        .notInThisState, book.clauses.breach, "contract \(contract.id) is over",
        try: "nothing: it ended")
    }
    if book.system == .marketingconnect {
      return try WithoutNotice.end(contract, cause ?? .breach, notice, request, book)
    }
    let day = Paris.day(of: request.received)
    let by: Side = request.actor.role == .client ? .client : .provider
    switch cause ?? .breach {
    case .breach:
      if by == .client {
        throw Refusal(
          .actorNotAuthorised, book.clauses.breach, "art. 9 covers a breach of the client alone",
          try: "give notice for the next échéance with GiveNotice")
      }
      let formal = try SanctionRight.require(contract, notice, request, book)
      return Decision(
        SanctionRight.exercised(formal, "terminated", contract, request, book)
          + Ending.drafts(
            contract, .breach, by: by, on: day, rule: book.clauses.breach, request, book))
    case .forceMajeure:
      if !contract.forceMajeure.contains(where: { $0.to == nil }) {
        throw Refusal(
          .rightNotOpen, book.clauses.forceMajeure,
          "no force majeure is declared on contract \(contract.id)",
          try: "declare it with DeclareForceMajeure")
      }
      return Decision(
        Ending.drafts(
          contract, .forceMajeure, by: by, on: day, rule: book.clauses.forceMajeure, request, book))
    case .nonRenewal, .nonPayment, .changeRefused, .boosterStop:
      throw Refusal(
        .minimumTerm, "BC-4.3", "a contract ends without cause at its échéance only",
        try: "give notice with GiveNotice")
    }
  }
}
