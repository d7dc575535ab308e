/// Counting a period, and the trace of how it was counted: each day counted or skipped, and why.

/// A day that was passed over, with its reason.
public struct SkippedDay: Record {
  public var day = Day.unset
  public var reason = SkipReason.unset

  public init() {}

  public init(_ day: Day, _ reason: SkipReason) {
    self.day = day
    self.reason = reason
  }

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("day", &day)
    try visitor.field("reason", &reason)
  }
}

/// A period counted from a day that does not itself count (CPC 641, G-4).
public struct CountedPeriod: Sendable, Equatable {
  public var from: Day
  public var count: Int
  public var unit: DayUnit
  public var last: Day
  public var skipped: [SkippedDay]
  /// The calendars used, `FR-2026@1`, in order; empty when none was.
  public var calendars: [String]

  /// The first instant after the period (G-3).
  public var end: Instant { Paris.end(of: last) }

  /// The last instant of the period, to the microsecond.
  public var lastInstant: Instant { end.justBefore }

  /// Counts `count` days of a rule, starting on the day after `from`.
  ///
  /// - Throws: `CalendarMissing` when it runs into a year that is not published.
  public static func counting<Rule: DayRule>(
    _ count: Int, _ rule: Rule, after from: Day, in calendars: Calendars
  ) throws(CalendarMissing) -> CountedPeriod {
    precondition(count > 0, "a period of no days")
    var period = CountedPeriod(
      from: from, count: count, unit: rule.unit, last: from, skipped: [], calendars: [])
    var counted = 0
    var year = 0
    while counted < count {
      period.last = period.last + 1
      if period.last.year != year {
        year = period.last.year
        period.calendars.append(try calendars.year(rule.region, year).calendar.reference)
      }
      if let reason = try rule.reasonToSkip(period.last, in: calendars) {
        period.skipped.append(SkippedDay(period.last, reason))
      } else {
        counted += 1
      }
    }
    return period
  }

  /// Counts calendar days, starting on the day after `from`.
  public static func calendarDays(_ count: Int, after from: Day) -> CountedPeriod {
    CountedPeriod(
      from: from, count: count, unit: .calendar, last: from + count, skipped: [], calendars: [])
  }

  /// Counts months by the day's number from the original anchor (G-4): the period ends on the eve of
  /// the day reached, so that the day itself begins what follows.
  public static func months(_ count: Int, from anchor: Day) -> CountedPeriod {
    CountedPeriod(
      from: anchor, count: count, unit: .month, last: anchor.adding(months: count) - 1,
      skipped: [], calendars: [])
  }

  /// Rolls a last day that is a Saturday, Sunday or holiday on to the next working day (CPC 642).
  /// A rule of procedure: off unless the terms say so.
  public func rolled(region: FrenchRegion, in calendars: Calendars) throws(CalendarMissing)
    -> CountedPeriod
  {
    var rolled = self
    let rule = BusinessDays(region: region)
    while let reason = try rule.reasonToSkip(rolled.last, in: calendars) {
      rolled.skipped.append(SkippedDay(rolled.last, reason))
      rolled.last = rolled.last + 1
    }
    return rolled
  }
}

/// Months of a contract, counted from its anchor day (BC-1.5, BC-4.2): month 0 starts on the anchor.
public enum ContractMonth {
  /// The number of the month that holds a day; negative before the anchor.
  public static func number(of day: Day, anchor: Day) -> Int {
    let (year, month, _) = day.civil
    let (anchorYear, anchorMonth, _) = anchor.civil
    let whole = (year - anchorYear) * 12 + month - anchorMonth
    return anchor.adding(months: whole) <= day ? whole : whole - 1
  }

  public static func first(_ number: Int, anchor: Day) -> Day { anchor.adding(months: number) }
  public static func last(_ number: Int, anchor: Day) -> Day {
    anchor.adding(months: number + 1) - 1
  }
}
