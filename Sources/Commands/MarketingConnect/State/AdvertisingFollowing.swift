import Ledger

/// What follows from events under MARKETINGCONNECT, whoever asked for them.
struct AdvertisingFollowing {
  private(set) var drafts: [Draft] = []

  init(_ decided: [Draft], _ request: Request, _ book: borrowing Book) {
    for draft in decided {
      switch draft.event {
      case .invoiceIssued(let event): available(event, draft, request, book)
      case .paymentMethodRegistered(let event): authorised(event, request, book)
      case .reminderSent(let event): downloaded(event, request, book)
      case .contractEnded(let event): ended(event, draft, request, book)
      case .forceMajeureDeclared(let event): prevented(event, request, book)
      case .orderPlaced(let event): named(event, draft, request, book)
      case .oppositionScrubRecorded(let event): cleared(event, request, book)
      default: break
      }
    }
  }

  /// An invoice is sent by e-mail, which is the original (MC-II.7); that of an online order stands in the client area.
  private mutating func available(
    _ invoice: InvoiceIssued, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    let isOnline = book.advertising.orders[invoice.contract ?? ""]?.sale == .online
    let available = InvoiceMadeAvailable.with {
      $0.at = request.now
      $0.channel = isOnline ? .portal : .email
      $0.invoice = invoice.number
      $0.party = invoice.party
    }
    drafts.append(
      Draft(
        "invoice-\(invoice.number)", .invoiceMadeAvailable(available), occurred: draft.occurred,
        rule: "MC-II.7", basis: .computed, terms: draft.terms))
  }

  /// Where the download counts, the months to claim begin with it (A-MC-17).
  private mutating func downloaded(
    _ sent: ReminderSent, _ request: Request, _ book: borrowing Book
  ) {
    guard sent.kind == Download.kind, let id = book.advertising.files[sent.about]?.order,
      let order = book.advertising.orders[id], order.deliveredOn == nil,
      let contract = book.contracts[id]
    else { return }
    drafts.append(
      Download.period(
        id, from: Paris.day(of: sent.at), stream: "file-\(sent.about)", contract, request))
  }

  /// With the order form and the debit authorisation, an order is firm (MC-III.2).
  private mutating func authorised(
    _ method: PaymentMethodRegistered, _ request: Request, _ book: borrowing Book
  ) {
    let waiting = book.advertising.orders.filter {
      $0.value.billed == method.party && $0.value.hasForm && $0.value.confirmed == nil
        && !$0.value.isCancelled
    }
    for (id, order) in waiting.sorted(by: { $0.key < $1.key }) {
      guard let contract = book.contracts[id] else { continue }
      drafts.append(
        OrderPayment(order, contract, on: request.today, book).confirmed(
          id, at: request.received, "MC-III.2", request))
    }
  }

  /// After ninety jours ouvrés the provider may end the order (MC-III.10).
  private mutating func prevented(
    _ declared: ForceMajeureDeclared, _ request: Request, _ book: borrowing Book
  ) {
    guard declared.affected == .provider, let contract = book.contracts[declared.contract],
      let period = WithoutNotice.patience(contract, from: declared.from, book)
    else { return }
    drafts.append(
      MarketDeadline.set(
        .forceMajeure, about: contract.id, period, stream: "contract-\(contract.id)",
        rule: "MC-III.10", contract.pinned, request))
  }

  /// While calls go on, the next check is due one month after this one (MC-L.8).
  private mutating func cleared(
    _ scrub: OppositionScrubRecorded, _ request: Request, _ book: borrowing Book
  ) {
    let running = book.advertising.campaigns.values.filter { $0.file == scrub.file }
    let day = Paris.day(of: scrub.at)
    let next = day.adding(months: Telemarketing.scrubMonths)
    let stream = "file-\(scrub.file)"
    let met = MarketDeadline.met(
      .scrub, about: scrub.file, stream: stream, rule: "MC-L.8", request, book, terms: nil)
    drafts += met
    guard let campaign = running.max(by: { ($0.until ?? day) < ($1.until ?? day) }),
      let until = campaign.until, next <= until, let contract = book.contracts[campaign.order],
      Paris.end(of: next) > request.received
    else { return }
    drafts.append(
      MarketDeadline.set(
        .scrub, about: scrub.file, from: day, Telemarketing.scrubMonths, .month,
        until: Paris.end(of: next), stream: stream, rule: "MC-L.8", contract.pinned, request))
  }

  /// A client may be named as a reference for three years from its order (MC-III.8, A-MC-34).
  private mutating func named(
    _ placed: OrderPlaced, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    guard let terms = draft.terms.flatMap({ book.terms[$0] }) else { return }
    let from = Paris.day(of: draft.occurred)
    drafts.append(
      MarketDeadline.set(
        .reference, about: placed.order, from: from, 36, .month,
        until: Paris.end(of: from.adding(months: 36)), stream: "order-\(placed.order)",
        rule: "MC-III.8", terms, request))
  }

  /// Twelve months of confidentiality follow the end (MC-III.8, G-22).
  private mutating func ended(
    _ ended: ContractEnded, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    guard let contract = book.contracts[ended.contract] else { return }
    drafts.append(
      MarketDeadline.set(
        .confidentiality, about: ended.contract, from: ended.effectiveOn, 12, .month,
        until: Paris.end(of: ended.effectiveOn.adding(months: 12)),
        stream: "contract-\(ended.contract)", rule: "MC-III.8", contract.pinned, request))
  }
}
