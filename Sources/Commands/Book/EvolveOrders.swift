import Ledger

// Starter Packs, campaigns and options.
extension Book {
  mutating func evolveOrder(_ event: OrderPlaced, _ recorded: EventPlace) {
    guard let pinned = terms[recorded.terms ?? ""] else {
      preconditionFailure("order \(event.order) is pinned to unpublished terms")
    }
    var contract = Contract(
      id: event.order, party: event.client, plan: event.product, quota: 0, extraPrice: .zero,
      price: .zero, vatCode: .standard, priceList: "", pinned: pinned, termMonths: 0,
      subscribed: recorded.position)
    contract.pack = Pack(slots: pinned.config.btbconnect.starterAppointments)
    contracts[event.order] = contract
    parties[event.client]?.packs.append(event.order)
  }

  mutating func evolveCancelledOrder(_ event: OrderCancelled) {
    changeContract(event.order) { $0.pack?.refunded = true }
  }

  mutating func evolveCampaign(_ event: CampaignStarted) {
    campaigns[event.campaign] = event.contract
    changeContract(event.contract) { contract in
      guard contract.pack != nil else { return }
      contract.pack?.campaign = event.campaign
      contract.pack?.stopped = false
      if contract.anchor == nil { contract.anchor = Paris.day(of: event.at) }
    }
  }

  mutating func evolveCampaignStop(_ event: CampaignStopped) {
    changeContract(event.contract) { $0.pack?.stopped = true }
  }

  /// An appointment took a slot of a pack, gives it back, or is validated in it (A-BC-15).
  mutating func settleSlot(of id: String) {
    guard let appointment = appointments[id], let order = appointment.pack else { return }
    changeContract(order) { contract in
      if contract.holdsSlot(appointment) {
        contract.pack?.used.insert(id)
      } else {
        contract.pack?.used.remove(id)
      }
      if appointment.outcomeRecorded != nil && appointment.effect != .void {
        contract.pack?.held.insert(id)
      } else {
        contract.pack?.held.remove(id)
      }
      if appointment.validated == nil {
        contract.pack?.validated.remove(id)
      } else {
        contract.pack?.validated.insert(id)
      }
    }
  }

  mutating func evolveOption(_ event: OptionActivated, _ recorded: EventPlace) {
    let month = changeContract(event.contract) { contract -> Int? in
      guard let anchor = contract.anchor else { return nil }
      let month = ContractMonth.number(of: event.effectiveOn, anchor: anchor)
      switch event.option {
      case .multichannel:
        contract.option = MultichannelOption(
          price: event.price ?? .zero, activated: recorded.position, firstMonth: month,
          nextMonth: month, minUntil: event.minUntil ?? event.effectiveOn)
      case .prepay3:
        contract.lapsed = nil
        contract.prepayment = Prepayment(
          month: month, next: month + contract.readings.prepayMonths)
      }
      return month
    }
    guard let month, let month else { return }
    if event.option == .multichannel { planOption(event.contract, month, recorded.recorded) }
  }

  /// Invoices the option apart for a month whose subscription is invoiced already.
  private mutating func planOption(_ contract: String, _ month: Int, _ recorded: Instant) {
    guard let known = contracts[contract], let anchor = known.anchor else { return }
    for month in month..<max(month, known.monthsInvoiced) {
      agenda.add(
        AgendaItem(
          instant: max(Paris.start(of: ContractMonth.first(month, anchor: anchor)), recorded),
          order: .invoice, subject: contract, work: .month(contract, month)))
    }
  }

  mutating func evolveOptionEnd(_ event: OptionDeactivated, _ recorded: EventPlace) {
    switch event.option {
    case .multichannel:
      changeContract(event.contract) { contract in
        guard let anchor = contract.anchor else { return }
        let end = contract.monthStart(onOrAfter: event.effectiveOn)
        contract.option?.until = event.effectiveOn
        contract.option?.endMonth = ContractMonth.number(of: end, anchor: anchor)
      }
    case .prepay3:
      let month = changeContract(event.contract) { contract -> Int? in
        let month = contract.prepayment?.month
        contract.lapsed = event.reason == .notPaid ? contract.prepayment : nil
        contract.prepayment = nil
        if let month { contract.monthsInvoiced = min(contract.monthsInvoiced, month) }
        return month
      }
      if let month, let month { planMonth(event.contract, month, from: recorded.recorded) }
    }
  }

  /// Plans the invoice of a contract month, at its start or, when that is past, now.
  mutating func planMonth(_ contract: String, _ month: Int, from instant: Instant) {
    guard let anchor = contracts[contract]?.anchor else { return }
    let start = Paris.start(of: ContractMonth.first(month, anchor: anchor))
    agenda.add(
      AgendaItem(
        instant: max(start, instant), order: .invoice, subject: contract,
        work: .month(contract, month)))
  }
}

extension Contract {
  /// Whether an appointment uses up a slot of this pack (A-BC-15).
  fileprivate func holdsSlot(_ appointment: Appointment) -> Bool {
    if appointment.effect != .void { return true }
    return readings.starterCounts == .held && appointment.isVoidByAnomaly
  }
}
