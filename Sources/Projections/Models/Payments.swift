import Ledger

/// Money received and credit notes, what they settled, and so what each client owes (BAL, G-14).
struct PaymentModel {
  /// Money that can settle debts: a payment, or a credit note.
  struct Credit {
    var party: String
    var amount: Money
    var allocations: [Allocation] = []
    /// The bank's word was wrong: it settles nothing any more.
    var isCorrected = false
    var event: PaymentReceived?
    var position: Int

    var used: Money { allocations.map(\.amount).sum() }
    var rest: Money { isCorrected ? .zero : amount - used }
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
      party: event.party, amount: event.ttc, position: recorded.position)
  }

  mutating func received(_ event: PaymentReceived, _ recorded: RecordedEvent) {
    know(event.party)
    credits[event.payment] = Credit(
      party: event.party, amount: event.amount, event: event, position: recorded.position)
  }

  mutating func allocated(_ event: PaymentAllocated) {
    credits[event.payment]?.allocations += event.to
    accounts[event.party, default: Account()].allocated += event.to.map(\.amount).sum()
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
    payments.allocated(event)
    if let note = documents.creditNote(event.payment) {
      documents.creditNotes[note].used += event.to.map(\.amount).sum()
    }
    for part in event.to {
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
    }
    if let credit = payments.credits[event.payment] {
      found(
        Violation(
          .balance, [event.payment], found: "\(credit.used) allocated",
          expected: credit.isCorrected ? "nothing: it was corrected" : "\(credit.amount) at most",
          at: recorded.position),
        unless: credit.used <= credit.amount && !credit.isCorrected)
    }
  }

  /// An event was wrong: what it brought about is undone (G-8).
  mutating func corrected(_ event: EventCorrected, _ recorded: RecordedEvent) {
    switch event.targetType {
    case "AppointmentBooked":
      if let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = .void
      }
    case "AppointmentOutcomeRecorded":
      if let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = nil
        appointments.appointments[index].outcome = nil
      }
      tasks.close(event.subject, .billAppointment, by: event.by, recorded)
    case "AnomalyReported":
      change(anomaly: event.subject) { $0.isWithdrawn = true }
      tasks.close(event.subject, .resolveAnomaly, by: event.by, recorded)
      tasks.close(event.subject, .admitAnomaly, by: event.by, recorded)
    case "PaymentReceived":
      guard let credit = payments.corrected(event.subject) else { return }
      for part in credit.allocations {
        guard let index = documents.invoice(part.document) else { continue }
        documents.invoices[index].paid -= part.amount
      }
      if let payment = credit.event { journal.reversed(payment, recorded, accounts) }
    default: break
    }
  }
}

enum BalanceTable: ReadModel {
  static let table = Table(
    "balance", "what each client owes, and what it has in credit", key: ["client"],
    ofClient: "client = ?1",
    [
      .required("client"), .required("receivable", .money), .required("wallet", .money),
      .required("credit", .money), .required("open_invoices", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.payments.accounts.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let balances = Balances(models)
    for client in models.payments.accounts.keys.sorted() {
      let balance = balances.of(client)
      row.text(client)
      row.money(balance.receivable)
      row.money(.zero)
      row.money(balance.credit)
      row.integer(balance.openInvoices)
      try row.endRow()
    }
  }
}

/// What each client owes and is owed, added up from documents and payments.
struct Balances {
  struct Balance {
    var receivable = Money.zero
    var credit = Money.zero
    var openInvoices = 0
  }

  private var balances: [String: Balance] = [:]

  init(_ models: borrowing ReadModels) {
    for invoice in models.documents.invoices where invoice.open != .zero {
      balances[invoice.event.party, default: Balance()].receivable += invoice.open
      balances[invoice.event.party, default: Balance()].openInvoices += 1
    }
    for credit in models.payments.credits.values {
      balances[credit.party, default: Balance()].credit += credit.rest
    }
  }

  func of(_ client: String) -> Balance { balances[client] ?? Balance() }
}
