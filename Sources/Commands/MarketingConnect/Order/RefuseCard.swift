public import Ledger

/// The provider refuses a card for security, and invites the client to pay by transfer (MC-II.3).
public struct RefuseCard: CommandBody {
  public static let verb: StaticString = "RefuseCard"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var order = String.unset
  public var payment = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-II.3")
    if known.validated != nil || known.isCardRefused {
      throw Refusal(
        .notInThisState, "MC-II.3", "order \(order) is paid, or its card was refused",
        try: "nothing: there is no card to refuse")
    }
    let at = at ?? request.received
    try request.requirePast(at, "refused")
    let refused = PaymentRejected.with {
      $0.order = order
      $0.party = known.billed
      $0.payment = payment
      $0.reasonCode = CardRefusal.security
      $0.returnedAt = at
    }
    return Decision([
      Draft(
        "payment-\(payment)", .paymentRejected(refused), occurred: request.occurred(at),
        rule: "MC-II.3",
        basis: .decision, terms: contract.terms),
      openTask(.inviteTransfer, about: order, rule: "MC-II.3", request, terms: contract.terms),
    ])
  }
}

/// Why a card is refused.
enum CardRefusal {
  static let security = "security"
}
