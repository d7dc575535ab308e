public import Ledger

/// A client is told that its means do not suffice, and which guarantees would (MC-III.6): within thirty calendar days of the order, or the right is lost.
public struct RequestGuarantee: CommandBody {
  public static let verb: StaticString = "RequestGuarantee"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var informedAt: Instant?
  public var options: [String] = []
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("informed_at", &informedAt)
    try visitor.field("options", &options, ListCoding<IDCoding>.self)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.6")
    if !known.isInsufficient {
      throw Refusal(
        .notInThisState, "MC-III.6", "no review found the means of \(known.client) insufficient",
        try: "record one with ReviewCredit")
    }
    let at = informedAt ?? request.received
    try request.requirePast(at, "informed")
    let readings = contract.pinned.config.marketingconnect
    let accepted = Paris.day(of: known.confirmed ?? known.placedAt)
    let last = accepted + readings.creditReviewDays
    let informed = Paris.day(of: at)
    let asked = GuaranteeRequested.with {
      $0.client = known.client
      $0.informedAt = at
      $0.options = options
      $0.order = order
      $0.until = informed + readings.guaranteeAnswerDays
    }
    let draft = Draft(
      "order-\(order)", .guaranteeRequested(asked), occurred: request.occurred(at),
      rule: "MC-III.6",
      basis: .fact, terms: contract.terms)
    if informed > last {
      return Decision(
        [draft],
        effect: Refusal(
          .creditReviewLate, "MC-III.6", "told on \(informed), the last day was \(last)",
          try: "nothing: the order is carried out"))
    }
    let met = MarketDeadline.met(
      .creditReview, about: order, stream: "order-\(order)", rule: "MC-III.6", request, book,
      terms: contract.terms)
    return Decision(
      [draft] + met + [
        MarketDeadline.set(
          .guarantee, about: order, from: informed, readings.guaranteeAnswerDays, .calendar,
          until: Paris.end(of: informed + readings.guaranteeAnswerDays), stream: "order-\(order)",
          rule: "MC-III.6", contract.pinned, request)
      ])
  }
}
