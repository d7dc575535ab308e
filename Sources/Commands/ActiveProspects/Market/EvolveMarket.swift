import Ledger

// Leads, claims and accounts of beneficiaries.
extension Book {
  /// Takes an event of Active Prospects; any other is passed over.
  mutating func evolveMarket(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .captureSiteRegistered(let event): market.sites[event.site] = event.range
    case .leadCaptured(let event): evolveCaptured(event, recorded)
    case .leadOffered(let event): evolveOffered(event, recorded)
    case .leadPriceChanged(let event): evolvePrice(event, recorded)
    case .leadAlertSent(let event):
      market.tokens[event.token] = AlertToken(
        party: event.party, lead: event.lead, address: event.address, sentAt: event.sentAt)
    case .leadPurchased(let event): evolvePurchased(event, recorded)
    case .leadFollowUpRecorded(let event):
      changeOwnership(event.lead, event.party) { $0.isFollowedUp = true }
    case .leadClaimFiled(let event):
      market.claims[event.claim] = LeadClaim(
        lead: event.lead, party: event.party, isCovered: event.covered)
    case .leadClaimSettled(let event): evolveSettled(event, recorded)
    case .leadClaimRejected(let event): market.claims[event.claim]?.isClosed = true
    case .credentialsIssued(let event):
      market.beneficiaries[event.party]?.users.insert(event.user)
    case .identityVerified(let event):
      market.beneficiaries[event.party]?.identity = event.result
    case .credentialsChanged(let event): market.beneficiaries[event.party]?.identity = nil
    case .documentReceived(let event): evolveDocument(event, recorded)
    case .preferencesChanged(let event): evolvePreferences(event)
    case .accountClosed(let event): evolveClosed(event)
    case .collectionOpened(let event):
      market.collections[event.collection] = RecoveryProcedure(party: event.party)
    case .deadlineMet(let event): market.deadlines[event.deadline] = nil
    default: evolveWallet(event, recorded)
    }
  }

  /// A client is an account too; its address is known by its fingerprint.
  mutating func evolveBeneficiary(_ event: PartyRegistered) {
    var account = Beneficiary(person: event.person)
    account.senders = event.dedupe.fingerprints.filter { $0.kind == .email }
    market.beneficiaries[event.party] = account
  }

  /// New terms are to be proposed the day after their publication (AP-6.2).
  mutating func evolveNewTerms(_ event: TermsVersionPublished, _ recorded: EventPlace) {
    if system != .activeProspects || market.beneficiaries.isEmpty { return }
    plan(
      max(Paris.start(of: event.publishedOn + 1), recorded.recorded), .reminder, event.version,
      .proposal(event.version))
  }

  mutating func evolveAddress(_ event: PartyDetailsChanged) {
    guard event.changed.contains("email") else { return }
    market.beneficiaries[event.party]?.address += 1
    market.beneficiaries[event.party]?.senders = event.dedupe.fingerprints.filter {
      $0.kind == .email
    }
    market.beneficiaries[event.party]?.identity = nil
  }

  private mutating func evolveCaptured(_ event: LeadCaptured, _ recorded: EventPlace) {
    market.leads[event.lead] = Lead(
      id: event.lead, range: event.range, zone: event.zone,
      fingerprints: event.dedupe.fingerprints, captured: recorded.position)
  }

  private mutating func evolveOffered(_ event: LeadOffered, _ recorded: EventPlace) {
    market.leads[event.lead]?.modes = event.modes
    for (mode, price) in [
      (SellingMode.exclusive, event.priceExclusive), (.shared, event.priceShared),
    ] {
      guard let price else { continue }
      market.leads[event.lead]?.prices.append(
        LeadPrice(mode: mode, price: price, from: event.effectiveAt, position: recorded.position))
    }
  }

  private mutating func evolvePrice(_ event: LeadPriceChanged, _ recorded: EventPlace) {
    let price = LeadPrice(
      mode: event.mode, price: event.price, from: event.effectiveAt, position: recorded.position)
    if let lead = event.lead { market.leads[lead]?.prices.append(price) }
    if let range = event.range { market.rangePrices[range, default: []].append(price) }
  }

  private mutating func evolvePurchased(_ event: LeadPurchased, _ recorded: EventPlace) {
    market.leads[event.lead]?.owners.append(
      Ownership(
        party: event.party, mode: event.mode, price: event.priceHt, vat: event.vat,
        paymentMode: event.paymentMode, at: recorded.occurred, position: recorded.position))
    let day = Paris.day(of: recorded.occurred)
    if event.paymentMode == .directDebit && event.priceHt > .zero {
      let half = BillingHalf(of: day)
      let isNew = market.beneficiaries[event.party]?.halves[half.first] == nil
      market.beneficiaries[event.party]?.halves[half.first, default: HalfMonth()].purchases
        .append(HalfMonth.Purchased(lead: event.lead, position: recorded.position))
      market.beneficiaries[event.party]?.bought[day.firstOfMonth, default: .zero] += event.priceHt
      if isNew {
        plan(
          max(half.end, recorded.recorded), .invoice, event.party, .half(event.party, half.first))
      }
    }
    let readings = terms[recorded.terms ?? ""]?.config.activeProspects
    if let hours = readings?.followUpReminderHours.count {
      plan(
        recorded.occurred + hours * 3600, .reminder, event.lead,
        .followUp(event.lead, event.party))
    }
  }

  private mutating func evolveSettled(_ event: LeadClaimSettled, _ recorded: EventPlace) {
    market.claims[event.claim]?.isClosed = true
    guard let owners = market.leads[event.lead]?.owners else { return }
    let owned = owners.indices.filter { owners[$0].party == event.party }
    let shares = PriceShares(of: event.amountHt, over: owned.map { owners[$0].unsettled }).shares
    for (index, share) in zip(owned, shares) where share > .zero {
      let own = owners[index]
      market.leads[event.lead]?.owners[index].settled += share
      let isUnbilled = own.paymentMode == .directDebit && own.invoice == nil
      if !isUnbilled || event.form == .replacementLead { continue }
      let half = BillingHalf(of: Paris.day(of: own.at)).first
      market.beneficiaries[event.party]?.halves[half]?.settle(
        HalfMonth.Settlement(
          claim: event.claim, lead: event.lead, amount: share, vat: own.vat,
          position: recorded.position))
    }
  }

  private mutating func evolveDocument(_ event: DocumentReceived, _ recorded: EventPlace) {
    guard event.docType == .insuranceCertificate, let end = event.validTo else { return }
    let known = market.beneficiaries[event.party]?.insuredTo
    market.beneficiaries[event.party]?.insuredTo = max(known ?? end, end)
    let days =
      acceptedTerms(of: event.party)?.config.activeProspects.insuranceReminderDays
      ?? ActiveProspectsReadings().insuranceReminderDays
    plan(
      max(Paris.start(of: end - days), recorded.recorded), .reminder, event.party,
      .insurance(event.party, ends: end))
  }

  private mutating func evolvePreferences(_ event: PreferencesChanged) {
    guard var account = market.beneficiaries[event.party] else { return }
    if let sectors = event.sectors { account.sectors = sectors }
    if let zones = event.zones { account.zones = zones }
    if let alerts = event.alerts { account.alerts = alerts }
    if let correspondence = event.correspondence { account.correspondence = correspondence }
    market.beneficiaries[event.party] = account
  }

  /// A writing of a beneficiary: a registered letter asks for closure.
  mutating func evolveWriting(_ event: NoticeRecorded) {
    guard market.beneficiaries[event.contract] != nil else { return }
    market.beneficiaries[event.contract]?.notices += 1
    if event.type == .closure, RegisteredLetter.channels.contains(event.channel),
      market.beneficiaries[event.contract]?.closure == nil
    {
      market.beneficiaries[event.contract]?.closure = Closure(received: event.receivedAt)
    }
  }

  private mutating func evolveClosed(_ event: AccountClosed) {
    for (number, _, part) in lateInvoices(of: event.party, on: Paris.day(of: event.effectiveAt)) {
      invoices[number]?.lateParts.append(part)
      invoices[number]?.interestTo = part.to
    }
    if market.beneficiaries[event.party]?.closure == nil {
      market.beneficiaries[event.party]?.closure = Closure(received: event.effectiveAt)
    }
    market.beneficiaries[event.party]?.closure?.effective = event.effectiveAt
  }

  mutating func evolveMarketDecision(_ event: DecisionRecorded) {
    switch event.right {
    case .approveSettlement:
      market.claims[event.subject]?.isOverPriceApproved = event.exercised
    case .withdrawDirectDebit:
      market.beneficiaries[event.subject]?.isDebitWithdrawn = event.exercised
    default: break
    }
  }

  @discardableResult
  mutating func changeOwnership<R>(
    _ lead: String, _ party: String, _ change: (inout Ownership) -> R
  ) -> R? {
    guard let index = market.leads[lead]?.owners.lastIndex(where: { $0.party == party }) else {
      return nil
    }
    return change(&market.leads[lead]!.owners[index])
  }

  mutating func plan(
    _ instant: Instant, _ order: AgendaItem.Order, _ subject: String, _ work: MarketWork
  ) {
    agenda.add(
      AgendaItem(instant: instant, order: order, subject: subject, work: .market(work)))
  }
}

extension Sealed {
  /// The fingerprints in it, while it is open.
  var fingerprints: [Fingerprint] {
    if case .clear(let personal, _, _) = self { return personal.fingerprints ?? [] }
    return []
  }
}
