public import Ledger

/// The provider looked at the means of a client after its order (MC-III.6).
public struct ReviewCredit: CommandBody {
  public static let verb: StaticString = "ReviewCredit"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var order = String.unset
  public var result = CreditReview.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("result", &result)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.6")
    let at = at ?? request.received
    try request.requirePast(at, "reviewed")
    let reviewed = CreditReviewCompleted.with {
      $0.at = at
      $0.client = known.client
      $0.order = order
      $0.result = result
    }
    let draft = Draft(
      "order-\(order)", .creditReviewCompleted(reviewed), occurred: request.occurred(at),
      rule: "MC-III.6", basis: .fact, terms: contract.terms)
    let from = Paris.day(of: known.confirmed ?? known.placedAt)
    let days = contract.pinned.config.marketingconnect.creditReviewDays
    let end = Paris.end(of: from + days)
    if result == .sufficient || end <= request.received { return Decision([draft]) }
    return Decision([
      draft,
      MarketDeadline.set(
        .creditReview, about: order, from: from, days, .calendar, until: end,
        stream: "order-\(order)", rule: "MC-III.6", contract.pinned, request),
    ])
  }
}
