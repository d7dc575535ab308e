import Ledger

/// Money received and credit notes, what they settled, and so what each client owes (BAL, G-14).
struct PaymentModel {
  /// Money that can settle debts: a payment, or a credit note.
  struct Credit {
    var party: String
    var amount: Money
    var allocations: [Allocation] = []
    /// What of it was paid back.
    var refunded = Money.zero
    /// What of it went to the Tirelire (AP-4.6).
    var inWallet = Money.zero
    /// The bank's word was wrong, or the money went back: it settles nothing any more.
    var isCorrected = false
    var event: PaymentReceived?
    var position: Int

    var used: Money { allocations.map(\.amount).sum() }
    var rest: Money { isCorrected ? .zero : amount - used - refunded - inWallet }
  }

  /// What went through one client's account, kept apart from the documents to be compared with them.
  struct Account {
    var invoiced = Money.zero
    var allocated = Money.zero
  }

  private(set) var credits: [String: Credit] = [:]
  private(set) var accounts: [String: Account] = [:]

  mutating func know(_ party: String) { accounts[party, default: Account()].invoiced += .zero }

  mutating func invoiced(_ party: String, _ gross: Money) {
    accounts[party, default: Account()].invoiced += gross
  }

  mutating func credited(_ event: CreditNoteIssued, _ recorded: RecordedEvent) {
    know(event.party)
    credits[event.number] = Credit(
      party: event.party, amount: event.ttc,
      inWallet: event.usable == .wallet ? event.ttc : .zero, position: recorded.position)
  }

  mutating func received(_ event: PaymentReceived, _ recorded: RecordedEvent) {
    know(event.party)
    credits[event.payment] = Credit(
      party: event.party, amount: event.amount, event: event, position: recorded.position)
  }

  mutating func refunded(_ event: RefundIssued) {
    credits[event.relatesTo]?.refunded += event.amountTtc
  }

  mutating func allocated(_ event: PaymentAllocated) {
    credits[event.payment]?.allocations += event.to
    accounts[event.party, default: Account()].allocated += event.to.map(\.amount).sum()
  }

  /// Counts a payment again that was taken back.
  mutating func restored(_ payment: String) -> PaymentReceived? {
    guard let credit = credits[payment], credit.isCorrected else { return nil }
    credits[payment]?.isCorrected = false
    credits[payment]?.allocations = []
    return credit.event
  }

  /// Takes back a payment; gives what it had settled.
  mutating func corrected(_ payment: String) -> Credit? {
    guard let credit = credits[payment], !credit.isCorrected else { return nil }
    credits[payment]?.isCorrected = true
    accounts[credit.party]?.allocated -= credit.used
    return credit
  }
}

extension ReadModels {
  mutating func paid(_ event: PaymentReceived, _ recorded: RecordedEvent) {
    payments.received(event, recorded)
    journal.received(event, recorded, accounts)
  }

  mutating func allocated(_ event: PaymentAllocated, _ recorded: RecordedEvent) {
    var event = event
    if !vantage.isPrefix { leaveOutUnseen(&event) }
    payments.allocated(event)
    late.received(event.payment)
    tasks.close(event.payment, .answerDebit, by: nil, recorded)
    if let note = documents.creditNote(event.payment) {
      documents.creditNotes[note].used += event.to.map(\.amount).sum()
    }
    for part in event.to {
      if late.settle(part) { continue }
      guard let index = documents.invoice(part.document) else {
        found(
          Violation(
            .balance, [event.payment, part.document], found: "an allocation of \(part.amount)",
            expected: "an invoice that was issued", at: recorded.position), unless: false)
        continue
      }
      let invoice = documents.invoices[index]
      found(
        Violation(
          .balance, [event.payment, part.document],
          found: "\(part.amount) allocated by \(event.party)",
          expected: "at most \(invoice.open) of \(invoice.event.party)", at: recorded.position),
        unless: part.amount <= invoice.open && invoice.event.party == event.party)
      documents.invoices[index].paid = invoice.paid + part.amount
      if documents.invoices[index].open == .zero {
        for debit in late.collections[part.document]?.debits ?? [] {
          tasks.close(debit, .representDebit, by: nil, recorded)
        }
      }
    }
    if let credit = payments.credits[event.payment] {
      found(
        Violation(
          .balance, [event.payment], found: "\(credit.used) allocated",
          expected: credit.isCorrected ? "nothing: it was corrected" : "\(credit.amount) at most",
          at: recorded.position),
        unless: credit.used + credit.refunded + credit.inWallet <= credit.amount
          && !credit.isCorrected)
    }
  }

  /// As of an instant, a payment may be seen without the invoice drawn up since, and the other way
  /// round: nothing is settled then.
  private mutating func leaveOutUnseen(_ event: inout PaymentAllocated) {
    if payments.credits[event.payment] == nil { event.to = [] }
    event.to.removeAll {
      documents.invoice($0.document) == nil && late.charge(named: $0.document) == nil
    }
  }
}
