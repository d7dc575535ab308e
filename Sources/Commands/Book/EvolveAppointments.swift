import Ledger

extension Book {
  mutating func evolveBooked(_ event: AppointmentBooked, _ recorded: EventPlace) {
    appointments[event.appointment] = Appointment(
      id: event.appointment, contract: event.contract, pack: event.order,
      startsAt: event.startsAt, booked: recorded.position, deadlineEnd: event.startsAt,
      deadlineSet: recorded.position)
    if event.order != nil { settleSlot(of: event.appointment) }
  }

  mutating func evolveReported(_ event: AnomalyReported, _ recorded: EventPlace) {
    anomalies[event.anomaly] = event.appointment
    appointments[event.appointment]?.anomalies.append(
      Anomaly(
        id: event.anomaly, reported: recorded.position, received: recorded.received,
        admission: event.admission))
  }

  mutating func evolveResolved(_ event: AnomalyResolved) {
    changeAnomaly(event.anomaly) { $0.resolution = event.result }
    closeTask(event.anomaly, .resolveAnomaly)
    closeTask(event.anomaly, .admitAnomaly)
    if event.result == .accepted {
      appointments[event.appointment]?.effect = .void
      settleSlot(of: event.appointment)
    }
  }

  mutating func evolveValidated(
    _ event: AppointmentDeemedValidated, _ recorded: EventPlace
  ) {
    let known = changeAppointment(event.appointment) { appointment in
      appointment.validated = recorded.position
      return (
        contract: appointment.contract, inPack: appointment.pack != nil,
        validated: ValidatedAppointment(
          appointment: event.appointment, effectiveAt: event.effectiveAt,
          recorded: recorded.recorded, startsAt: appointment.startsAt, booked: appointment.booked,
          validated: recorded.position, invoicedRank: appointment.invoice?.rank)
      )
    }
    guard let known else { return }
    if known.inPack {
      settleSlot(of: event.appointment)
      return
    }
    let closing = changeContract(known.contract) { contract -> Day? in
      guard let anchor = contract.anchor else { return nil }
      let month = QuotaMonth(
        of: Paris.day(of: known.validated.startsAt), anchor: anchor,
        period: contract.readings.quotaPeriod)
      contract.validated.append(known.validated, to: month)
      let closing = ClosingDay.next(
        after: recorded.recorded, anchor: anchor, reading: contract.readings.extrasInvoice)
      if contract.closingPlanned == closing { return nil }
      contract.closingPlanned = closing
      return closing
    }
    guard let closing, let closing else { return }
    agenda.add(
      AgendaItem(
        instant: Paris.end(of: closing), order: .closing, subject: known.contract,
        work: .extras(known.contract, closing: closing)))
  }

  mutating func evolveReversed(_ event: AppointmentValidationReversed) {
    guard let appointment = appointments[event.appointment] else { return }
    appointments[event.appointment]?.validated = nil
    if let anomaly = appointment.anomalies.first(where: { $0.reported == event.evidence }),
      anomaly.admission == .denied, event.reason == .anomalyInTime
    {
      changeAnomaly(anomaly.id) { $0.admission = .admitted }
    }
    settleSlot(of: event.appointment)
    changeValidated(appointment) { $0.removeAll { $0.appointment == event.appointment } }
  }

  /// Changes the list of validated appointments in which one stands.
  mutating func changeValidated(
    _ appointment: Appointment, _ change: (inout [ValidatedAppointment]) -> Void
  ) {
    changeContract(appointment.contract) { contract in
      guard let anchor = contract.anchor else { return }
      let month = QuotaMonth(
        of: Paris.day(of: appointment.startsAt), anchor: anchor,
        period: contract.readings.quotaPeriod)
      contract.validated.change(month, change)
    }
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
