import Ledger

// Which orders and claims of MARKETINGCONNECT an event is about.
extension Explainer {
  func orderSubjects(of recorded: RecordedEvent) -> [Subject] {
    switch recorded.event {
    case .paymentInitiated(let event): return named(event.order)
    case .paymentValidated(let event): return named(event.order)
    case .paymentRejected(let event): return named(event.order)
    case .documentReceived(let event): return named(event.order)
    case .invoiceIssued(let event): return named(event.contract)
    case .creditNoteIssued(let event):
      return named(event.contract)
        + models.claims(on: event).flatMap { [Subject.deliveryClaim($0.claim)] + ofClaim($0.claim) }
    case .deliveryClaimFiled(let event):
      return [.deliveryClaim(event.claim), .order(event.order)]
    case .deliveryClaimQualified(let event):
      return [.deliveryClaim(event.claim), .order(event.order)]
    case .deliveryReportRecorded(let event):
      return named(event.order) + claims { $0.event.campaign == event.campaign }
    case .undeliverableReturned(let event):
      return named(event.order) + claims { $0.event.order == event.order }
    case .taskOpened(let event): return about(event.subject)
    case .decisionRecorded(let event): return about(event.subject)
    case .deadlineSet(let event): return about(event.subject)
    default: return ofStream(recorded.stream)
    }
  }

  private func named(_ order: String?) -> [Subject] { order.map { [.order($0)] } ?? [] }

  private func claims(_ isMeant: (AdvertisingModel.Claim) -> Bool) -> [Subject] {
    models.advertising.claims.all.filter(isMeant).map { .deliveryClaim($0.event.claim) }
  }

  private func ofClaim(_ claim: String) -> [Subject] {
    named(models.advertising.claims.look(up: claim)?.event.order)
  }

  /// A claim, or the order of a campaign, a file or itself.
  private func about(_ subject: String) -> [Subject] {
    if models.advertising.claims.look(up: subject) != nil {
      return [.deliveryClaim(subject)] + ofClaim(subject)
    }
    return named(order(of: subject))
  }

  private func order(of subject: String) -> String? {
    let advertising = models.advertising
    if advertising.orders.look(up: subject) != nil { return subject }
    return advertising.campaigns.look(up: subject)?.order
      ?? advertising.files.look(up: subject)?.order
  }

  private func ofStream(_ stream: String) -> [Subject] {
    for prefix in ["order-", "contract-", "campaign-", "file-", "claim-"]
    where stream.hasPrefix(prefix) {
      return about(String(stream.dropFirst(prefix.count)))
    }
    return []
  }
}
