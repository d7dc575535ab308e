import Ledger

/// Which debts a payment settles: the debtor's choice, else the oldest due (G-14, C. civ. 1342-10).
enum AllocationDrafting {
  static func allocate(
    _ payment: String, _ amount: Money, of client: String, _ party: Party,
    chosen: [Allocation], _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var rest = amount
    var open: [String: Money] = [:]
    for number in party.openInvoices { open[number] = book.invoices[number]?.open ?? .zero }
    let byChoice = chosen.compactMap { take($0.document, upTo: $0.amount, &open, &rest) }
    let oldest = party.openInvoices.sorted {
      dueOrder($0, book) < dueOrder($1, book)
    }
    let byAge = oldest.compactMap { take($0, upTo: rest, &open, &rest) }
    return parts(byChoice).map { draft(payment, of: client, .debtorChoice, $0, request) }
      + parts(byAge).map { draft(payment, of: client, .oldestDue, $0, request) }
  }

  /// As many allocations to an event as a list may hold.
  private static func parts(_ all: [Allocation]) -> [[Allocation]] {
    let most = ListCoding<Allocation>.longest
    return stride(from: 0, to: all.count, by: most).map {
      Array(all[$0..<min($0 + most, all.count)])
    }
  }

  private static func dueOrder(_ number: String, _ book: borrowing Book) -> (Day, String) {
    (book.invoices[number]?.dueOn ?? .unset, number)
  }

  private static func take(
    _ document: String, upTo limit: Money, _ open: inout [String: Money], _ rest: inout Money
  ) -> Allocation? {
    let part = min(limit, min(open[document] ?? .zero, rest))
    if part <= .zero { return nil }
    open[document] = (open[document] ?? .zero) - part
    rest = rest - part
    return Allocation(document, part)
  }

  /// Uses the credit that a client has on an invoice just drawn up, oldest credit first.
  static func useCredits(
    on invoice: InvoiceIssued, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var rest = invoice.ttc
    var drafts: [Draft] = []
    for credit in book.parties[invoice.party]?.credits ?? [] where rest > .zero {
      let part = min(rest, credit.amount)
      rest = rest - part
      drafts.append(
        draft(
          credit.document, of: invoice.party, .oldestDue, [Allocation(invoice.number, part)],
          request))
    }
    return drafts
  }

  static func draft(
    _ payment: String, of client: String, _ rule: AllocationRule, _ parts: [Allocation],
    _ request: Request
  ) -> Draft {
    let allocated = PaymentAllocated.with {
      $0.party = client
      $0.payment = payment
      $0.rule = rule
      $0.to = parts
    }
    return Draft(
      "payment-\(payment)", .paymentAllocated(allocated), occurred: request.occurred(),
      rule: "G-14", basis: .computed)
  }
}
