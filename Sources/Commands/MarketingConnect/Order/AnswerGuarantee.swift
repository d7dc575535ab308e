public import Ledger

/// A client gives or refuses the guarantees asked of it (MC-III.6).
public struct AnswerGuarantee: CommandBody {
  public static let verb: StaticString = "AnswerGuarantee"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var answer = GuaranteeAnswer.unset
  public var at: Instant?
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer", &answer)
    try visitor.field("at", &at)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.6")
    try request.requireClient(is: known.client)
    if known.guaranteeUntil == nil {
      throw Refusal(
        .notInThisState, "MC-III.6", "no guarantee was asked for order \(order)",
        try: "nothing: there is nothing to answer")
    }
    let at = at ?? request.received
    try request.requirePast(at, "answered")
    let answered = GuaranteeResponseRecorded.with {
      $0.answer = answer
      $0.at = at
      $0.client = known.client
      $0.order = order
    }
    var drafts = [
      Draft(
        "order-\(order)", .guaranteeResponseRecorded(answered), occurred: request.occurred(at),
        rule: "MC-III.6", basis: .fact, terms: contract.terms)
    ]
    drafts += MarketDeadline.met(
      .guarantee, about: order, stream: "order-\(order)", rule: "MC-III.6", request, book,
      terms: contract.terms)
    if answer == .refused {
      drafts.append(
        openTask(
          .declinePerformance, about: order, rule: "MC-III.6", request, terms: contract.terms))
    }
    return Decision(drafts)
  }
}
