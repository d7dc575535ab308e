import Ledger

/// One French line per event. A type of event that has none here is said in English.
extension Summary {
  static func french(_ event: Event) -> String? {
    frenchOfReference(event) ?? frenchOfAppointment(event) ?? frenchOfMoney(event)
      ?? frenchOfWork(event)
  }

  private static func frenchOfReference(_ event: Event) -> String? {
    switch event {
    case .ledgerCreated(let event):
      "registre \(event.name) créé pour \(event.contract.rawValue), horloge "
        + (event.clock == .real ? "réelle" : "simulée")
    case .termsVersionPublished(let event):
      "conditions \(event.version) publiées, en vigueur le \(event.effectiveFrom)"
    case .termsVersionAccepted(let event):
      "conditions \(event.version) acceptées par le client \(event.party)"
    case .priceListPublished(let event):
      "tarif \(event.listId) publié, à compter du \(Paris.text(event.effectiveFrom))"
    case .holidayCalendarPublished(let event):
      "calendrier \(event.calendar.reference) publié, \(event.dates.count) jours fermés"
    case .referenceRatePublished(let event):
      "taux \(event.kind.rawValue) de \(event.value) % à compter du \(event.effectiveFrom)"
    case .partyRegistered(let event):
      "client \(event.party) inscrit"
        + (event.eligible ? "" : ", sa profession est à examiner")
    case .contractSubscribed(let event):
      "contrat \(event.contract) souscrit par le client \(event.party) : \(event.plan) à "
        + "\(event.price) par mois, \(event.termMonths) mois"
    case .contractActivated(let event):
      "contrat \(event.contract) en vigueur le \(event.inForceOn), terme le \(event.termEnds), "
        + "préavis au plus tard le \(event.lastNoticeDay)"
    case .contractRenewed(let event):
      "contrat \(event.contract) reconduit du \(event.from) au \(event.to), préavis au plus tard le "
        + "\(event.lastNoticeDay)"
    default: nil
    }
  }

  private static func frenchOfAppointment(_ event: Event) -> String? {
    switch event {
    case .appointmentBooked(let event):
      "rendez-vous \(event.appointment) pris pour le \(Paris.text(event.startsAt)), contrat "
        + event.contract
    case .appointmentRescheduled(let event):
      "rendez-vous \(event.appointment) reporté du \(Paris.text(event.old)) au "
        + "\(Paris.text(event.new)), à la demande du \(side(event.askedBy))"
    case .appointmentCancelled(let event):
      "rendez-vous \(event.appointment) annulé par le \(side(event.by)) : \(effect(event.effect))"
    case .appointmentOutcomeRecorded(let event):
      "issue du rendez-vous \(event.appointment) : client "
        + "\(event.honouredByClient ? "présent" : "absent"), prospect "
        + "\(event.prospectPresent ? "présent" : "absent") : \(effect(event.effect))"
    case .anomalyReported(let event):
      "anomalie \(event.anomaly) (\(event.kind)) signalée sur le rendez-vous \(event.appointment)"
        + "\(event.late ? ", tardive" : ", à temps")"
        + "\(event.formCompliant ? "" : ", hors formulaire") : \(admission(event.admission))"
    case .anomalyResolved(let event):
      "anomalie \(event.anomaly) du rendez-vous \(event.appointment) "
        + "\(event.result == .accepted ? "acceptée" : "rejetée") par \(event.by)"
    case .appointmentDeemedValidated(let event):
      "rendez-vous \(event.appointment) "
        + (event.basis == .deemed ? "réputé validé" : "validé par décision")
        + " au \(Paris.text(event.effectiveAt))"
    case .appointmentValidationReversed(let event):
      "validation du rendez-vous \(event.appointment) reprise, voir la position \(event.evidence)"
    default: nil
    }
  }

  private static func frenchOfMoney(_ event: Event) -> String? {
    switch event {
    case .invoiceLinesListed(let event):
      "\(event.lines.count) lignes de la facture \(event.invoice), partie \(event.part)"
    case .invoiceIssued(let event):
      "facture \(event.number) émise au client \(event.party) : HT \(event.ht), TTC \(event.ttc), "
        + "échéance le \(event.dueOn)"
    case .creditNoteIssued(let event):
      "avoir \(event.number) émis au client \(event.party) sur "
        + "\(event.corrects.joined(separator: ", ")) : TTC \(event.ttc)"
    case .paymentReceived(let event):
      "règlement \(event.payment) de \(event.amount) reçu du client \(event.party), date de valeur "
        + "\(event.valueDate)"
    case .paymentAllocated(let event):
      "\(event.payment) imputé : "
        + event.to.map { "\($0.amount) sur \($0.document)" }.joined(separator: ", ")
    default: nil
    }
  }

  private static func frenchOfWork(_ event: Event) -> String? {
    switch event {
    case .taskOpened(let event):
      "tâche \(event.task) ouverte" + (event.code.map { " (\($0))" } ?? "")
        + (event.answerBy.map { ", à répondre au plus tard le \($0)" } ?? "")
    case .decisionRecorded(let event):
      "tâche \(event.task) décidée par \(event.by) : "
        + (event.exercised ? "droit exercé" : "droit non exercé")
    case .eventCorrected(let event):
      "événement \(event.target) (\(event.targetType), \(event.subject)) corrigé par \(event.by)"
    case .commandRefused(let event): "commande \(event.command) refusée : \(event.code)"
    case .deadlineSet(let event):
      "délai \(event.deadline) ouvert : \(event.n) \(unit(event.unit)) à compter du "
        + "\(event.from), dernier instant \(event.lastInstant)"
    case .deadlineElapsed(let event):
      "délai \(event.deadline) échu au \(Paris.text(event.effectiveAt))"
    case .deadlineRecomputed(let event):
      "délai \(event.deadline) décompté à nouveau : dernier instant \(event.new), avant "
        + "\(event.old)"
    default: nil
    }
  }

  private static func side(_ side: Side) -> String { word(side.rawValue, "cancelled_by") }
  private static func effect(_ effect: OutcomeEffect) -> String { word(effect.rawValue, "effect") }
  static func unit(_ unit: DayUnit) -> String { word(unit.rawValue, "unit") }

  private static func admission(_ admission: Admission) -> String {
    switch admission {
    case .admitted: "admise"
    case .held: "en attente"
    case .denied: "non admise"
    }
  }

  private static func word(_ code: String, _ column: String) -> String {
    guard case .text(let word) = FrenchWords.value(.text(code), Answer.Column(column, .text))
    else { return code }
    return word
  }
}
