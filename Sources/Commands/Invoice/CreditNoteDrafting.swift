import Ledger

/// Drawing up credit notes: an invoice is never edited (G-8).
enum CreditNoteDrafting {
  /// Credits the line of an appointment that is not billable any more.
  static func credit(
    _ appointment: Appointment, source: Int, rule: String, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    guard let invoiced = appointment.invoice, let invoice = book.invoices[invoiced.number],
      let contract = book.contracts[appointment.contract],
      var line = invoice.lines.first(where: { $0.appointment == appointment.id })
    else { return [] }
    line.sourceEvents.append(source)
    let number = Numbering.next(request, book)
    let groups = VAT.groups(
      of: [line], rounding: contract.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: invoice.issueDate) })
    let net = groups.map(\.base).sum()
    let issued = CreditNoteIssued.with {
      $0.contract = contract.id
      $0.corrects = [invoiced.number]
      $0.creditNote = number.text
      $0.ht = net
      $0.issueDate = number.issueDate
      $0.lines = [line]
      $0.mentions = VAT.mentions(of: groups)
      $0.number = number.text
      $0.party = contract.party
      $0.ttc = net + groups.map(\.vat).sum()
      $0.usable = .nextInvoices
      $0.vatByRate = groups
    }
    let draft = Draft(
      "invoice-\(number.text)", .creditNoteIssued(issued), occurred: request.occurred(),
      rule: rule, basis: .decision, terms: contract.terms, cause: source)
    let used = min(issued.ttc, invoice.open)
    if used <= .zero { return [draft] }
    return [
      draft,
      AllocationDrafting.draft(
        number.text, of: contract.party, .oldestDue, [Allocation(invoiced.number, used)], request),
    ]
  }
}
