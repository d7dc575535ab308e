import Ledger

/// LEAD, CLM and WAL, tested as each event is folded (AP-1.4, AP-3.3, AP-4.3, AP-4.7).
extension ReadModels {
  /// Bought exclusively, a lead has one owner; bought once by each; at the price that was seen; not through a closed account.
  mutating func checkBought(_ event: LeadPurchased, _ recorded: RecordedEvent) {
    let subjects = [event.lead, event.party]
    found(
      Violation(
        .lead, subjects, found: "bought for \(event.priceHt)",
        expected: "\(event.priceSeen), as it was seen", at: recorded.position),
      unless: event.priceHt == event.priceSeen)
    if let closed = beneficiaries.look(up: event.party)?.closed, event.priceHt > .zero {
      found(
        Violation(
          .account, subjects, found: "bought at \(recorded.occurred)",
          expected: "nothing from \(closed) on: the account is closed", at: recorded.position),
        unless: recorded.occurred < closed)
    }
    guard let lead = leads.look(up: event.lead) else {
      found(
        Violation(
          .lead, subjects, found: "bought", expected: "captured first", at: recorded.position),
        unless: false)
      return
    }
    for owner in leads.owners(of: lead, marketReadings(recorded.terms)) {
      let isUpgrade =
        owner.event.party == event.party && owner.event.mode == .shared && event.mode == .exclusive
      let isShared = owner.event.mode == .shared && event.mode == .shared
      found(
        Violation(
          .lead, subjects,
          found: "bought in \(event.mode.rawValue) mode, by \(owner.event.party) in "
            + "\(owner.event.mode.rawValue) mode before",
          expected: "one owner of a lead that is exclusive, one purchase by each",
          at: recorded.position),
        unless: isUpgrade || (isShared && owner.event.party != event.party))
    }
  }

  /// An invoice of leads is of one half-month, closed when it is issued (AP-4.3).
  mutating func checkHalf(_ event: InvoiceIssued, _ recorded: RecordedEvent) {
    guard let from = event.periodFrom, let to = event.periodTo else {
      found(
        Violation(
          .invoice, [event.number], found: "leads of no period", expected: "a half-month",
          at: recorded.position), unless: false)
      return
    }
    let half = HalfMonth(of: from)
    found(
      Violation(
        .invoice, [event.number],
        found: "leads from \(from) to \(to), issued on \(event.issueDate)",
        expected: "from \(half.first) to \(half.last), issued after", at: recorded.position),
      unless: from == half.first && to == half.last && event.issueDate > to)
  }

  /// A lead is billed once, to who bought it by direct debit in that half-month, at its price.
  mutating func checkBilled(
    _ purchase: LeadModel.Purchase, _ line: InvoiceLine, _ invoice: InvoiceIssued,
    _ recorded: RecordedEvent
  ) {
    let subjects = [purchase.event.lead, invoice.number]
    if let earlier = purchase.invoice {
      found(
        Violation(
          .lead, subjects, found: "billed on \(earlier) too", expected: "billed once",
          at: recorded.position), unless: false)
    }
    let half = HalfMonth(of: invoice.periodFrom ?? purchase.day)
    found(
      Violation(
        .lead, subjects,
        found:
          "bought on \(purchase.day) by \(purchase.event.party) for \(purchase.event.priceHt), "
          + "paid by \(purchase.event.paymentMode.rawValue)",
        expected: "bought by \(invoice.party) from \(half.first) to \(half.last) for \(line.ht), "
          + "paid by direct_debit",
        at: recorded.position),
      unless: purchase.event.party == invoice.party && purchase.event.paymentMode == .directDebit
        && purchase.event.priceHt == line.ht && half.first <= purchase.day
        && purchase.day <= half.last)
  }

  /// Settled once, for no more than the price, unless a person agreed to more (A-AP-8).
  mutating func checkSettled(_ event: LeadClaimSettled, _ recorded: RecordedEvent) {
    checkOpen(event.claim, recorded)
    guard let claim = claims.look(up: event.claim) else { return }
    let owned = leads.purchases(of: event.lead, by: event.party).map { leads.purchases[$0] }
    if owned.isEmpty { return }
    let settled = owned.map(\.settled).sum()
    let price = owned.map(\.event.priceHt).sum()
    found(
      Violation(
        .claim, [event.claim, event.lead],
        found: "settled for \(event.amountHt), after \(settled)",
        expected: "\(price) at most, the price", at: recorded.position),
      unless: settled + event.amountHt <= price || claim.isOverPriceApproved)
  }

  mutating func checkOpen(_ claim: String, _ recorded: RecordedEvent) {
    let known = claims.look(up: claim)
    found(
      Violation(
        .claim, [claim], found: "closed", expected: known == nil ? "filed first" : "closed once",
        at: recorded.position),
      unless: known.map { $0.settled == nil && $0.rejected == nil } == true)
  }

  /// A lot is new, and says where its money comes from.
  mutating func checkCredited(_ event: WalletCredited, _ recorded: RecordedEvent) {
    let hasSource =
      switch event.source {
      case .payment: event.payment != nil && event.invoice != nil
      case .claim: event.claim.map { claims.look(up: $0)?.settled != nil } == true
      }
    found(
      Violation(
        .wallet, [event.lot, event.wallet], found: "credited by \(event.source.rawValue)",
        expected: "a new lot, with its payment and invoice or its settled claim",
        at: recorded.position),
      unless: hasSource && wallets.look(up: event.lot) == nil)
  }

  /// What is taken is there, lot by lot: a wallet is never below zero.
  mutating func checkDebited(_ event: WalletDebited, _ recorded: RecordedEvent) {
    let parts = event.parts.map(\.amount).sum()
    found(
      Violation(
        .wallet, [event.wallet], found: "parts of \(parts) for a debit of \(event.amount)",
        expected: "their sum", at: recorded.position), unless: parts == event.amount)
    for part in event.parts {
      let lot = wallets.look(up: part.lot)
      let left = lot?.event.wallet == event.wallet ? lot?.left : nil
      found(
        Violation(
          .wallet, [part.lot, event.wallet], found: "\(part.amount) taken",
          expected: "at most \(left ?? .zero), what is left of it", at: recorded.position),
        unless: left.map { part.amount <= $0 } == true)
    }
  }
}

/// Half a month of purchases: from the 1st to the 15th, or from the 16th to the last day (AP-4.3).
struct HalfMonth {
  var first: Day
  var last: Day

  init(of day: Day) {
    let month = day.firstOfMonth
    if day < month + 15 {
      (first, last) = (month, month + 14)
    } else {
      (first, last) = (month + 15, month.adding(months: 1) - 1)
    }
  }
}
