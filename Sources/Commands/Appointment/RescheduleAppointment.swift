public import Ledger

/// Moves an appointment; only its last date starts the period for anomalies (A-BC-8).
public struct RescheduleAppointment: CommandBody {
  public static let verb: StaticString = "RescheduleAppointment"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var appointment = String.unset
  public var askedBy = Side.unset
  public var newStartsAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("asked_by", &askedBy)
    try visitor.field("new_starts_at", &newStartsAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (appointment, contract) = try book.appointment(appointment, "BC-1.2")
    try request.requireClient(is: contract.party)
    if appointment.effect != nil || appointment.validated != nil || appointment.elapsed
      || appointment.isContested
    {
      throw Refusal(
        .notInThisState, "BC-1.2",
        "appointment \(appointment.id) is \(appointment.stateName), only a planned one moves",
        try: "book a new one")
    }
    if newStartsAt < request.received {
      throw Refusal(
        .dateInPast, "BC-1.2",
        "new time \(Paris.text(newStartsAt)), asked at \(Paris.text(request.received))",
        try: "choose a time to come")
    }
    let day = Paris.day(of: newStartsAt)
    if contract.anchor.map({ day < $0 }) == true || contract.ended.map({ day >= $0 }) == true {
      throw Refusal(
        .noActiveFormula, "BC-1.2",
        "appointment on \(day), contract \(contract.id) does not run on that day",
        try: "choose a day within the contract")
    }
    let period = try AnomalyPeriod.after(newStartsAt, contract, book)
    let moved = AppointmentRescheduled.with {
      $0.appointment = appointment.id
      $0.askedBy = askedBy
      $0.new = newStartsAt
      $0.old = appointment.startsAt
    }
    let stream = "appointment-\(appointment.id)"
    return Decision([
      Draft(
        stream, .appointmentRescheduled(moved), occurred: request.occurred(), rule: "BC-1.2",
        basis: .fact, terms: contract.terms, cause: appointment.booked),
      Draft(
        stream,
        .deadlineRecomputed(AnomalyPeriod.recomputed(appointment, period, .rescheduled)),
        occurred: request.occurred(), rule: "BC-1.3", basis: .computed, terms: contract.terms,
        cause: appointment.deadlineSet),
    ])
  }
}
