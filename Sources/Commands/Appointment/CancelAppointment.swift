public import Ledger

/// An appointment will not take place (BC-1.2). By the provider or the prospect it is void; by the
/// client, as the terms read (A-BC-3).
public struct CancelAppointment: CommandBody {
  public static let verb: StaticString = "CancelAppointment"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var appointment = String.unset
  public var by = Side.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("by", &by)
    try visitor.field("reason", &reason)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (appointment, contract) = try book.appointment(appointment, "BC-1.2")
    try request.requireClient(is: contract.party)
    if request.actor.role == .client && by != .client {
      throw Refusal(
        .actorNotAuthorised, "G-17", "a client cancels in the name of the \(by.rawValue)",
        try: "let staff record it")
    }
    if appointment.effect != nil || appointment.validated != nil {
      throw Refusal(
        .notInThisState, "BC-1.2",
        "appointment \(appointment.id) is \(appointment.stateName)",
        try: "correct the earlier event if it is wrong")
    }
    let effect =
      by == .client ? OutcomeRule.ofClientCancellation(contract.readings) : .void
    let cancelled = AppointmentCancelled.with {
      $0.appointment = appointment.id
      $0.by = by
      $0.effect = effect
      $0.reason = reason
    }
    let draft = Draft(
      "appointment-\(appointment.id)", .appointmentCancelled(cancelled),
      occurred: request.occurred(), rule: "BC-1.2", basis: .fact, terms: contract.terms,
      cause: appointment.booked)
    return OutcomeRule.decision([draft], effect, appointment, request)
  }
}
