public import Ledger

/// The provider decides on an anomaly (BC-1.4): accepted, the appointment is not billable; rejected,
/// it is validated.
public struct ResolveAnomaly: CommandBody {
  public static let verb: StaticString = "ResolveAnomaly"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.provider, .staff]

  public var anomaly: String?
  public var appointment = String.unset
  public var by = String.unset
  public var decidedAt = Instant.unset
  public var reason = String.unset
  public var result = Resolution.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("anomaly", &anomaly, IDCoding.self)
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("decided_at", &decidedAt)
    try visitor.field("reason", &reason)
    try visitor.field("result", &result)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (appointment, contract) = try book.appointment(appointment, "BC-1.4")
    let anomaly = try self.anomaly(of: appointment)
    if decidedAt > request.received || decidedAt < anomaly.received {
      throw Refusal(
        .timeRefused, "BC-1.4",
        "decided at \(decidedAt), the anomaly came at \(anomaly.received), it is now "
          + "\(request.received)", try: "give the instant of the decision")
    }
    let resolved = AnomalyResolved.with {
      $0.anomaly = anomaly.id
      $0.appointment = appointment.id
      $0.by = by
      $0.decidedAt = decidedAt
      $0.reason = reason
      $0.result = result
    }
    var drafts = [
      Draft(
        "appointment-\(appointment.id)", .anomalyResolved(resolved),
        occurred: request.occurred(decidedAt), rule: "BC-1.4", basis: .decision,
        terms: contract.terms, cause: anomaly.reported)
    ]
    switch result {
    case .accepted: drafts += accepted(appointment, contract, request, book)
    case .rejected:
      if Validation.opens(appointment, closing: anomaly.id, contract.readings) {
        drafts.append(
          Validation.draft(
            appointment, contract, at: max(decidedAt, appointment.deadlineEnd), .decision,
            cause: request.position))
      }
    }
    return Decision(drafts)
  }

  private func anomaly(of appointment: Appointment) throws(Refusal) -> Anomaly {
    let undecided = appointment.anomalies.filter { $0.resolution == nil && !$0.withdrawn }
    if let anomaly {
      guard let named = appointment.anomalies.first(where: { $0.id == anomaly }) else {
        throw Refusal.unknown("anomaly", anomaly, "BC-1.4")
      }
      if undecided.contains(where: { $0.id == anomaly }) { return named }
      throw Refusal(
        .notInThisState, "BC-1.4", "anomaly \(anomaly) is decided", try: "nothing: it stands")
    }
    guard let only = undecided.first, undecided.count == 1 else {
      throw Refusal(
        .notInThisState, "BC-1.4",
        "appointment \(appointment.id) has \(undecided.count) undecided anomalies, one is needed",
        try: "name the anomaly")
    }
    return only
  }

  /// An accepted anomaly makes the appointment void, and its invoice line is credited.
  private func accepted(
    _ appointment: Appointment, _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var drafts: [Draft] = []
    if appointment.validated != nil {
      drafts.append(
        Validation.reversal(
          appointment, contract, .anomalyAccepted, evidence: request.position,
          occurred: request.occurred(decidedAt), request))
    }
    if appointment.invoice != nil, !appointment.credited {
      drafts += CreditNoteDrafting.credit(
        appointment, source: request.position, rule: "BC-1.4", request, book)
    }
    return drafts + LostInclusion.propose(appointment, contract, request, book)
  }
}
