public import Ledger

/// The provider plans a qualified interview between client and prospect (BC-1.2).
public struct BookAppointment: CommandBody {
  public static let verb: StaticString = "BookAppointment"
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var appointment = String.unset
  public var channel: String?
  public var contract = String.unset
  public var prospectRef = Person.unset
  public var qualification: [Criterion]?
  public var startsAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("prospect_ref", &prospectRef, PersonCoding.self)
    try visitor.field("qualification", &qualification, QualificationCoding.self)
    try visitor.field("starts_at", &startsAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if request.actor.role == .client {
      throw Refusal(
        .notPlannedByProvider, "BC-1.2",
        "an appointment asked by a client is planned by the provider",
        try: "let the provider book it")
    }
    guard let contract = book.contracts[contract] else {
      throw Refusal.unknown("contract", contract, "BC-1.2")
    }
    if book.appointments[appointment] != nil {
      throw Refusal(
        .alreadyExists, "BC-1.2", "appointment \(appointment) exists", try: "use another id")
    }
    guard let anchor = contract.anchor, anchor <= Paris.day(of: startsAt) else {
      throw Refusal(
        .noActiveFormula, "BC-1.2",
        "appointment on \(Paris.day(of: startsAt)), contract \(contract.id) runs from "
          + "\(contract.anchor?.description ?? "no day yet")", try: "book it within the contract")
    }
    guard let qualification, !qualification.isEmpty else {
      throw Refusal(
        .notQualified, "BC-1.2", "appointment \(appointment) has no qualification",
        try: "give the checklist that was gone through")
    }
    if startsAt < request.received {
      throw Refusal(
        .dateInPast, "BC-1.2",
        "appointment at \(Paris.text(startsAt)), asked at \(Paris.text(request.received))",
        try: "choose a time to come")
    }
    let period = try AnomalyPeriod.after(startsAt, contract, book)
    return Decision(drafts(request, contract, qualification, period))
  }

  private func drafts(
    _ request: Request, _ contract: Contract, _ qualification: [Criterion], _ period: CountedPeriod
  ) -> [Draft] {
    let booked = AppointmentBooked.with {
      $0.appointment = appointment
      $0.bucket = .subscription
      $0.channel = channel
      $0.contract = contract.id
      $0.prospect = prospectRef.sealed(for: .identity)
      $0.prospectRef = prospectRef.id
      $0.qualification = qualification
      $0.startsAt = startsAt
    }
    let stream = "appointment-\(appointment)"
    return [
      Draft(
        stream, .appointmentBooked(booked), occurred: request.occurred(), rule: "BC-1.2",
        basis: .fact, terms: contract.terms),
      Draft(
        stream, .deadlineSet(AnomalyPeriod.deadline(appointment, period)),
        occurred: request.occurred(), rule: "BC-1.3", basis: .computed, terms: contract.terms),
    ]
  }
}
