/// The three calendars of days, as three types that cannot stand in for one another.
///
/// | type | French | counts |
/// |---|---|---|
/// | `WorkingDays` | jours ouvrables | Monday to Saturday but public holidays |
/// | `BusinessDays` | jours ouvrés | Monday to Friday but public holidays |
/// | `TargetDays` | jours TARGET | Monday to Friday but closings of the payment system |
public protocol DayRule: Sendable {
  var unit: DayUnit { get }
  var region: Region { get }
  /// Why a day does not count, or nil when it does.
  func reasonToSkip(_ day: Day, in calendars: Calendars) throws(CalendarMissing) -> SkipReason?
}

/// The unit in which a period is counted (table B).
public enum DayUnit: String, Choice {
  case working = "ouvrable"
  case business = "ouvre"
  case target
  case calendar
  case hour
  case month
  case endOfMonth = "end_of_month"
  case anniversary
}

/// Why a day was not counted.
public enum SkipReason: String, Choice {
  case saturday, sunday
  case publicHoliday = "public_holiday"
  case targetClosing = "target_closing"
}

/// Jours ouvrables: Monday to Saturday minus the public holidays of a French region (G-5).
public struct WorkingDays: DayRule {
  public let unit = DayUnit.working
  public let region: Region

  public init(region: FrenchRegion) { self.region = region.region }

  public func reasonToSkip(_ day: Day, in calendars: Calendars) throws(CalendarMissing)
    -> SkipReason?
  {
    if day.weekday == 7 { return .sunday }
    return try calendars.isClosed(day, region) ? .publicHoliday : nil
  }
}

/// Jours ouvrés: Monday to Friday minus the public holidays of a French region (G-5).
public struct BusinessDays: DayRule {
  public let unit = DayUnit.business
  public let region: Region

  public init(region: FrenchRegion) { self.region = region.region }

  public func reasonToSkip(_ day: Day, in calendars: Calendars) throws(CalendarMissing)
    -> SkipReason?
  {
    if day.weekday == 7 { return .sunday }
    if day.weekday == 6 { return .saturday }
    return try calendars.isClosed(day, region) ? .publicHoliday : nil
  }
}

/// Days on which the TARGET system settles payments: not the French holidays (G-6).
public struct TargetDays: DayRule {
  public let unit = DayUnit.target
  public let region = Region.target

  public init() {}

  public func reasonToSkip(_ day: Day, in calendars: Calendars) throws(CalendarMissing)
    -> SkipReason?
  {
    if day.weekday == 7 { return .sunday }
    if day.weekday == 6 { return .saturday }
    return try calendars.isClosed(day, .target) ? .targetClosing : nil
  }
}

extension DayRule {
  /// The first day that counts, on or after a day: when a debit due on it is collected, when a campaign should start.
  public func first(from day: Day, in calendars: Calendars) throws(CalendarMissing) -> Day {
    var candidate = day
    while try reasonToSkip(candidate, in: calendars) != nil { candidate = candidate + 1 }
    return candidate
  }
}

/// A region with the public holidays of labour law: TARGET is not one.
public enum FrenchRegion: String, Choice {
  case france = "FR"
  case alsaceMoselle = "FR-AM"

  public var region: Region { self == .france ? .france : .alsaceMoselle }
}

extension Calendars {
  func isClosed(_ day: Day, _ region: Region) throws(CalendarMissing) -> Bool {
    try year(region, day.year).closed.contains(day)
  }
}
