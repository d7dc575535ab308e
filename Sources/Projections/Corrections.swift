import Ledger

/// Events found wrong: each model takes back what the event had brought about.
extension ReadModels {
  /// An event was wrong: what it brought about is undone (G-8).
  mutating func corrected(_ event: EventCorrected, _ recorded: RecordedEvent) {
    switch event.targetType {
    case "AppointmentBooked":
      if let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = .void
      }
    case "AppointmentOutcomeRecorded":
      if let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = nil
        appointments.appointments[index].outcome = nil
      }
      tasks.close(event.subject, .billAppointment, by: event.by, recorded)
    case "AnomalyReported":
      change(anomaly: event.subject) { $0.isWithdrawn = true }
      tasks.close(event.subject, .resolveAnomaly, by: event.by, recorded)
      tasks.close(event.subject, .admitAnomaly, by: event.by, recorded)
    case "PaymentReceived":
      reopen(event.subject, recorded)
    case "PaymentRejected": restore(event.subject, recorded)
    case "RecoveryIndemnityCharged", "LateInterestAssessed": uncharged(event.subject, recorded)
    case "FormalNoticeSent":
      access.undone(event.subject)
      tasks.close(event.subject, .sanctionBreach, by: event.by, recorded)
    case "NoticeRecorded": contracts.noticeUndone(event.subject)
    default: break
    }
  }

  /// The bank had not sent a payment back: it counts again, and the events that follow allocate it.
  private mutating func restore(_ payment: String, _ recorded: RecordedEvent) {
    tasks.close(payment, .representDebit, by: nil, recorded)
    if let party = late.party(ofPayment: payment, payments) {
      beneficiaries.change(party) { $0.rejections -= 1 }
    }
    late.restored(payment)
    guard let received = payments.restored(payment) else { return }
    journal.restored(received, recorded, accounts)
  }

  /// A payment is not counted any more: what it had settled is open again.
  mutating func reopen(_ payment: String, _ recorded: RecordedEvent) {
    guard let credit = payments.corrected(payment) else { return }
    for part in credit.allocations {
      if late.settle(Allocation(part.document, -part.amount)) { continue }
      guard let index = documents.invoice(part.document) else { continue }
      documents.invoices[index].paid -= part.amount
    }
    if let payment = credit.event { journal.reversed(payment, recorded, accounts) }
  }
}
