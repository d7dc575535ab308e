public import Ledger

/// An order is cancelled: by the client before it is firm (MC-III.2), by the provider for unlawful content, whose file costs stay due (MC-B.8, MC-L.10).
public struct CancelOrder: CommandBody {
  public static let verb: StaticString = "CancelOrder"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var facts: SHA256Text?
  public var ground = CancelGround.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("facts", &facts)
    try visitor.field("ground", &ground)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.2")
    try request.requireClient(is: known.client)
    let isClient = request.actor.role == .client || request.actor.role == .agent
    if isClient || ground == .clientWish {
      if let confirmed = known.confirmed, confirmed <= request.received {
        throw Refusal(
          .orderIrrevocable, "MC-III.2", "order \(order) is firm since \(Paris.text(confirmed))",
          try: "nothing: it is irrevocable")
      }
      return Decision([cancelled(.client, contract, "MC-III.2", request)])
    }
    return CancelledOrder(known, contract).unlawful(
      order, cancelled(.provider, contract, "MC-B.8", request), request, book)
  }

  private func cancelled(_ by: Side, _ contract: Contract, _ rule: String, _ request: Request)
    -> Draft
  {
    let cancelled = OrderCancelled.with {
      $0.by = by
      $0.cause = ground.rawValue
      $0.order = order
    }
    return Draft(
      "order-\(order)", .orderCancelled(cancelled), occurred: request.occurred(), rule: rule,
      basis: by == .client ? .fact : .decision, terms: contract.terms)
  }
}

/// Why an order is cancelled.
public enum CancelGround: String, Choice {
  case clientWish = "client_wish"
  /// MC-B.8, MC-L.10, MC-S.4.
  case unlawfulContent = "unlawful_content"
}

/// What follows from a cancellation by the provider.
struct CancelledOrder {
  let order: AdvertisingOrder
  let contract: Contract

  init(_ order: AdvertisingOrder, _ contract: Contract) {
    self.order = order
    self.contract = contract
  }

  /// What was invoiced is credited and paid back, less the file costs, which wait while no list names them (MC-B.8).
  func unlawful(_ id: String, _ cancelled: Draft, _ request: Request, _ book: borrowing Book)
    -> Decision
  {
    let account = BillingAccount(
      id: id, party: order.billed, pinned: contract.pinned, priceList: nil)
    var drafts = [cancelled]
    var documents = 0
    if let number = order.invoice {
      drafts += CreditNoteDrafting.whole(
        number, account, usable: .refund, rule: "MC-B.8", basis: .decision, request, book)
      documents = 1
    }
    guard let fee = Self.fee(contract, request, book) else {
      let hold = Refusal(
        .dossierFeeUndefined, "MC-B.8", "no price list gives the costs of order \(id)",
        try: "publish a price list with \(Self.code), then send ChargeDossierFee")
      return Decision(
        drafts + [openTask(.setDossierFee, about: id, hold, request, terms: contract.terms)],
        held: hold)
    }
    return Decision(drafts + charge(fee, id, after: documents, request, book))
  }

  /// What price lists call the file costs.
  static let code = "DOSSIER"

  /// The file costs before VAT: of the terms, else of the price list in force; nil where neither names them.
  static func fee(_ contract: Contract, _ request: Request, _ book: borrowing Book) -> Money? {
    if case .amount(let fee) = contract.pinned.config.marketingconnect.dossierFeeHt { return fee }
    return book.priceList(at: request.received)?.entries.first { $0.code == code }?.unit.times(1)
  }

  /// An invoice of its own, and the fee that it bears.
  func charge(
    _ fee: Money, _ id: String, after documents: Int, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let account = BillingAccount(
      id: id, party: order.billed, pinned: contract.pinned, priceList: nil)
    let line = InvoiceLine.with {
      $0.ht = fee
      $0.label = "Frais de dossier"
      $0.qty = 1
      $0.sourceEvents = [request.position]
      $0.unit = UnitPrice(fee)
      $0.vatCode = .standard
    }
    let issued = InvoiceDrafting.issue(
      .fee, account, [line], period: nil, rule: "MC-B.8", after: documents, request, book)
    let number = Numbering.next(after: documents, request, book).text
    let charged = FeeCharged.with {
      $0.amount = fee
      $0.fee = "\(id)~dossier"
      $0.invoice = number
      $0.party = order.billed
      $0.type = .dossier
      $0.vatCode = .standard
    }
    let draft = Draft(
      "order-\(id)", .feeCharged(charged), occurred: request.occurred(), rule: "MC-B.8",
      basis: .computed, terms: contract.terms)
    return [draft] + issued
  }
}
