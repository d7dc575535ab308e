// Appointments: their status, month, rank and bucket (BC-1.2 to BC-1.4, BC-6.3).
import Ledger
import Testing

@testable import Projections

@Suite struct `Appointments` {
  /// The four appointments of BC-6.3, START from 2026-04-10.
  private static let starts = [
    "A-14": "2026-04-14T08:00:00Z", "A-16": "2026-04-16T08:00:00Z", "A-20": "2026-04-20T08:00:00Z",
    "A-23": "2026-04-23T08:00:00Z",
  ]

  private static func `before the month end`() -> History {
    var history = History.subscribed()
    for (id, start) in starts.sorted(by: { $0.key < $1.key }) { history.book(id, start) }
    history.report("AN-1", "A-14", at: "2026-04-15T08:00:00Z")
    history.elapse("A-14", history.period(after: starts["A-14"]!).end)
    for id in ["A-16", "A-20", "A-23"] { history.validateInSilence(id, starts[id]!) }
    return history
  }

  @Test func `BC-1.3 an appointment goes from planned to held to validated`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    #expect(try history.show("appointment", "status") == ["planned"])
    history.add(
      .appointmentOutcomeRecorded(
        AppointmentOutcomeRecorded.with {
          $0.appointment = "A-1"
          $0.effect = .billable
          $0.honouredByClient = true
          $0.prospectPresent = true
          $0.source = .provider
        }))
    #expect(try history.show("appointment", "status", "effect") == ["held billable"])
    history.validateInSilence("A-1", "2026-04-14T08:00:00Z")
    #expect(
      try history.show(
        "appointment", "client", "contract", "status", "validated_at", "basis",
        "anomaly_deadline", "contract_month", "rank", "bucket", "invoiced_in", "booked_position",
        "validated_position") == [
          "C-1 K-1 validated 2026-04-20T22:00:00.000000Z deemed 2026-04-20T21:59:59.999999Z "
            + "2026-04-10 1 included - 5 9"
        ])
    #expect(history.violations == [])
  }

  @Test func `BC-6.3 a contested appointment leaves its rank and the later ones move up`() throws {
    let history = Self.`before the month end`()
    #expect(
      try history.show("appointment", "appointment", "status", "rank", "bucket") == [
        "A-14 contested - -", "A-16 validated 1 included", "A-20 validated 2 included",
        "A-23 validated 3 extra",
      ])
    #expect(history.violations == [])
  }

  @Test func `BC-6.3 validated at last, it takes the next rank and no invoiced line moves`() throws
  {
    var history = Self.`before the month end`()
    history.now = "2026-04-30T22:00:00Z"
    history.invoice("F2026-000001", [History.line(169_00, appointment: "A-23", rank: 3)])
    history.resolve("AN-1", "A-14", .rejected, at: "2026-05-04T10:00:00Z")
    history.validate("A-14", instant("2026-05-04T10:00:00Z"), .decision)
    #expect(
      try history.show("appointment", "appointment", "basis", "rank", "bucket", "invoiced_in") == [
        "A-14 decision 4 extra -", "A-16 deemed 1 included -", "A-20 deemed 2 included -",
        "A-23 deemed 3 extra F2026-000001",
      ])
    #expect(history.violations == [])
  }

  @Test func `BC-6.3 an anomaly accepted after invoicing makes it void, and it is credited`() throws
  {
    var history = Self.`before the month end`()
    history.now = "2026-04-30T22:00:00Z"
    let line = History.line(169_00, appointment: "A-23", rank: 3)
    history.invoice("F2026-000001", [line])
    history.report("AN-2", "A-23")
    history.reverse("A-23", .anomalyInTime, evidence: history.events.count - 1)
    #expect(history.violations == [])
    #expect(
      try history.show("appointment", "status", "invoiced_in", "rank").last
        == "contested F2026-000001 -")
    history.resolve("AN-2", "A-23", .accepted, at: "2026-05-05T10:00:00Z")
    #expect(
      history.violations == [
        "APT A-23, F2026-000001: found invoiced and void, expected validated, contested, "
          + "credited or proposed for credit"
      ])
    history.credit("F2026-000002", on: "F2026-000001", [line])
    #expect(
      try history.show("appointment", "status", "invoiced_in", "credited_in", "reversals").last
        == "void F2026-000001 F2026-000002 1")
    #expect(history.violations == [])
  }

  @Test(arguments: [
    ("2026-04-10", "2026-05-09T08:00:00Z", "2026-04-10"),
    ("2026-04-10", "2026-05-10T08:00:00Z", "2026-05-10"),
    ("2026-04-10", "2026-05-09T22:00:00Z", "2026-05-10"),
    ("2026-01-31", "2026-02-27T08:00:00Z", "2026-01-31"),
    ("2026-01-31", "2026-02-28T08:00:00Z", "2026-02-28"),
    ("2026-01-31", "2026-03-30T08:00:00Z", "2026-02-28"),
    ("2026-01-31", "2026-03-31T08:00:00Z", "2026-03-31"),
  ])
  func `BC-4.2 an appointment counts in the month of its contract, Paris time`(
    start: String, at: String, month: String
  ) throws {
    var history = History.subscribed(start: start)
    history.book("A-1", at)
    #expect(try history.show("appointment", "contract_month") == [month])
  }

  @Test func `G-2 an anomaly in time but recorded late reverses, and contests again`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.validateInSilence("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1", .denied, late: true)
    #expect(try history.show("appointment", "status", "late_anomaly") == ["validated yes"])
    history.reverse("A-1", .anomalyInTime, evidence: history.events.count - 1)
    #expect(try history.show("appointment", "status", "validated_at") == ["contested -"])
  }

  @Test func `G-8 a corrected booking is void, a corrected anomaly contests no more`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1")
    #expect(try history.show("appointment", "status", "open_anomalies") == ["contested 1"])
    history.correct(7, "AnomalyReported", "AN-1")
    #expect(try history.show("appointment", "status", "open_anomalies") == ["planned 0"])
    history.correct(5, "AppointmentBooked", "A-1")
    #expect(try history.show("appointment", "status") == ["void"])
  }

  @Test func `APT nothing is invoiced before it is validated, nor twice, nor within the quota`() {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.invoice("F2026-000001", [History.line(169_00, appointment: "A-1", rank: 3)])
    #expect(
      history.violations.first
        == "APT A-1, F2026-000001: found invoiced while planned, expected validated first "
        + "(position 7)")
    history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.validateInSilence("A-1", "2026-04-14T08:00:00Z")
    history.invoice("F2026-000001", [History.line(169_00, appointment: "A-1", rank: 2)])
    history.invoice("F2026-000002", [History.line(169_00, appointment: "A-1", rank: 3)])
    #expect(
      history.violations == [
        "APT A-1, F2026-000001: found rank 2 invoiced as an extra, expected a rank above the "
          + "quota of 2 (position 9)",
        "APT A-1, F2026-000002: found invoiced on F2026-000001 too, expected one invoice "
          + "(position 10)",
      ])
  }

  @Test func `APT a validation needs its period elapsed or a decision, and no open anomaly`() {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.validate("A-1", instant("2026-04-16T08:00:00Z"))
    #expect(
      history.violations == [
        "APT A-1: found deemed validated with its period open, expected the period elapsed first "
          + "(position 7)"
      ])
    history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1")
    history.validate("A-1", instant("2026-04-16T08:00:00Z"), .decision)
    #expect(
      history.violations == [
        "APT A-1: found validated while contested, expected no open anomaly, and nothing that "
          + "makes it void (position 8)"
      ])
  }

  @Test func `APT only what was booked is invoiced`() {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00, appointment: "A-9", rank: 3)])
    #expect(
      history.violations == [
        "APT A-9, F2026-000001: found an invoice line for it, expected an appointment that was "
          + "booked (position 5)"
      ])
  }

  @Test func `APT a ranking that includes more than the quota is reported`() {
    let models = Self.`before the month end`().models()
    var ranking = Ranking(models)
    #expect(models.quotaViolations(ranking) == [])
    ranking.ranks = ranking.ranks.map { abs($0) }
    #expect(
      models.quotaViolations(ranking).map(\.description) == [
        "APT A-23, K-1: found 3 included in the month of 2026-04-10, expected 2 at most"
      ])
  }
}
