public import Ledger

/// A client pays an order (MC-II.2). A card validates it at once; a cheque or a transfer waits for the accounts department.
public struct PayOrder: CommandBody {
  public static let verb: StaticString = "PayOrder"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var amount: Money?
  public var at: Instant?
  public var method = String.unset
  public var order = String.unset
  public var payment = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("at", &at)
    try visitor.field("method", &method, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-II.2")
    try request.requireClient(is: known.client)
    let means = try PaymentMeans.require(method, known.sale)
    if known.validated != nil || known.announced != nil && means != .card {
      throw Refusal(
        .notInThisState, "MC-II.2", "order \(order) is paid, or its payment is announced",
        try: "nothing: it is paid once")
    }
    if book.payments[payment] != nil || book.paymentState(payment) != nil {
      throw Refusal(
        .alreadyExists, "MC-II.2", "payment \(payment) is recorded", try: "use another id")
    }
    if means == .card && known.isCardRefused {
      throw Refusal(
        .cardRefused, "MC-II.3", "the card for order \(order) was refused for security",
        try: "pay by transfer")
    }
    if means != .transfer && known.needsTransfer {
      throw Refusal(
        .transferRequired, "MC-II.5",
        "order \(order) of \(known.total) EUR is to be paid by transfer",
        try: "pay by transfer")
    }
    let at = at ?? request.received
    try request.requirePast(at, "paid")
    let due = OrderPayment(known, contract, on: Paris.day(of: at), book).due
    if means == .card {
      return try OrderPayment(known, contract, on: Paris.day(of: at), book).validate(
        order, payment, .card, amount ?? due, at: at, by: "card", request, book)
    }
    let announced = PaymentInitiated.with {
      $0.amount = amount ?? due
      $0.method = means
      $0.order = order
      $0.party = known.billed
      $0.payment = payment
    }
    return Decision([
      Draft(
        "payment-\(payment)", .paymentInitiated(announced), occurred: request.occurred(at),
        rule: "MC-II.2", basis: .fact, terms: contract.terms)
    ])
  }
}
