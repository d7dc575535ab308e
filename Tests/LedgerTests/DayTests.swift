@testable import Ledger
import Testing

/// Civil dates, months and Paris time (G-3, G-4, BC-1.5).
@Suite struct DayTests {
  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2100-02-29", "1989-12-31",
    "2200-01-01", "2026-4-08", "2026-04-08 ", "2026/04/08", "20260408", "", "２026-04-08",
  ]) func `G-3 a date that does not exist is no day`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `G-3 each day from 1990 to 2199 follows the one before, in text and weekday`() {
    var day = Self.day("1990-01-01")
    #expect(day.weekday == 1)
    var last = day
    while last.description != "2199-12-31" {
      day = last + 1
      #expect(Day(day.description) == day)
      #expect(day.weekday == last.weekday % 7 + 1)
      #expect(last.description < day.description)
      last = day
    }
    #expect(last.number == 84_005)
  }

  @Test(arguments: [
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 24, "2026-02-28"),
    ("2024-02-29", 36, "2027-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ("2026-01-31", 1, "2026-02-28"), ("2026-01-31", 2, "2026-03-31"),
    ("2026-01-31", 3, "2026-04-30"), ("2026-01-31", 4, "2026-05-31"),
    ("2027-11-30", 1, "2027-12-30"), ("2027-11-30", 2, "2028-01-30"),
    ("2027-11-30", 3, "2028-02-29"), ("2027-11-30", 4, "2028-03-30"),
    ("2025-12-31", 2, "2026-02-28"), ("2026-02-28", 3, "2026-05-28"),
    ("2026-11-30", 3, "2027-02-28"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-04-25", 1, "2026-05-25"),
  ]) func `G-4 months run to the same number, or the last day of a shorter month`(
    _ anchor: String, _ months: Int, _ expected: String
  ) { #expect(Self.day(anchor).adding(months: months).description == expected) }

  @Test func `G-4 months counted from the anchor are not months chained`() {
    let anchor = Self.day("2026-01-31")
    #expect(anchor.adding(months: 1).adding(months: 1) != anchor.adding(months: 2))
  }

  @Test(arguments: [
    // BC-4.2: START from 2026-04-10, month 1 = 04-10…05-09.
    ("2026-04-10", "2026-04-10", 0), ("2026-04-10", "2026-05-09", 0),
    ("2026-04-10", "2026-05-10", 1), ("2026-04-10", "2026-04-09", -1),
    // Anchor 2026-01-31: month 1 = 01-31…02-27, month 2 = 02-28…03-30.
    ("2026-01-31", "2026-02-27", 0), ("2026-01-31", "2026-02-28", 1),
    ("2026-01-31", "2026-03-30", 1), ("2026-01-31", "2026-03-31", 2),
    ("2027-11-30", "2028-02-28", 2), ("2027-11-30", "2028-02-29", 3),
  ]) func `BC-4.2 a day counts in the contract month that holds it`(
    _ anchor: String, _ day: String, _ month: Int
  ) { #expect(ContractMonth.number(of: Self.day(day), anchor: Self.day(anchor)) == month) }

  @Test func `BC-4.2 contract months touch, without gap or overlap, from any anchor`() {
    for offset in 0..<370 {
      let anchor = Self.day("2027-06-01") + offset
      for month in 0..<30 {
        let last = ContractMonth.last(month, anchor: anchor)
        let next = ContractMonth.first(month + 1, anchor: anchor)
        #expect(last + 1 == next)
        #expect(ContractMonth.number(of: last, anchor: anchor) == month)
        #expect(ContractMonth.number(of: next, anchor: anchor) == month + 1)
      }
    }
  }

  @Test(arguments: [
    ("2026-01-31", 3, "2026-04-30"), ("2027-11-30", 3, "2028-02-29"),
    ("2026-02-28", 3, "2026-05-28"), ("2026-04-10", 3, "2026-07-10"),
  ]) func `BC-4.3 the echeance is the first day after the months`(
    _ start: String, _ months: Int, _ ends: String
  ) {
    let period = CountedPeriod.months(months, from: Self.day(start))
    #expect((period.last + 1).description == ends)
    #expect(period.end == Paris.start(of: Self.day(ends)))
  }
}

/// Instants, and the clocks of Paris (G-3).
@Suite struct InstantTests {
  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(text) else { preconditionFailure("\(text) is no instant") }
    return instant
  }

  @Test(arguments: [
    ("2026-04-08T16:20:00+02:00", "2026-04-08T14:20:00.000000Z"),
    ("2026-04-08T14:20:00Z", "2026-04-08T14:20:00.000000Z"),
    ("2026-04-08T14:20:00.5Z", "2026-04-08T14:20:00.500000Z"),
    ("2026-04-08T14:20:00.999999Z", "2026-04-08T14:20:00.999999Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z"),
    ("2025-12-31T20:00:00-05:30", "2026-01-01T01:30:00.000000Z"),
  ]) func `G-3 an instant is read with its offset and kept in UTC`(_ text: String, _ utc: String) {
    #expect(Instant(text)?.description == utc)
  }

  @Test(arguments: [
    "2026-04-08T16:20:00", "2026-04-08", "2026-04-08T24:00:00Z", "2026-04-08T16:60:00Z",
    "2026-02-29T10:00:00Z", "2026-04-08T16:20:00+2:00", "2026-04-08 16:20",
    "2026-04-08T16:20:00+25:00", "2026-04-08T16:20:00.Z", "2026-04-08T16:20Z", "",
    "2026-04-08T16:20:00 Z", "2026-04-08T16:20:61Z",
  ]) func `G-3 an instant without offset, or that does not exist, is refused`(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(arguments: [
    // The clocks change at 01:00 UTC on the last Sunday of March and of October.
    ("2026-03-29T00:59:59.999999Z", 3600), ("2026-03-29T01:00:00Z", 7200),
    ("2026-10-25T00:59:59.999999Z", 7200), ("2026-10-25T01:00:00Z", 3600),
    ("2027-03-28T00:59:59Z", 3600), ("2027-03-28T01:00:00Z", 7200),
    ("2028-03-26T01:00:00Z", 7200), ("2028-10-29T01:00:00Z", 3600),
    ("2026-02-28T23:59:59Z", 3600), ("2026-11-01T00:00:00Z", 3600),
    ("2026-07-14T12:00:00Z", 7200), ("2024-03-31T01:00:00Z", 7200),
  ]) func `X-12 the offset of Paris changes on the last Sundays of March and October`(
    _ instant: String, _ offset: Int
  ) { #expect(Paris.offset(at: Self.instant(instant)) == offset) }

  @Test(arguments: [
    ("2026-03-28", "2026-03-27T23:00:00.000000Z"), ("2026-03-29", "2026-03-28T23:00:00.000000Z"),
    ("2026-03-30", "2026-03-29T22:00:00.000000Z"), ("2026-10-25", "2026-10-24T22:00:00.000000Z"),
    ("2026-10-26", "2026-10-25T23:00:00.000000Z"), ("2026-01-01", "2025-12-31T23:00:00.000000Z"),
  ]) func `G-3 a day starts at 00:00 in Paris`(_ day: String, _ utc: String) {
    #expect(Paris.start(of: DayTests.day(day)).description == utc)
  }

  @Test func `G-3 every day of thirty years ends where the next starts, 23 to 25 hours later`() {
    var day = DayTests.day("2020-01-01")
    var hours: [Int: Int] = [:]
    while day.year < 2050 {
      let length = Paris.end(of: day) - Paris.start(of: day)
      hours[length / 3_600_000_000, default: 0] += 1
      #expect(Paris.day(of: Paris.start(of: day)) == day)
      #expect(Paris.day(of: Paris.end(of: day).justBefore) == day)
      day = day + 1
    }
    #expect(hours == [23: 30, 24: 10_898, 25: 30])
  }

  @Test(arguments: [
    // G-3: 24 h from 2026-03-28T12:00+01:00 = 2026-03-29T13:00+02:00; X-12 in autumn.
    ("2026-03-28T12:00:00+01:00", 24, "2026-03-29T13:00:00+02:00"),
    ("2026-10-24T12:00:00+02:00", 24, "2026-10-25T11:00:00+01:00"),
    ("2026-03-28T12:00:00+01:00", 48, "2026-03-30T13:00:00+02:00"),
  ]) func `G-3 hours are elapsed hours, whatever the clocks do`(
    _ from: String, _ hours: Int, _ to: String
  ) { #expect(Self.instant(from) + hours * 3600 == Self.instant(to)) }

  @Test(arguments: [
    ("2026-03-31T21:59:59Z", "2026-03-31"), ("2026-03-31T22:00:00Z", "2026-04-01"),
    ("2026-12-31T22:59:59Z", "2026-12-31"), ("2026-12-31T23:00:00Z", "2027-01-01"),
  ]) func `X-12 the civil date is that of Paris`(_ instant: String, _ day: String) {
    #expect(Paris.day(of: Self.instant(instant)).description == day)
  }
}
