public import Ledger

/// The provider records how an appointment went (BC-1.3, BC-7.1).
public struct RecordOutcome: CommandBody {
  public static let verb: StaticString = "RecordOutcome"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.provider, .staff, .agent, .system]

  public var appointment = String.unset
  public var honouredByClient = false
  public var prospectPresent = false

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("honoured_by_client", &honouredByClient)
    try visitor.field("prospect_present", &prospectPresent)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (appointment, contract) = try book.appointment(appointment, "BC-1.3")
    if appointment.outcomeRecorded != nil || appointment.cancelled {
      throw Refusal(
        .notInThisState, "BC-1.3",
        "appointment \(appointment.id) is \(appointment.stateName)",
        try: "correct the earlier event if it is wrong")
    }
    if appointment.startsAt > request.received {
      throw Refusal(
        .rightNotOpen, "G-20",
        "appointment \(appointment.id) starts at \(Paris.text(appointment.startsAt))",
        try: "record its outcome from then on")
    }
    let effect = OutcomeRule.effect(
      honoured: honouredByClient, present: prospectPresent, contract.readings)
    let recorded = AppointmentOutcomeRecorded.with {
      $0.appointment = appointment.id
      $0.effect = effect
      $0.honouredByClient = honouredByClient
      $0.prospectPresent = prospectPresent
      $0.source = request.actor.role
    }
    var drafts = [
      Draft(
        "appointment-\(appointment.id)", .appointmentOutcomeRecorded(recorded),
        occurred: request.occurred(appointment.startsAt), rule: "BC-1.3", basis: .fact,
        terms: contract.terms, cause: appointment.booked)
    ]
    if appointment.validated != nil, effect != .billable {
      drafts += Validation.reverse(
        appointment, contract, .notHeld, evidence: request.position,
        occurred: request.occurred(appointment.startsAt), request)
      drafts += LostInclusion.propose(appointment, contract, request, book)
    } else if contract.readings.validationRule == .honouredAndUncontested, effect == .billable,
      appointment.elapsed, !appointment.isContested, appointment.validated == nil,
      !appointment.isVoidByAnomaly
    {
      drafts.append(
        Validation.draft(
          appointment, contract, at: max(request.received, appointment.deadlineEnd), .deemed,
          cause: request.position))
    }
    return OutcomeRule.decision(drafts, effect, appointment, request)
  }
}
