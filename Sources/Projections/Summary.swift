public import Ledger

/// One line per event, for the timeline and explanations: identifiers, days and amounts, no personal data and
/// no free text.
public enum Summary {
  public static func of(_ recorded: RecordedEvent, in language: Language) -> String {
    language == .fr ? FrenchSummary.of(recorded.event) : of(recorded)
  }

  public static func of(_ recorded: RecordedEvent) -> String {
    switch recorded.event {
    case .ledgerCreated(let event):
      "ledger \(event.name) created for \(event.contract.rawValue), \(event.clock.rawValue) clock"
    case .termsVersionPublished(let event):
      "terms \(event.version) published, effective from \(event.effectiveFrom)"
    case .termsVersionAccepted(let event):
      "client \(event.party) accepted terms \(event.version) by \(event.method.rawValue)"
    case .priceListPublished(let event):
      "price list \(event.listId) published, from \(Paris.text(event.effectiveFrom))"
    case .holidayCalendarPublished(let event):
      "calendar \(event.calendar.reference) published, \(event.dates.count) closed days"
    case .referenceRatePublished(let event):
      "rate \(event.kind.rawValue) \(event.value) % from \(event.effectiveFrom)"
    case .partyRegistered(let event):
      "client \(event.party) registered"
        + (event.eligible ? "" : ", a decision on its profession is needed")
    case .contractSubscribed, .contractActivated, .contractRenewed: contract(recorded.event)
    case .appointmentBooked, .appointmentRescheduled, .appointmentCancelled,
      .appointmentOutcomeRecorded, .anomalyReported, .anomalyResolved,
      .appointmentDeemedValidated, .appointmentValidationReversed:
      appointment(recorded.event)
    case .invoiceLinesListed, .invoiceIssued, .creditNoteIssued, .paymentReceived,
      .paymentAllocated:
      money(recorded.event)
    case .taskOpened, .decisionRecorded, .eventCorrected, .commandRefused: work(recorded.event)
    case .deadlineSet, .deadlineElapsed, .deadlineRecomputed: time(recorded.event)
    default: LifeSummary.of(recorded.event)
    }
  }

  private static func contract(_ event: Event) -> String {
    switch event {
    case .contractSubscribed(let event):
      "client \(event.party) subscribed contract \(event.contract): \(event.plan) at "
        + "\(event.price) a month, \(event.termMonths) months"
    case .contractActivated(let event):
      "contract \(event.contract) in force on \(event.inForceOn), term to \(event.termEnds), "
        + "notice by \(event.lastNoticeDay)"
    case .contractRenewed(let event):
      "contract \(event.contract) renewed from \(event.from) to \(event.to), notice by "
        + "\(event.lastNoticeDay)"
    default: preconditionFailure("\(event.type) is not of a contract")
    }
  }

  private static func appointment(_ event: Event) -> String {
    switch event {
    case .appointmentBooked(let event):
      "appointment \(event.appointment) booked for \(Paris.text(event.startsAt)), contract "
        + "\(event.contract)"
    case .appointmentRescheduled(let event):
      "appointment \(event.appointment) moved from \(Paris.text(event.old)) to "
        + "\(Paris.text(event.new)), asked by the \(event.askedBy.rawValue)"
    case .appointmentCancelled(let event):
      "appointment \(event.appointment) cancelled by the \(event.by.rawValue): "
        + event.effect.rawValue
    case .appointmentOutcomeRecorded(let event):
      "outcome of appointment \(event.appointment): client "
        + "\(event.honouredByClient ? "present" : "absent"), prospect "
        + "\(event.prospectPresent ? "present" : "absent"): \(event.effect.rawValue)"
    case .anomalyReported(let event):
      "anomaly \(event.anomaly) (\(event.kind)) reported on appointment \(event.appointment)"
        + "\(event.late ? ", late" : ", in time")\(event.formCompliant ? "" : ", not by the form"): "
        + event.admission.rawValue
    case .anomalyResolved(let event):
      "anomaly \(event.anomaly) on appointment \(event.appointment) \(event.result.rawValue) by "
        + event.by
    case .appointmentDeemedValidated(let event):
      "appointment \(event.appointment) "
        + (event.basis == .deemed ? "deemed validated" : "validated by decision")
        + " as of \(Paris.text(event.effectiveAt))"
    case .appointmentValidationReversed(let event):
      "validation of appointment \(event.appointment) reversed (\(event.reason.rawValue)), see "
        + "position \(event.evidence)"
    default: preconditionFailure("\(event.type) is not of an appointment")
    }
  }

  private static func money(_ event: Event) -> String {
    switch event {
    case .invoiceLinesListed(let event):
      "\(event.lines.count) lines of invoice \(event.invoice), part \(event.part)"
    case .invoiceIssued(let event):
      "invoice \(event.number) issued to \(event.party): \(event.kind.rawValue), net \(event.ht), "
        + "gross \(event.ttc), due on \(event.dueOn)"
    case .creditNoteIssued(let event):
      "credit note \(event.number) issued to \(event.party) on "
        + "\(event.corrects.joined(separator: ", ")): gross \(event.ttc)"
    case .paymentReceived(let event):
      "payment \(event.payment) of \(event.amount) received from \(event.party) by "
        + "\(event.method.rawValue), value \(event.valueDate)"
    case .paymentAllocated(let event):
      "\(event.payment) allocated by \(event.rule.rawValue): "
        + event.to.map { "\($0.amount) to \($0.document)" }.joined(separator: ", ")
    default: preconditionFailure("\(event.type) is not of money")
    }
  }

  private static func work(_ event: Event) -> String {
    switch event {
    case .taskOpened(let event):
      "task \(event.task) opened" + (event.code.map { " (\($0))" } ?? "")
        + (event.answerBy.map { ", to answer by \($0)" } ?? "")
    case .decisionRecorded(let event):
      "task \(event.task) decided by \(event.by): "
        + (event.exercised ? "exercised" : "waived")
    case .eventCorrected(let event):
      "event \(event.target) (\(event.targetType), \(event.subject)) corrected by \(event.by)"
    case .commandRefused(let event): "command \(event.command) refused: \(event.code)"
    default: preconditionFailure("\(event.type) is not of work")
    }
  }

  private static func time(_ event: Event) -> String {
    switch event {
    case .deadlineSet(let event):
      "deadline \(event.deadline) set: \(event.n) \(event.unit.rawValue) from \(event.from), "
        + "last instant \(event.lastInstant)"
    case .deadlineElapsed(let event):
      "deadline \(event.deadline) elapsed as of \(Paris.text(event.effectiveAt))"
    case .deadlineRecomputed(let event):
      "deadline \(event.deadline) counted anew (\(event.cause.rawValue)): last instant "
        + "\(event.new), before \(event.old)"
    default: preconditionFailure("\(event.type) is not of time")
    }
  }
}
