import Ledger

/// What an order costs, and what its validated payment brings about (MC-II.2, MC-II.4).
struct OrderPayment {
  let order: AdvertisingOrder
  let contract: Contract
  let lines: [InvoiceLine]
  /// What is due with the order, VAT included.
  let due: Money

  /// - Parameter day: the day of the invoice, whose taxes count (MC-II.6).
  init(_ order: AdvertisingOrder, _ contract: Contract, on day: Day, _ book: borrowing Book) {
    self.order = order
    self.contract = contract
    lines = OrderLines.lines(of: order, contract, quantity: nil)
    let groups = VAT.groups(
      of: lines, rounding: contract.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: day, for: order.billed) })
    due = groups.map { $0.base + $0.vat }.sum()
  }

  /// The payment is good: the order is firm, and invoiced; a file is invoiced once it is delivered (MC-L.6).
  func validate(
    _ id: String, _ payment: String, _ method: PaymentMethod, _ amount: Money, at: Instant,
    by: String, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Decision {
    if amount < due {
      throw Refusal(
        .paymentNotValidated, "MC-II.2", "\(amount) of \(due) EUR came for order \(id)",
        try: "validate it once the whole has come")
    }
    let received = PaymentReceived.with {
      $0.amount = amount
      $0.method = method
      $0.party = order.billed
      $0.payment = payment
      $0.purpose = id
      $0.valueDate = Paris.day(of: at)
    }
    let validated = PaymentValidated.with {
      $0.at = at
      $0.order = id
      $0.party = order.billed
      $0.payment = payment
      $0.validatedBy = by
    }
    let stream = "payment-\(payment)"
    var drafts: [Draft] = []
    if book.payments[payment] == nil {
      drafts.append(
        Draft(
          stream, .paymentReceived(received), occurred: request.occurred(at), rule: "MC-II.2",
          basis: .fact, terms: contract.terms))
    }
    drafts += [
      Draft(
        stream, .paymentValidated(validated), occurred: request.occurred(at), rule: "MC-II.2",
        basis: .fact, terms: contract.terms)
    ]
    if order.confirmed == nil { drafts.append(confirmed(id, at: at, "MC-II.2", request)) }
    drafts += MarketDeadline.met(
      .firstPayment, about: id, stream: "order-\(id)", rule: "MC-II.8", request, book,
      terms: contract.terms)
    drafts += answered(.chaseFirstPayment, id, "paid", "MC-II.8", request, book)
    drafts += answered(.inviteTransfer, id, "paid", "MC-II.3", request, book)
    if order.offer == .booster { drafts.append(try targetStart(id, at, request, book)) }
    if order.offer != .list { drafts += invoice(id, payment, amount, request, book) }
    return Decision(drafts)
  }

  /// The accounts department records that an announced payment came (MC-II.2).
  static func validate(
    _ validated: ValidatePayment, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Decision {
    let found = book.advertising.orders.first { $0.value.announced == validated.payment }
    guard let id = found?.key else {
      throw Refusal.unknown("payment of an order", validated.payment, "MC-II.2")
    }
    let (order, contract) = try book.liveOrder(id, "MC-II.2")
    if order.validated != nil {
      throw Refusal(
        .notInThisState, "MC-II.2", "payment \(validated.payment) is validated",
        try: "nothing: it is done")
    }
    let at = validated.at ?? request.received
    try request.requirePast(at, "validated")
    let payment = OrderPayment(order, contract, on: Paris.day(of: at), book)
    return try payment.validate(
      id, validated.payment, order.method ?? .transfer,
      validated.amount ?? book.payments[validated.payment]?.amount ?? payment.due, at: at,
      by: validated.validatedBy ?? request.actor.user ?? request.actor.id, request, book)
  }

  /// The order is firm from an instant on (MC-III.2).
  func confirmed(_ id: String, at: Instant, _ rule: String, _ request: Request) -> Draft {
    let confirmed = OrderConfirmed.with {
      $0.client = order.client
      $0.irrevocableAt = at
      $0.order = id
    }
    return Draft(
      "order-\(id)", .orderConfirmed(confirmed), occurred: request.occurred(at), rule: rule,
      basis: .computed, terms: contract.terms)
  }

  private func invoice(
    _ id: String, _ payment: String, _ amount: Money, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let account = BillingAccount(
      id: id, party: order.billed, pinned: contract.pinned, priceList: nil)
    let drafts = InvoiceDrafting.issue(
      .order, account, lines, period: nil, rule: "MC-II.2", usingCredits: false, request, book)
    guard case .invoiceIssued(let issued)? = drafts.last?.event else { return drafts }
    return drafts + [
      AllocationDrafting.draft(
        payment, of: order.billed, .debtorChoice,
        [Allocation(issued.number, min(amount, issued.ttc))], request)
    ]
  }

  /// A campaign of clicks should start on the first jour ouvré of the next month: best efforts (MC-A.2).
  private func targetStart(
    _ id: String, _ at: Instant, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Draft {
    let month = Paris.day(of: at).firstOfMonth.adding(months: 1)
    do throws(CalendarMissing) {
      let first = try CountedPeriod.counting(
        1, BusinessDays(region: contract.pinned.config.region), after: month + -1,
        in: book.calendars)
      return MarketDeadline.set(
        .targetStart, about: id, first, stream: "order-\(id)", rule: "MC-A.2", contract.pinned,
        request)
    } catch { throw Refusal.missing(error, "MC-A.2") }
  }
}

/// The lines that an order is billed with, before the taxes of the day of its invoice (MC-II.6).
enum OrderLines {
  /// - Parameter quantity: what was delivered, for a file; what was ordered when nil.
  static func lines(of order: AdvertisingOrder, _ contract: Contract, quantity: Int?)
    -> [InvoiceLine]
  {
    let readings = contract.pinned.config.marketingconnect
    var lines = order.items.map { item in
      let least = order.offer == .mailing ? readings.minMailingItems : 0
      return line(
        item.code, max(quantity ?? item.qty, least), item.unit, order.placed)
    }
    let net = lines.map(\.ht).sum()
    if order.sale == .online, order.offer != .mailing, net < readings.minInvoiceHt {
      let missing = readings.minInvoiceHt - net
      lines.append(line("minimum", 1, UnitPrice(missing), order.placed))
    }
    return lines
  }

  private static func line(_ label: String, _ quantity: Int, _ unit: UnitPrice, _ source: Int)
    -> InvoiceLine
  {
    InvoiceLine.with {
      $0.ht = unit.times(quantity)
      $0.label = label == "minimum" ? "Complément au minimum de facturation" : label
      $0.qty = quantity
      $0.sourceEvents = [source]
      $0.unit = unit
      $0.vatCode = .standard
    }
  }
}
