import Ledger

// How the events of MARKETINGCONNECT fill its read models.
extension ReadModels {
  /// The readings of MARKETINGCONNECT under which an order was placed.
  func advertisingReadings(_ version: String?) -> MarketingConnectReadings {
    let config = version.flatMap { terms.config($0) } ?? terms.versions.last?.event.config
    return (config ?? TermsConfig()).marketingconnect
  }

  /// Takes an event of MARKETINGCONNECT, after the models that all contracts share; any other is passed over.
  mutating func foldAdvertising(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .orderPlaced(let event): placed(event, recorded)
    case .paymentInitiated(let event): changeOrder(event.order) { $0.isAnnounced = true }
    case .paymentValidated(let event): changeOrder(event.order) { $0.validated = event.at }
    case .orderConfirmed(let event):
      changeOrder(event.order) { $0.confirmed = event.irrevocableAt }
      contracts.change(event.order) { $0.anchor = Paris.day(of: event.irrevocableAt) }
    case .orderCancelled(let event): changeOrder(event.order) { $0.isCancelled = true }
    case .contractEnded(let event):
      changeOrder(event.contract) { $0.ended = event.effectiveOn }
    case .invoiceIssued(let event): billed(event, recorded)
    case .creditNoteIssued(let event): claimsCredited(event, recorded)
    case .deadlineSet(let event): claimTimeSet(event)
    case .noticeRecorded(let event):
      advertising.owners[event.notice] = contracts.look(up: event.contract)?.event.party
    case .priceChangeNotified(let event): advertising.owners[event.notice] = event.client
    case .credentialsIssued(let event): advertising.owners[event.user] = event.party
    case .credentialsChanged(let event): advertising.owners[event.user] = event.party
    case .dataSubjectRequestReceived(let event):
      advertising.owners[event.request] = event.party
    default: foldCampaign(recorded)
    }
  }

  private mutating func foldCampaign(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .creativeApproved(let event):
      changeCampaign(event.campaign, event.order, recorded) { $0.approved = event.at }
    case .targetingSelected(let event):
      changeCampaign(event.campaign, event.order, recorded) {
        $0.source = event.source
        $0.individuals = event.countIndividuals
        $0.professionals = event.countProfessionals
      }
    case .sendScheduled(let event):
      changeCampaign(event.campaign, event.order, recorded) {
        $0.earliest = event.earliest
        $0.kind = event.kind
        $0.sendAt = event.sendAt
      }
    case .messagesSent(let event):
      changeCampaign(event.campaign, event.order, recorded) { $0.sent = event }
    case .deliveryReportRecorded(let event): reported(event, recorded)
    case .campaignStarted(let event):
      changeCampaign(event.campaign, event.contract, recorded) { $0.started = event }
    case .campaignStopped(let event):
      changeCampaign(event.campaign, event.contract, recorded) { $0.stopped = event }
    case .clicksReported(let event): clicked(event, recorded)
    default: foldFile(recorded)
    }
  }

  private mutating func foldFile(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .customerFileUploaded(let event):
      advertising.owners[event.file] = event.client
      advertising.files.add(
        event.file,
        AdvertisingModel.File(
          id: event.file, client: event.client,
          order: event.campaign.flatMap { advertising.campaigns.look(up: $0)?.order },
          source: .client, rows: event.rows, destroyBy: event.destroyBy,
          position: recorded.position))
    case .fileDelivered(let event):
      advertising.owners[event.file] = event.client
      advertising.files.add(
        event.file,
        AdvertisingModel.File(
          id: event.file, client: event.client, order: event.order, source: .soms,
          delivered: event, position: recorded.position))
      changeOrder(event.order) { $0.file = event }
    case .undeliverableReturned(let event): changeOrder(event.order) { $0.returned = event }
    case .declarationMade(let event):
      if event.type == .optIn, let file = event.file {
        advertising.files.change(file) { $0.isOptInWarranted = true }
      }
    case .dataDestroyed(let event):
      advertising.files.change(event.scope) { $0.destroyed = event.at }
    case .deliveryClaimFiled(let event):
      advertising.owners[event.claim] = event.client
      advertising.claimAt[recorded.position] = event.claim
      advertising.claims.add(
        event.claim, AdvertisingModel.Claim(event: event, position: recorded.position))
    case .deliveryClaimQualified(let event):
      checkQualified(event, recorded)
      advertising.claims.change(event.claim) { $0.parts.append(event) }
    default: break
    }
  }

  private mutating func placed(_ event: OrderPlaced, _ recorded: RecordedEvent) {
    let agent =
      advertisingReadings(recorded.terms).billTo == .agent ? event.agent : nil
    advertising.orders.add(
      event.order,
      AdvertisingModel.Order(
        event: event, billed: agent ?? event.client, at: recorded.occurred,
        terms: recorded.terms ?? "", position: recorded.position))
  }

  private mutating func billed(_ event: InvoiceIssued, _ recorded: RecordedEvent) {
    guard event.kind == .order || event.kind == .final else { return }
    checkBilledOnce(event, recorded)
    changeOrder(event.contract) { $0.invoice = event.number }
  }

  /// A credit note bears the positions of the claims that it settles (MC-B.9).
  private mutating func claimsCredited(_ event: CreditNoteIssued, _ recorded: RecordedEvent) {
    for (claim, amount) in claims(on: event) {
      checkCredited(claim, amount, event.number, recorded)
      advertising.claims.change(claim) { $0.creditNote = event.number }
    }
  }

  private mutating func claimTimeSet(_ event: DeadlineSet) {
    let last = Paris.day(of: event.lastInstant)
    switch event.kind {
    case .deliveryClaim: advertising.campaigns.change(event.subject) { $0.claimUntil = last }
    case .undeliverable: changeOrder(event.subject) { $0.claimUntil = last }
    case .clientFile: advertising.files.change(event.subject) { $0.destroyBy = last }
    default: break
    }
  }

  private mutating func reported(_ event: DeliveryReportRecorded, _ recorded: RecordedEvent) {
    checkReported(event, recorded)
    // A client's own tool decides nothing (MC-B.6).
    if event.source != .clientArea { return }
    changeCampaign(event.campaign, event.order, recorded) {
      $0.reports[event.category] = AdvertisingModel.Report(
        event: event, position: recorded.position)
    }
  }

  private mutating func clicked(_ event: ClicksReported, _ recorded: RecordedEvent) {
    if event.source == .clientAnalytics { return }
    changeCampaign(event.campaign, event.order, recorded) { $0.clicks += event.delta }
    checkClicks(event.campaign, recorded)
  }

  private mutating func changeOrder(
    _ id: String?, _ change: (inout AdvertisingModel.Order) -> Void
  ) {
    if let id { advertising.orders.change(id, change) }
  }

  /// Changes a campaign, which its first event begins.
  private mutating func changeCampaign(
    _ id: String, _ order: String, _ recorded: RecordedEvent,
    _ change: (inout AdvertisingModel.Campaign) -> Void
  ) {
    if advertising.campaigns.look(up: id) == nil {
      advertising.campaigns.add(
        id, AdvertisingModel.Campaign(id: id, order: order, position: recorded.position))
      advertising.owners[id] = advertising.orders.look(up: order)?.event.client
      changeOrder(order) { $0.campaigns.append(id) }
    }
    advertising.campaigns.change(id, change)
  }
}
