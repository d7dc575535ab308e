public import Ledger

/// A beneficiary wants no more alerts (AP-6.4); its account goes on.
public struct StopAlerts: CommandBody {
  public static let verb: StaticString = "StopAlerts"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var party = String.unset
  public var requestedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("requested_at", &requestedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (_, terms) = try book.beneficiary(party, "AP-6.4")
    let asked = requestedAt ?? request.received
    try request.requirePast(asked, "requested")
    return Decision([
      PreferenceDrafting.change(party, "AP-6.4", terms, request) {
        $0.alerts = false
        $0.requestedAt = asked
      }
    ])
  }
}
