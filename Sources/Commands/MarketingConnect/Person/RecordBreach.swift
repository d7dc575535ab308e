public import Ledger

/// Personal data were lost, altered or seen, at the provider or at a client (MC-B.15, MC-L.13).
public struct RecordBreach: CommandBody {
  public static let verb: StaticString = "RecordBreach"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var breach = String.unset
  public var foundAt: Instant?
  public var kind = String.unset
  public var party: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("found_at", &foundAt)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.advertising.breaches.contains(breach) {
      throw Refusal(
        .alreadyExists, "MC-B.15", "breach \(breach) is recorded", try: "use another id")
    }
    let at = foundAt ?? request.received
    try request.requirePast(at, "found")
    let recorded = DataBreachRecorded.with {
      $0.breach = breach
      $0.by = request.actor.role == .client ? "client" : "provider"
      $0.foundAt = at
      $0.kind = kind
      $0.party = party
    }
    return Decision([
      Draft(
        "ledger", .dataBreachRecorded(recorded), occurred: request.occurred(at),
        rule: request.actor.role == .client ? "MC-L.13" : "MC-B.15", basis: .fact)
    ])
  }
}
