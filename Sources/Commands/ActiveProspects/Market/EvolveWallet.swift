import Ledger

// The Tirelire, the invoices of leads, and advances.
extension Book {
  mutating func evolveWallet(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .paymentModeChanged(let event): market.beneficiaries[event.party]?.mode = event.to
    case .paymentValidated(let event):
      market.topUps[event.payment, default: TopUp(party: event.party)].validated = event.at
    case .walletCredited(let event): evolveCredited(event, recorded)
    case .walletDebited(let event): evolveDebited(event)
    case .advancePaymentDemanded(let event):
      market.beneficiaries[event.party]?.advanceOwed = event.invoicePeriod
      market.beneficiaries[event.party]?.advanceLeft = event.amountTtc
    case .feeCharged(let event): evolveFee(event, recorded)
    default: break
    }
  }

  /// A payment that was announced for the Tirelire.
  mutating func evolveTopUp(_ event: PaymentInitiated) {
    if event.invoice == nil { market.topUps[event.payment] = TopUp(party: event.party) }
  }

  /// Money for the Tirelire settles no invoice; an advance that was demanded has come.
  mutating func evolveMarketPayment(_ event: PaymentReceived) {
    if event.purpose == PaymentPurpose.wallet || market.topUps[event.payment] != nil {
      market.topUps[event.payment, default: TopUp(party: event.party)].party = event.party
      parties[event.party]?.reserved.insert(event.payment)
    }
    if event.purpose == PaymentPurpose.advance, var account = market.beneficiaries[event.party] {
      account.advanceLeft = max(.zero, account.advanceLeft - event.amount)
      if account.advanceLeft == .zero { account.advanceOwed = nil }
      market.beneficiaries[event.party] = account
    }
  }

  private mutating func evolveCredited(_ event: WalletCredited, _ recorded: EventPlace) {
    if let payment = event.payment { market.topUps[payment]?.isCredited = true }
    let basis = terms[recorded.terms ?? ""]?.config.activeProspects.walletBasis ?? .net
    market.beneficiaries[event.wallet]?.lotCount += 1
    market.beneficiaries[event.wallet]?.lots.append(
      Lot(
        id: event.lot, left: basis == .net ? event.amountHt : event.amountTtc, vat: event.vat,
        invoice: event.invoice))
  }

  private mutating func evolveDebited(_ event: WalletDebited) {
    guard var lots = market.beneficiaries[event.wallet]?.lots else { return }
    for part in event.parts {
      guard let index = lots.firstIndex(where: { $0.id == part.lot }) else { continue }
      lots[index].left = lots[index].left - part.amount
    }
    market.beneficiaries[event.wallet]?.lots = lots
    if let lead = event.lead { changeOwnership(lead, event.wallet) { $0.parts = event.parts } }
    if event.reason == .closure { market.beneficiaries[event.wallet]?.closure?.isSettled = true }
  }

  /// A fee on no invoice is owed by itself, outside VAT (AP-4.13).
  private mutating func evolveFee(_ event: FeeCharged, _ recorded: EventPlace) {
    if let collection = event.collection { market.collections[collection]?.costs += 1 }
    if event.invoice != nil { return }
    charge(
      event.fee,
      Charge(
        party: event.party, kind: .fee, amount: event.amount, open: event.amount,
        position: recorded.position))
  }

  /// Leads that an invoice bills are not billed again.
  mutating func evolveLeadsInvoiced(_ event: InvoiceIssued, _ lines: [InvoiceLine]) {
    guard event.kind == .purchases || event.kind == .complement, let half = event.periodFrom else {
      return
    }
    for line in lines {
      guard let lead = line.lead, let position = line.sourceEvents.last,
        let index = market.leads[lead]?.owners.firstIndex(where: { $0.position == position })
      else { continue }
      market.leads[lead]?.owners[index].invoice = event.number
      market.beneficiaries[event.party]?.halves[half]?.purchases.removeAll {
        $0.position == position
      }
    }
    if event.kind == .purchases {
      market.beneficiaries[event.party]?.halves[half] = nil
      market.beneficiaries[event.party]?.invoicedHalves.insert(half)
      evolveAdvanceInvoiced(event.party, half)
    } else if market.beneficiaries[event.party]?.halves[half]?.purchases.isEmpty == true {
      market.beneficiaries[event.party]?.halves[half] = nil
    }
  }

  /// The invoice is there: what was demanded in advance of it and not paid is due with it (AP-4.10).
  private mutating func evolveAdvanceInvoiced(_ party: String, _ half: Day) {
    if market.beneficiaries[party]?.advanceOwed != half { return }
    market.beneficiaries[party]?.advanceOwed = nil
    market.beneficiaries[party]?.advanceLeft = .zero
  }

  mutating func evolveMarketDeadline(_ event: DeadlineSet, _ recorded: EventPlace) {
    if event.kind == .advance {
      market.beneficiaries[event.subject]?.advancesDue += 1
      market.beneficiaries[event.subject]?.advanceDeadline = event.deadline
    }
    let end = Instant(microseconds: event.lastInstant.microseconds + 1)
    market.deadlines[event.deadline] = RunningPeriod(
      kind: event.kind, subject: event.subject, end: end, set: recorded.position)
    plan(max(end, recorded.recorded), .late, event.subject, .deadline(event.deadline))
  }
}

/// What a payment is for, when that is not an invoice.
enum PaymentPurpose {
  static let wallet = "wallet"
  static let advance = "advance"
}
