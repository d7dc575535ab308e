// Clients, contracts, terms and tasks.
import Ledger
import Projections
import Testing

@Suite struct `Parties` {
  @Test func `a name is opened, erased when its key is gone, empty when never given`() throws {
    var history = History.subscribed()
    let box = SealedBox.with {
      $0.box = "abc"
      $0.key = 1
    }
    history.register("C-2", identity: .box(box))
    history.register(
      "C-3", identity: .clear(Personal.with { $0.name = "Zoé" }, of: "P", for: .billing))
    let known = history.models { _ in Personal.with { $0.name = "Agnès" } }
    #expect(
      try history.show(known, "party", ["party", "name"]) == ["C-1 -", "C-2 Agnès", "C-3 Zoé"])
    #expect(try history.show("party", "party", "name", client: "C-2") == ["C-2 [erased]"])
  }

  @Test func `BC-1.1 another profession waits for a decision; accepted terms are listed`() throws {
    var history = History.subscribed()
    history.register("C-2", profession: "baker")
    history.open(.acceptClient, "C-2", code: "BC_CLIENT_NOT_ELIGIBLE")
    history.add(
      .termsVersionAccepted(
        TermsVersionAccepted.with {
          $0.acceptedAt = instant(history.now)
          $0.issuer = .provider
          $0.method = .checkbox
          $0.party = "C-2"
          $0.version = "T1"
        }), at: "2026-04-11T08:00:00Z")
    #expect(
      try history.show("party", "kind", "profession", "eligible", "accepted_terms", client: "C-2")
        == [#"legal_person baker no ["T1"]"#])
    #expect(
      try history.show(
        "task", "task", "client", "right", "subject", "rule", "code", "opens_at", "answer_by",
        "age_days", "state", "decided_by", "exercised") == [
          "C-2~accept_client C-2 accept_client C-2 BC-1.3 BC_CLIENT_NOT_ELIGIBLE "
            + "2026-04-08T08:00:00.000000Z - 3 open - -"
        ])
    history.decide(.acceptClient, "C-2", exercised: true)
    #expect(
      try history.show("task", "state", "decided_by", "exercised", "closed_position")
        == ["done U-2 yes 8"])
    #expect(try history.show("party", "eligible", client: "C-2") == ["yes"])
    #expect(
      try history.show("terms", "version", "ref", "effective_from", "published_on", "accepted")
        == ["T1 CGPS 2026-04-08 2026-04-08 1"])
  }

  @Test func `A-BC-6 an anomaly held is contested until somebody decides`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1", .held)
    history.open(.admitAnomaly, "AN-1")
    #expect(try history.show("appointment", "status") == ["contested"])
    #expect(try history.show("task", "client", "state") == ["C-1 open"])
    history.decide(.admitAnomaly, "AN-1", exercised: false)
    #expect(try history.show("appointment", "status") == ["planned"])
    #expect(try history.show("task", "state", "exercised") == ["done no"])
  }

  @Test func `a task that was closed may be opened again`() throws {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.open(.billAppointment, "A-1")
    history.decide(.billAppointment, "A-1", exercised: false)
    history.open(.billAppointment, "A-1")
    #expect(
      try history.show("task", "state", "opened_position") == ["done 7", "open 9"])
    #expect(try history.show("appointment", "status") == ["void"])
  }

  @Test func `BC-4.4 a contract shows its running term and what it is pinned to`() throws {
    var history = History.subscribed()
    #expect(
      try history.show(
        "contract", "contract", "client", "plan", "status", "start", "term_ends",
        "last_notice_day", "terms", "price_list", "quota", "price", "extra_price") == [
          "K-1 C-1 START active 2026-04-10 2026-07-10 2026-06-25 T1 PL-1 2 290.00 169.00"
        ])
    history.renew(from: "2026-07-10", to: "2026-08-10", notice: "2026-07-26")
    #expect(
      try history.show("contract", "term_ends", "last_notice_day", "renewals")
        == ["2026-08-10 2026-07-26 1"])
    #expect(history.violations == [])
  }

  @Test func `CTR periods follow one another and are counted from the anchor`() {
    var history = History.subscribed(start: "2026-01-31")
    history.renew(from: "2026-04-30", to: "2026-05-30", notice: "2026-05-15")
    #expect(
      history.violations == [
        "CTR K-1: found a term that ends on 2026-05-30, expected 2026-05-31, counted from the "
          + "anchor (position 5)"
      ])
    history = History.subscribed()
    history.renew(from: "2026-07-11", to: "2026-08-10", notice: "2026-07-27")
    #expect(
      history.violations == [
        "CTR K-1: found a period from 2026-07-11, expected one from 2026-07-10, where the last "
          + "ended (position 5)",
        "CTR K-1: found a last notice day on 2026-07-27, expected 2026-07-26, 15 days before "
          + "2026-08-10 (position 5)",
      ])
  }

  @Test func `CTR the invoiced months of a contract leave no day out`() {
    var history = History.subscribed()
    history.month("F2026-000001", "2026-04-10", "2026-05-09")
    history.month("F2026-000002", "2026-05-10", "2026-06-09")
    #expect(history.violations == [])
    history.month("F2026-000003", "2026-07-10", "2026-08-09")
    #expect(
      history.violations == [
        "CTR K-1, F2026-000003: found a month from 2026-07-10 to 2026-08-09, expected month 3, "
          + "from 2026-06-10 to 2026-07-09 (position 7)"
      ])
  }
}

extension History {
  mutating func renew(from: String, to: String, notice: String) {
    add(
      .contractRenewed(
        ContractRenewed.with {
          $0.contract = "K-1"
          $0.from = day(from)
          $0.lastNoticeDay = day(notice)
          $0.priceList = "PL-1"
          $0.termsVersion = "T1"
          $0.to = day(to)
        }), stream: "contract-K-1", rule: "BC-4.4")
  }

  mutating func month(_ number: String, _ from: String, _ to: String) {
    invoice(number, [History.line(290_00)], on: from, kind: .subscription) {
      $0.periodFrom = day(from)
      $0.periodTo = day(to)
    }
  }
}
