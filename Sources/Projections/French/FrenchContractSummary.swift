import Ledger

/// The French lines of contracts, notices, orders, campaigns and options.
extension FrenchSummary {
  static func line(_ event: ContractSubscribed) -> String {
    "contrat \(event.contract) souscrit par le client \(event.party) : \(event.plan) à "
      + "\(event.price) par mois, \(event.termMonths) mois"
  }

  static func line(_ event: ContractActivated) -> String {
    "contrat \(event.contract) en vigueur le \(event.inForceOn), terme le \(event.termEnds), "
      + "préavis au plus tard le \(event.lastNoticeDay)"
  }

  static func line(_ event: ContractRenewed) -> String {
    "contrat \(event.contract) reconduit du \(event.from) au \(event.to), préavis au plus tard le "
      + "\(event.lastNoticeDay)"
  }

  static func line(_ event: PlanChanged) -> String {
    "contrat \(event.contract) : formule \(event.to) au lieu de \(event.from) à compter du "
      + "\(event.effectiveOn), à \(event.price) par mois"
  }

  static func line(_ event: NoticeRecorded) -> String {
    if event.type.isOfAccount {
      return "courrier \(event.notice) (\(word(event.type, "notice_type"))) du bénéficiaire "
        + "\(event.contract), par \(channel(event.channel))"
    }
    return "notification \(event.notice) (\(word(event.type, "notice_type"))) du "
      + "\(word(event.by, "by")), contrat \(event.contract), par \(channel(event.channel))"
  }

  static func line(_ event: NoticeQualified) -> String {
    "notification \(event.notice) \(word(event.result, "notice_result"))"
      + (event.effectiveOn.map { ", prend effet le \($0)" } ?? ", sans effet")
  }

  static func line(_ event: ContractEnded) -> String {
    "contrat \(event.contract) terminé le \(event.effectiveOn) : \(word(event.cause, "cause"))"
  }

  static func line(_ event: FormalNoticeSent) -> String {
    "mise en demeure \(event.notice) (\(FrenchWords.word(event.breach, "breach"))) envoyée, contrat "
      + event.contract + (event.cureUntil.map { ", à régulariser au plus tard le \($0)" } ?? "")
  }

  static func line(_ event: FormalNoticeCured) -> String {
    "manquement de la mise en demeure \(event.notice) régularisé : "
      + FrenchWords.word(event.how, "how")
  }

  static func line(_ event: AccessSuspended) -> String {
    "contrat \(event.contract) suspendu : \(word(event.reason, "reason"))"
  }

  static func line(_ event: AccessRestored) -> String {
    "contrat \(event.contract) rétabli : \(FrenchWords.word(event.reason, "how"))"
  }

  static func line(_ event: ForceMajeureDeclared) -> String {
    "force majeure du côté du \(word(event.affected, "by")), contrat \(event.contract), à compter du "
      + "\(Paris.text(event.from)) : \(FrenchWords.word(event.cause, "force_majeure"))"
  }

  static func line(_ event: ForceMajeureEnded) -> String {
    "fin de la force majeure, contrat \(event.contract), le \(Paris.text(event.to))"
  }

  static func line(_ event: OrderPlaced) -> String {
    "commande \(event.order) du client \(event.client) : "
      + "\(FrenchWords.word(event.product, "product")) à \(event.totalHt) HT"
  }

  static func line(_ event: OrderCancelled) -> String {
    "commande \(event.order) annulée : \(FrenchWords.word(event.cause, "order_cause"))"
  }

  static func line(_ event: CampaignStarted) -> String {
    "campagne \(event.campaign) \(event.resumed ? "reprise" : "démarrée") pour \(event.contract) par "
      + word(event.channel, "channel")
  }

  static func line(_ event: CampaignStopped) -> String {
    "campagne \(event.campaign) interrompue : \(word(event.reason, "campaign_end"))"
  }

  static func line(_ event: OptionActivated) -> String {
    "\(word(event.option, "option")), contrat \(event.contract) : à compter du \(event.effectiveOn)"
      + (event.price.map { ", à \($0) HT par mois" } ?? "")
  }

  static func line(_ event: OptionDeactivated) -> String {
    "\(word(event.option, "option")), contrat \(event.contract) : prend fin le "
      + "\(event.effectiveOn), \(word(event.reason, "option_end"))"
  }
}
