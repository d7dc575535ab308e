public import Ledger

/// A payment is good: one for the Tirelire is to be credited within twenty-four hours (AP-4.5), one for an order makes
/// it firm (MC-II.2).
public struct ValidatePayment: CommandBody {
  public static let verb: StaticString = "ValidatePayment"
  public static let systems = [System.activeProspects, .marketingconnect]
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  /// What came, when it is not what was announced (MC-II.2).
  public var amount: Money?
  public var at: Instant?
  public var payment = String.unset
  public var validatedBy: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("at", &at)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("validated_by", &validatedBy, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.system == .marketingconnect {
      return try OrderPayment.validate(self, request, book)
    }
    guard let topUp = book.market.topUps[payment] else {
      throw Refusal.unknown("payment for the Tirelire", payment, "AP-4.5")
    }
    guard let received = book.payments[payment], !received.isGone, topUp.validated == nil else {
      throw Refusal(
        .notInThisState, "AP-4.5",
        topUp.validated == nil
          ? "payment \(payment) is not received" : "payment \(payment) is validated",
        try: topUp.validated == nil ? "record it with RecordPayment" : "credit it with CreditWallet"
      )
    }
    let (_, terms) = try book.beneficiary(topUp.party, "AP-4.5")
    let at = at ?? request.received
    try request.requirePast(at, "validated")
    let validated = PaymentValidated.with {
      $0.at = at
      $0.party = topUp.party
      $0.payment = payment
      $0.validatedBy = validatedBy ?? request.actor.user ?? request.actor.id
    }
    let hours = terms.config.activeProspects.creditHours
    return Decision([
      Draft(
        "payment-\(payment)", .paymentValidated(validated), occurred: request.occurred(at),
        rule: "AP-4.5", basis: .fact, terms: terms.version),
      MarketDeadline.set(
        .walletCredit, about: payment, from: Paris.day(of: at), hours, .hour,
        until: at + hours * 3600,
        stream: "payment-\(payment)", rule: "AP-4.5", terms, request),
    ])
  }
}
