public import Ledger

/// The provider requires a transfer for an order above 5 000 EUR before VAT (MC-II.5).
public struct RequireTransfer: CommandBody {
  public static let verb: StaticString = "RequireTransfer"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff]

  public var order = String.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-II.5")
    let least = contract.pinned.config.marketingconnect.transferAboveHt
    if known.total <= least {
      throw Refusal(
        .transferNotRequired, "MC-II.5",
        "order \(order) is of \(known.total) EUR, not above \(least)",
        try: "nothing: the client chooses how to pay")
    }
    return Decision([
      decided(
        .requireTransfer, about: order, exercised: true, reason: reason, rule: "MC-II.5", request,
        terms: contract.terms)
    ])
  }
}
