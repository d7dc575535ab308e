import Ledger

/// Invoices and credit notes as they were issued, and what settled them (G-8, G-13, G-14).
struct DocumentModel {
  struct Invoice {
    var event: InvoiceIssued
    /// All its lines, those listed ahead included.
    var lines: [InvoiceLine]
    /// The version of the terms it is drawn up under.
    var terms = ""
    var paid = Money.zero
    var credited = Money.zero
    var position: Int

    var open: Money { event.ttc - paid }
    /// What of it, before VAT, bills extra appointments.
    var extras: Money { lines.filter { $0.appointment != nil }.map(\.ht).sum() }
  }

  struct CreditNote {
    var event: CreditNoteIssued
    var used = Money.zero
    var position: Int
  }

  var invoices: [Invoice] = []
  var creditNotes: [CreditNote] = []
  /// How many documents each year's series holds.
  var numbered: [Int: Int] = [:]
  var lastIssueDate: Day?
  private var invoiceNamed = Naming()
  private var creditNoteNamed = Naming()
  private var pending: [String: [InvoiceLine]] = [:]

  func look(up number: String) -> Invoice? { invoiceNamed.look(up: number).map { invoices[$0] } }
  mutating func invoice(_ number: String) -> Int? { invoiceNamed.find(number) }
  mutating func creditNote(_ number: String) -> Int? { creditNoteNamed.find(number) }

  func creditNote(named number: String) -> CreditNote? {
    creditNoteNamed.look(up: number).map { creditNotes[$0] }
  }

  mutating func listed(_ event: InvoiceLinesListed) {
    pending[event.invoice, default: []] += event.lines
  }

  mutating func linesListed(for invoice: String) -> [InvoiceLine] {
    pending.removeValue(forKey: invoice) ?? []
  }

  mutating func add(_ invoice: Invoice) {
    invoiceNamed.add(invoice.event.number, at: invoices.count)
    invoices.append(invoice)
  }

  mutating func add(_ creditNote: CreditNote) {
    creditNoteNamed.add(creditNote.event.number, at: creditNotes.count)
    creditNotes.append(creditNote)
  }
}

extension ReadModels {
  mutating func issued(_ event: InvoiceIssued, _ recorded: RecordedEvent) {
    let listed = documents.linesListed(for: event.invoice)
    let lines = listed.isEmpty ? event.lines : listed + event.lines
    if documents.invoice(event.number) != nil || documents.creditNote(event.number) != nil {
      foundTwice(event.number, recorded)
      return
    }
    checkNumber(event.number, event.issueDate, recorded)
    checkTotals(event, lines, recorded)
    documents.add(
      DocumentModel.Invoice(
        event: event, lines: lines, terms: recorded.terms ?? "", position: recorded.position))
    payments.invoiced(event.party, event.ttc)
    journal.sold(event, recorded, accounts)
    switch event.kind {
    case .subscription: monthInvoiced(event, recorded)
    case .prepayment: contracts.prepaid(event)
    case .starter: contracts.change(event.contract ?? "") { $0.packInvoice = event.number }
    case .purchases, .complement: leadsInvoiced(event, lines, recorded)
    case .option, .extras, .walletTopup, .fee, .order, .final: break
    }
    for line in lines where line.appointment != nil { extraInvoiced(line, event, recorded) }
  }

  mutating func credited(_ event: CreditNoteIssued, _ recorded: RecordedEvent) {
    if documents.invoice(event.number) != nil || documents.creditNote(event.number) != nil {
      foundTwice(event.number, recorded)
      return
    }
    checkNumber(event.number, event.issueDate, recorded)
    checkTotals(event, recorded)
    checkCorrected(event, recorded)
    documents.add(DocumentModel.CreditNote(event: event, position: recorded.position))
    payments.credited(event, recorded)
    wallets.credited(event)
    journal.credited(
      event, closed: wallets.closedBy[event.number] ?? .zero, recorded, accounts)
    for line in event.lines {
      guard let id = line.appointment, let index = appointments.find(id) else { continue }
      appointments.appointments[index].creditNote = event.number
      if appointments.appointments[index].validated != nil {
        // It takes the place in the quota that another lost (A-BC-32).
        appointments.appointments[index].invoicedRank = nil
      }
      tasks.close(id, .issueCreditNote, by: nil, recorded)
    }
  }

  /// The invoiced months of a contract follow one another from its anchor (CTR, BC-4.5).
  private mutating func monthInvoiced(_ event: InvoiceIssued, _ recorded: RecordedEvent) {
    guard let id = event.contract, let index = contracts.find(id),
      let from = event.periodFrom, let to = event.periodTo,
      let anchor = contracts.contracts[index].anchor
    else { return }
    let month = contracts.contracts[index].monthsInvoiced
    let first = ContractMonth.first(month, anchor: anchor)
    let last = ContractMonth.last(month, anchor: anchor)
    found(
      Violation(
        .contract, [id, event.number], found: "a month from \(from) to \(to)",
        expected: "month \(month + 1), from \(first) to \(last)", at: recorded.position),
      unless: from == first && to == last)
    contracts.goOn(index, ContractMonth.number(of: from, anchor: anchor) + 1)
  }

  private mutating func extraInvoiced(
    _ line: InvoiceLine, _ invoice: InvoiceIssued, _ recorded: RecordedEvent
  ) {
    guard let id = line.appointment else { return }
    guard let index = appointments.find(id) else {
      found(
        Violation(
          .appointment, [id, invoice.number], found: "an invoice line for it",
          expected: "an appointment that was booked", at: recorded.position), unless: false)
      return
    }
    checkInvoiced(appointments.appointments[index], line, invoice.number, recorded)
    appointments.appointments[index].invoice = invoice.number
    appointments.appointments[index].invoicedRank = line.rank
    appointments.appointments[index].creditNote = nil
  }
}
