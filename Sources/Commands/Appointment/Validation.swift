import Ledger

/// Validating an appointment, and taking a validation back (BC-1.3, BC-1.4).
enum Validation {
  static func draft(
    _ appointment: Appointment, _ contract: Contract, at instant: Instant,
    _ basis: ValidationBasis, cause: Int
  ) -> Draft {
    let validated = AppointmentDeemedValidated.with {
      $0.appointment = appointment.id
      $0.basis = basis
      $0.deadline = DeadlineID.anomaly(appointment.id)
      $0.effectiveAt = instant
    }
    return Draft(
      "appointment-\(appointment.id)", .appointmentDeemedValidated(validated), occurred: instant,
      rule: basis == .deemed ? "BC-1.3" : "BC-1.4",
      basis: basis == .deemed ? .deemed : .decision, terms: contract.terms, cause: cause)
  }

  /// Whether an appointment is validated at once when an anomaly (or nothing more) is out of the way:
  /// its period has ended, nothing else contests it, and nothing makes it void.
  static func opens(
    _ appointment: Appointment, closing anomaly: String?, _ readings: BTBConnectReadings
  ) -> Bool {
    guard appointment.elapsed, appointment.validated == nil,
      !appointment.anomalies.contains(where: { $0.isOpen && $0.id != anomaly })
    else { return false }
    return switch appointment.effect {
    case .billable: true
    case .void, .undecided: false
    case nil: readings.validationRule != .honouredAndUncontested
    }
  }

  /// A validation taken back; it occurred when the fact that shows it did.
  static func reversal(
    _ appointment: Appointment, _ contract: Contract, _ reason: ReversalReason, evidence: Int,
    occurred: Instant, _ request: Request
  ) -> Draft {
    let reversed = AppointmentValidationReversed.with {
      $0.appointment = appointment.id
      $0.evidence = evidence
      $0.reason = reason
      $0.reversedAt = request.received
    }
    return Draft(
      "appointment-\(appointment.id)", .appointmentValidationReversed(reversed),
      occurred: occurred, rule: "BC-1.4", basis: .computed, terms: contract.terms,
      cause: appointment.validated)
  }

  /// A reversal, with the proposal to credit what was invoiced (G-8).
  static func reverse(
    _ appointment: Appointment, _ contract: Contract, _ reason: ReversalReason, evidence: Int,
    occurred: Instant, _ request: Request
  ) -> [Draft] {
    var drafts = [
      reversal(appointment, contract, reason, evidence: evidence, occurred: occurred, request)
    ]
    if appointment.invoice != nil, !appointment.credited {
      drafts.append(
        openTask(
          .issueCreditNote, about: appointment.id, rule: "G-8", request, terms: contract.terms))
    }
    return drafts
  }
}

/// Proposing the credit of an extra when an included appointment is lost after it was invoiced
/// (A-BC-32): the quota of the month is then not used up, and one extra was billed.
enum LostInclusion {
  static func propose(
    _ lost: Appointment, _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let readings = contract.readings
    guard readings.reversedIncluded == .propose, lost.invoice == nil, let anchor = contract.anchor
    else { return [] }
    let month = QuotaMonth(
      of: Paris.day(of: lost.startsAt), anchor: anchor, period: readings.quotaPeriod)
    let left = (contract.validated[month] ?? []).filter { $0.appointment != lost.id }
    let included = left.count { $0.invoicedRank == nil }
    let billed = left.max { ($0.invoicedRank ?? 0) < ($1.invoicedRank ?? 0) }
    guard included < contract.quota, let billed, billed.invoicedRank != nil,
      book.tasks[taskID(billed.appointment, .issueCreditNote)] == nil
    else { return [] }
    return [
      openTask(
        .issueCreditNote, about: billed.appointment, rule: "BC-6.3", request,
        terms: contract.terms)
    ]
  }
}

/// What an outcome or a cancellation means for billing (A-BC-3).
enum OutcomeRule {
  static func effect(honoured: Bool, present: Bool, _ readings: BTBConnectReadings)
    -> OutcomeEffect
  {
    switch readings.validationRule {
    case .uncontestedOnly: .billable
    case .honouredAndUncontested: honoured ? .billable : .void
    case .uncontestedUnlessProviderKnows:
      switch (honoured, present) {
      case (true, true), (false, true): .billable
      case (true, false): .void
      case (false, false): ofClientCancellation(readings)
      }
    }
  }

  /// Cancelled by the client, or both parties absent.
  static func ofClientCancellation(_ readings: BTBConnectReadings) -> OutcomeEffect {
    switch readings.clientCancellation {
    case .hold: .undecided
    case .billable: .billable
    case .free: .void
    }
  }

  /// The decision with its task, when a person must say whether the appointment is billable.
  static func decision(
    _ drafts: [Draft], _ effect: OutcomeEffect, _ appointment: Appointment, _ request: Request
  ) -> Decision {
    guard effect == .undecided else { return Decision(drafts) }
    let task = taskID(appointment.id, .billAppointment)
    let hold = Refusal(
      .cancellationUndecided, "BC-1.3",
      "appointment \(appointment.id) was cancelled by the client, or both were absent",
      try: "decide task \(task) with RecordDecision")
    let opened = openTask(
      .billAppointment, about: appointment.id, hold, request, terms: drafts.first?.terms)
    return Decision(drafts + [opened], held: hold)
  }
}

extension Appointment {
  /// Its state in one word, as `show appointment` prints it.
  var stateName: String {
    if effect == .void { return "void" }
    if isContested { return "contested" }
    if validated != nil { return "validated" }
    return outcomeRecorded == nil ? "planned" : "held"
  }
}
