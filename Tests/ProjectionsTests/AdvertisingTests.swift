// MARKETINGCONNECT: orders, campaigns, what was delivered, claims, and what must hold of them.
import Ledger
import Testing

@testable import Projections

@Suite struct `Orders and campaigns` {
  @Test func `MC-H1 800.00 before VAT, 10.1 percent undelivered, 80.80 credited`() throws {
    let history = History.goldenAdvertising()
    #expect(history.violations == [])
    #expect(
      try history.show(
        "order", "order", "billed", "offer", "placed_on", "total_net", "status", "invoice",
        "delivered")
        == ["O-1 C-1 email 2026-04-15 800.00 confirmed MC2026-000001 8990"])
    #expect(
      try history.show("campaign", "campaign", "client", "source", "individuals", "sent", "status")
        == ["K-1 C-1 soms 10000 10000 sent"])
    #expect(
      try history.show(
        "delivery", "campaign", "category", "rented", "sent", "delivered", "undelivered", "rate",
        "threshold", "exceeds", client: "C-1")
        == ["K-1 individual 10000 10000 8990 1010 10.1000 10 yes"])
    #expect(
      try history.show(
        "delivery_claim", "claim", "part", "status", "last_day", "rate", "threshold", "indemnified",
        "unit", "amount_net", "credit_note")
        == ["R-1 1 indemnified 2026-06-05 10.1000 10 1010 0.08 80.80 MC2026-000002"])
    #expect(
      try history.show("balance", "client", "receivable", "credit") == ["C-1 0.00 96.96"])
    #expect(
      try history.show("contract", "contract", "plan", "status", "start") == [
        "O-1 email active 2026-04-30"
      ])
    #expect(
      try history.show("deadline", "deadline", "client", "last_instant") == [
        "K-1~delivery_claim C-1 2026-06-05T21:59:59.999999Z"
      ])
  }

  @Test(arguments: [
    (10_000, 1_000, "10.0000", "no"), (10_000, 1_001, "10.0100", "yes"),
    (10_000, 1_010, "10.1000", "yes"),
  ])
  func `MC-B.9 more than ten percent of the individuals' addresses, in whole numbers`(
    _ rented: Int, _ undelivered: Int, _ rate: String, _ exceeds: String
  ) throws {
    var history = History.advertising()
    history.order("O-1", "email", [("EMAIL-IND", rented, 800)])
    history.target("K-1", "O-1", individuals: rented)
    history.report(
      "K-1", "O-1", rented: rented, delivered: rented - undelivered, undelivered: undelivered)
    #expect(history.violations == [])
    #expect(try history.show("delivery", "rate", "exceeds") == ["\(rate) \(exceeds)"])
  }

  @Test func `MC-B.9 each category on its own total; a client's own addresses have no threshold`()
    throws
  {
    var history = History.advertising()
    history.order("O-1", "email", [("EMAIL", 10_000, 800)])
    history.target("K-1", "O-1", individuals: 6_000, professionals: 4_000)
    history.report("K-1", "O-1", rented: 6_000, delivered: 5_399, undelivered: 601)
    history.report("K-1", "O-1", .professional, rented: 4_000, delivered: 3_200, undelivered: 800)
    history.target("K-2", "O-1", individuals: 1_000, .client)
    history.report("K-2", "O-1", rented: 1_000, delivered: 500, undelivered: 500)
    history.report(
      "K-2", "O-1", rented: 1_000, delivered: 1, undelivered: 999, source: .clientTool)
    #expect(history.violations == [])
    #expect(
      try history.show("delivery", "campaign", "category", "rate", "threshold", "exceeds") == [
        "K-1 individual 10.0167 10 yes", "K-1 professional 20.0000 20 no",
        "K-2 individual 50.0000 - no",
      ])
  }

  @Test func `MC-S.5 mobiles have five percent, those of professionals none (A-MC-26)`() throws {
    var history = History.advertising()
    history.order("O-1", "sms", [("SMS", 4_000, 900)])
    history.target("K-1", "O-1", individuals: 2_000, professionals: 2_000)
    history.report("K-1", "O-1", rented: 2_000, delivered: 1_899, undelivered: 101)
    history.report("K-1", "O-1", .professional, rented: 2_000, delivered: 0, undelivered: 2_000)
    #expect(
      try history.show("delivery", "category", "threshold", "exceeds") == [
        "individual 5 yes", "professional - no",
      ])
  }

  @Test func `MC-B.10 a letter sent a day late is waived, MC-B.11 silence is no ground`() throws {
    var history = History.goldenAdvertising()
    history.claim("R-2", "O-1", "K-1", sentOn: "2026-06-06", receivedOn: "2026-06-09")
    history.claim("R-3", "O-1", "K-1", sentOn: "2026-06-05", receivedOn: "2026-06-09", "email")
    history.claim(
      "R-4", "O-1", "K-1", sentOn: "2026-06-05", receivedOn: "2026-06-09", "lrar", .noReply)
    #expect(
      try history.show("delivery_claim", "claim", "status", "code") == [
        "R-1 indemnified -", "R-2 waived MC_CLAIM_LATE", "R-3 letter_awaited MC_LRAR_REQUIRED",
        "R-4 denied MC_CLAIM_GROUND_NOT_COVERED",
      ])
  }

  @Test func `MC-D.7 an order through an agent is billed to it where the terms say so (A-MC-1)`()
    throws
  {
    for (billTo, billed) in [(BillTo.advertiser, "C-1"), (.agent, "A-1")] {
      var history = History.advertising { $0.billTo = billTo }
      history.order("O-1", "email", [("EMAIL", 1_000, 800)], agent: "A-1")
      #expect(try history.show("order", "client", "billed") == ["C-1 \(billed)"])
    }
  }

  @Test func `MC-A.6 clicks count with their corrections, and are earned when they stop`() throws {
    var history = History.advertising()
    history.order("O-1", "booster", [("PACK", 1, 600_00_00)], clicks: 500)
    history.confirm("O-1", payment: "P-1", at: "2026-04-30T10:00:00+02:00")
    history.bill(order: "O-1", "MC2026-000001", 1, unit: 600_00_00)
    history.add(
      .campaignStarted(
        CampaignStarted.with {
          $0.at = instant("2026-05-04T08:00:00Z")
          $0.campaign = "K-1"
          $0.channel = .searchAds
          $0.contract = "O-1"
        }), stream: "campaign-K-1")
    for (day, delta, source) in [
      ("2026-05-05", 510, ClickSource.google), ("2026-05-06", -12, .google),
      ("2026-05-06", 90, .clientAnalytics),
    ] {
      history.add(
        .clicksReported(
          ClicksReported.with {
            $0.campaign = "K-1"
            $0.day = ProjectionsTests.day(day)
            $0.delta = delta
            $0.order = "O-1"
            $0.source = source
          }), stream: "campaign-K-1")
    }
    #expect(
      try history.show("campaign", "channel", "clicks", "guaranteed", "status") == [
        "search_ads 498 500 running"
      ])
    #expect(
      try history.show("deferred_revenue", "net", "earned_on", "state") == ["600.00 - deferred"])
    history.add(
      .campaignStopped(
        CampaignStopped.with {
          $0.at = instant("2026-05-20T08:00:00Z")
          $0.campaign = "K-1"
          $0.contract = "O-1"
          $0.reason = .clicksReached
        }), stream: "campaign-K-1", at: "2026-05-20T08:00:00Z")
    #expect(
      try history.show("deferred_revenue", "net", "earned_on", "state") == [
        "600.00 2026-05-20 earned"
      ])
    #expect(history.violations == [])
  }
}
