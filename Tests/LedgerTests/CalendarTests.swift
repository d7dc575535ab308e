@testable import Ledger
import Testing

/// The three calendars, and the periods counted in them (G-4, G-5, G-6).
@Suite struct CalendarTests {
  static let calendars: Calendars = {
    var calendars = Calendars()
    for region in Region.allCases {
      for year in 2020...2040 {
        calendars.publish(
          HolidayCalendar(
            id: "\(region.rawValue)-\(year)", region: region, year: year, version: 1,
            dates: region.holidays(in: year)))
      }
    }
    return calendars
  }()

  private func day(_ text: String) -> Day { DayTests.day(text) }

  @Test func `G-5 the eleven public holidays of 2026`() {
    let expected = [
      "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
      "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
    ]
    #expect(Region.france.holidays(in: 2026).map(\.description) == expected)
    #expect(
      Region.alsaceMoselle.holidays(in: 2026).map(\.description)
        == (expected + ["2026-04-03", "2026-12-26"]).sorted())
    #expect(
      Region.target.holidays(in: 2026).map(\.description) == [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26",
      ])
  }

  @Test(arguments: [
    (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
    (2028, "2028-04-16"), (2038, "2038-04-25"),
  ]) func `G-5 Easter Monday follows Easter`(_ year: Int, _ easter: String) {
    #expect(Region.france.holidays(in: year).contains(day(easter) + 1))
    #expect(Region.france.holidays(in: year).contains(day(easter) + 39))
    #expect(Region.france.holidays(in: year).contains(day(easter) + 50))
    #expect(Region.target.holidays(in: year).contains(day(easter) - 2))
  }

  @Test(arguments: [
    // Within five days, day 0 not counted: ouvrés / ouvrables (compliance C7).
    ("2026-01-09", "2026-01-16", "2026-01-15"), ("2026-04-02", "2026-04-10", "2026-04-09"),
    ("2026-04-30", "2026-05-11", "2026-05-07"), ("2026-05-07", "2026-05-18", "2026-05-15"),
    ("2026-05-13", "2026-05-21", "2026-05-20"), ("2026-07-10", "2026-07-20", "2026-07-17"),
    ("2026-11-06", "2026-11-16", "2026-11-13"), ("2026-12-23", "2026-12-31", "2026-12-30"),
    // The table of BC-1.3.
    ("2026-03-02", "2026-03-09", "2026-03-07"), ("2026-03-07", "2026-03-13", "2026-03-13"),
    ("2026-03-27", "2026-04-03", "2026-04-02"), ("2026-05-22", "2026-06-01", "2026-05-29"),
    ("2026-07-14", "2026-07-21", "2026-07-20"), ("2026-08-10", "2026-08-17", "2026-08-17"),
    ("2026-10-23", "2026-10-30", "2026-10-29"), ("2026-12-24", "2027-01-04", "2026-12-31"),
    ("2028-02-24", "2028-03-02", "2028-03-01"),
  ]) func `G-5 five days, ouvrés and ouvrables`(
    _ from: String, _ business: String, _ working: String
  ) throws {
    let ouvres = try CountedPeriod.counting(
      5, BusinessDays(region: .france), after: day(from), in: Self.calendars)
    let ouvrables = try CountedPeriod.counting(
      5, WorkingDays(region: .france), after: day(from), in: Self.calendars)
    #expect(ouvres.last.description == business)
    #expect(ouvrables.last.description == working)
    #expect(ouvres.unit == .business)
    #expect(ouvrables.unit == .working)
  }

  @Test(arguments: [
    ("2026-04-02", "2026-04-13", "2026-04-10"), ("2026-12-24", "2027-01-04", "2027-01-02"),
  ])
  func `G-5 five days in Alsace-Moselle`(_ from: String, _ business: String, _ working: String)
    throws
  {
    let ouvres = try CountedPeriod.counting(
      5, BusinessDays(region: .alsaceMoselle), after: day(from), in: Self.calendars)
    let ouvrables = try CountedPeriod.counting(
      5, WorkingDays(region: .alsaceMoselle), after: day(from), in: Self.calendars)
    #expect(ouvres.last.description == business)
    #expect(ouvrables.last.description == working)
  }

  @Test func `G-5 the trace says each day skipped, why, and with which calendars`() throws {
    let period = try CountedPeriod.counting(
      5, WorkingDays(region: .alsaceMoselle), after: day("2026-12-24"), in: Self.calendars)
    #expect(
      period.skipped.map { "\($0.day) \($0.reason.rawValue)" } == [
        "2026-12-25 public_holiday", "2026-12-26 public_holiday", "2026-12-27 sunday",
        "2027-01-01 public_holiday",
      ])
    #expect(period.calendars == ["FR-AM-2026@1", "FR-AM-2027@1"])
  }

  @Test func `G-9 a year without a calendar has no answer`() {
    #expect(throws: CalendarMissing(region: .france, year: 2041)) {
      try CountedPeriod.counting(
        5, WorkingDays(region: .france), after: DayTests.day("2040-12-29"), in: Self.calendars)
    }
  }

  @Test(arguments: [
    // G-6: AP invoices of 2026-04-16 and 2026-12-16, ten days on; and days that are TARGET days.
    ("2026-04-26", "2026-04-27"), ("2026-12-26", "2026-12-28"), ("2028-02-26", "2028-02-28"),
    ("2026-04-03", "2026-04-07"), ("2026-05-01", "2026-05-04"), ("2026-05-08", "2026-05-08"),
    ("2026-07-14", "2026-07-14"), ("2026-11-11", "2026-11-11"), ("2026-08-15", "2026-08-17"),
    ("2027-01-01", "2027-01-04"),
  ]) func `G-6 a debit due on a day is collected on the first TARGET day`(
    _ due: String, _ collected: String
  ) throws {
    let day = try TargetDays().first(from: day(due), in: Self.calendars)
    #expect(day.description == collected)
  }

  @Test(arguments: [
    // CPC 642 (compliance C7): off by default, applied by a key.
    ("2026-02-28", "2026-03-02"), ("2026-03-28", "2026-03-30"), ("2026-05-25", "2026-05-26"),
    ("2027-02-28", "2027-03-01"), ("2026-05-14", "2026-05-15"), ("2026-12-25", "2026-12-28"),
    ("2026-04-09", "2026-04-09"),
  ]) func `G-4 with CPC 642 a last day that is not worked rolls on`(
    _ last: String, _ rolled: String
  ) throws {
    let period = CountedPeriod(
      from: day(last) - 10, count: 10, unit: .calendar, last: day(last), skipped: [], calendars: [])
    #expect(try period.rolled(region: .france, in: Self.calendars).last.description == rolled)
  }
}
