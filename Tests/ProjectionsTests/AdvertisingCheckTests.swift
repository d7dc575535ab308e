// What must hold of deliveries, claims and invoices of MARKETINGCONNECT (DLV, CLM): each broken once.
import Ledger
import Testing

@testable import Projections

@Suite struct `What must hold of orders` {
  @Test func `DLV no more is delivered than sent, nor sent than rented`() {
    var history = History.goldenAdvertising()
    history.report("K-1", "O-1", rented: 100, sent: 100, delivered: 60, undelivered: 41)
    history.report("K-1", "O-1", rented: 100, sent: 101, delivered: 60, undelivered: 40)
    #expect(history.violations.map { $0.prefix(3) } == ["DLV", "DLV"])
  }

  @Test func `DLV clicks are never below zero`() {
    var history = History.advertising()
    history.order("O-1", "booster", [("PACK", 1, 600_00_00)], clicks: 500)
    history.add(
      .clicksReported(
        ClicksReported.with {
          $0.campaign = "K-1"
          $0.day = day("2026-05-05")
          $0.delta = -1
          $0.order = "O-1"
          $0.source = .google
        }), stream: "campaign-K-1")
    #expect(history.violations.count == 1)
  }

  @Test func `CLM nothing is indemnified at the threshold, nor more than was undelivered`() {
    for (undelivered, indemnified) in [(1_000, 1_000), (1_010, 1_011)] {
      var history = History.goldenAdvertising()
      let filed = history.claim(
        "R-2", "O-1", "K-1", sentOn: "2026-06-05", receivedOn: "2026-06-09")
      history.qualify(
        "R-2", "O-1", rented: 10_000, undelivered: undelivered, threshold: 10,
        indemnified: indemnified, unit: 800)
      history.credit(
        claim: filed, "MC2026-000003", on: "MC2026-000001", indemnified * 8)
      #expect(history.violations.map { $0.prefix(8) } == ["CLM R-2,"])
    }
  }

  @Test func `CLM a claim is qualified and credited once, for what it comes to`() {
    var twice = History.goldenAdvertising()
    let position = twice.events.first { $0.stream == "claim-R-1" }?.position ?? 0
    twice.credit(claim: position, "MC2026-000003", on: "MC2026-000001", 80_80)
    #expect(twice.violations.map { $0.contains("credited once") } == [true])
    twice.qualify(
      "R-1", "O-1", rented: 10_000, undelivered: 0, threshold: 10, indemnified: 0, unit: 800)
    #expect(twice.violations.count == 2)

    var other = History.goldenAdvertising()
    let filed = other.claim("R-2", "O-1", "K-1", sentOn: "2026-06-05", receivedOn: "2026-06-09")
    other.qualify(
      "R-2", "O-1", rented: 10_000, undelivered: 1_010, threshold: 10, indemnified: 1_010,
      unit: 800)
    #expect(other.violations.map { $0.contains("expected a credit note of as much") } == [true])
    other.credit(claim: filed, "MC2026-000003", on: "MC2026-000001", 80_79)
    #expect(other.violations.map { $0.contains("expected 80.80") } == [true])
  }

  @Test func `MC-II.2 an order is billed once, unless what billed it was credited whole`() {
    var history = History.advertising()
    history.order("O-1", "email", [("EMAIL", 1_000, 800)])
    history.bill(order: "O-1", "MC2026-000001", 1_000, unit: 800)
    var again = history
    again.bill(order: "O-1", "MC2026-000002", 1_000, unit: 800, kind: .final)
    #expect(again.violations.map { $0.contains("billed once") } == [true])
    history.credit("MC2026-000002", on: "MC2026-000001", [History.line(80_00, .standard)])
    history.now = "2026-05-06T10:00:00Z"
    history.bill(order: "O-1", "MC2026-000003", 1_000, unit: 800)
    #expect(history.violations == [])
  }
}
