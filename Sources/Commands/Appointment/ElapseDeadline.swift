public import Ledger

/// The period for anomalies ended (BC-1.3, BC-6.2): an appointment that nobody contested is deemed
/// validated, as of the end of the period.
public struct ElapseDeadline: CommandBody {
  public static let verb: StaticString = "ElapseDeadline"
  public static let roles: [Role] = [.scheduler]

  public var deadline = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.system == .marketingconnect && !deadline.hasSuffix("~cure") {
      return try AdvertisingDeadline.elapse(deadline, request, book)
    }
    if book.system == .activeProspects {
      return try MarketDeadline.elapse(deadline, request, book)
    }
    guard let id = DeadlineID.appointment(of: deadline) else {
      return try CureEnded.decide(deadline, request, book)
    }
    let (appointment, contract) = try book.appointment(id, "BC-1.3")
    let elapsed = DeadlineElapsed.with {
      $0.deadline = deadline
      $0.effectiveAt = appointment.deadlineEnd
    }
    var drafts = [
      Draft(
        "appointment-\(id)", .deadlineElapsed(elapsed), occurred: appointment.deadlineEnd,
        rule: "BC-1.3", basis: .computed, terms: contract.terms, cause: appointment.deadlineSet)
    ]
    if appointment.isContested || appointment.validated != nil { return Decision(drafts) }
    if appointment.effect != .void,
      contract.clientWasPrevented(from: appointment.startsAt, to: appointment.deadlineEnd)
    {
      // Force majeure kept the client from contesting: a person decides (BC-10.1).
      drafts.append(
        openTask(.validateAppointment, about: id, rule: "BC-10.1", request, terms: contract.terms))
      return Decision(drafts)
    }
    switch appointment.effect {
    case .billable: drafts.append(validation(appointment, contract))
    case .void, .undecided: break
    case nil:
      if contract.readings.validationRule == .honouredAndUncontested {
        drafts.append(
          openTask(.recordOutcome, about: id, rule: "BC-1.3", request, terms: contract.terms))
      } else {
        drafts.append(validation(appointment, contract))
      }
    }
    return Decision(drafts)
  }

  private func validation(_ appointment: Appointment, _ contract: Contract) -> Draft {
    Validation.draft(
      appointment, contract, at: appointment.deadlineEnd, .deemed, cause: appointment.deadlineSet)
  }
}
