import Ledger

extension Book {
  mutating func evolveInvoice(_ event: InvoiceIssued) {
    numberTaken(event.issueDate)
    let lines = (pendingLines.removeValue(forKey: event.invoice) ?? []) + event.lines
    invoices[event.number] = Invoice(
      party: event.party, contract: event.contract, dueOn: event.dueOn,
      issueDate: event.issueDate, open: event.ttc, lines: lines)
    if event.ttc > .zero { parties[event.party]?.openInvoices.append(event.number) }
    switch event.kind {
    case .subscription: evolveMonthInvoiced(event)
    case .extras: for line in lines { evolveExtraInvoiced(line, event.number) }
    }
  }

  private mutating func evolveMonthInvoiced(_ event: InvoiceIssued) {
    guard let id = event.contract, let from = event.periodFrom, let anchor = contracts[id]?.anchor
    else { return }
    let next = ContractMonth.number(of: from, anchor: anchor) + 1
    contracts[id]?.monthsInvoiced = next
    agenda.add(
      AgendaItem(
        instant: Paris.start(of: ContractMonth.first(next, anchor: anchor)), order: .invoice,
        subject: id, work: .subscription(id, month: next)))
  }

  private mutating func evolveExtraInvoiced(_ line: InvoiceLine, _ number: String) {
    guard let id = line.appointment, let rank = line.rank, let appointment = appointments[id] else {
      return
    }
    appointments[id]?.invoice = Appointment.InvoicedIn(number: number, rank: rank)
    changeValidated(appointment) { list in
      for index in list.indices where list[index].appointment == id {
        list[index].invoicedRank = rank
      }
    }
  }

  private mutating func numberTaken(_ issueDate: Day) {
    numbered[issueDate.year, default: 0] += 1
    lastIssueDate = max(lastIssueDate ?? issueDate, issueDate)
  }

  mutating func evolveCreditNote(_ event: CreditNoteIssued) {
    numberTaken(event.issueDate)
    for line in event.lines {
      guard let id = line.appointment, let appointment = appointments[id] else { continue }
      appointments[id]?.credited = true
      closeTask(id, .issueCreditNote)
      // Still validated: it takes the place in the quota that another lost (A-BC-32).
      changeValidated(appointment) { list in
        for index in list.indices where list[index].appointment == id {
          list[index].invoicedRank = nil
        }
      }
    }
    parties[event.party]?.credits.append(Allocation(event.number, event.ttc))
  }

  mutating func evolvePayment(_ event: PaymentReceived, _ recorded: EventPlace) {
    payments[event.payment] = Payment(
      party: event.party, amount: event.amount, received: recorded.position)
    parties[event.party]?.credits.append(Allocation(event.payment, event.amount))
  }

  mutating func evolveAllocation(_ event: PaymentAllocated) {
    payments[event.payment]?.allocations += event.to
    let used = event.to.map(\.amount).sum()
    changeCredit(event.party, event.payment) { $0.amount = $0.amount - used }
    for part in event.to {
      let open = (invoices[part.document]?.open ?? .zero) - part.amount
      invoices[part.document]?.open = open
      if open == .zero {
        parties[event.party]?.openInvoices.removeAll { $0 == part.document }
      }
    }
  }

  /// A payment that was wrong: what it had settled is open again, exactly.
  mutating func undoPayment(_ id: String) {
    guard let payment = payments[id] else { return }
    payments[id]?.corrected = true
    parties[payment.party]?.credits.removeAll { $0.document == id }
    for part in payment.allocations {
      guard let invoice = invoices[part.document] else { continue }
      if invoice.open == .zero {
        parties[payment.party]?.openInvoices.append(part.document)
        parties[payment.party]?.openInvoices.sort()
      }
      invoices[part.document]?.open = invoice.open + part.amount
    }
  }

  private mutating func changeCredit(
    _ party: String, _ source: String, _ change: (inout Allocation) -> Void
  ) {
    guard var credits = parties[party]?.credits,
      let index = credits.firstIndex(where: { $0.document == source })
    else { return }
    change(&credits[index])
    if credits[index].amount == .zero { credits.remove(at: index) }
    parties[party]?.credits = credits
  }
}
