import Ledger

/// A purchase that was found to be in order: what it brings about.
struct Purchase {
  var lead: Lead
  var party: String
  var mode: SellingMode
  var price: Money
  /// On top of the price, at the rate of the day (AP-4.15).
  var vat: Rate
  var payment: PaymentMode
  var channel: PurchaseChannel
  var seen: Money
  var session: String?
  var token: String?
  var flags: [RefusalCode]

  /// The purchase, and what pays it: the Tirelire at once (AP-4.7), or a later invoice (AP-4.3).
  func drafts(
    _ account: Beneficiary, _ terms: PublishedTerms, _ at: Instant, _ request: Request,
    _ book: borrowing Book
  ) throws(Refusal) -> [Draft] {
    let bought = LeadPurchased.with {
      $0.channel = channel
      $0.flags = flags.isEmpty ? nil : flags.map(\.rawValue)
      $0.lead = lead.id
      $0.mode = mode
      $0.party = party
      $0.paymentMode = payment
      $0.priceHt = price
      $0.priceSeen = seen
      $0.session = session
      $0.token = token
      $0.vat = vat
    }
    var drafts = [
      Draft(
        "lead-\(lead.id)", .leadPurchased(bought), occurred: at, rule: "AP-1.3", basis: .fact,
        terms: terms.version)
    ]
    switch payment {
    case .wallet:
      drafts.append(try debit(account, terms, request))
    case .directDebit:
      drafts += complement(terms, at, request, book)
    }
    return drafts
  }

  private func debit(
    _ account: Beneficiary, _ terms: PublishedTerms, _ request: Request
  ) throws(Refusal) -> Draft {
    let basis = terms.config.activeProspects.walletBasis
    let cost = basis == .net ? price : price + vat.of(price)
    if account.balance < cost {
      throw Refusal(
        .walletInsufficient, "AP-4.7",
        "\(account.balance) EUR in the Tirelire, the lead costs \(cost) EUR",
        try: "credit it with TopUpWallet")
    }
    return Wallet(account).debit(
      cost, .purchase, of: party, lead: lead.id, rule: "AP-4.7", terms, request)
  }

  /// A purchase of a half-month that is closed, recorded late, gets an invoice of its own (AP-4.3).
  private func complement(
    _ terms: PublishedTerms, _ at: Instant, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let half = BillingHalf(of: Paris.day(of: at))
    // One that came to nothing is closed too: the agenda has passed it by.
    let open = HalfMonthInvoice(party, half.first, book)?.total ?? .zero
    let isClosed = half.end < request.now && open == .zero
    if !isClosed || price == .zero { return [] }
    let own = Ownership(
      party: party, mode: mode, price: price, vat: vat, paymentMode: payment, at: at,
      position: request.position)
    let line = LeadLine.line(lead, own, source: request.position)
    return LeadLine.invoice(
      .complement, party, terms, [line], half, rule: "AP-4.3", request, book)
  }
}
