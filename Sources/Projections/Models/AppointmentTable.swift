import Ledger

/// `appointment`, as a table: the state folded in `AppointmentModel`, with the month and the rank.
enum AppointmentTable: ReadModel {
  static let table = Table(
    "appointment", "appointments, from booking to invoice, with month and rank",
    key: ["appointment"], ofClient: "client = ?1",
    [
      .required("appointment"), .optional("client"), .required("contract"),
      .required("starts_at", .instant), .required("status"), .optional("validated_at", .instant),
      .optional("basis"), .optional("anomaly_deadline", .instant),
      .optional("contract_month", .day), .optional("rank", .integer), .optional("bucket"),
      .optional("invoiced_in"), .optional("credited_in"), .optional("effect"),
      .optional("cancelled_by"), .required("anomalies", .integer),
      .required("open_anomalies", .integer), .required("late_anomaly", .flag),
      .required("reversals", .integer), .required("prospect_ref"), .optional("channel"),
      .required("booked_position", .integer), .optional("deadline_position", .integer),
      .optional("outcome_position", .integer), .optional("validated_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.appointments.appointments.count
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let appointments = models.appointments.appointments
    let contracts = models.contracts.contracts
    let deadlines = models.deadlines.deadlines
    let periods = models.deadlines.periods
    try appointments.forEach(by: { $0.id }) { (index, appointment) throws(ProjectionError) in
      let isValidated = appointment.validated != nil
      row.text(appointment.id)
      if appointment.contractIndex >= 0 {
        row.text(contracts[appointment.contractIndex].event.party)
      } else {
        row.none()
      }
      row.text(appointment.contract)
      row.instant(appointment.startsAt)
      row.choice(appointment.status)
      row.instant(isValidated ? appointment.validatedAt : nil)
      if isValidated { row.text(appointment.basis.rawValue) } else { row.none() }
      row.instant(appointment.deadline.map { periods[deadlines[$0].period].last })
      row.day(derived.ranking.month(of: index))
      writeRank(appointment, derived.ranking.ranks[index], &row)
      row.text(appointment.invoice ?? models.invoice(ofPack: appointment.order))
      row.text(appointment.creditNote)
      row.text(appointment.effect?.rawValue)
      row.text(appointment.cancelledBy?.rawValue)
      row.integer(appointment.anomalies)
      row.integer(appointment.openAnomalies)
      row.flag(appointment.hasLateAnomaly)
      row.integer(appointment.reversals)
      row.text(appointment.prospectRef)
      row.text(appointment.channel)
      row.integer(appointment.booked)
      row.integer(appointment.deadline.map { deadlines[$0].setPosition })
      row.integer(appointment.outcome)
      row.integer(appointment.validated)
      try row.endRow()
    }
  }

  private static func writeRank(
    _ appointment: AppointmentModel.Appointment, _ rank: Int32, _ row: inout RowWriter
  ) {
    if rank == 0 {
      row.none()
      if appointment.bookedBucket == .starter { row.choice("starter") } else { row.none() }
      return
    }
    row.integer(Int(rank.magnitude))
    row.choice(rank < 0 ? "extra" : "included")
  }
}
