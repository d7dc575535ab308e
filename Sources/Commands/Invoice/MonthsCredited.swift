import Ledger

/// Crediting months that were invoiced and are not owed, now that a fact is known late (G-2, G-8): each on a credit
/// note of its own, with the indemnity that their lateness brought.
enum MonthsCredited {
  /// - Parameter counts: which lines of the invoices are not owed.
  static func drafts(
    of contract: Contract, from first: Day, before end: Day? = nil, rule: String,
    usable: CreditUse, _ request: Request, _ book: borrowing Book,
    where counts: (InvoiceLine) -> Bool
  ) -> (drafts: [Draft], documents: Int) {
    var drafts: [Draft] = []
    var documents = 0
    for (number, invoice) in book.months(of: contract, from: first, before: end) {
      let lines = invoice.lines.filter(counts)
      let groups = VAT.groups(
        of: lines, rounding: invoice.pinned.config.common.vatRounding,
        rate: { book.vatRate(of: $0, on: invoice.issueDate, for: invoice.party) })
      if groups.isEmpty || groups.contains(where: { $0.base > invoice.left(of: $0.vatCode) }) {
        continue
      }
      drafts += CreditNoteDrafting.note(
        number, invoice, lines, groups, usable: usable, rule: rule, basis: .computed,
        after: documents, request, book)
      documents += 1
      let indemnity = "\(number)-IR"
      if let charge = book.charges[indemnity], charge.open == charge.amount {
        drafts += ChargeCorrection.drafts([indemnity], request, book)
      }
    }
    return (drafts, documents)
  }
}

extension Book {
  /// The invoices of a contract's months that begin in a span, in the order of their numbers.
  fileprivate func months(of contract: Contract, from first: Day, before end: Day?)
    -> [(number: String, invoice: Invoice)]
  {
    let found = invoices.all { invoice in
      guard invoice.contract == contract.id, let from = invoice.periodFrom else { return false }
      guard invoice.kind == .subscription || invoice.kind == .option else { return false }
      return from >= first && end.map { from < $0 } != false
    }
    return found.sorted { $0.value.position < $1.value.position }
      .map { (number: $0.id, invoice: $0.value) }
  }
}
