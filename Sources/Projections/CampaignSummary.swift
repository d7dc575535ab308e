import Ledger

/// The lines of the timeline for orders, campaigns, files, claims and persons of MARKETINGCONNECT.
enum CampaignSummary {
  static func of(_ event: Event) -> String {
    switch event {
    case .orderConfirmed(let event):
      "order \(event.order) of \(event.client) is firm since \(Paris.text(event.irrevocableAt))"
    case .creditReviewCompleted(let event):
      "means of \(event.client) for order \(event.order): \(event.result.rawValue)"
    case .guaranteeRequested(let event):
      "guarantees asked of \(event.client) for order \(event.order), answer until \(event.until)"
    case .guaranteeResponseRecorded(let event):
      "guarantees for order \(event.order): \(event.answer.rawValue)"
    case .priceChangeNotified(let event):
      "\(event.client) told of a change of \(event.change.rawValue) on \(event.contract), refusal until \(event.answerUntil), applies from \(event.appliesFrom)"
    case .contractAssigned(let event):
      "\(event.contract) assigned to \(event.to)"
    case .signatureProofArchived(let event):
      "proof of the signature of \(event.party) archived, \(event.kind.rawValue)"
    case .creativeApproved(let event):
      "creative of campaign \(event.campaign) approved by \(event.by)"
    case .targetingSelected(let event):
      "campaign \(event.campaign) addresses \(event.countIndividuals) individuals and \(event.countProfessionals) professionals, \(event.source.rawValue)"
    case .customerFileUploaded(let event):
      "file \(event.file) of \(event.client): \(event.rows) rows"
    case .sendScheduled(let event):
      "campaign \(event.campaign) to be sent at \(Paris.text(event.sendAt)), \(event.earliest) at the earliest"
    case .messagesSent(let event):
      "campaign \(event.campaign): \(event.count) messages sent at \(Paris.text(event.at))"
    case .deliveryReportRecorded(let event):
      "campaign \(event.campaign), \(event.category.rawValue): \(event.delivered) delivered, \(event.undelivered) undelivered of \(event.rented), by \(event.source.rawValue)"
    case .clicksReported(let event):
      "campaign \(event.campaign): \(event.delta) clicks on \(event.day) by \(event.source.rawValue)"
    case .fileDelivered(let event):
      "file \(event.file) of order \(event.order): \(event.delivered) of \(event.ordered) addresses"
    case .undeliverableReturned(let event):
      "\(event.count) letters of order \(event.order) came back on \(event.receivedOn)"
    case .replacementSupplied(let event):
      "\(event.count) other addresses given for order \(event.order)"
    case .licenceAmended(let event):
      "licence of order \(event.order) widened to \(event.uses.map(\.rawValue).joined(separator: ", ")) by \(event.avenant)"
    case .licenceBreachRecorded(let event):
      "licence of order \(event.order) broken: \(event.kind.rawValue)"
    case .sourceDataRefreshed(let event):
      "\(event.source.rawValue) of \(event.deliveredOn) refreshed on \(event.refreshedOn)"
    case .legalHoldPlaced(let event):
      "\(event.scope) kept\(event.until.map { " until \($0)" } ?? ""): \(event.ground.rawValue)"
    case .legalHoldReleased(let event):
      "\(event.scope) need not be kept any more"
    case .deliveryClaimFiled(let event):
      "claim \(event.claim) of \(event.client) on order \(event.order): \(event.ground.rawValue), sent on \(event.sentOn)"
    case .deliveryClaimQualified(let event):
      "claim \(event.claim): \(event.undelivered) of \(event.rented), \(event.rate) %, threshold \(event.threshold) %: \(event.amountHt) net"
    case .dataSubjectRequestReceived(let event):
      "request \(event.request) (\(event.kind.rawValue)) received, answer by \(event.dueOn)"
    case .dataSubjectRequestAnswered(let event):
      "request \(event.request) answered: \(event.result)"
    case .dataBreachRecorded(let event):
      "data breach \(event.breach) found at \(Paris.text(event.foundAt))"
    case .dataBreachNotified(let event):
      "data breach \(event.breach) notified to \(event.to.rawValue)"
    case .processingInstructionRecorded(let event):
      "parts under the GDPR on \(event.contract): \(event.roles.rawValue)"
    case .subprocessorRecorded(let event):
      "sub-processor for \(event.service) in \(event.region) from \(event.from)"
    case .dataExported(let event):
      "data of \(event.contract) exported as \(event.format)"
    case .dataDestroyed(let event):
      "\(event.scope) destroyed at \(Paris.text(event.at))"
    case .contentRestricted(let event):
      "\(event.item) \(event.action.rawValue) by \(event.by)"
    case .incidentDeclared(let event):
      "incident \(event.incident) on \(event.scope) declared"
    default: preconditionFailure("\(event.type) has no line in the timeline")
    }
  }
}
