import Ledger

/// The lines of the timeline for leads, claims, the Tirelire and accounts.
enum LeadSummary {
  static func of(_ event: Event) -> String {
    switch event {
    case .captureSiteRegistered(let event):
      "site \(event.site) captures leads of range \(event.range)"
    case .leadCaptured(let event):
      "lead \(event.lead) captured on site \(event.site), range \(event.range)"
    case .leadOffered(let event):
      "lead \(event.lead) offered in \(event.modes.map(\.rawValue).joined(separator: " and ")) mode"
    case .leadPriceChanged(let event):
      "price in \(event.mode.rawValue) mode of \(event.lead.map { "lead \($0)" } ?? "range \(event.range ?? "")") is \(event.price) net from \(Paris.text(event.effectiveAt))"
    case .leadAlertSent(let event):
      "alert of lead \(event.lead) sent to \(event.party)"
    case .leadPurchased(let event):
      "lead \(event.lead) bought by \(event.party) in \(event.mode.rawValue) mode for \(event.priceHt) net, paid by \(event.paymentMode.rawValue)"
    case .leadFollowUpRecorded(let event):
      "lead \(event.lead) at \(event.party): \(event.outcome)"
    case .leadClaimFiled(let event):
      "claim \(event.claim) (\(event.kind.rawValue)) filed by \(event.party) on lead \(event.lead)\(event.covered ? "" : ", a ground that is not covered")"
    case .leadClaimSettled(let event):
      "claim \(event.claim) settled: \(event.amountHt) net by \(event.form.rawValue)"
    case .leadClaimRejected(let event):
      "claim \(event.claim) rejected: \(event.reason)"
    case .paymentModeChanged(let event):
      "\(event.party) pays by \(event.to.rawValue) from now on: \(event.reason)"
    case .paymentValidated(let event):
      "payment \(event.payment) of \(event.party) validated at \(Paris.text(event.at))"
    case .walletCredited(let event):
      "wallet of \(event.wallet) credited with \(event.amountHt) net, VAT \(event.vat) %: \(event.source.rawValue)"
    case .walletDebited(let event):
      "wallet of \(event.wallet) debited by \(event.amount): \(event.reason.rawValue)\(event.lead.map { " of lead \($0)" } ?? "")"
    case .advancePaymentDemanded(let event):
      "\(event.amountTtc) asked in advance of \(event.party) for the period from \(event.invoicePeriod)"
    case .feeCharged(let event):
      "fee \(event.fee) (\(event.type.rawValue)) of \(event.amount) charged to \(event.party)"
    case .credentialsIssued(let event):
      "user \(event.user) of \(event.party) was given access"
    case .credentialsChanged(let event):
      "codes of user \(event.user) of \(event.party) changed: \(event.reason)"
    case .unauthorisedUseReported(let event):
      "\(event.party) reported that somebody else used its account"
    case .identityVerified(let event):
      "identity of \(event.party) checked (\(event.method)): \(event.result.rawValue)"
    case .documentReceived(let event):
      "document \(event.docType.rawValue) of \(event.party) received\(event.validTo.map { ", valid to \($0)" } ?? "")"
    case .preferencesChanged(let event):
      "preferences of \(event.party) changed from \(Paris.text(event.effectiveAt))"
    case .accountClosed(let event):
      "account of \(event.party) closed at \(Paris.text(event.effectiveAt)): \(event.cause)"
    case .invoiceMadeAvailable(let event):
      "invoice \(event.invoice) available on the \(event.channel.rawValue)"
    case .collectionOpened(let event):
      "recovery \(event.collection) of \(event.invoices.joined(separator: ", ")) opened against \(event.party)"
    case .deadlineMet(let event):
      "deadline \(event.deadline) met"
    default: CampaignSummary.of(event)
    }
  }
}
