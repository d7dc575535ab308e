/// Appointments, anomalies and validation (BC-1.2 to BC-1.4).

/// The provider planned a qualified interview between client and prospect (BC-1.2).
public struct AppointmentBooked: EventPayload {
  public static let type: StaticString = "AppointmentBooked"
  public static let isPersonal = true

  public var appointment = String.unset
  public var bucket = Bucket.unset
  public var channel: String?
  public var contract = String.unset
  /// The order of the pack whose slot it takes.
  public var order: String?
  public var prospect = Sealed.none
  /// Whether a person is called for private needs, or in a trade (BC-2.1).
  public var prospectKind: ProspectKind?
  public var prospectRef = String.unset
  public var qualification: [Criterion] = []
  public var startsAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("bucket", &bucket)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.sealed("prospect", &prospect)
    try visitor.field("prospect_kind", &prospectKind)
    try visitor.field("prospect_ref", &prospectRef, IDCoding.self)
    try visitor.field("qualification", &qualification)
    try visitor.field("starts_at", &startsAt)
  }
}

public enum ProspectKind: String, Choice { case professional, individual }

/// What an appointment counts against.
public enum Bucket: String, Choice { case subscription, starter }

/// One line of the qualification checklist (A-BC-2).
public struct Criterion: Record {
  public var answer = String.unset
  public var criterion = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer", &answer)
    try visitor.field("criterion", &criterion, IDCoding.self)
  }

  public init(_ criterion: String, _ answer: String) {
    self.criterion = criterion
    self.answer = answer
  }
}

/// The appointment moved to another time; only the last date starts its period (A-BC-8).
public struct AppointmentRescheduled: EventPayload {
  public static let type: StaticString = "AppointmentRescheduled"

  public var appointment = String.unset
  public var askedBy = Side.unset
  public var new = Instant.unset
  public var old = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("asked_by", &askedBy)
    try visitor.field("new", &new)
    try visitor.field("old", &old)
  }
}

/// Who asked, cancelled or stayed away.
public enum Side: String, Choice { case client, prospect, provider }

/// The appointment will not take place.
public struct AppointmentCancelled: EventPayload {
  public static let type: StaticString = "AppointmentCancelled"

  public var appointment = String.unset
  public var by = Side.unset
  public var effect = OutcomeEffect.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("by", &by)
    try visitor.field("effect", &effect)
    try visitor.field("reason", &reason)
  }
}

/// What the provider knows of how the appointment went (BC-1.3, A-BC-3).
public struct AppointmentOutcomeRecorded: EventPayload {
  public static let type: StaticString = "AppointmentOutcomeRecorded"

  public var appointment = String.unset
  public var effect = OutcomeEffect.unset
  public var honouredByClient = false
  public var prospectPresent = false
  public var source = Role.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("effect", &effect)
    try visitor.field("honoured_by_client", &honouredByClient)
    try visitor.field("prospect_present", &prospectPresent)
    try visitor.field("source", &source)
  }
}

/// What a cancellation or an outcome means for billing, under the terms of the contract.
public enum OutcomeEffect: String, Choice {
  /// It may be validated, once its period has ended without an anomaly.
  case billable
  /// It will not be billed: the cause is not the client's.
  case void
  /// A person must decide (A-BC-3).
  case undecided
}

/// The client reported an anomaly (BC-1.3). Late or not by the form, it is a fact all the same.
public struct AnomalyReported: EventPayload {
  public static let type: StaticString = "AnomalyReported"
  public static let isPersonal = true

  /// What the report does, under the terms of the contract.
  public var admission = Admission.unset
  public var anomaly = String.unset
  public var appointment = String.unset
  public var formCompliant = false
  public var formId: String?
  public var kind = String.unset
  public var late = false
  public var submittedAt = Instant.unset
  public var text = Sealed.none

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("admission", &admission)
    try visitor.field("anomaly", &anomaly, IDCoding.self)
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("form_compliant", &formCompliant)
    try visitor.field("form_id", &formId, IDCoding.self)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("late", &late)
    try visitor.field("submitted_at", &submittedAt)
    try visitor.sealed("text", &text)
  }
}

/// Whether a report suspends validation.
public enum Admission: String, Choice {
  /// In time and by the form: the appointment is contested.
  case admitted
  /// In time by other means: contested until a person decides (A-BC-6).
  case held
  /// Recorded, without effect on the appointment.
  case denied
}

/// The provider decided on an anomaly (BC-1.4).
public struct AnomalyResolved: EventPayload {
  public static let type: StaticString = "AnomalyResolved"

  public var anomaly = String.unset
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
}

public enum Resolution: String, Choice { case accepted, rejected }

/// The appointment is valid and billable (BC-1.3, BC-6.2).
public struct AppointmentDeemedValidated: EventPayload {
  public static let type: StaticString = "AppointmentDeemedValidated"

  public var appointment = String.unset
  public var basis = ValidationBasis.unset
  public var deadline = String.unset
  public var effectiveAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("basis", &basis)
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
    try visitor.field("effective_at", &effectiveAt)
  }
}

/// Whether validity is presumed from silence (G-21) or was decided.
public enum ValidationBasis: String, Choice { case deemed, decision }

/// A validation does not hold any more (G-2, BC-1.4).
public struct AppointmentValidationReversed: EventPayload {
  public static let type: StaticString = "AppointmentValidationReversed"

  public var appointment = String.unset
  /// The position of the event that shows it.
  public var evidence = Int.unset
  public var reason = ReversalReason.unset
  public var reversedAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("evidence", &evidence)
    try visitor.field("reason", &reason)
    try visitor.field("reversed_at", &reversedAt)
  }
}

public enum ReversalReason: String, Choice {
  /// An anomaly that reached us in time was recorded after the validation (G-2).
  case anomalyInTime = "anomaly_in_time"
  case anomalyAccepted = "anomaly_accepted"
  /// The provider's own record shows that it was not held, through no fault of the client's.
  case notHeld = "not_held"
  case corrected
  /// Force majeure kept the client from contesting, and was told after the validation (BC-10.1).
  case forceMajeure = "force_majeure"
}
