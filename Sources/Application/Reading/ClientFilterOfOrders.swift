import Ledger

// Orders, campaigns, files, claims and persons of MARKETINGCONNECT: a client's own through its orders.
extension ClientFilter {
  mutating func takesAdvertising(_ event: Event) -> Bool {
    switch event {
    case .orderConfirmed(let event): return contracts.contains(event.order)
    case .creditReviewCompleted(let event): return contracts.contains(event.order)
    case .guaranteeRequested(let event): return contracts.contains(event.order)
    case .guaranteeResponseRecorded(let event): return contracts.contains(event.order)
    case .priceChangeNotified(let event):
      return ownSubject(event.notice, event.client == client)
    case .contractAssigned(let event): return contracts.contains(event.contract)
    case .signatureProofArchived(let event): return event.party == client
    case .creativeApproved(let event): return takesCampaign(event.campaign, of: event.order)
    case .targetingSelected(let event): return takesCampaign(event.campaign, of: event.order)
    case .sendScheduled(let event): return takesCampaign(event.campaign, of: event.order)
    case .messagesSent(let event): return takesCampaign(event.campaign, of: event.order)
    case .deliveryReportRecorded(let event): return takesCampaign(event.campaign, of: event.order)
    case .clicksReported(let event): return takesCampaign(event.campaign, of: event.order)
    default: return takesFile(event)
    }
  }

  private mutating func takesCampaign(_ campaign: String, of order: String) -> Bool {
    ownSubject(campaign, contracts.contains(order))
  }

  private mutating func takesFile(_ event: Event) -> Bool {
    switch event {
    case .customerFileUploaded(let event):
      return ownSubject(event.file, event.client == client)
    case .fileDelivered(let event):
      return ownSubject(event.file, contracts.contains(event.order))
    case .undeliverableReturned(let event): return contracts.contains(event.order)
    case .replacementSupplied(let event): return contracts.contains(event.order)
    case .licenceAmended(let event): return contracts.contains(event.order)
    case .licenceBreachRecorded(let event): return contracts.contains(event.order)
    case .sourceDataRefreshed: return false
    case .legalHoldPlaced(let event): return event.party == client || isOwn(event.scope)
    case .legalHoldReleased(let event): return isOwn(event.scope)
    case .deliveryClaimFiled(let event):
      return ownSubject(event.claim, contracts.contains(event.order))
    case .deliveryClaimQualified(let event): return contracts.contains(event.order)
    default: return takesPerson(event)
    }
  }

  private mutating func takesPerson(_ event: Event) -> Bool {
    switch event {
    case .dataSubjectRequestReceived(let event):
      return ownSubject(event.request, event.party == client)
    case .dataSubjectRequestAnswered(let event): return isOwn(event.request)
    case .dataBreachRecorded(let event):
      return ownSubject(event.breach, event.party == client)
    case .dataBreachNotified(let event): return isOwn(event.breach)
    case .processingInstructionRecorded(let event): return isOwn(event.contract)
    case .subprocessorRecorded(let event): return event.informed?.contains(client) == true
    case .dataExported(let event):
      return isOwn(event.contract) || event.file.map(isOwn) == true
    case .dataDestroyed(let event): return isOwn(event.scope)
    case .contentRestricted(let event):
      return isOwn(event.item) || event.contract.map(isOwn) == true
    case .incidentDeclared(let event): return isOwn(event.scope)
    default: preconditionFailure("\(event.type) is about nobody yet")
    }
  }
}
