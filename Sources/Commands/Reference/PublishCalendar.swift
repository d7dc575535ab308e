public import Ledger

/// Publishes the closed days of a region and year, or corrects them with a higher version (G-5).
/// Deadlines that were counted with the older version are counted anew, and say so.
public struct PublishCalendar: CommandBody {
  public static let verb: StaticString = "PublishCalendar"
  public static let roles: [Role] = [.provider, .staff, .system, .scheduler]

  public var calendarId = String.unset
  public var dates: [Day] = []
  public var region = Region.unset
  public var version = Int.unset
  public var year = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("calendar_id", &calendarId, IDCoding.self)
    try visitor.field("dates", &dates)
    try visitor.field("region", &region)
    try visitor.field("version", &version)
    try visitor.field("year", &year)
  }

  /// The calendar of a region and year by the law in force.
  static func byLaw(_ region: Region, _ year: Int) -> PublishCalendar {
    PublishCalendar.with {
      $0.calendarId = "\(region.rawValue)-\(year)"
      $0.dates = region.holidays(in: year)
      $0.region = region
      $0.version = 1
      $0.year = year
    }
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = book.calendars.published(region, year)
    let latest = known?.version ?? 0
    if version <= latest {
      throw Refusal(
        .alreadyExists, "G-5",
        "version \(version) of calendar \(region.rawValue) \(year), version \(latest) is published",
        try: "correct it with version \(latest + 1)")
    }
    if let stray = dates.first(where: { $0.year != year }) {
      throw Refusal(
        .timeRefused, "G-5", "\(stray) stands in the calendar of \(year)",
        try: "list days of \(year) only")
    }
    let calendar = HolidayCalendar(
      id: calendarId, region: region, year: year, version: version, dates: dates.sorted())
    let published = Draft(
      "ledger", .holidayCalendarPublished(HolidayCalendarPublished(calendar)),
      occurred: request.occurred(), rule: "G-5", basis: .fact)
    var corrected = book.calendars
    corrected.publish(calendar)
    let recounted = try Recount.affected(by: calendar, with: corrected, request, book)
    return Decision([published] + recounted)
  }
}
