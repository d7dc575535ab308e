import Ledger

// The life of a contract: subscribed, renewed, on notice, suspended, over.
extension Book {
  mutating func evolveSubscribed(_ event: ContractSubscribed, _ recorded: EventPlace) {
    guard let pinned = terms[recorded.terms ?? ""] else {
      preconditionFailure("contract \(event.contract) is pinned to unpublished terms")
    }
    contracts[event.contract] = Contract(
      id: event.contract, party: event.party, plan: event.plan, quota: event.quota ?? 0,
      extraPrice: event.extraPrice ?? .zero, price: event.price, vatCode: event.vatCode,
      priceList: event.priceList, pinned: pinned, termMonths: event.termMonths,
      subscribed: recorded.position)
  }

  mutating func evolveActivated(_ event: ContractActivated, _ recorded: EventPlace) {
    changeContract(event.contract) {
      $0.anchor = event.anchorDay
      $0.termEnds = event.termEnds
      $0.minimumEnds = event.termEnds
    }
    agenda.add(
      AgendaItem(
        instant: max(Paris.start(of: event.anchorDay), recorded.recorded), order: .invoice,
        subject: event.contract, work: .month(event.contract, 0)))
  }

  mutating func evolveRenewed(_ event: ContractRenewed) {
    let renewedTerms = terms[event.termsVersion]
    changeContract(event.contract) { contract in
      contract.termEnds = event.to
      let past = PastPlan(
        until: event.from, quota: contract.quota, extraPrice: contract.extraPrice)
      if let next = contract.nextPlan, next.effectiveOn <= event.from {
        contract.pastPlans.append(past)
        contract.plan = next.to
        contract.quota = next.quota
        contract.price = next.price
        contract.extraPrice = next.extraPrice
        contract.priceList = next.priceList
        contract.nextPlan = nil
      } else if let offer = renewedTerms?.config.btbconnect.plan(contract.plan),
        event.termsVersion != contract.terms
      {
        contract.pastPlans.append(past)
        contract.quota = offer.quota
        contract.extraPrice = offer.extraPrice
      }
      if let renewedTerms { contract.pinned = renewedTerms }
    }
  }

  mutating func evolveNotice(_ event: NoticeRecorded, _ recorded: EventPlace) {
    changeContract(event.contract) {
      $0.notices += 1
      guard event.type == .nonRenewal else { return }
      $0.endedBy = event.by
      $0.noticeDays.append(GivenNotice(id: event.notice, recorded: recorded.position))
    }
  }

  mutating func evolveQualified(_ event: NoticeQualified) {
    changeContract(event.contract) { contract in
      for index in contract.noticeDays.indices where contract.noticeDays[index].id == event.notice {
        contract.noticeDays[index].effectiveOn = event.effectiveOn
      }
      contract.endsOn = contract.noticeDays.compactMap(\.effectiveOn).min()
    }
  }

  /// A notice was recorded by error: the contract goes on, unless another one ends it.
  mutating func undoNotice(_ notice: String) {
    for id in contracts.keys
    where contracts[id]?.noticeDays.contains(where: { $0.id == notice }) == true {
      changeContract(id) { contract in
        contract.noticeDays.removeAll { $0.id == notice }
        contract.endsOn = contract.noticeDays.compactMap(\.effectiveOn).min()
      }
    }
  }

  mutating func evolveEnded(_ event: ContractEnded) {
    if let contract = contracts[event.contract] {
      for (number, _, part) in lateInvoices(of: contract, on: event.effectiveOn) {
        invoices[number]?.lateParts.append(part)
        invoices[number]?.interestTo = part.to
      }
    }
    changeContract(event.contract) {
      $0.ended = event.effectiveOn
      $0.suspended = false
    }
  }

  mutating func evolveFormalNotice(_ event: FormalNoticeSent, _ recorded: EventPlace) {
    let opens = event.cureUntil.map { Paris.end(of: $0) }
    formalNotices[event.notice] = event.contract
    changeContract(event.contract) {
      $0.formalNotices.append(
        FormalNotice(id: event.notice, sent: recorded.position, opens: opens))
    }
    if let opens {
      agenda.add(
        AgendaItem(
          instant: max(opens, recorded.recorded), order: .sanction, subject: event.notice,
          work: .cure(event.contract, notice: event.notice)))
    }
  }

  mutating func evolveCureEnded(_ notice: String) {
    guard let contract = formalNotices[notice] else { return }
    changeContract(contract) { contract in
      for index in contract.formalNotices.indices where contract.formalNotices[index].id == notice {
        contract.formalNotices[index].elapsed = true
      }
    }
  }

  /// A cure after the days of the notice leaves the right open (BC-9.1).
  mutating func evolveCured(_ event: FormalNoticeCured) {
    let isInTime = changeContract(event.contract) { contract in
      let formal = contract.formalNotices.first { $0.id == event.notice }
      return formal?.opens.map { event.curedAt < $0 } != false
    }
    if isInTime == true { evolveCured(notice: event.notice) }
  }

  mutating func evolveCured(notice: String) {
    guard let contract = formalNotices[notice] else { return }
    changeContract(contract) { contract in
      for index in contract.formalNotices.indices where contract.formalNotices[index].id == notice {
        contract.formalNotices[index].cured = true
      }
    }
    closeTask(notice, .sanctionBreach)
  }

  /// A formal notice was recorded by error: it opens no right.
  mutating func undoFormalNotice(_ notice: String) {
    guard let contract = formalNotices.removeValue(forKey: notice) else { return }
    changeContract(contract) { $0.formalNotices.removeAll { $0.id == notice } }
    closeTask(notice, .sanctionBreach)
  }

  mutating func evolveForceMajeure(_ event: ForceMajeureDeclared) {
    changeContract(event.contract) {
      $0.forceMajeure.append(ForceMajeurePeriod(affected: event.affected, from: event.from))
    }
  }

  mutating func evolveForceMajeureEnd(_ event: ForceMajeureEnded) {
    changeContract(event.contract) { contract in
      if let index = contract.forceMajeure.firstIndex(where: { $0.to == nil }) {
        contract.forceMajeure[index].to = event.to
      }
    }
  }

  mutating func evolveProposed(_ event: TermsVersionProposed) {
    inform(event.party, of: event.version, on: Paris.day(of: event.proposedAt))
  }

  mutating func evolveAccepted(_ event: TermsVersionAccepted) {
    parties[event.party]?.acceptedTerms[event.version] = event.acceptedAt
    inform(event.party, of: event.version, on: Paris.day(of: event.acceptedAt))
  }

  private mutating func inform(_ party: String, of version: String, on day: Day) {
    let known = parties[party]?.informed[version] ?? day
    parties[party]?.informed[version] = min(known, day)
  }
}

extension Book {
  /// Whether some subscription is not over.
  var hasRunningContracts: Bool {
    contracts.values.contains { $0.pack == nil && $0.ended == nil }
  }

  func contract(_ id: String, _ rule: String) throws(Refusal) -> Contract {
    guard let contract = contracts[id] else { throw Refusal.unknown("contract", id, rule) }
    return contract
  }

  /// A formal notice, and the contract that it is about.
  func formalNotice(_ id: String) throws(Refusal) -> (Contract, FormalNotice) {
    guard let contract = formalNotices[id].flatMap({ contracts[$0] }),
      let formal = contract.formalNotices.first(where: { $0.id == id })
    else { throw Refusal.unknown("formal notice", id, "BC-9.1") }
    return (contract, formal)
  }

  /// The contracts of one client: of all parties with its registration number (A-BC-13).
  func contracts(ofSameClientAs client: String, _ party: Party) -> [Contract] {
    var found: [Contract] = []
    for contract in contracts.values {
      let siren = parties[contract.party]?.siren
      if contract.party == client || (siren != nil && siren == party.siren) {
        found.append(contract)
      }
    }
    return found.sorted { $0.subscribed < $1.subscribed }
  }

  /// The terms in force on a day, once the client accepted them (BC-0.2).
  func acceptedTerms(of client: String, _ party: Party, on day: Day) throws(Refusal)
    -> PublishedTerms
  {
    guard let terms = termsInForce(on: day) else {
      throw Refusal.unknown("terms on", day.description, "BC-0.1")
    }
    if party.acceptedTerms[terms.version] != nil { return terms }
    throw Refusal(
      system == .marketingconnect ? .mcTermsNotAccepted : .termsNotAccepted, clauses.acceptance,
      "client \(client) has not accepted terms \(terms.version)",
      try: "send AcceptTerms first")
  }

  /// The terms under which a contract is renewed on a day: the newest that its client accepted and was told
  /// of fifteen days before (A-BC-34); else its own.
  func termsOnRenewal(_ contract: Contract, on day: Day) -> PublishedTerms {
    guard let party = parties[contract.party] else { return contract.pinned }
    let days = contract.readings.noticeDays
    let next = party.acceptedTerms.keys.compactMap { terms[$0] }.filter {
      $0.effectiveFrom <= day && $0.order > contract.pinned.order
        && party.informed[$0.version].map { $0 + days <= day } == true
    }
    return next.max { $0.order < $1.order } ?? contract.pinned
  }
}
