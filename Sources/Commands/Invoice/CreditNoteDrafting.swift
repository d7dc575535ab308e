import Ledger

/// Drawing up credit notes: an invoice is never edited (G-8).
enum CreditNoteDrafting {
  /// Credits the line of an appointment that is not billable any more.
  static func credit(
    _ appointment: Appointment, source: Int, rule: String, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    guard let number = appointment.invoice?.number, let invoice = book.invoices[number],
      var line = invoice.lines.first(where: { $0.appointment == appointment.id })
    else { return [] }
    line.sourceEvents.append(source)
    let groups = VAT.groups(
      of: [line], rounding: invoice.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: invoice.issueDate, for: invoice.party) })
    return note(
      number, invoice, [line], groups, usable: .nextInvoices, rule: rule, basis: .decision,
      cause: source, request, book)
  }

  /// Credits an invoice whole.
  static func whole(
    _ number: String, _ account: BillingAccount, usable: CreditUse, rule: String, basis: Basis,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    guard let invoice = book.invoices[number] else { return [] }
    return note(
      number, invoice, invoice.lines, invoice.groups, usable: usable, rule: rule, basis: basis,
      request, book)
  }

  /// A credit note on an invoice: it first settles what is open of that.
  ///
  /// - Parameter after: how many documents the same decision draws up before it.
  static func note(
    _ corrected: String, _ invoice: Invoice, _ lines: [InvoiceLine], _ groups: [VATGroup],
    usable: CreditUse, rule: String, basis: Basis, cause: Int? = nil, after documents: Int = 0,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let number = Numbering.next(after: documents, request, book)
    let net = groups.map(\.base).sum()
    let issued = CreditNoteIssued.with {
      $0.contract = invoice.contract
      $0.corrects = [corrected]
      $0.creditNote = number.text
      $0.ht = net
      $0.issueDate = number.issueDate
      $0.lines = lines
      $0.mentions = VAT.mentions(of: groups)
      $0.number = number.text
      $0.party = invoice.party
      $0.ttc = net + groups.map(\.vat).sum()
      $0.usable = usable
      $0.vatByRate = groups
    }
    let draft = Draft(
      "invoice-\(number.text)", .creditNoteIssued(issued), occurred: request.occurred(),
      rule: rule, basis: basis, terms: invoice.pinned.version, cause: cause)
    let used = min(issued.ttc, invoice.open)
    if used <= .zero || usable == .wallet { return [draft] }
    return [
      draft,
      AllocationDrafting.draft(
        number.text, of: invoice.party, .oldestDue, [Allocation(corrected, used)], request),
    ]
  }
}
