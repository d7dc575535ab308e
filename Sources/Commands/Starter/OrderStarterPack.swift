public import Ledger

/// A new client orders ten qualified appointments, paid in full with the order (BC-3.1).
public struct OrderStarterPack: CommandBody {
  public static let verb: StaticString = "OrderStarterPack"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  /// What is paid with the order; the whole price when left out.
  public var amount: Money?
  public var client = String.unset
  public var order = String.unset
  /// The means of payment; `instalments` is refused.
  public var paidBy = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("paid_by", &paidBy, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: client)
    guard let party = book.parties[client] else {
      throw Refusal.unknown("client", client, "BC-3.1")
    }
    let terms = try book.acceptedTerms(of: client, party, on: Paris.day(of: request.received))
    if book.contracts[order] != nil {
      throw Refusal(.alreadyExists, "BC-3.1", "order \(order) exists", try: "use another id")
    }
    try requireNew(party, terms.config.btbconnect, book)
    try Eligibility.require(client, party, book)
    let price = terms.config.btbconnect.starterPrice
    if OrderStarterPack.inParts.contains(paidBy) || amount.map({ $0 != price }) == true {
      throw Refusal(
        .starterFullPaymentOnly, "BC-3.1",
        "\(amount?.description ?? paidBy) offered, the pack costs \(price) EUR with the order",
        try: "pay \(price) EUR at once")
    }
    return Decision(drafts(terms, price, request, book))
  }

  private static let inParts = ["instalments", "installments"]

  /// One pack for each client, before any subscription (BC-3.2).
  private func requireNew(
    _ party: Party, _ readings: BTBConnectReadings, _ book: borrowing Book
  ) throws(Refusal) {
    let known = book.contracts(ofSameClientAs: client, party)
    let used = known.first {
      guard let pack = $0.pack else { return false }
      return !pack.refunded || readings.starterRefundedCounts
    }
    if let used {
      throw Refusal(
        .starterAlreadyUsed, "BC-3.2", "client \(client) had Starter Pack \(used.id)",
        try: "subscribe to a plan")
    }
    if readings.starterOnlyNew, let subscription = known.first(where: { $0.pack == nil }) {
      throw Refusal(
        .starterAfterSubscription, "BC-3.2",
        "client \(client) has or had subscription \(subscription.id)", try: "subscribe to a plan")
    }
  }

  private func drafts(
    _ terms: PublishedTerms, _ price: Money, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let readings = terms.config.btbconnect
    let code: VATCode = readings.starterVat == .included20 ? .standard : .exempt261C
    let rate = book.vatRate(of: code, on: Paris.day(of: request.received), for: client)
    let net = rate.net(ofGross: price)
    let placed = OrderPlaced.with {
      $0.basket = [
        BasketItem.with {
          $0.code = Pack.code
          $0.qty = 1
          $0.unit = UnitPrice(net)
        }
      ]
      $0.client = client
      $0.order = order
      $0.paidBy = paidBy
      $0.product = Pack.code
      $0.totalHt = net
    }
    let line = InvoiceLine.with {
      $0.ht = net
      $0.label = "Starter Pack, \(readings.starterAppointments) rendez-vous qualifiés"
      $0.qty = 1
      $0.sourceEvents = [request.position]
      $0.unit = UnitPrice(net)
      $0.vatCode = code
    }
    let group = VATGroup.with {
      $0.base = net
      $0.rate = rate
      $0.vat = price - net
      $0.vatCode = code
    }
    let account = BillingAccount(id: order, party: client, pinned: terms, priceList: nil)
    return [
      Draft(
        "order-\(order)", .orderPlaced(placed), occurred: request.occurred(), rule: "BC-3.1",
        basis: .fact, terms: terms.version)
    ]
      + InvoiceDrafting.issue(
        .starter, account, [line], groups: [group], period: nil, rule: "BC-3.1", request, book)
  }
}
