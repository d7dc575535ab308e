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
