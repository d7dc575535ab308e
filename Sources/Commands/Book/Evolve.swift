public import Ledger

extension Book {
  /// Takes one event of the log. Total: what an event says is so.
  public mutating func evolve(_ recorded: RecordedEvent) {
    clock = recorded.recorded
    switch recorded.event {
    case .ledgerCreated(let event): ledger = event
    case .termsVersionPublished(let event): terms[event.version] = event
    case .priceListPublished(let event): priceLists[event.listId] = event
    case .referenceRatePublished(let event): rates.append(event)
    case .holidayCalendarPublished(let event): evolveCalendar(event)
    case .partyRegistered(let event):
      parties[event.party] = Party(
        eligible: event.eligible, registrationNo: event.registrationNo)
    case .termsVersionAccepted(let event):
      parties[event.party]?.acceptedTerms.insert(event.version)
    case .contractSubscribed(let event): evolveSubscribed(event, recorded)
    case .contractActivated(let event): evolveActivated(event, recorded)
    case .contractRenewed(let event): contracts[event.contract]?.termEnds = event.to
    case .appointmentBooked(let event): evolveBooked(event, recorded)
    case .appointmentRescheduled(let event):
      appointments[event.appointment]?.startsAt = event.new
    case .appointmentCancelled(let event):
      appointments[event.appointment]?.cancelled = true
      appointments[event.appointment]?.effect = event.effect
    case .appointmentOutcomeRecorded(let event):
      setEffect(event.effect, of: event.appointment)
      appointments[event.appointment]?.outcomeRecorded = recorded.position
      tasks[taskID(event.appointment, .recordOutcome)] = nil
    case .anomalyReported(let event): evolveReported(event, recorded)
    case .anomalyResolved(let event): evolveResolved(event)
    case .appointmentDeemedValidated(let event): evolveValidated(event, recorded)
    case .appointmentValidationReversed(let event): evolveReversed(event)
    case .deadlineSet(let event): evolveDeadline(event, recorded)
    case .deadlineElapsed(let event): evolveElapsed(event)
    case .deadlineRecomputed(let event): evolveRecomputed(event)
    case .invoiceLinesListed(let event):
      pendingLines[event.invoice, default: []] += event.lines
    case .invoiceIssued(let event): evolveInvoice(event)
    case .creditNoteIssued(let event): evolveCreditNote(event)
    case .paymentReceived(let event): evolvePayment(event, recorded)
    case .paymentAllocated(let event): evolveAllocation(event)
    case .taskOpened(let event):
      tasks[event.task] = OpenTask(
        right: event.right, subject: event.subject, rule: event.rule, opened: recorded.position)
    case .decisionRecorded(let event): evolveDecision(event)
    case .eventCorrected(let event): evolveCorrection(event)
    case .commandRefused: break
    }
  }

  private mutating func evolveCalendar(_ event: HolidayCalendarPublished) {
    calendars.publish(event.calendar)
    if event.version == 1, let year = Day(year: event.year - 5, month: 1, day: 1) {
      agenda.add(
        AgendaItem(
          instant: Paris.start(of: year), order: .reference,
          subject: "calendar-\(event.region.rawValue)-\(event.year + 1)",
          work: .calendar(event.region, event.year + 1)))
    }
  }

  private mutating func evolveSubscribed(_ event: ContractSubscribed, _ recorded: RecordedEvent) {
    contracts[event.contract] = Contract(
      id: event.contract, party: event.party, plan: event.plan, quota: event.quota ?? 0,
      extraPrice: event.extraPrice ?? .zero, price: event.price, vatCode: event.vatCode,
      priceList: event.priceList, terms: recorded.terms ?? "", termMonths: event.termMonths,
      subscribed: recorded.position)
  }

  private mutating func evolveActivated(_ event: ContractActivated, _ recorded: RecordedEvent) {
    contracts[event.contract]?.anchor = event.anchorDay
    contracts[event.contract]?.termEnds = event.termEnds
    agenda.add(
      AgendaItem(
        instant: max(Paris.start(of: event.anchorDay), recorded.recorded), order: .invoice,
        subject: event.contract, work: .subscription(event.contract, month: 0)))
  }

  private mutating func evolveDeadline(_ event: DeadlineSet, _ recorded: RecordedEvent) {
    let end = Instant(microseconds: event.lastInstant.microseconds + 1)
    switch event.kind {
    case .anomaly:
      appointments[event.subject]?.deadlineEnd = end
      appointments[event.subject]?.deadlineSet = recorded.position
      agenda.add(
        AgendaItem(
          instant: end, order: .deemed, subject: event.subject, work: .anomaly(event.subject)))
    case .term:
      agenda.add(
        AgendaItem(
          instant: end, order: .term, subject: event.subject,
          work: .term(event.subject, ends: Paris.day(of: end))))
    }
  }

  private mutating func evolveElapsed(_ event: DeadlineElapsed) {
    guard let appointment = DeadlineID.appointment(of: event.deadline) else { return }
    appointments[appointment]?.elapsed = true
  }

  private mutating func evolveRecomputed(_ event: DeadlineRecomputed) {
    guard let id = DeadlineID.appointment(of: event.deadline) else { return }
    let end = Instant(microseconds: event.new.microseconds + 1)
    appointments[id]?.deadlineEnd = end
    if appointments[id]?.elapsed == false {
      agenda.add(AgendaItem(instant: end, order: .deemed, subject: id, work: .anomaly(id)))
    }
  }

  private mutating func evolveDecision(_ event: DecisionRecorded) {
    tasks[event.task] = nil
    switch event.right {
    case .acceptClient: parties[event.subject]?.eligible = event.exercised
    case .admitAnomaly:
      changeAnomaly(event.subject) { $0.admission = event.exercised ? .admitted : .denied }
    case .billAppointment:
      setEffect(event.exercised ? .billable : .void, of: event.subject)
    case .resolveAnomaly, .recordOutcome, .issueCreditNote: break
    }
  }

  private mutating func evolveCorrection(_ event: EventCorrected) {
    switch event.targetType {
    case "AppointmentBooked":
      appointments[event.subject]?.cancelled = true
      appointments[event.subject]?.effect = .void
    case "AppointmentOutcomeRecorded":
      setEffect(nil, of: event.subject)
      appointments[event.subject]?.outcomeRecorded = nil
      tasks[taskID(event.subject, .billAppointment)] = nil
    case "AnomalyReported":
      changeAnomaly(event.subject) { $0.withdrawn = true }
      tasks[taskID(event.subject, .resolveAnomaly)] = nil
      tasks[taskID(event.subject, .admitAnomaly)] = nil
    case "PaymentReceived": undoPayment(event.subject)
    default: break
    }
  }

  /// What makes an appointment billable or void, unless an accepted anomaly did.
  private mutating func setEffect(_ effect: OutcomeEffect?, of appointment: String) {
    if appointments[appointment]?.isVoidByAnomaly == true { return }
    appointments[appointment]?.effect = effect
  }

  mutating func changeAnomaly(_ id: String, _ change: (inout Anomaly) -> Void) {
    guard let appointment = anomalies[id],
      let index = appointments[appointment]?.anomalies.firstIndex(where: { $0.id == id })
    else { return }
    appointments[appointment]?.anomalies[index].apply(change)
  }
}

extension Anomaly {
  fileprivate mutating func apply(_ change: (inout Anomaly) -> Void) { change(&self) }
}

/// The name of a task: what it is about, and what it asks for.
func taskID(_ subject: String, _ right: Right) -> String { "\(subject)~\(right.rawValue)" }

/// The names of deadlines: what they are about, and their kind.
enum DeadlineID {
  static func anomaly(_ appointment: String) -> String { "\(appointment)~anomaly" }
  static func term(_ contract: String, ends: Day) -> String { "\(contract)~term-\(ends)" }

  static func appointment(of deadline: String) -> String? {
    deadline.hasSuffix("~anomaly") ? String(deadline.dropLast(8)) : nil
  }
}
