import Ledger

// Invoices, credit notes, payments and what late payment costs.
extension Book {
  mutating func evolveInvoice(_ event: InvoiceIssued, _ recorded: EventPlace) {
    guard let pinned = terms[recorded.terms ?? ""] else {
      preconditionFailure("invoice \(event.number) is drawn up under unpublished terms")
    }
    numberTaken(event.issueDate)
    let lines = (pendingLines.removeValue(forKey: event.invoice) ?? []) + event.lines
    invoices[event.number] = Invoice(
      party: event.party, contract: event.contract, kind: event.kind, dueOn: event.dueOn,
      collectOn: event.collectOn, issueDate: event.issueDate, periodFrom: event.periodFrom,
      open: event.ttc, lines: lines,
      groups: event.vatByRate, pinned: pinned, position: recorded.position)
    if event.ttc > .zero { parties[event.party]?.openInvoices.append(event.number) }
    switch event.kind {
    case .subscription, .option: evolveMonthInvoiced(event, recorded)
    case .prepayment: evolvePrepaymentInvoiced(event, recorded)
    case .starter:
      changeContract(event.contract ?? "") { $0.pack?.invoice = event.number }
    case .extras, .fee, .order, .final: break
    case .purchases, .complement, .walletTopup: evolveLeadsInvoiced(event, lines)
    }
    for line in lines { evolveExtraInvoiced(line, event.number) }
    planCollection(event.number, recorded.recorded)
  }

  /// Plans the debit, and the first day on which the invoice is late.
  private mutating func planCollection(_ number: String, _ recorded: Instant) {
    guard let invoice = invoices[number], invoice.open > .zero else { return }
    if invoice.kind.isCollected, let day = invoice.collectOn {
      agenda.add(
        AgendaItem(
          instant: max(Paris.start(of: day), recorded), order: .collection, subject: number,
          work: .collection(number)))
    }
    planLateness(number, recorded)
  }

  private mutating func planLateness(_ number: String, _ recorded: Instant) {
    guard let invoice = invoices[number], invoice.kind.canBeLate else { return }
    agenda.add(
      AgendaItem(
        instant: max(Paris.end(of: invoice.lastTimelyDay()), recorded), order: .late,
        subject: number, work: .late(number)))
  }

  private mutating func evolveMonthInvoiced(_ event: InvoiceIssued, _ recorded: EventPlace) {
    guard let id = event.contract, let from = event.periodFrom, let anchor = contracts[id]?.anchor
    else { return }
    let month = ContractMonth.number(of: from, anchor: anchor)
    changeContract(id) { contract in
      if contract.billsOption(in: month) { contract.option?.nextMonth = month + 1 }
    }
    if event.kind == .subscription { goOn(id, month + 1, recorded.recorded) }
    if event.kind == .option { planMonth(id, month + 1, from: recorded.recorded) }
  }

  /// The months before one are invoiced; those paid in advance are passed over.
  private mutating func goOn(_ id: String, _ month: Int, _ recorded: Instant) {
    let prepaid = changeContract(id) { contract -> Range<Int>? in
      contract.monthsInvoiced = month
      guard let prepayment = contract.prepayment, prepayment.month == month else { return nil }
      contract.monthsInvoiced = prepayment.next
      return month..<prepayment.next
    }
    if let prepaid, let prepaid {
      for month in prepaid { planMonth(id, month, from: recorded) }
      planMonth(id, prepaid.upperBound, from: recorded)
    } else {
      planMonth(id, month, from: recorded)
    }
  }

  private mutating func evolvePrepaymentInvoiced(_ event: InvoiceIssued, _ recorded: EventPlace) {
    guard let id = event.contract, let from = event.periodFrom else { return }
    let now = changeContract(id) { contract -> Int? in
      guard let prepayment = contract.prepayment else { return nil }
      contract.prepayment?.invoice = event.number
      if contract.prepaysOption {
        contract.prepayment?.withOption = true
        contract.option?.nextMonth = prepayment.next
      }
      let isDue = prepayment.month...prepayment.next ~= contract.monthsInvoiced
      return isDue ? prepayment.month : nil
    }
    if let now, let now { goOn(id, now, recorded.recorded) }
    agenda.add(
      AgendaItem(
        instant: max(Paris.end(of: from), recorded.recorded), order: .prepayment, subject: id,
        work: .prepayment(id, event.number)))
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
    creditNotes[event.number] = CreditNote(party: event.party, usable: event.usable)
    // Of several invoices, which one bore what is not said; what went to the Tirelire is an advance on the same
    // document again.
    for number in event.corrects where event.corrects.count == 1 && event.usable != .wallet {
      for group in event.vatByRate {
        invoices[number]?.credited[group.vatCode, default: .zero] += group.base
      }
    }
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
    if event.usable == .wallet { return }
    parties[event.party]?.credits.append(Allocation(event.number, event.ttc))
    if event.usable == .refund { parties[event.party]?.reserved.insert(event.number) }
  }

  mutating func evolvePayment(_ event: PaymentReceived, _ recorded: EventPlace) {
    evolveMarketPayment(event)
    payments[event.payment] = Payment(
      party: event.party, amount: event.amount, valueDate: event.valueDate,
      received: recorded.position)
    parties[event.party]?.credits.append(Allocation(event.payment, event.amount))
  }

  mutating func evolveAllocation(_ event: PaymentAllocated, _ recorded: EventPlace) {
    payments[event.payment]?.allocations += event.to
    let used = event.to.map(\.amount).sum()
    changeCredit(event.party, event.payment) { $0.amount = $0.amount - used }
    let valueDate = payments[event.payment]?.valueDate
    for part in event.to {
      if let valueDate, let invoice = invoices[part.document],
        let late = invoice.latePart(part.amount, of: event.payment, on: valueDate)
      {
        invoices[part.document]?.lateParts.append(late)
      }
      settle(part, by: event.party, on: valueDate)
    }
    if let number = debits[event.payment], invoices[number]?.pendingDebit == event.payment {
      invoices[number]?.pendingDebit = nil
      closeTask(event.payment, .answerDebit)
      planAgain(number, recorded.recorded)
    }
  }

  private mutating func settle(_ part: Allocation, by party: String, on valueDate: Day?) {
    if let charge = charges[part.document] {
      charges[part.document]?.open = charge.open - part.amount
      if charge.open == part.amount {
        parties[party]?.openCharges.removeAll { $0 == part.document }
      }
      return
    }
    guard let invoice = invoices[part.document] else { return }
    invoices[part.document]?.open = invoice.open - part.amount
    if let valueDate {
      invoices[part.document]?.paidOn = max(invoice.paidOn ?? valueDate, valueDate)
    }
    if invoice.open == part.amount {
      parties[party]?.openInvoices.removeAll { $0 == part.document }
      for debit in invoice.debits { closeTask(debit, .representDebit) }
    }
  }

  /// A payment that was wrong, or that the bank sent back: what it had settled is open again, exactly.
  mutating func undoPayment(_ id: String, _ recorded: Instant) {
    guard let payment = payments[id], !payment.isGone else { return }
    defer { for part in payment.allocations { planAgain(part.document, recorded) } }
    payments[id]?.isGone = true
    parties[payment.party]?.credits.removeAll { $0.document == id }
    for part in payment.allocations {
      if let charge = charges[part.document] {
        if charge.open == .zero { parties[payment.party]?.openCharges.append(part.document) }
        charges[part.document]?.open = charge.open + part.amount
        continue
      }
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

  mutating func evolveRefund(_ event: RefundIssued) {
    refunds.insert(event.refund)
    changeCredit(event.party, event.relatesTo) { $0.amount = $0.amount - event.amountTtc }
  }

  // MARK: Debits and lateness

  mutating func evolveInitiated(_ event: PaymentInitiated, _ recorded: EventPlace) {
    guard let number = event.invoice, let day = event.collectOn else {
      evolveTopUp(event)
      return
    }
    debits[event.payment] = number
    invoices[number]?.debits.append(event.payment)
    awaitAnswer(event.payment, of: number, collectedOn: day, recorded.recorded)
  }

  private func answerBy(_ day: Day) -> Day? {
    do {
      return try CountedPeriod.counting(
        DebitDrafting.answerDays, TargetDays(), after: day, in: calendars
      ).last
    } catch { return nil }
  }

  mutating func evolveRejected(_ event: PaymentRejected, _ recorded: EventPlace) {
    let touched = invoices(touchedBy: event.payment)
    undoPayment(event.payment, recorded.recorded)
    market.beneficiaries[event.party]?.rejections += 1
    rejections[event.payment] = recorded.position
    for number in touched where invoices[number] != nil {
      invoices[number]?.pendingDebit = nil
      if invoices[number]?.rejections.contains(event.payment) == false {
        invoices[number]?.rejections.append(event.payment)
      }
      planAgain(number, recorded.recorded)
    }
    closeTask(event.payment, .answerDebit)
  }

  /// The bank had not sent the payment back: it counts again, free until it is allocated; a debit waits for its
  /// answer as before.
  mutating func undoRejection(_ payment: String, _ recorded: Instant) {
    rejections[payment] = nil
    if let party = payments[payment]?.party ?? debits[payment].flatMap({ invoices[$0]?.party }) {
      market.beneficiaries[party]?.rejections -= 1
    }
    for number in invoices(touchedBy: payment) {
      invoices[number]?.rejections.removeAll { $0 == payment }
    }
    closeTask(payment, .representDebit)
    if let known = payments[payment] {
      payments[payment]?.isGone = false
      payments[payment]?.allocations = []
      parties[known.party]?.credits.append(Allocation(payment, known.amount))
    } else if let number = debits[payment], let invoice = invoices[number],
      invoice.pendingDebit == nil, let collectOn = invoice.collectOn
    {
      awaitAnswer(payment, of: number, collectedOn: collectOn, recorded)
    }
  }

  /// A debit is with the bank: somebody is asked when no answer comes.
  private mutating func awaitAnswer(
    _ payment: String, of number: String, collectedOn day: Day, _ recorded: Instant
  ) {
    invoices[number]?.pendingDebit = payment
    invoices[number]?.isAsked = false
    guard let answer = answerBy(day) else { return }
    agenda.add(
      AgendaItem(
        instant: max(Paris.end(of: answer), recorded), order: .late, subject: payment,
        work: .debit(payment)))
  }

  /// What follows from an invoice that is not paid, once more: what fell due while it seemed to be paid was
  /// passed over.
  private mutating func planAgain(_ number: String, _ recorded: Instant) {
    guard let invoice = invoices[number] else { return }
    planLateness(number, recorded)
    if let contract = invoice.contract, invoice.kind == .prepayment {
      agenda.add(
        AgendaItem(
          instant: max(Paris.end(of: invoice.dueOn), recorded), order: .prepayment,
          subject: contract, work: .prepayment(contract, number)))
    }
  }

  mutating func evolveIndemnity(_ event: RecoveryIndemnityCharged, _ recorded: EventPlace) {
    if let number = event.invoice { invoices[number]?.indemnity = true }
    let amount = event.amount + (event.vat ?? .zero)
    charge(
      event.charge,
      Charge(
        party: event.party, invoice: event.invoice, kind: .indemnity, amount: amount, open: amount,
        position: recorded.position))
  }

  mutating func evolveInterest(_ event: LateInterestAssessed, _ recorded: EventPlace) {
    let part = LatePart(base: event.base, from: event.from, to: event.to)
    if let index = invoices[event.invoice]?.lateParts.firstIndex(of: part) {
      invoices[event.invoice]?.lateParts.remove(at: index)
    }
    invoices[event.invoice]?.interestCharges += 1
    if let payment = event.payment {
      interest[payment] = (interest[payment] ?? []) + [event.charge]
    }
    charge(
      event.charge,
      Charge(
        party: event.party, invoice: event.invoice, kind: .interest, amount: event.amount,
        open: event.amount, payment: event.payment, through: event.to, position: recorded.position))
  }

  mutating func charge(_ id: String, _ charge: Charge) {
    charges[id] = charge
    parties[charge.party]?.openCharges.append(id)
  }

  /// What was charged was not owed: the charge is gone.
  mutating func undoCharge(_ id: String) {
    guard let charge = charges[id] else { return }
    charges[id] = nil
    parties[charge.party]?.openCharges.removeAll { $0 == id }
    guard let number = charge.invoice else { return }
    if charge.kind == .indemnity { invoices[number]?.indemnity = false }
    if charge.kind == .interest, charge.payment == nil,
      charge.through == invoices[number]?.interestTo
    {
      invoices[number]?.interestTo = nil
    }
  }
}

extension Contract {
  /// Whether the option is to be invoiced for a month: it runs then, and is neither invoiced nor paid in
  /// advance.
  func billsOption(in month: Int) -> Bool {
    guard let option, option.covers(month), option.nextMonth <= month else { return false }
    return true
  }

  /// Whether the price of the months to be paid in advance includes the option (A-BC-25).
  var prepaysOption: Bool {
    guard let prepayment, let option, readings.prepayScope == .withMultichannel else {
      return false
    }
    return option.covers(prepayment.month) && option.covers(prepayment.next - 1)
  }

  /// Whether the plan itself is to be invoiced for a month.
  func billsPlan(in month: Int) -> Bool {
    guard pack == nil, let anchor, monthsInvoiced == month else { return false }
    return ended.map { ContractMonth.first(month, anchor: anchor) < $0 } != false
  }
}
