/// The public holidays of one region and year, as data that is published in the log (G-5, G-9).
public struct HolidayCalendar: Sendable, Equatable {
  public var id: String
  public var region: Region
  public var year: Int
  public var version: Int
  public var dates: [Day]

  public init(id: String, region: Region, year: Int, version: Int, dates: [Day]) {
    self.id = id
    self.region = region
    self.year = year
    self.version = version
    self.dates = dates
  }

  /// `FR-2026@1`, as each computed deadline keeps it.
  public var reference: String { "\(id)@\(version)" }
}

/// Which list of closed days: metropolitan France, Alsace-Moselle, or the TARGET payment system.
public enum Region: String, Choice {
  case france = "FR"
  case alsaceMoselle = "FR-AM"
  case target = "TARGET"

  /// The holidays by the law in force: C. trav. L3133-1; L3134-13 for Alsace-Moselle; TARGET closes
  /// on 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (G-5, G-6).
  public func holidays(in year: Int) -> [Day] {
    let easter = Region.easter(in: year)
    let fixed: [(Int, Int)]
    var moving: [Day]
    switch self {
    case .france, .alsaceMoselle:
      fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
      moving = [easter + 1, easter + 39, easter + 50]
    case .target:
      fixed = [(1, 1), (5, 1), (12, 25), (12, 26)]
      moving = [easter - 2, easter + 1]
    }
    moving += fixed.compactMap { Day(year: year, month: $0.0, day: $0.1) }
    if self == .alsaceMoselle {
      moving += [easter - 2] + [Day(year: year, month: 12, day: 26)].compactMap(\.self)
    }
    return Set(moving).sorted()
  }

  /// Easter Sunday (Meeus, Jones, Butcher).
  static func easter(in year: Int) -> Day {
    let golden = year % 19
    let (century, ofCentury) = (year / 100, year % 100)
    let (leapCenturies, centuryRest) = (century / 4, century % 4)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - leapCenturies - correction + 15) % 30
    let (leaps, leapRest) = (ofCentury / 4, ofCentury % 4)
    let weekday = (32 + 2 * centuryRest + 2 * leaps - epact - leapRest) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let total = epact + weekday - 7 * shift + 114
    guard let day = Day(year: year, month: total / 31, day: total % 31 + 1) else {
      preconditionFailure("no Easter in \(year)")
    }
    return day
  }
}

/// The calendars published so far. A year that was not published has no answer.
public struct Calendars: Sendable {
  private struct Key: Hashable, Sendable {
    var region: Region
    var year: Int
  }

  /// What was published for a region and year, with a set for looking up.
  struct Year: Sendable {
    var calendar: HolidayCalendar
    var closed: Set<Day>
  }

  private var years: [Key: Year] = [:]

  public init() {}

  public mutating func publish(_ calendar: HolidayCalendar) {
    years[Key(region: calendar.region, year: calendar.year)] = Year(
      calendar: calendar, closed: Set(calendar.dates))
  }

  /// All that were published, in the order of their names.
  public var all: [HolidayCalendar] {
    years.values.map(\.calendar).sorted { $0.reference < $1.reference }
  }

  public func published(_ region: Region, _ year: Int) -> HolidayCalendar? {
    years[Key(region: region, year: year)]?.calendar
  }

  func year(_ region: Region, _ year: Int) throws(CalendarMissing) -> Year {
    guard let found = years[Key(region: region, year: year)] else {
      throw CalendarMissing(region: region, year: year)
    }
    return found
  }
}

/// A day was asked about whose year no published calendar covers: never extrapolated.
public struct CalendarMissing: Error, Equatable, CustomStringConvertible {
  public var region: Region
  public var year: Int

  public var description: String { "no calendar \(region.rawValue) is published for \(year)" }
}
