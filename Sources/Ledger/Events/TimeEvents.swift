/// Deadlines: set, elapsed, recomputed (G-4, G-7).

/// A period began to run.
public struct DeadlineSet: EventPayload {
  public static let type: StaticString = "DeadlineSet"

  /// The calendars used, `FR-2026@1`.
  public var calendar: [String] = []
  public var deadline = String.unset
  public var direction = Direction.unset
  /// The day that does not count.
  public var from = Day.unset
  public var kind = DeadlineKind.unset
  /// The last instant of the period.
  public var lastInstant = Instant.unset
  public var n = Int.unset
  public var skipped: [SkippedDay] = []
  public var subject = String.unset
  public var unit = DayUnit.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("calendar", &calendar)
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
    try visitor.field("direction", &direction)
    try visitor.field("from", &from)
    try visitor.field("kind", &kind)
    try visitor.field("last_instant", &lastInstant)
    try visitor.field("n", &n)
    try visitor.field("skipped", &skipped)
    try visitor.field("subject", &subject, DerivedIDCoding.self)
    try visitor.field("unit", &unit)
  }
}

/// Whether a period is counted forward or back from its day.
public enum Direction: String, Choice {
  case forward = "+"
  case back = "-"
}

public enum DeadlineKind: String, Choice {
  /// Five jours ouvrables to report an anomaly (BC-1.3).
  case anomaly
  /// The minimum term, then each month (BC-4.3, BC-4.4).
  case term
  /// Fifteen days to cure a breach (BC-9.1).
  case cure
  /// Twenty-four hours to credit the Tirelire (AP-4.5).
  case walletCredit = "wallet_credit"
  /// Sixty days to refund the Tirelire (AP-6.9).
  case walletRefund = "wallet_refund"
  /// The day on which new terms are proposed (AP-6.2).
  case proposal
  /// Days to pay in advance (AP-4.10).
  case advance
  /// When a campaign of clicks should start (MC-A.2).
  case targetStart = "target_start"
  /// Three months before a campaign of clicks may be ended (MC-A.8).
  case commitment
  /// One month to claim for addresses (MC-B.10, MC-S.5).
  case deliveryClaim = "delivery_claim"
  /// Three months to return what could not be delivered (MC-L.7).
  case undeliverable
  /// Five years for which a file is kept (MC-L.9).
  case retention
  /// The last day to use numbers (MC-L.8), and the next check against the list of opposition.
  case useBy = "use_by"
  case scrub
  /// Twenty-four hours to give new credentials (MC-II.1).
  case credentials
  /// One month for the first payment (MC-II.8).
  case firstPayment = "first_payment"
  /// Thirty days to look at the means of a client (MC-III.6), and days for its answer (A-MC-33).
  case creditReview = "credit_review"
  case guarantee
  /// Thirty days to refuse a change (MC-III.4, MC-III.5).
  case change
  /// Days of force majeure beyond which a contract may be ended (MC-III.10).
  case forceMajeure = "force_majeure"
  /// Three years in which a client may be named as a reference (MC-III.8).
  case reference
  /// Twelve months of confidentiality after the end (MC-III.8).
  case confidentiality
  /// When a client's file is destroyed (MC-B.17).
  case clientFile = "client_file"
  /// One month to answer a person (GDPR 12).
  case subjectRequest = "subject_request"
}

/// A period ended; its effect is dated here, however late the job ran (G-7).
public struct DeadlineElapsed: EventPayload {
  public static let type: StaticString = "DeadlineElapsed"

  public var deadline = String.unset
  public var effectiveAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
    try visitor.field("effective_at", &effectiveAt)
  }
}

/// A period was counted anew: the appointment moved (A-BC-8) or a calendar was corrected (G-5).
public struct DeadlineRecomputed: EventPayload {
  public static let type: StaticString = "DeadlineRecomputed"

  public var calendar: [String] = []
  public var cause = RecomputeCause.unset
  public var deadline = String.unset
  public var from = Day.unset
  public var n = Int.unset
  /// The new last instant.
  public var new = Instant.unset
  /// The last instant as it was.
  public var old = Instant.unset
  public var skipped: [SkippedDay] = []
  public var unit = DayUnit.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("calendar", &calendar)
    try visitor.field("cause", &cause)
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("n", &n)
    try visitor.field("new", &new)
    try visitor.field("old", &old)
    try visitor.field("skipped", &skipped)
    try visitor.field("unit", &unit)
  }
}

public enum RecomputeCause: String, Choice {
  case rescheduled
  case calendarCorrected = "calendar_corrected"
}
