public import Ledger

/// A client asks for the price of its pack back: granted before the campaign starts, not after (BC-3.4).
public struct RequestRefund: CommandBody {
  public static let verb: StaticString = "RequestRefund"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var order = String.unset
  public var reason: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(order, "BC-3.4")
    try request.requireClient(is: contract.party)
    guard let pack = contract.pack else {
      throw Refusal.unknown("Starter Pack", order, "BC-3.4")
    }
    if pack.refunded {
      throw Refusal(
        .notInThisState, "BC-3.4", "pack \(order) was refunded", try: "nothing: it was credited")
    }
    if let campaign = pack.campaign {
      throw Refusal(
        .starterNotRefundable, "BC-3.4", "campaign \(campaign) of pack \(order) has started",
        try: "nothing: art. 3.3 excludes it")
    }
    let cancelled = OrderCancelled.with {
      $0.by = .client
      $0.cause = reason ?? "refund"
      $0.order = order
    }
    return Decision(
      [
        Draft(
          "order-\(order)", .orderCancelled(cancelled), occurred: request.occurred(),
          rule: "BC-3.4", basis: .fact, terms: contract.terms, cause: contract.subscribed)
      ]
        + CreditNoteDrafting.whole(
          pack.invoice, contract.account, usable: .refund, rule: "BC-3.4", basis: .computed,
          request, book))
  }
}
