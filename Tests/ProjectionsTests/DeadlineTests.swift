// Deadlines: the trace of their days, and their life (G-4, G-7, BC-1.3).
import Ledger
import Projections
import Testing

@Suite struct `Deadlines` {
  @Test func `BC-1.3 each day of the period is counted or skipped with its reason`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-02T08:00:00Z")
    #expect(
      try history.show("deadline", "days") == [
        #"[{"day":"2026-04-03","counted":1},{"day":"2026-04-04","counted":2},"#
          + #"{"day":"2026-04-05","skipped":"sunday"},{"day":"2026-04-06","skipped":"public_holiday"},"#
          + #"{"day":"2026-04-07","counted":3},{"day":"2026-04-08","counted":4},"#
          + #"{"day":"2026-04-09","counted":5}]"#
      ])
    #expect(
      try history.show(
        "deadline", "deadline", "client", "kind", "subject", "rule", "set_on", "unit", "count",
        "last_instant", "state", "calendars") == [
          "A-1~anomaly C-1 anomaly A-1 BC-1.3 2026-04-08 ouvrable 5 "
            + #"2026-04-09T21:59:59.999999Z open ["FR-2026@1"]"#
        ])
  }

  @Test(arguments: [
    ("2026-03-02", "3,4,5,6,7"), ("2026-03-07", "9,10,11,12,13"), ("2026-03-27", "28,30,31,1,2"),
    ("2026-04-02", "3,4,7,8,9"), ("2026-04-30", "2,4,5,6,7"), ("2026-05-07", "9,11,12,13,15"),
    ("2026-05-22", "23,26,27,28,29"), ("2026-07-10", "11,13,15,16,17"),
    ("2026-07-14", "15,16,17,18,20"), ("2026-08-10", "11,12,13,14,17"),
    ("2026-10-23", "24,26,27,28,29"), ("2026-12-24", "26,28,29,30,31"),
    ("2028-02-24", "25,26,28,29,1"),
  ])
  func `BC-1.3 the trace counts the five jours ouvrables`(start: String, days: String) throws {
    var history = History.subscribed()
    history.book("A-1", start + "T10:00:00Z")
    let trace = try history.show("deadline", "days")[0]
    let counted = trace.split(separator: "},{").filter { $0.contains("counted") }
      .compactMap { $0.split(separator: "\"").first { $0.hasPrefix("20") } }
      .compactMap { Int($0.suffix(2)) }
    #expect(counted.map(String.init).joined(separator: ",") == days)
    #expect(history.violations == [])
  }

  @Test func `a period of months says its anchor and its months`() throws {
    var history = History.subscribed()
    let period = CountedPeriod.months(3, from: day("2026-04-10"))
    history.add(
      .deadlineSet(
        DeadlineSet.with {
          $0.deadline = "K-1~term-2026-07-10"
          $0.direction = .forward
          $0.from = period.from
          $0.kind = .term
          $0.lastInstant = period.lastInstant
          $0.n = 3
          $0.subject = "K-1"
          $0.unit = .month
        }), rule: "BC-4.3")
    #expect(
      try history.show("deadline", "kind", "client", "rule", "days", "last_instant") == [
        #"term C-1 BC-4.3 [{"anchor":"2026-04-10","months":3}] 2026-07-09T21:59:59.999999Z"#
      ])
    #expect(history.violations == [])
  }

  @Test func `A-BC-8 a period counted anew runs on, then elapses once`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    let old = history.period(after: "2026-04-14T08:00:00Z")
    let new = history.period(after: "2026-04-16T08:00:00Z")
    history.recompute("A-1", new, old: old.lastInstant)
    #expect(
      try history.show("deadline", "state", "last_instant", "recomputations") == [
        "recomputed 2026-04-22T21:59:59.999999Z 1"
      ])
    history.elapse("A-1", new.end)
    #expect(
      try history.show("deadline", "state", "elapsed_at", "set_position", "elapsed_position") == [
        "elapsed 2026-04-22T22:00:00.000000Z 6 8"
      ])
    #expect(history.violations == [])
  }

  @Test func `DL a deadline is set once, elapses once and at its end`() {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    let period = history.period(after: "2026-04-14T08:00:00Z")
    history.setPeriod("A-1", period)
    history.elapse("A-1", period.lastInstant)
    history.elapse("A-1", period.end)
    history.elapse("A-2", period.end)
    #expect(
      history.violations == [
        "DL A-1~anomaly: found set again, expected set once (position 7)",
        "DL A-1~anomaly: found elapsed as of 2026-04-20T21:59:59.999999Z, expected its end, "
          + "2026-04-20T22:00:00.000000Z (position 8)",
        "DL A-1~anomaly: found elapsed again, expected once, at position 8 (position 9)",
        "DL A-2~anomaly: found elapsed, expected set first (position 10)",
      ])
  }

  @Test func `DL a period is as long as it says, and is counted anew from what it was`() {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    var period = history.period(after: "2026-04-16T08:00:00Z")
    period.last = period.last + 1
    history.recompute("A-1", period, old: instant("2026-04-19T21:59:59Z"))
    history.recompute("A-2", period, old: period.lastInstant)
    #expect(
      history.violations == [
        "DL A-1~anomaly: found counted anew from 2026-04-19T21:59:59.000000Z, expected from "
          + "2026-04-20T21:59:59.999999Z, as it stood (position 7)",
        "DL A-1~anomaly: found 7 days, 1 of them skipped, expected 5 counted (position 7)",
        "DL A-2~anomaly: found counted anew, expected set first (position 8)",
      ])
  }
}

extension History {
  mutating func recompute(_ id: String, _ period: CountedPeriod, old: Instant) {
    add(
      .deadlineRecomputed(
        DeadlineRecomputed.with {
          $0.calendar = period.calendars
          $0.cause = .rescheduled
          $0.deadline = "\(id)~anomaly"
          $0.from = period.from
          $0.n = period.count
          $0.new = period.lastInstant
          $0.old = old
          $0.skipped = period.skipped
          $0.unit = period.unit
        }), rule: "BC-1.3")
  }
}
