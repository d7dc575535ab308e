import Ledger

/// `appointment`: from booking to invoice (BC-1.2 to BC-1.4).
struct AppointmentModel {
  struct Appointment {
    var id: String
    var contract: String
    /// Where the contract stands among the contracts.
    var contractIndex: Int
    var startsAt: Instant
    var prospectRef: String
    var channel: String?
    var booked: Int
    var bookedBucket: Bucket
    /// The order of the pack whose slot it takes.
    var order: String?
    var deadline: Int?
    var effect: OutcomeEffect?
    var cancelledBy: Side?
    var outcome: Int?
    var anomalies = 0
    var openAnomalies = 0
    var hasLateAnomaly = false
    var validated: Int?
    var validatedAt = Instant.unset
    var validatedRecorded = Instant.unset
    var basis = ValidationBasis.unset
    var reversals = 0
    var invoice: String?
    var invoicedRank: Int?
    var creditNote: String?

    init(_ event: AppointmentBooked, contractIndex: Int, position: Int) {
      id = event.appointment
      contract = event.contract
      self.contractIndex = contractIndex
      startsAt = event.startsAt
      prospectRef = event.prospectRef
      channel = event.channel
      booked = position
      bookedBucket = event.bucket
      order = event.order
    }

    var status: StaticString {
      if effect == .void { return "void" }
      if openAnomalies > 0 { return "contested" }
      if validated != nil { return "validated" }
      return outcome == nil ? "planned" : "held"
    }
  }

  var appointments: [Appointment] = []
  private var named = Naming()

  mutating func find(_ appointment: String) -> Int? { named.find(appointment) }
  func look(up appointment: String) -> Appointment? {
    index(named: appointment).map { appointments[$0] }
  }
  func index(named appointment: String) -> Int? { named.look(up: appointment) }

  /// The next event will be about this one.
  mutating func expect(_ index: Int) { named.expect(index) }

  mutating func add(_ appointment: Appointment) {
    if let known = named.add(appointment.id, at: appointments.count) {
      appointments[known] = appointment
    } else {
      appointments.append(appointment)
    }
  }
}

extension ReadModels {
  mutating func booked(_ event: AppointmentBooked, _ recorded: RecordedEvent) {
    appointments.add(
      AppointmentModel.Appointment(
        event, contractIndex: contracts.find(event.contract) ?? -1, position: recorded.position))
  }

  mutating func rescheduled(_ event: AppointmentRescheduled, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment) else { return }
    appointments.appointments[index].startsAt = event.new
  }

  mutating func cancelled(_ event: AppointmentCancelled, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment) else { return }
    appointments.appointments[index].effect = event.effect
    appointments.appointments[index].cancelledBy = event.by
  }

  mutating func outcome(_ event: AppointmentOutcomeRecorded, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment) else { return }
    appointments.appointments[index].effect = event.effect
    appointments.appointments[index].outcome = recorded.position
    tasks.close(event.appointment, .recordOutcome, by: event.source.rawValue, recorded)
  }

  mutating func validated(_ event: AppointmentDeemedValidated, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment) else { return }
    checkValidation(event, index, recorded)
    appointments.appointments[index].validated = recorded.position
    appointments.appointments[index].validatedAt = event.effectiveAt
    appointments.appointments[index].validatedRecorded = recorded.recorded
    appointments.appointments[index].basis = event.basis
  }

  mutating func reversed(_ event: AppointmentValidationReversed, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment) else { return }
    appointments.appointments[index].validated = nil
    appointments.appointments[index].reversals += 1
    guard event.reason == .anomalyInTime, let anomaly = anomaly(reportedAt: event.evidence),
      anomalies.anomalies[anomaly].admission == .denied
    else { return }
    change(anomalyAt: anomaly) { $0.admission = .admitted }
  }

  /// Valid because its period ended in silence, or because somebody decided (APT).
  private mutating func checkValidation(
    _ event: AppointmentDeemedValidated, _ index: Int, _ recorded: RecordedEvent
  ) {
    if event.basis == .deemed {
      var isElapsed = false
      if let deadline = appointments.appointments[index].deadline {
        isElapsed = deadlines.deadlines[deadline].elapsedPosition != nil
      }
      found(
        Violation(
          .appointment, [event.appointment], found: "deemed validated with its period open",
          expected: "the period elapsed first", at: recorded.position),
        unless: isElapsed)
    }
    let isFree =
      appointments.appointments[index].openAnomalies == 0
      && appointments.appointments[index].effect != .void
    if isFree { return }
    let status = appointments.appointments[index].status
    found(
      Violation(
        .appointment, [event.appointment], found: "validated while \(status)",
        expected: "no open anomaly, and nothing that makes it void", at: recorded.position),
      unless: false)
  }
}
