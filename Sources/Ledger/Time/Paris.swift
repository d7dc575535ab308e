/// Civil time of Europe/Paris (G-3), by the rule in force since 1996: summer time from 01:00 UTC on
/// the last Sunday of March to 01:00 UTC on the last Sunday of October.
///
/// The rule is written here, not read from the machine: a replay must not depend on a time zone
/// file. Days before 1996-10-27 are counted by the same rule.
public enum Paris {
  /// Seconds to add to UTC at an instant: 3,600 or 7,200.
  public static func offset(at instant: Instant) -> Int {
    let day = Day(number: floorDivide(instant.microseconds, 86_400_000_000))
    let (year, month, _) = day.civil
    if month < 3 || month > 10 { return 3600 }
    if month > 3 && month < 10 { return 7200 }
    let change = lastSunday(year: year, month: month)
    let second = Int(change.number) * 86_400 + 3600
    let after = instant.microseconds >= second * 1_000_000
    return after == (month == 3) ? 7200 : 3600
  }

  private static func lastSunday(year: Int, month: Int) -> Day {
    guard let last = Day(year: year, month: month, day: 31) else {
      preconditionFailure("March and October have 31 days")
    }
    return last - last.weekday % 7
  }

  /// The civil date in Paris at an instant.
  public static func day(of instant: Instant) -> Day {
    let local = instant.microseconds + offset(at: instant) * 1_000_000
    return Day(number: floorDivide(local, 86_400_000_000))
  }

  /// 00:00 in Paris at the start of a day. The clocks change at 02:00 and 03:00, so it always exists.
  public static func start(of day: Day) -> Instant {
    let midnight = Instant(microseconds: Int(day.number) * 86_400_000_000)
    let guess = Instant(microseconds: midnight.microseconds - 3_600_000_000)
    return Instant(microseconds: midnight.microseconds - offset(at: guess) * 1_000_000)
  }

  /// The first instant after a day: 00:00 of the next. A period of days ends before it (G-3).
  public static func end(of day: Day) -> Instant { start(of: day + 1) }

  /// `2026-04-08 16:20` as a person in France reads it.
  public static func text(_ instant: Instant) -> String {
    let local = Instant(microseconds: instant.microseconds + offset(at: instant) * 1_000_000)
    return String(local.description.prefix(16)).replacing("T", with: " ")
  }
}
