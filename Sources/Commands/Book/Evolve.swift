public import Ledger

extension Book {
  /// Takes one event of the log. Total: what an event says is so.
  public mutating func evolve(_ recorded: RecordedEvent) {
    evolve(
      recorded.event,
      EventPlace(
        position: recorded.position, occurred: recorded.occurred, received: recorded.received,
        recorded: recorded.recorded, terms: recorded.terms))
  }

  public mutating func evolve(_ event: Event, _ recorded: EventPlace) {
    clock = recorded.recorded
    if system == .marketingconnect { evolveAdvertising(event, recorded) }
    switch event {
    case .ledgerCreated(let event): ledger = event
    case .termsVersionPublished(let event):
      terms[event.version] = PublishedTerms(event)
      evolveNewTerms(event, recorded)
    case .priceListPublished(let event): priceLists[event.listId] = event
    case .referenceRatePublished(let event): evolveRate(event, recorded)
    case .holidayCalendarPublished(let event): evolveCalendar(event)
    case .partyRegistered(let event):
      parties[event.party] = Party(
        eligible: event.eligible, territory: event.territory, country: event.billingCountry,
        registrationNo: event.registrationNo)
      if system == .activeProspects { evolveBeneficiary(event) }
    case .termsVersionAccepted(let event): evolveAccepted(event)
    case .contractSubscribed(let event): evolveSubscribed(event, recorded)
    case .contractActivated(let event): evolveActivated(event, recorded)
    case .contractRenewed(let event): evolveRenewed(event)
    case .appointmentBooked(let event): evolveBooked(event, recorded)
    case .appointmentRescheduled(let event):
      appointments[event.appointment]?.startsAt = event.new
    case .appointmentCancelled(let event):
      changeAppointment(event.appointment) {
        $0.cancelled = true
        $0.effect = event.effect
      }
      settleSlot(of: event.appointment)
    case .appointmentOutcomeRecorded(let event):
      changeAppointment(event.appointment) {
        $0.setEffect(event.effect)
        $0.outcomeRecorded = recorded.position
      }
      closeTask(event.appointment, .recordOutcome)
      settleSlot(of: event.appointment)
    case .anomalyReported(let event): evolveReported(event, recorded)
    case .anomalyResolved(let event): evolveResolved(event)
    case .appointmentDeemedValidated(let event): evolveValidated(event, recorded)
    case .appointmentValidationReversed(let event): evolveReversed(event)
    case .deadlineSet(let event): evolveDeadline(event, recorded)
    case .deadlineElapsed(let event): evolveElapsed(event)
    case .deadlineRecomputed(let event): evolveRecomputed(event)
    case .invoiceLinesListed(let event):
      pendingLines[event.invoice, default: []] += event.lines
    case .invoiceIssued(let event): evolveInvoice(event, recorded)
    case .creditNoteIssued(let event): evolveCreditNote(event)
    case .paymentReceived(let event): evolvePayment(event, recorded)
    case .paymentAllocated(let event): evolveAllocation(event, recorded)
    case .taskOpened(let event):
      if event.right == .answerDebit, let number = debits[event.subject] {
        invoices[number]?.isAsked = true
      }
      tasks[event.task] = OpenTask(
        right: event.right, subject: event.subject, rule: event.rule, opened: recorded.position)
    case .decisionRecorded(let event): evolveDecision(event)
    case .eventCorrected(let event): evolveCorrection(event, recorded)
    default: evolveRest(event, recorded)
    }
  }

  /// The types of event that come less often.
  private mutating func evolveRest(_ event: Event, _ recorded: EventPlace) {
    switch event {
    case .noticeRecorded(let event):
      evolveNotice(event, recorded)
      evolveWriting(event)
    case .partyDetailsChanged(let event): evolveAddress(event)
    case .noticeQualified(let event): evolveQualified(event)
    case .contractEnded(let event): evolveEnded(event)
    case .formalNoticeSent(let event): evolveFormalNotice(event, recorded)
    case .formalNoticeCured(let event): evolveCured(event)
    case .accessSuspended(let event): contracts[event.contract]?.suspended = true
    case .accessRestored(let event): contracts[event.contract]?.suspended = false
    case .forceMajeureDeclared(let event): evolveForceMajeure(event)
    case .forceMajeureEnded(let event): evolveForceMajeureEnd(event)
    case .orderPlaced(let event):
      if system == .btbconnect { evolveOrder(event, recorded) }
    case .orderCancelled(let event): evolveCancelledOrder(event)
    case .campaignStarted(let event):
      if system == .btbconnect { evolveCampaign(event) }
    case .campaignStopped(let event): evolveCampaignStop(event)
    case .optionActivated(let event): evolveOption(event, recorded)
    case .optionDeactivated(let event): evolveOptionEnd(event, recorded)
    case .planChanged(let event): contracts[event.contract]?.nextPlan = event
    case .paymentMethodRegistered(let event):
      let first = parties[event.party]?.mandateSigned ?? event.signedOn
      parties[event.party]?.mandate = event.mandateRef
      parties[event.party]?.mandateSigned = min(first, event.signedOn)
      if parties[event.party]?.mandateFrom == nil {
        parties[event.party]?.mandateFrom = recorded.recorded
        parties[event.party]?.mandatePosition = recorded.position
      }
    case .paymentInitiated(let event): evolveInitiated(event, recorded)
    case .paymentRejected(let event): evolveRejected(event, recorded)
    case .recoveryIndemnityCharged(let event): evolveIndemnity(event, recorded)
    case .lateInterestAssessed(let event): evolveInterest(event, recorded)
    case .refundIssued(let event): evolveRefund(event)
    case .consentRecorded(let event):
      consents[ConsentKey(event.subjectKey, event.purpose)] = recorded.position
    case .consentWithdrawn(let event):
      consents[ConsentKey(event.subjectKey, event.purpose)] = nil
    case .oppositionScrubRecorded(let event):
      if event.list == .bloctel {
        scrubs.append(Scrub(file: event.file, day: Paris.day(of: event.at)))
      }
    case .termsVersionProposed(let event): evolveProposed(event)
    default: if system == .activeProspects { evolveMarket(event, recorded) }
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

  /// Interest that waited for a rate is computed now.
  private mutating func evolveRate(_ event: ReferenceRatePublished, _ recorded: EventPlace) {
    rates.append(event)
    for (number, invoice) in invoices.held where !invoice.lateParts.isEmpty {
      agenda.add(
        AgendaItem(
          instant: recorded.recorded, order: .late, subject: number, work: .interest(number)))
    }
  }

  private mutating func evolveDeadline(_ event: DeadlineSet, _ recorded: EventPlace) {
    let end = Instant(microseconds: event.lastInstant.microseconds + 1)
    switch event.kind {
    case .anomaly:
      changeAppointment(event.subject) {
        $0.deadlineEnd = end
        $0.deadlineSet = recorded.position
      }
      agenda.add(
        AgendaItem(
          instant: end, order: .deemed, subject: event.subject, work: .anomaly(event.subject)))
    case .term:
      agenda.add(
        AgendaItem(
          instant: end, order: .term, subject: event.subject,
          work: .term(event.subject, ends: Paris.day(of: end))))
    case .cure: break
    default: evolveMarketDeadline(event, recorded)
    }
  }

  private mutating func evolveElapsed(_ event: DeadlineElapsed) {
    if let notice = DeadlineID.notice(ofCure: event.deadline) { evolveCureEnded(notice) }
    market.deadlines[event.deadline] = nil
    guard let appointment = DeadlineID.appointment(of: event.deadline) else { return }
    appointments[appointment]?.elapsed = true
  }

  private mutating func evolveRecomputed(_ event: DeadlineRecomputed) {
    guard let id = DeadlineID.appointment(of: event.deadline) else { return }
    let end = Instant(microseconds: event.new.microseconds + 1)
    let isOpen = changeAppointment(id) {
      $0.deadlineEnd = end
      return !$0.elapsed
    }
    if isOpen == true {
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
      changeAppointment(event.subject) { $0.setEffect(event.exercised ? .billable : .void) }
      settleSlot(of: event.subject)
    case .validateAppointment:
      if !event.exercised { changeAppointment(event.subject) { $0.setEffect(.void) } }
      settleSlot(of: event.subject)
    case .resolveAnomaly, .recordOutcome, .issueCreditNote, .endContract, .sanctionBreach,
      .representDebit, .answerDebit, .publishRate, .creditUnderDelivery, .informClients:
      break
    case .proposeTerms, .applyPreferences, .verifySender, .followUpLead, .settleClaim,
      .approveSettlement, .payExcess, .creditWallet, .withdrawDirectDebit, .demandAdvance,
      .chaseAdvance,
      .openCollection, .renewInsurance, .awaitLetter, .refundWallet, .setOff, .sendBankDetails:
      evolveMarketDecision(event)
    default: break
    }
  }

  private mutating func evolveCorrection(_ event: EventCorrected, _ recorded: EventPlace) {
    switch event.targetType {
    case "AppointmentBooked":
      changeAppointment(event.subject) {
        $0.cancelled = true
        $0.effect = .void
      }
      settleSlot(of: event.subject)
    case "AppointmentOutcomeRecorded":
      changeAppointment(event.subject) {
        $0.setEffect(nil)
        $0.outcomeRecorded = nil
      }
      settleSlot(of: event.subject)
      closeTask(event.subject, .billAppointment)
    case "AnomalyReported":
      changeAnomaly(event.subject) { $0.withdrawn = true }
      closeTask(event.subject, .resolveAnomaly)
      closeTask(event.subject, .admitAnomaly)
    case "PaymentReceived": undoPayment(event.subject, recorded.recorded)
    case "PaymentRejected": undoRejection(event.subject, recorded.recorded)
    case "RecoveryIndemnityCharged", "LateInterestAssessed": undoCharge(event.subject)
    case "NoticeRecorded": undoNotice(event.subject)
    case "FormalNoticeSent": undoFormalNotice(event.subject)
    default: break
    }
  }

  mutating func closeTask(_ subject: String, _ right: Right) {
    tasks[taskID(subject, right)] = nil
  }
}

// Changes in place: the value is found once, and not copied.
extension Book {
  @discardableResult
  mutating func changeAppointment<R>(_ id: String, _ change: (inout Appointment) -> R) -> R? {
    appointments.change(id, change)
  }

  @discardableResult
  mutating func changeContract<R>(_ id: String, _ change: (inout Contract) -> R) -> R? {
    guard let index = contracts.index(forKey: id) else { return nil }
    return change(&contracts.values[index])
  }

  mutating func changeAnomaly(_ id: String, _ change: (inout Anomaly) -> Void) {
    guard let appointment = anomalies[id] else { return }
    changeAppointment(appointment) { appointment in
      guard let index = appointment.anomalies.firstIndex(where: { $0.id == id }) else { return }
      change(&appointment.anomalies[index])
    }
  }
}

extension Appointment {
  /// What makes it billable or void, unless an accepted anomaly did.
  fileprivate mutating func setEffect(_ effect: OutcomeEffect?) {
    if !isVoidByAnomaly { self.effect = effect }
  }
}

/// What folding an event needs of its envelope.
public struct EventPlace: Sendable {
  public var position: Int
  public var occurred: Instant
  public var received: Instant
  public var recorded: Instant
  public var terms: String?

  public init(
    position: Int, occurred: Instant, received: Instant, recorded: Instant, terms: String?
  ) {
    self.position = position
    self.occurred = occurred
    self.received = received
    self.recorded = recorded
    self.terms = terms
  }
}

/// The name of a task: what it is about, and what it asks for.
func taskID(_ subject: String, _ right: Right) -> String { "\(subject)~\(right.rawValue)" }

/// The names of deadlines: what they are about, and their kind.
enum DeadlineID {
  static func anomaly(_ appointment: String) -> String { "\(appointment)~anomaly" }
  static func term(_ contract: String, ends: Day) -> String { "\(contract)~term-\(ends)" }

  static func cure(_ notice: String) -> String { "\(notice)~cure" }

  static func notice(ofCure deadline: String) -> String? {
    deadline.hasSuffix("~cure") ? String(deadline.dropLast(5)) : nil
  }

  static func appointment(of deadline: String) -> String? {
    deadline.hasSuffix("~anomaly") ? String(deadline.dropLast(8)) : nil
  }
}
