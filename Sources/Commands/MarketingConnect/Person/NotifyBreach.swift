public import Ledger

/// Somebody was told of a breach (MC-B.15): in the shortest time.
public struct NotifyBreach: CommandBody {
  public static let verb: StaticString = "NotifyBreach"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var breach = String.unset
  public var to = BreachAudience.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("to", &to)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if !book.advertising.breaches.contains(breach) {
      throw Refusal.unknown("breach", breach, "MC-B.15")
    }
    let at = at ?? request.received
    try request.requirePast(at, "notified")
    let notified = DataBreachNotified.with {
      $0.at = at
      $0.breach = breach
      $0.to = to
    }
    return Decision([
      Draft(
        "ledger", .dataBreachNotified(notified), occurred: request.occurred(at), rule: "MC-B.15",
        basis: .fact)
    ])
  }
}
