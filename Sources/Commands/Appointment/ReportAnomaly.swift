public import Ledger

/// A client reports an anomaly (BC-1.3, BC-7.2). It is always recorded (G-1); in time and by the form
/// it suspends validation.
public struct ReportAnomaly: CommandBody {
  public static let verb: StaticString = "ReportAnomaly"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .staff, .system, .agent]

  public var anomaly = String.unset
  public var appointment = String.unset
  public var formId: String?
  public var kind = String.unset
  public var submittedAt = Instant.unset
  public var text: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("anomaly", &anomaly, IDCoding.self)
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("form_id", &formId, IDCoding.self)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("submitted_at", &submittedAt)
    try visitor.field("text", &text)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (appointment, contract) = try book.appointment(appointment, "BC-1.3")
    try request.requireClient(is: contract.party)
    if book.anomalies[anomaly] != nil {
      throw Refusal(
        .alreadyExists, "BC-1.3", "anomaly \(anomaly) is recorded", try: "use another id")
    }
    if submittedAt > request.received {
      throw Refusal(
        .timeRefused, "G-2", "submitted at \(submittedAt), received at \(request.received)",
        try: "give the instant at which the form was sent")
    }
    let late = request.received >= appointment.deadlineEnd
    let byForm = request.channel == "form" && formId != nil
    let prevented = contract.clientWasPrevented(
      from: appointment.startsAt, to: appointment.deadlineEnd)
    // Late because of force majeure: a person decides (BC-10.1).
    let admission =
      late && prevented ? .held : admission(late: late, byForm: byForm, contract.readings)
    let reported = AnomalyReported.with {
      $0.admission = admission
      $0.anomaly = anomaly
      $0.appointment = appointment.id
      $0.formCompliant = byForm
      $0.formId = formId
      $0.kind = kind
      $0.late = late
      $0.submittedAt = submittedAt
      $0.text = sealedText
    }
    let drafts = [
      Draft(
        "appointment-\(appointment.id)", .anomalyReported(reported),
        occurred: request.occurred(submittedAt), rule: "BC-1.3", basis: .fact,
        terms: contract.terms, cause: appointment.booked)
    ]
    switch admission {
    case .denied: return Decision(drafts, effect: denial(late: late, appointment))
    case .admitted, .held: return contest(drafts, admission, appointment, contract, request, book)
    }
  }

  private var sealedText: Sealed {
    guard let text else { return .none }
    return .clear(Personal.with { $0.text = text }, of: anomaly, for: .dispute)
  }

  private func admission(late: Bool, byForm: Bool, _ readings: BTBConnectReadings) -> Admission {
    if late { return .denied }
    if byForm { return .admitted }
    return switch readings.anomalyFormStrict {
    case .hold: .held
    case .strict: .denied
    case .lenient: .admitted
    }
  }

  private func denial(late: Bool, _ appointment: Appointment) -> Refusal {
    if !late { return notByForm("it has no effect under these terms") }
    return lateness(appointment, "nothing: the report is kept, the appointment stands")
  }

  private func lateness(_ appointment: Appointment, _ remedy: String) -> Refusal {
    Refusal(
      .anomalyLate, "BC-1.3",
      "anomaly \(anomaly) came after the period, which ended before "
        + "\(Paris.text(appointment.deadlineEnd))", try: remedy)
  }

  private func notByForm(_ remedy: String) -> Refusal {
    Refusal(
      .anomalyNotByForm, "BC-1.3", "anomaly \(anomaly) did not come by the quality-control form",
      try: remedy)
  }

  private func contest(
    _ reported: [Draft], _ admission: Admission, _ appointment: Appointment,
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> Decision {
    var drafts = reported
    if appointment.validated != nil {
      drafts.append(
        Validation.reversal(
          appointment, contract, .anomalyInTime, evidence: request.position,
          occurred: request.occurred(submittedAt), request))
    }
    if admission == .held {
      let remedy = "decide task \(taskID(anomaly, .admitAnomaly)) with RecordDecision"
      let isLate = request.received >= appointment.deadlineEnd
      let hold = isLate ? lateness(appointment, remedy) : notByForm(remedy)
      drafts.append(openTask(.admitAnomaly, about: anomaly, hold, request, terms: contract.terms))
      return Decision(drafts, held: hold)
    }
    drafts.append(AnomalyPeriod.decisionTask(anomaly, contract, request, book))
    return Decision(drafts)
  }
}
