// Active Prospects: periods that are met, late invoices and their recovery, accounts, readings.
import Ledger
import Testing

@testable import Projections

@Suite struct `Accounts and recovery of Active Prospects` {
  /// AP-H1 without its claim, on a day.
  private static func late(on instant: String) -> History {
    var history = History.goldenMarket(until: "2026-04-18")
    history.now = instant
    history.register("B-9")
    return history
  }

  private static func opened(_ history: inout History, vat: Int? = nil) {
    history.add(
      .collectionOpened(
        CollectionOpened.with {
          $0.collection = "REC-1"
          $0.invoices = ["F2026-000001"]
          $0.openedOn = day("2026-05-20")
          $0.party = "B-1"
        }), rule: "AP-4.12")
    history.add(
      .recoveryIndemnityCharged(
        RecoveryIndemnityCharged.with {
          $0.amount = money(40_00)
          $0.charge = "REC-1-IR"
          $0.collection = "REC-1"
          $0.party = "B-1"
          $0.vat = vat.map { money($0) }
        }), rule: "AP-4.12")
  }

  private static func cost(_ history: inout History) {
    history.add(
      .feeCharged(
        FeeCharged.with {
          $0.amount = money(15_50)
          $0.collection = "REC-1"
          $0.fee = "REC-1-F1"
          $0.party = "B-1"
          $0.type = .procedureCost
          $0.vatCode = .outsideScope
        }), rule: "AP-4.13")
  }

  @Test func `X-15 a late invoice costs no indemnity before its recovery begins, then 40.00 once`()
    throws
  {
    let columns = ["invoice", "stage", "next_action", "indemnity", "collection"]
    #expect(
      try Self.late(on: "2026-04-26T22:00:00+02:00").show("dunning", "stage", "next_action") == [
        "due collection"
      ])
    var history = Self.late(on: "2026-05-20T09:00:00+02:00")
    #expect(
      try history.show(history.models(), "dunning", columns) == [
        "F2026-000001 late open_collection 0.00 -"
      ])
    Self.opened(&history)
    #expect(
      try history.show(history.models(), "dunning", columns) == [
        "F2026-000001 recovery payment 40.00 REC-1"
      ])
    #expect(history.violations == [])
    #expect(try history.show("balance", "client", "receivable", client: "B-1") == ["B-1 130.00"])
  }

  @Test func `A-AP-18 a taxable indemnity has its VAT in the journal; AP-4.13 a cost has none`()
    throws
  {
    var history = Self.late(on: "2026-05-20T09:00:00+02:00")
    Self.opened(&history, vat: 8_00)
    Self.cost(&history)
    #expect(history.violations == [])
    #expect(
      try history.show("charge", "charge", "kind", "collection", "vat", "amount") == [
        "REC-1-F1 fee REC-1 0.00 15.50", "REC-1-IR indemnity REC-1 8.00 48.00",
      ])
    #expect(
      try history.show("journal", "piece", "account", "debit", "credit").suffix(5) == [
        "REC-1-IR 411000 48.00 0.00", "REC-1-IR 758800 0.00 40.00", "REC-1-IR 445710 0.00 8.00",
        "REC-1-F1 411000 15.50 0.00", "REC-1-F1 758800 0.00 15.50",
      ])
  }

  @Test func `AP-4.12, AP-4.13 a procedure is explained by its charges and what is paid of them`()
    throws
  {
    var history = Self.late(on: "2026-05-20T09:00:00+02:00")
    Self.opened(&history, vat: 8_00)
    Self.cost(&history)
    history.pay("P-9", 50_00, client: "B-1", on: "2026-05-21")
    history.allocate(
      "P-9", [Allocation("REC-1-IR", money(48_00)), Allocation("REC-1-F1", money(2_00))],
      client: "B-1")
    let sheet = try explain(.collection("REC-1"), history)
    #expect(sheet.mismatches == [])
    #expect(
      try rows("charges", sheet, "charge", "kind", "rule", "vat", "amount", "paid", "open") == [
        "REC-1-IR indemnity AP-4.12 8.00 48.00 48.00 0.00",
        "REC-1-F1 fee AP-4.13 0.00 15.50 2.00 13.50",
      ])
    #expect(
      try rows("invoices", sheet, "number", "open", "interest") == ["F2026-000001 90.00 0.00"])
    #expect(
      try rows("life", sheet, "type") == [
        "CollectionOpened", "RecoveryIndemnityCharged", "FeeCharged", "PaymentAllocated",
      ])
    #expect(throws: ProjectionError.unknownSubject(kind: "collection", id: "REC-9")) {
      try explain(.collection("REC-9"), history)
    }
  }

  private static func period(_ history: inout History, _ last: String) {
    history.add(
      .deadlineSet(
        DeadlineSet.with {
          $0.deadline = "B-1~wallet_refund"
          $0.direction = .forward
          $0.from = day("2026-03-02")
          $0.kind = .walletRefund
          $0.lastInstant = instant(last)
          $0.n = 60
          $0.subject = "B-1"
          $0.unit = .calendar
        }), rule: "AP-6.9")
  }

  private static func met(_ history: inout History, _ at: String) {
    history.add(
      .deadlineMet(
        DeadlineMet.with {
          $0.at = instant(at)
          $0.deadline = "B-1~wallet_refund"
        }), rule: "AP-6.9")
  }

  @Test func `AP-6.9 a period is met within it, and not after; never met and elapsed`() throws {
    let last = "2026-05-01T21:59:59.999999Z"
    var history = History.market()
    Self.period(&history, last)
    Self.met(&history, "2026-05-01T21:59:59.999999Z")
    #expect(history.violations == [])
    #expect(
      try history.show("deadline", "deadline", "client", "state", "met_at", client: "B-1") == [
        "B-1~wallet_refund B-1 met 2026-05-01T21:59:59.999999Z"
      ])
    history.add(
      .deadlineElapsed(
        DeadlineElapsed.with {
          $0.deadline = "B-1~wallet_refund"
          $0.effectiveAt = instant("2026-05-01T22:00:00Z")
        }))
    #expect(
      history.violations == [
        "DL B-1~wallet_refund: found elapsed, expected met at position 4 (position 5)"
      ])
    var late = History.market()
    Self.period(&late, last)
    Self.met(&late, "2026-05-01T22:00:00Z")
    #expect(
      late.violations == [
        "DL B-1~wallet_refund: found met at 2026-05-01T22:00:00.000000Z, expected by "
          + "2026-05-01T21:59:59.999999Z, its last instant (position 4)"
      ])
  }

  @Test
  func
    `AP-4.1, AP-6.4, AP-6.5 an account says how it pays, what it receives, and that it is closed`()
    throws
  {
    var history = History.market()
    let columns = ["client", "state", "payment_mode", "alerts", "sectors", "insured_to"]
    #expect(try history.show(history.models(), "beneficiary", columns) == ["B-1 open - yes - -"])
    history.add(
      .paymentModeChanged(
        PaymentModeChanged.with {
          $0.decidedBy = "B-1"
          $0.party = "B-1"
          $0.reason = "chosen"
          $0.to = .wallet
        }))
    history.add(
      .preferencesChanged(
        PreferencesChanged.with {
          $0.alerts = false
          $0.effectiveAt = instant(history.now)
          $0.party = "B-1"
          $0.requestedAt = instant(history.now)
          $0.sectors = ["roofing"]
        }))
    history.add(
      .documentReceived(
        DocumentReceived.with {
          $0.docType = .insuranceCertificate
          $0.party = "B-1"
          $0.receivedAt = instant(history.now)
          $0.validTo = day("2027-03-31")
        }))
    history.add(
      .noticeRecorded(
        NoticeRecorded.with {
          $0.by = .client
          $0.channel = "registered_letter"
          $0.contract = "B-1"
          $0.notice = "B-1~notice-1"
          $0.receivedAt = instant(history.now)
          $0.type = .closure
        }))
    #expect(
      try history.show(history.models(), "beneficiary", columns) == [
        #"B-1 closing wallet no ["roofing"] 2027-03-31"#
      ])
    history.add(
      .accountClosed(
        AccountClosed.with {
          $0.cause = "requested"
          $0.effectiveAt = instant(history.now)
          $0.party = "B-1"
        }))
    #expect(
      try history.show("beneficiary", "state", "closed_at") == [
        "closed 2026-04-01T08:00:00.000000Z"
      ])
  }

  @Test func `G-15 tasks of the market belong to their client`() throws {
    var history = History.goldenMarket(until: "2026-04-18")
    history.claim("R-1", "L-1", at: "2026-04-18T09:00:00+02:00")
    for (right, subject) in [
      (Right.settleClaim, "R-1"), (.followUpLead, "L-1"), (.refundWallet, "B-1"),
      (.proposeTerms, "T1"),
    ] { history.open(right, subject) }
    #expect(
      try history.show("task", "task", "client") == [
        "B-1~refund_wallet B-1", "L-1~follow_up_lead B-1", "R-1~settle_claim B-1",
        "T1~propose_terms -",
      ])
  }

  @Test func `G-10 every reading of a version can be asked; those of another contract are none`()
    throws
  {
    let history = History.market { $0.interestMultiple = 9 }
    #expect(
      try history.show("reading", "version", "key", "reading").filter {
        $0.contains("interest_multiple") || $0.contains("vat_rounding")
      } == ["T1 ap.interest_multiple 9", "T1 common.vat_rounding per_group"])
    #expect(try history.show("terms", "version", "quota_period", "anomaly_days") == ["T1 - -"])
  }
}
