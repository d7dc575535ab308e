import Ledger

// Orders, campaigns, files, claims and persons of MARKETINGCONNECT.
extension FrenchSummary {
  static func line(_ event: OrderConfirmed) -> String {
    "commande \(event.order) de \(event.client) ferme depuis le \(Paris.text(event.irrevocableAt))"
  }

  static func line(_ event: CreditReviewCompleted) -> String {
    "solvabilité de \(event.client) pour la commande \(event.order) : \(word(event.result, "credit_review"))"
  }

  static func line(_ event: GuaranteeRequested) -> String {
    "garanties demandées à \(event.client) pour la commande \(event.order), réponse avant le \(event.until)"
  }

  static func line(_ event: GuaranteeResponseRecorded) -> String {
    "garanties de la commande \(event.order) : \(word(event.answer, "guarantee_answer"))"
  }

  static func line(_ event: PriceChangeNotified) -> String {
    "\(event.client) informé d’un changement (\(word(event.change, "change"))) sur \(event.contract), refus jusqu’au \(event.answerUntil), applicable le \(event.appliesFrom)"
  }

  static func line(_ event: ContractAssigned) -> String {
    "\(event.contract) cédé à \(event.to)"
  }

  static func line(_ event: SignatureProofArchived) -> String {
    "preuve de signature de \(event.party) archivée : \(word(event.kind, "signature_kind"))"
  }

  static func line(_ event: CreativeApproved) -> String {
    "création de la campagne \(event.campaign) approuvée par \(event.by)"
  }

  static func line(_ event: TargetingSelected) -> String {
    "campagne \(event.campaign) : \(event.countIndividuals) particuliers et \(event.countProfessionals) professionnels, \(word(event.source, "address_source"))"
  }

  static func line(_ event: CustomerFileUploaded) -> String {
    "fichier \(event.file) de \(event.client) : \(event.rows) lignes"
  }

  static func line(_ event: SendScheduled) -> String {
    "envoi de la campagne \(event.campaign) prévu le \(Paris.text(event.sendAt)), au plus tôt le \(event.earliest)"
  }

  static func line(_ event: MessagesSent) -> String {
    "campagne \(event.campaign) : \(event.count) messages envoyés le \(Paris.text(event.at))"
  }

  static func line(_ event: DeliveryReportRecorded) -> String {
    "campagne \(event.campaign), \(word(event.category, "address_category")) : \(event.delivered) aboutis, \(event.undelivered) non aboutis sur \(event.rented), \(word(event.source, "report_source"))"
  }

  static func line(_ event: ClicksReported) -> String {
    "campagne \(event.campaign) : \(event.delta) clics le \(event.day), \(word(event.source, "click_source"))"
  }

  static func line(_ event: FileDelivered) -> String {
    "fichier \(event.file) de la commande \(event.order) : \(event.delivered) adresses sur \(event.ordered)"
  }

  static func line(_ event: UndeliverableReturned) -> String {
    "\(event.count) plis de la commande \(event.order) revenus le \(event.receivedOn)"
  }

  static func line(_ event: ReplacementSupplied) -> String {
    "\(event.count) adresses de remplacement fournies pour la commande \(event.order)"
  }

  static func line(_ event: LicenceAmended) -> String {
    "licence de la commande \(event.order) étendue à \(event.uses.map { word($0, "licence_use") }.joined(separator: ", ")) par avenant \(event.avenant)"
  }

  static func line(_ event: LicenceBreachRecorded) -> String {
    "licence de la commande \(event.order) enfreinte : \(word(event.kind, "licence_breach"))"
  }

  static func line(_ event: SourceDataRefreshed) -> String {
    "\(event.source.rawValue) du \(event.deliveredOn) actualisé le \(event.refreshedOn)"
  }

  static func line(_ event: LegalHoldPlaced) -> String {
    "\(event.scope) conservé\(event.until.map { " jusqu’au \($0)" } ?? "") : \(word(event.ground, "hold_ground"))"
  }

  static func line(_ event: LegalHoldReleased) -> String {
    "\(event.scope) n’a plus à être conservé"
  }

  static func line(_ event: DeliveryClaimFiled) -> String {
    "réclamation \(event.claim) de \(event.client) sur la commande \(event.order) : \(word(event.ground, "claim_ground")), envoyée le \(event.sentOn)"
  }

  static func line(_ event: DeliveryClaimQualified) -> String {
    "réclamation \(event.claim) : \(event.undelivered) sur \(event.rented), \(event.rate) %, seuil \(event.threshold) % : \(event.amountHt) HT"
  }

  static func line(_ event: DataSubjectRequestReceived) -> String {
    "demande \(event.request) (\(word(event.kind, "subject_right"))) reçue, réponse avant le \(event.dueOn)"
  }

  static func line(_ event: DataSubjectRequestAnswered) -> String {
    "demande \(event.request) traitée : \(FrenchWords.word(event.result, "result"))"
  }

  static func line(_ event: DataBreachRecorded) -> String {
    "violation de données \(event.breach) constatée le \(Paris.text(event.foundAt))"
  }

  static func line(_ event: DataBreachNotified) -> String {
    "violation de données \(event.breach) notifiée : \(word(event.to, "breach_audience"))"
  }

  static func line(_ event: ProcessingInstructionRecorded) -> String {
    "rôles RGPD sur \(event.contract) : \(word(event.roles, "processing_roles"))"
  }

  static func line(_ event: SubprocessorRecorded) -> String {
    "sous-traitant pour \(event.service), \(event.region), à compter du \(event.from)"
  }

  static func line(_ event: DataExported) -> String {
    "données de \(event.contract) exportées (\(event.format))"
  }

  static func line(_ event: DataDestroyed) -> String {
    "\(event.scope) détruit le \(Paris.text(event.at))"
  }

  static func line(_ event: ContentRestricted) -> String {
    "\(event.item) : \(word(event.action, "restriction_action")) par \(event.by)"
  }

  static func line(_ event: IncidentDeclared) -> String {
    "incident \(event.incident) déclaré sur \(event.scope)"
  }
}
