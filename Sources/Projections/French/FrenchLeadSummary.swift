import Ledger

// Leads, claims, the Tirelire and accounts.
extension FrenchSummary {
  static func line(_ event: CaptureSiteRegistered) -> String {
    "site \(event.site) rattaché à la gamme \(event.range)"
  }

  static func line(_ event: LeadCaptured) -> String {
    "contact \(event.lead) recueilli sur le site \(event.site), gamme \(event.range)"
  }

  static func line(_ event: LeadOffered) -> String {
    "contact \(event.lead) proposé en mode \(event.modes.map { word($0, "mode") }.joined(separator: " et "))"
  }

  static func line(_ event: LeadPriceChanged) -> String {
    "prix en mode \(word(event.mode, "mode")) \(event.lead.map { "du contact \($0)" } ?? "de la gamme \(event.range ?? "")") : \(event.price) HT à compter du \(Paris.text(event.effectiveAt))"
  }

  static func line(_ event: LeadAlertSent) -> String {
    "alerte du contact \(event.lead) envoyée au bénéficiaire \(event.party)"
  }

  static func line(_ event: LeadPurchased) -> String {
    "contact \(event.lead) acheté par le bénéficiaire \(event.party) en mode \(word(event.mode, "mode")) pour \(event.priceHt) HT, paiement : \(word(event.paymentMode, "payment_mode"))"
  }

  static func line(_ event: LeadFollowUpRecorded) -> String {
    "suite donnée par \(event.party) au contact \(event.lead) : \(FrenchWords.word(event.outcome, "outcome"))"
  }

  static func line(_ event: LeadClaimFiled) -> String {
    "réclamation \(event.claim) de \(event.party) sur le contact \(event.lead) : \(word(event.kind, "claim_kind"))\(event.covered ? "" : ", motif non indemnisé")"
  }

  static func line(_ event: LeadClaimSettled) -> String {
    "réclamation \(event.claim) réglée : \(event.amountHt) HT, \(word(event.form, "form"))"
  }

  static func line(_ event: LeadClaimRejected) -> String {
    "réclamation \(event.claim) rejetée : \(FrenchWords.word(event.reason, "reason"))"
  }

  static func line(_ event: PaymentModeChanged) -> String {
    "mode de paiement de \(event.party) : \(word(event.to, "payment_mode")) (\(FrenchWords.word(event.reason, "reason")))"
  }

  static func line(_ event: PaymentValidated) -> String {
    "règlement \(event.payment) de \(event.party) validé le \(Paris.text(event.at))"
  }

  static func line(_ event: WalletCredited) -> String {
    "Tirelire de \(event.wallet) créditée de \(event.amountHt) HT, TVA \(event.vat) % : \(word(event.source, "wallet_source"))"
  }

  static func line(_ event: WalletDebited) -> String {
    "Tirelire de \(event.wallet) débitée de \(event.amount) : \(word(event.reason, "wallet_reason"))\(event.lead.map { " du contact \($0)" } ?? "")"
  }

  static func line(_ event: AdvancePaymentDemanded) -> String {
    "avance de \(event.amountTtc) demandée à \(event.party) pour la période du \(event.invoicePeriod)"
  }

  static func line(_ event: FeeCharged) -> String {
    "frais \(event.fee) de \(event.amount) dus par \(event.party) : \(word(event.type, "fee_type"))"
  }

  static func line(_ event: CredentialsIssued) -> String {
    "accès remis à l’utilisateur \(event.user) de \(event.party)"
  }

  static func line(_ event: CredentialsChanged) -> String {
    "codes de l’utilisateur \(event.user) de \(event.party) changés : \(FrenchWords.word(event.reason, "reason"))"
  }

  static func line(_ event: UnauthorisedUseReported) -> String {
    "usage par autrui du compte de \(event.party) signalé"
  }

  static func line(_ event: IdentityVerified) -> String {
    "identité de \(event.party) vérifiée (\(FrenchWords.word(event.method, "check"))) : \(word(event.result, "identity"))"
  }

  static func line(_ event: DocumentReceived) -> String {
    "pièce reçue de \(event.party) : \(word(event.docType, "doc_type"))\(event.validTo.map { ", valable jusqu’au \($0)" } ?? "")"
  }

  static func line(_ event: PreferencesChanged) -> String {
    "préférences de \(event.party) modifiées à compter du \(Paris.text(event.effectiveAt))"
  }

  static func line(_ event: AccountClosed) -> String {
    "compte de \(event.party) interrompu le \(Paris.text(event.effectiveAt)) : \(FrenchWords.word(event.cause, "cause"))"
  }

  static func line(_ event: InvoiceMadeAvailable) -> String {
    "facture \(event.invoice) disponible : \(word(event.channel, "invoice_channel"))"
  }

  static func line(_ event: CollectionOpened) -> String {
    "recouvrement amiable \(event.collection) ouvert contre \(event.party) : \(event.invoices.joined(separator: ", "))"
  }

  static func line(_ event: DeadlineMet) -> String {
    "délai \(event.deadline) respecté"
  }
}
