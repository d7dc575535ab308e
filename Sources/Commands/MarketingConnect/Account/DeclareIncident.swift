public import Ledger

/// Somebody tells of an anomaly of a platform (MC-II.10): a fact.
public struct DeclareIncident: CommandBody {
  public static let verb: StaticString = "DeclareIncident"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var incident = String.unset
  public var scope = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("incident", &incident, IDCoding.self)
    try visitor.field("scope", &scope, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.advertising.incidents.contains(incident) {
      throw Refusal(
        .alreadyExists, "MC-II.10", "incident \(incident) is declared", try: "use another id")
    }
    let at = at ?? request.received
    try request.requirePast(at, "declared")
    let declared = IncidentDeclared.with {
      $0.by = request.actor.id
      $0.declaredAt = at
      $0.incident = incident
      $0.scope = scope
    }
    return Decision([
      Draft(
        "ledger", .incidentDeclared(declared), occurred: request.occurred(at), rule: "MC-II.10",
        basis: .fact)
    ])
  }
}
