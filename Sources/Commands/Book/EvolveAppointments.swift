import Ledger

extension Book {
  mutating func evolveBooked(_ event: AppointmentBooked, _ recorded: RecordedEvent) {
    appointments[event.appointment] = Appointment(
      id: event.appointment, contract: event.contract, startsAt: event.startsAt,
      booked: recorded.position, deadlineEnd: event.startsAt, deadlineSet: recorded.position)
  }

  mutating func evolveReported(_ event: AnomalyReported, _ recorded: RecordedEvent) {
    anomalies[event.anomaly] = event.appointment
    appointments[event.appointment]?.anomalies.append(
      Anomaly(
        id: event.anomaly, reported: recorded.position, received: recorded.received,
        admission: event.admission))
  }

  mutating func evolveResolved(_ event: AnomalyResolved) {
    changeAnomaly(event.anomaly) { $0.resolution = event.result }
    tasks[taskID(event.anomaly, .resolveAnomaly)] = nil
    tasks[taskID(event.anomaly, .admitAnomaly)] = nil
    if event.result == .accepted { appointments[event.appointment]?.effect = .void }
  }

  mutating func evolveValidated(_ event: AppointmentDeemedValidated, _ recorded: RecordedEvent) {
    appointments[event.appointment]?.validated = recorded.position
    guard let appointment = appointments[event.appointment],
      let contract = contracts[appointment.contract], let anchor = contract.anchor
    else { return }
    let readings = self.readings(contract)
    let month = QuotaMonth(
      of: Paris.day(of: appointment.startsAt), anchor: anchor, period: readings.quotaPeriod)
    contracts[contract.id]?.validated[month, default: []].append(
      ValidatedAppointment(
        appointment: event.appointment, effectiveAt: event.effectiveAt,
        recorded: recorded.recorded, startsAt: appointment.startsAt, booked: appointment.booked,
        validated: recorded.position, invoicedRank: appointment.invoice?.rank))
    let closing = ClosingDay.next(
      after: recorded.recorded, anchor: anchor, reading: readings.extrasInvoice)
    if contract.closingPlanned == closing { return }
    contracts[contract.id]?.closingPlanned = closing
    agenda.add(
      AgendaItem(
        instant: Paris.end(of: closing), order: .closing, subject: contract.id,
        work: .extras(contract.id, closing: closing)))
  }

  mutating func evolveReversed(_ event: AppointmentValidationReversed) {
    guard let appointment = appointments[event.appointment] else { return }
    appointments[event.appointment]?.validated = nil
    if let anomaly = appointment.anomalies.first(where: { $0.reported == event.evidence }),
      anomaly.admission == .denied, event.reason == .anomalyInTime
    {
      changeAnomaly(anomaly.id) { $0.admission = .admitted }
    }
    changeValidated(appointment) { $0.removeAll { $0.appointment == event.appointment } }
  }

  /// Changes the list of validated appointments in which one stands.
  mutating func changeValidated(
    _ appointment: Appointment, _ change: (inout [ValidatedAppointment]) -> Void
  ) {
    guard let contract = contracts[appointment.contract], let anchor = contract.anchor else {
      return
    }
    let month = QuotaMonth(
      of: Paris.day(of: appointment.startsAt), anchor: anchor,
      period: readings(contract).quotaPeriod)
    guard var list = contract.validated[month] else { return }
    change(&list)
    contracts[contract.id]?.validated[month] = list
  }
}

/// The days after which extras are invoiced (A-BC-31).
enum ClosingDay {
  /// The first closing day whose end is after an instant.
  static func next(after instant: Instant, anchor: Day, reading: ExtrasInvoice) -> Day {
    let day = Paris.day(of: instant)
    return switch reading {
    case .calendarMonthEnd: CalendarMonth(of: day).last
    case .contractMonthEnd:
      ContractMonth.last(ContractMonth.number(of: day, anchor: anchor), anchor: anchor)
    }
  }

  /// The closing day that falls in a calendar month.
  static func within(_ month: CalendarMonth, anchor: Day, reading: ExtrasInvoice) -> Day {
    switch reading {
    case .calendarMonthEnd: month.last
    case .contractMonthEnd:
      next(after: Paris.start(of: month.first), anchor: anchor, reading: reading)
    }
  }
}
