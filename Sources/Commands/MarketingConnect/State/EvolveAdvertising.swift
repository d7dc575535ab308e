import Ledger

// Orders, campaigns, files and claims of MARKETINGCONNECT.
extension Book {
  /// Takes an event of MARKETINGCONNECT; any other is passed over.
  mutating func evolveAdvertising(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .orderPlaced(let event): evolvePlaced(event, recorded)
    case .orderConfirmed(let event):
      advertising.orders[event.order]?.confirmed = event.irrevocableAt
    case .orderCancelled(let event):
      advertising.orders[event.order]?.isCancelled = true
      contracts[event.order]?.ended = Paris.day(of: recorded.occurred)
    case .paymentInitiated(let event):
      if let order = event.order {
        advertising.orders[order]?.announced = event.payment
        advertising.orders[order]?.method = event.method
      }
    case .paymentValidated(let event):
      if let order = event.order { advertising.orders[order]?.validated = event.at }
    case .paymentRejected(let event):
      if event.reasonCode == CardRefusal.security, let order = event.order {
        advertising.orders[order]?.isCardRefused = true
      }
    case .invoiceIssued(let event):
      if let order = event.contract { advertising.orders[order]?.invoice = event.number }
    case .creditNoteIssued(let event):
      if advertising.orders[event.contract ?? ""]?.offer == .list {
        advertising.fileCredits.insert(event.creditNote)
      }
    case .documentReceived(let event):
      if event.docType == .orderForm, let order = event.order {
        advertising.orders[order]?.hasForm = true
      }
    case .signatureProofArchived(let event):
      advertising.signed[event.party, default: [:]][event.doc.hex] = event.signedAt
    case .accessSuspended(let event):
      if event.reason == .unlawful { advertising.orders[event.contract]?.isUnlawful = true }
    case .accessRestored(let event): advertising.orders[event.contract]?.isUnlawful = false
    case .noticeQualified(let event):
      if event.result == .deferred {
        advertising.orders[event.contract]?.stopsAfterCommitment = true
      }
    case .decisionRecorded(let event):
      if event.right == .requireTransfer {
        advertising.orders[event.subject]?.needsTransfer = event.exercised
      }
    default: evolveDelivery(event, recorded)
    }
  }

  private mutating func evolveDelivery(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .creditReviewCompleted(let event):
      advertising.orders[event.order]?.isInsufficient = event.result == .insufficient
    case .guaranteeRequested(let event):
      advertising.orders[event.order]?.guaranteeUntil = event.until
    case .guaranteeResponseRecorded(let event):
      advertising.orders[event.order]?.answer = event.answer
    case .creativeApproved(let event):
      changeCampaign(event.campaign, event.order) {
        $0.approved = event.content.hex
        $0.approvedAt = event.at
      }
    case .targetingSelected(let event):
      changeCampaign(event.campaign, event.order) {
        $0.source = event.source
        $0.individuals = event.countIndividuals
        $0.professionals = event.countProfessionals
      }
    case .customerFileUploaded(let event):
      advertising.files[event.file] = AddressFile(client: event.client, source: .client)
      if let campaign = event.campaign { advertising.campaigns[campaign]?.file = event.file }
    case .sendScheduled(let event):
      changeCampaign(event.campaign, event.order) {
        $0.scheduled = event.sendAt
        $0.kind = event.kind
      }
    case .messagesSent(let event): advertising.campaigns[event.campaign]?.sent = event.at
    case .deliveryReportRecorded(let event):
      if event.source != .clientArea { return }
      advertising.campaigns[event.campaign]?.reports[event.category] = Reported(
        rented: event.rented, undelivered: event.undelivered)
    case .campaignStarted(let event):
      changeCampaign(event.campaign, event.contract) {
        $0.started = event.at
        $0.file = event.file
        $0.until = event.until
      }
      if let url = event.redirectUrl { advertising.redirections.insert(url) }
    case .campaignStopped(let event): advertising.campaigns[event.campaign]?.stopped = true
    case .clicksReported(let event):
      if event.source != .clientAnalytics {
        advertising.campaigns[event.campaign]?.clicks += event.delta
      }
    case .fileDelivered(let event):
      advertising.files[event.file] = AddressFile(
        client: event.client, order: event.order, source: .soms, category: event.category,
        useBy: event.useBy)
      advertising.orders[event.order]?.delivered = event.delivered
      if contracts[event.order]?.pinned.config.mc?.deliveryDate != .downloaded {
        advertising.orders[event.order]?.deliveredOn = Paris.day(of: event.availableAt)
      }
    case .reminderSent(let event):
      if event.kind == Download.kind, let order = advertising.files[event.about]?.order,
        advertising.orders[order]?.deliveredOn == nil
      {
        advertising.orders[order]?.deliveredOn = Paris.day(of: event.at)
      }
    case .undeliverableReturned(let event): advertising.orders[event.order]?.returned = event
    case .licenceAmended(let event): advertising.orders[event.order]?.uses += event.uses
    default: evolveClaims(event, recorded)
    }
  }

  private mutating func evolveClaims(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .deliveryClaimFiled(let event):
      advertising.claims[event.claim] = DeliveryClaim(
        order: event.order, campaign: event.campaign, ground: event.ground,
        channel: event.channel, sentOn: event.sentOn, receivedOn: event.receivedOn,
        position: recorded.position)
    case .deliveryClaimQualified(let event):
      advertising.claims[event.claim]?.isClosed = true
      if event.result == .indemnified { advertising.claims[event.claim]?.isIndemnified = true }
    case .priceChangeNotified(let event):
      advertising.changes[event.notice] = NotifiedChange(
        contract: event.contract, version: event.version, isOfTerms: event.change == .terms,
        answerUntil: event.answerUntil)
    case .dataSubjectRequestReceived(let event):
      advertising.requests[event.request] = SubjectRequest(
        subject: event.subjectKey, kind: event.kind)
    case .dataSubjectRequestAnswered(let event):
      advertising.requests[event.request]?.isAnswered = true
    case .declarationMade(let event):
      if event.type == .siteOnline, let campaign = event.campaign {
        advertising.campaigns[campaign]?.isSiteWarranted = true
      }
      if event.type == .optIn, let file = event.file {
        advertising.files[file]?.isOptInWarranted = true
      }
    case .consentWithdrawn(let event):
      advertising.objections.insert(ConsentKey(event.subjectKey, event.purpose))
    case .consentRecorded(let event):
      advertising.objections.remove(ConsentKey(event.subjectKey, event.purpose))
    case .credentialsIssued(let event):
      market.beneficiaries[event.party]?.users.insert(event.user)
    case .dataDestroyed(let event): advertising.files[event.scope]?.isDestroyed = true
    case .dataBreachRecorded(let event): advertising.breaches.insert(event.breach)
    case .incidentDeclared(let event): advertising.incidents.insert(event.incident)
    case .deadlineMet(let event): market.deadlines[event.deadline] = nil
    default: break
    }
  }

  private mutating func evolvePlaced(_ event: OrderPlaced, _ recorded: EventPlace) {
    guard let pinned = terms[recorded.terms ?? ""], let offer = Offer(rawValue: event.product)
    else { preconditionFailure("order \(event.order) is of no known offer or terms") }
    // An agent may order; the client is bound, and invoiced unless the terms say otherwise (MC-D.7).
    let bills = pinned.config.marketingconnect.billTo == .agent ? event.agent : nil
    advertising.orders[event.order] = AdvertisingOrder(
      offer: offer, client: event.client, billed: bills ?? event.client, items: event.basket,
      total: event.totalHt, sale: event.sale ?? .offline, placed: recorded.position,
      placedAt: recorded.occurred, clicks: event.clicksGuaranteed, uses: event.licenceUses ?? [])
    contracts[event.order] = Contract(
      id: event.order, party: event.client, plan: event.product, quota: 0, extraPrice: .zero,
      price: event.totalHt, vatCode: .standard, priceList: "", pinned: pinned, termMonths: 0,
      subscribed: recorded.position)
  }

  private mutating func changeCampaign(
    _ id: String, _ order: String, _ change: (inout AdvertisingCampaign) -> Void
  ) {
    change(&advertising.campaigns[id, default: AdvertisingCampaign(order: order)])
  }
}
