public import Ledger

/// The bank sent a payment back (BC-4.5): what it had settled is open again, exactly, and late since its due day.
public struct RecordPaymentRejection: CommandBody {
  public static let verb: StaticString = "RecordPaymentRejection"
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  public var at: Instant?
  public var payment = String.unset
  public var reasonCode = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("reason_code", &reasonCode, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let (party, isGone) = book.paymentState(payment) else {
      throw Refusal.unknown("payment", payment, "G-14")
    }
    if isGone {
      throw Refusal(
        .notInThisState, "G-14", "payment \(payment) was rejected or corrected",
        try: "nothing: it is not counted")
    }
    let at = at ?? request.received
    if at > request.received {
      throw Refusal(
        .timeRefused, "G-2", "returned at \(at), handed in at \(request.received)",
        try: "give the instant at which it came back")
    }
    let rejected = PaymentRejected.with {
      $0.party = party
      $0.payment = payment
      $0.reasonCode = reasonCode
      $0.returnedAt = at
    }
    return Decision(
      [
        Draft(
          "payment-\(payment)", .paymentRejected(rejected), occurred: request.occurred(at),
          rule: book.clauses.rejection, basis: .fact),
        openTask(.representDebit, about: payment, rule: book.clauses.rejection, request),
      ] + ChargeCorrection.drafts(ChargeCorrection.interest(of: payment, book), request, book))
  }
}
