/// An amount paid late, and the days that count: both included.
public struct LatePart: Sendable, Equatable {
  public var base: Money
  public var from: Day
  public var to: Day

  public init(base: Money, from: Day, to: Day) {
    self.base = base
    self.from = from
    self.to = to
  }
}

/// Interest on what is paid late: the rate of the European Central Bank and some points more (G-19), by days of
/// 365, each half-year at its rate, rounded once (C. com. L441-10).
public enum LateInterest {
  static let daysOfYear = 365

  /// The days of a part that is late, by half-years, each with its rate.
  ///
  /// - Returns: nil when a rate is not published: never extrapolated.
  public static func periods(
    _ part: LatePart, margin: Rate, rates: [ReferenceRatePublished]
  ) -> [InterestPeriod]? {
    var periods: [InterestPeriod] = []
    var from = part.from
    while from <= part.to {
      let half = HalfYear(of: from)
      guard let rate = half.refinancingRate(rates) else { return nil }
      let to = min(part.to, half.last)
      periods.append(
        InterestPeriod.with {
          $0.days = to - from + 1
          $0.from = from
          $0.rate = Rate(hundredths: rate.hundredths + margin.hundredths)
          $0.to = to
        })
      from = to + 1
    }
    return periods
  }

  public static func amount(_ base: Money, _ periods: [InterestPeriod]) -> Money {
    let weighted = periods.map { $0.days * $0.rate.hundredths }.reduce(0, +)
    return Money(cents: roundedHalfUp(base.cents * weighted, over: daysOfYear * 10_000))
  }
}

/// Half a year, at whose start the rate of late interest is read (C. com. L441-10).
struct HalfYear {
  var first: Day

  init(of day: Day) {
    let (year, month, _) = day.civil
    first = Day(year: year, month: month < 7 ? 1 : 7, day: 1) ?? day
  }

  var last: Day { first.adding(months: 6) - 1 }
  var previous: HalfYear { HalfYear(of: first - 1) }

  /// The rate of the European Central Bank in force at its start; nil when none was published since the
  /// half-year before.
  func refinancingRate(_ rates: [ReferenceRatePublished]) -> Rate? {
    rates.filter {
      $0.kind == .ecbRefinancing && $0.effectiveFrom <= first
        && $0.effectiveFrom > previous.first
    }.max { $0.effectiveFrom < $1.effectiveFrom }?.value
  }
}
