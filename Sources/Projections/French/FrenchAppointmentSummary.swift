import Ledger

/// The French lines of appointments, anomalies, deadlines and of the work of people.
extension FrenchSummary {
  static func line(_ event: AppointmentBooked) -> String {
    "rendez-vous \(event.appointment) pris pour le \(Paris.text(event.startsAt)), contrat "
      + event.contract
  }

  static func line(_ event: AppointmentRescheduled) -> String {
    "rendez-vous \(event.appointment) reporté du \(Paris.text(event.old)) au "
      + "\(Paris.text(event.new)), à la demande du \(word(event.askedBy, "by"))"
  }

  static func line(_ event: AppointmentCancelled) -> String {
    "rendez-vous \(event.appointment) annulé par le \(word(event.by, "by")) : "
      + word(event.effect, "effect")
  }

  static func line(_ event: AppointmentOutcomeRecorded) -> String {
    "issue du rendez-vous \(event.appointment) : client "
      + "\(event.honouredByClient ? "présent" : "absent"), prospect "
      + "\(event.prospectPresent ? "présent" : "absent") : \(word(event.effect, "effect"))"
  }

  static func line(_ event: AnomalyReported) -> String {
    "anomalie \(event.anomaly) (\(FrenchWords.word(event.kind, "anomaly_kind"))) signalée sur le "
      + "rendez-vous \(event.appointment)\(event.late ? ", tardive" : ", à temps")"
      + "\(event.formCompliant ? "" : ", hors formulaire") : \(word(event.admission, "admission"))"
  }

  static func line(_ event: AnomalyResolved) -> String {
    "anomalie \(event.anomaly) du rendez-vous \(event.appointment) "
      + "\(word(event.result, "result")) par \(event.by)"
  }

  static func line(_ event: AppointmentDeemedValidated) -> String {
    "rendez-vous \(event.appointment) \(word(event.basis, "validation_basis")) au "
      + Paris.text(event.effectiveAt)
  }

  static func line(_ event: AppointmentValidationReversed) -> String {
    "validation du rendez-vous \(event.appointment) reprise (\(word(event.reason, "reversal"))), "
      + "voir la position \(event.evidence)"
  }

  static func line(_ event: DeadlineSet) -> String {
    "délai \(event.deadline) ouvert : \(event.n) \(unit(event.unit)) à compter du \(event.from), "
      + "dernier instant \(event.lastInstant)"
  }

  static func line(_ event: DeadlineElapsed) -> String {
    "délai \(event.deadline) échu au \(Paris.text(event.effectiveAt))"
  }

  static func line(_ event: DeadlineRecomputed) -> String {
    "délai \(event.deadline) décompté à nouveau (\(word(event.cause, "recompute_cause"))) : dernier "
      + "instant \(event.new), avant \(event.old)"
  }

  static func line(_ event: TaskOpened) -> String {
    "tâche \(event.task) ouverte" + (event.code.map { " (\($0))" } ?? "")
      + (event.answerBy.map { ", à répondre au plus tard le \($0)" } ?? "")
  }

  static func line(_ event: DecisionRecorded) -> String {
    "tâche \(event.task) décidée par \(event.by) : "
      + (event.exercised ? "droit exercé" : "droit non exercé")
  }

  static func line(_ event: EventCorrected) -> String {
    "événement \(event.target) (\(event.targetType), \(event.subject)) corrigé par \(event.by)"
  }

  static func line(_ event: CommandRefused) -> String {
    "commande \(event.command) refusée : \(event.code)"
  }

  static func line(_ event: ReminderSent) -> String {
    "envoi par \(channel(event.channel)) au sujet de \(event.about) : "
      + FrenchWords.word(event.kind, "sending")
  }
}
