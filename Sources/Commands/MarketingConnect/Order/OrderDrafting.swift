import Ledger

/// An order as a client places it.
struct PlacedOrder {
  var order: String
  var client: String
  var agent: String?
  var offer: Offer
  var basket: [BasketItem]
  var shown: Money
  var sale: SaleChannel
  var paidBy: String?
  var at: Instant?
  var clicks: Int?
  var months: Int?
  var uses: [LicenceUse]?
}

/// What every order needs: accepted terms, a billing address in France, a basket as it was shown (MC-D.1, MC-III.1).
enum OrderDrafting {
  static func decide(
    _ placed: PlacedOrder, _ rule: String, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Decision {
    if request.actor.role == .client { try request.requireClient(is: placed.client) }
    guard let party = book.parties[placed.client] else {
      throw Refusal.unknown("client", placed.client, rule)
    }
    let at = placed.at ?? request.received
    try request.requirePast(at, "signed")
    let terms = try book.acceptedTerms(of: placed.client, party, on: Paris.day(of: at))
    let readings = terms.config.marketingconnect
    if book.contracts[placed.order] != nil {
      throw Refusal(.alreadyExists, rule, "order \(placed.order) exists", try: "use another id")
    }
    if let agent = placed.agent, book.parties[agent] == nil {
      throw Refusal.unknown("agent", agent, "MC-D.7")
    }
    if !readings.countries.contains(party.country) && !readings.countries.contains(party.territory)
    {
      throw Refusal(
        .billingAddressNotInFrance, "MC-III.1",
        "the billing address of \(placed.client) is in \(party.country)",
        try: "order with a billing address in \(readings.countries.joined(separator: ", "))")
    }
    let total = try total(placed, at, rule, book)
    if let method = placed.paidBy { try PaymentMeans.require(method, placed.sale) }
    let event = OrderPlaced.with {
      $0.agent = placed.agent
      $0.basket = placed.basket
      $0.client = placed.client
      $0.clicksGuaranteed = placed.clicks
      $0.indicativeUntil = placed.months.map { Paris.day(of: at).adding(months: $0) }
      $0.licenceUses = placed.uses
      $0.order = placed.order
      $0.paidBy = placed.paidBy ?? "later"
      $0.product = placed.offer.rawValue
      $0.sale = placed.sale
      $0.totalHt = total
    }
    var drafts = [
      Draft(
        "order-\(placed.order)", .orderPlaced(event), occurred: request.occurred(at), rule: rule,
        basis: .fact, terms: terms.version)
    ]
    if placed.offer == .list {
      let declared = DeclarationMade.with {
        $0.party = placed.client
        $0.type = .rights
        $0.via = .terms
      }
      drafts.append(
        Draft(
          "order-\(placed.order)", .declarationMade(declared), occurred: request.occurred(at),
          rule: "MC-L.11", basis: .fact, terms: terms.version))
    }
    if placed.sale == .offline {
      let day = Paris.day(of: at)
      drafts.append(
        MarketDeadline.set(
          .firstPayment, about: placed.order, from: day, 1, .month,
          until: Paris.end(of: day.adding(months: 1)), stream: "order-\(placed.order)",
          rule: "MC-II.8", terms, request))
    }
    return Decision(drafts)
  }

  /// What the basket comes to: as it was shown, at the prices of the list in force (MC-D.6, MC-III.3).
  private static func total(
    _ placed: PlacedOrder, _ at: Instant, _ rule: String, _ book: borrowing Book
  ) throws(Refusal) -> Money {
    let list = book.priceList(at: at)
    for item in placed.basket {
      let listed = list?.entries.first { $0.code == item.code && $0.basis == .net }
      if item.qty < 1 || item.unit.tenThousandths < 0
        || listed.map({ $0.unit != item.unit }) == true
      {
        throw Refusal(
          .basketChanged, "MC-D.6",
          "\(item.qty) of \(item.code) at \(item.unit), listed at \(listed?.unit.description ?? "no price")",
          try: "show the basket again at the prices in force")
      }
    }
    let total = placed.basket.map { $0.unit.times($0.qty) }.sum()
    if placed.basket.isEmpty || total != placed.shown {
      throw Refusal(
        .basketChanged, "MC-D.6", "\(placed.shown) EUR were shown, the basket comes to \(total)",
        try: "show the basket again, and order what is shown")
    }
    return total
  }
}

/// How an order may be paid (MC-II.2, MC-II.8).
enum PaymentMeans {
  /// - Returns: the means, under the name that payments have.
  @discardableResult
  static func require(_ means: String, _ sale: SaleChannel) throws(Refusal) -> PaymentMethod {
    let known = PaymentMethod(rawValue: means)
    if let known, sale == .offline || known != .directDebit { return known }
    let allowed = PaymentMethod.allCases.filter { sale == .offline || $0 != .directDebit }
    throw Refusal(
      .paymentMethod, sale == .online ? "MC-II.2" : "MC-II.8",
      "\(means) is no means of payment here",
      try: "pay by \(allowed.map(\.rawValue).joined(separator: ", "))")
  }
}
