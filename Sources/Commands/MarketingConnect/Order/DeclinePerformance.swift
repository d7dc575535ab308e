public import Ledger

/// The provider does not carry an order out, for want of a guarantee (MC-III.6): what was paid goes back.
public struct DeclinePerformance: CommandBody {
  public static let verb: StaticString = "DeclinePerformance"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff]

  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.6")
    guard let until = known.guaranteeUntil,
      until <= Paris.day(of: known.confirmed ?? known.placedAt)
        + contract.pinned.config.marketingconnect.creditReviewDays
        + contract.pinned.config.marketingconnect.guaranteeAnswerDays
    else {
      throw Refusal(
        .rightNotOpen, "MC-III.6", "no guarantee was asked in time for order \(order)",
        try: "carry it out")
    }
    if known.answer == .given || known.answer == nil && request.today <= until {
      throw Refusal(
        .rightNotOpen, "MC-III.6",
        known.answer == .given
          ? "a guarantee was given" : "the client has until \(until) to answer",
        try: known.answer == .given ? "carry the order out" : "wait until then")
    }
    let cancelled = OrderCancelled.with {
      $0.by = .provider
      $0.cause = "no_guarantee"
      $0.order = order
    }
    var drafts = [
      decided(
        .declinePerformance, about: order, exercised: true, reason: "no_guarantee",
        rule: "MC-III.6",
        request, terms: contract.terms),
      Draft(
        "order-\(order)", .orderCancelled(cancelled), occurred: request.occurred(),
        rule: "MC-III.6",
        basis: .decision, terms: contract.terms),
    ]
    if let number = known.invoice {
      let account = BillingAccount(
        id: order, party: known.billed, pinned: contract.pinned, priceList: nil)
      drafts += CreditNoteDrafting.whole(
        number, account, usable: .refund, rule: "MC-III.6", basis: .decision, request, book)
    }
    return Decision(drafts)
  }
}
