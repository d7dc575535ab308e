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

/// What late payment costs a year.
public enum LateRate: Sendable, Equatable {
  /// Points above the rate of the European Central Bank at the start of the half-year (C. com. L441-10, G-19).
  case points(Rate)
  /// A multiple of it, on the day that the terms say, never below a floor (AP-4.11).
  case multiple(Int, RateFixing, RateFloor)
}

extension TermsConfig {
  /// What late payment costs under these terms; nil when they have no rate and the law's is left out (G-19).
  public var lateRate: LateRate? {
    if let ap { return .multiple(ap.interestMultiple, ap.ecbFix, ap.rateFloor) }
    return common.lateOverlay == .on ? .points(common.lateMargin) : nil
  }
}

/// Interest on what is paid late, by days of 365, each span of days at its rate, rounded once.
public enum LateInterest {
  static let daysOfYear = 365

  /// The days of a part that is late, by spans of one rate: half-years, or as the terms say.
  ///
  /// - Parameter due: the day on which the whole was due; that before the part unless interest was charged already.
  /// - Returns: nil when a rate is not published: never extrapolated.
  public static func periods(
    _ part: LatePart, due: Day? = nil, at late: LateRate, rates: [ReferenceRatePublished]
  ) -> [InterestPeriod]? {
    let due = due ?? part.from - 1
    var periods: [InterestPeriod] = []
    var from = part.from
    while from <= part.to {
      guard let (rate, last) = rate(from, due, late, rates) else { return nil }
      let to = min(part.to, last)
      if let before = periods.last, before.rate == rate {
        periods[periods.count - 1].days = to - before.from + 1
        periods[periods.count - 1].to = to
      } else {
        periods.append(
          InterestPeriod.with {
            $0.days = to - from + 1
            $0.from = from
            $0.rate = rate
            $0.to = to
          })
      }
      from = to + 1
    }
    return periods
  }

  /// The rate of a day, and the last day on which it holds; nil while it is not published.
  private static func rate(
    _ day: Day, _ due: Day, _ late: LateRate, _ rates: [ReferenceRatePublished]
  ) -> (Rate, last: Day)? {
    let half = HalfYear(of: day)
    switch late {
    case .points(let margin):
      guard let rate = half.refinancingRate(rates) else { return nil }
      return (Rate(hundredths: rate.hundredths + margin.hundredths), half.last)
    case .multiple(let times, let fixing, let floor):
      let found: (rate: Rate?, last: Day) =
        switch fixing {
        case .semester: (half.refinancingRate(rates), half.last)
        case .dueDate: (half.refinancingRate(rates, on: due), half.last)
        case .daily: (half.refinancingRate(rates, on: day), half.lastDay(ofRateOn: day, rates))
        }
      guard let rate = found.rate else { return nil }
      let multiple = times * rate.hundredths
      if floor == .none { return (Rate(hundredths: multiple), found.last) }
      guard let legal = half.legalRate(rates) else { return nil }
      return (Rate(hundredths: max(multiple, 3 * legal.hundredths)), found.last)
    }
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

  /// The rate of the European Central Bank in force on a day; nil when none was published since the half-year before
  /// that day's.
  func refinancingRate(_ rates: [ReferenceRatePublished], on day: Day) -> Rate? {
    rates.filter {
      $0.kind == .ecbRefinancing && $0.effectiveFrom <= day
        && $0.effectiveFrom > HalfYear(of: day).previous.first
    }.max { $0.effectiveFrom < $1.effectiveFrom }?.value
  }

  /// The last day of this half-year on which the rate of a day holds.
  func lastDay(ofRateOn day: Day, _ rates: [ReferenceRatePublished]) -> Day {
    let next = rates.filter { $0.kind == .ecbRefinancing && $0.effectiveFrom > day }
      .map { $0.effectiveFrom - 1 }.min()
    return min(next ?? last, last)
  }

  /// The legal rate between professionals of this half-year; nil while it is not published.
  func legalRate(_ rates: [ReferenceRatePublished]) -> Rate? {
    rates.filter { $0.kind == .legalBetweenProfessionals && $0.effectiveFrom == first }.last?.value
  }
}
