public import Ledger

/// A client objects to its data being given to the group and partners (MC-III.14).
public struct ObjectToSharing: CommandBody {
  public static let verb: StaticString = "ObjectToSharing"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    if book.parties[party] == nil { throw Refusal.unknown("client", party, "MC-III.14") }
    let at = at ?? request.received
    try request.requirePast(at, "objected")
    let withdrawn = ConsentWithdrawn.with {
      $0.at = at
      $0.channel = request.channel ?? "dpo_email"
      $0.purpose = Purpose.groupSharing
      $0.subjectKey = party
    }
    let hold = LegalHoldPlaced.with {
      $0.ground = .litigation
      $0.party = party
      $0.scope = party
    }
    return Decision([
      Draft(
        "party-\(party)", .consentWithdrawn(withdrawn), occurred: request.occurred(at),
        rule: "MC-III.14", basis: .fact),
      Draft(
        "party-\(party)", .legalHoldPlaced(hold), occurred: request.occurred(at), rule: "MC-III.15",
        basis: .computed),
    ])
  }
}
