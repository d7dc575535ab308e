import Ledger

/// Months in advance that seemed not to be paid, and were: a payment with a value date in time, recorded later (G-2,
/// BC-4.6). What was invoiced month by month since is credited, and the months in advance are invoiced again.
enum PaidInAdvance {
  /// The events that a payment brings about, after its own; nil when it settles no such months.
  static func drafts(
    _ payment: RecordPayment, _ request: Request, _ book: borrowing Book
  ) -> [Draft]? {
    guard let (contract, lapsed) = lapsed(payment, book), let anchor = contract.anchor else {
      return nil
    }
    let first = ContractMonth.first(lapsed.month, anchor: anchor)
    let isWithOption = contract.readings.prepayScope == .withMultichannel
    let credited = MonthsCredited.drafts(
      of: contract, from: first, before: ContractMonth.first(lapsed.next, anchor: anchor),
      rule: "BC-4.6", usable: .nextInvoices, request, book,
      where: { line in
        line.sourceEvents == [contract.subscribed]
          || isWithOption && contract.option.map { line.sourceEvents == [$0.activated] } == true
      })
    let invoiced = Prepaying.drafts(
      contract, from: lapsed.month, after: credited.documents, request, book)
    var number = ""
    var total = Money.zero
    for draft in invoiced {
      if case .invoiceIssued(let invoice) = draft.event {
        (number, total) = (invoice.number, invoice.ttc)
      }
    }
    if total > payment.amount { return nil }
    // Credit that the client has is not used: the payment settles the whole of it.
    let drawnUp = invoiced.filter { if case .paymentAllocated = $0.event { false } else { true } }
    return credited.drafts + drawnUp + [
      AllocationDrafting.draft(
        payment.payment, of: payment.client, .oldestDue, [Allocation(number, total)], request)
    ]
  }

  /// The months that lapsed and that a payment had settled in time, with their contract.
  private static func lapsed(_ payment: RecordPayment, _ book: borrowing Book)
    -> (Contract, Prepayment)?
  {
    let chosen = payment.allocate?.first?.document
    for contract in book.contracts.values.sorted(by: { $0.subscribed < $1.subscribed })
    where contract.party == payment.client && contract.ended == nil {
      guard let lapsed = contract.lapsed, let invoice = book.invoices[lapsed.invoice],
        payment.valueDate <= invoice.lastDayInAdvance, payment.amount >= invoice.total,
        chosen == nil || chosen == lapsed.invoice
      else { continue }
      return (contract, lapsed)
    }
    return nil
  }
}
