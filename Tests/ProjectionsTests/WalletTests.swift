// Active Prospects: the Tirelire, lot by lot, in its tables, the journal, and the revenue that it defers.
import Ledger
import Testing

@testable import Projections

@Suite struct `The Tirelire` {
  /// B-1 pays 120.00 in and buys a lead of 30.00.
  private static func topped() -> History {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    history.pay("P-1", 120_00, client: "B-1", on: "2026-04-02")
    history.now = "2026-04-02T09:00:00Z"
    history.credit(wallet: "B-1", lot: 1, 120_00, payment: "P-1", invoice: "F2026-000001")
    history.buy("L-1", .exclusive, 30_00, at: "2026-04-03T09:00:00Z", .wallet)
    history.debit(wallet: "B-1", [(1, 30_00)], lead: "L-1")
    return history
  }

  @Test func `AP-4.6 120.00 paid in is 100.00 before VAT, and a lead of 30.00 leaves 70.00`() throws
  {
    let history = Self.topped()
    #expect(history.violations == [])
    #expect(
      try history.show("balance", "client", "receivable", "wallet", "credit")
        == ["B-1 0.00 70.00 0.00"])
    #expect(
      try history.show(
        "wallet", "client", "wallet_basis", "balance", "net", "gross", "lots", client: "B-1")
        == ["B-1 HT 70.00 70.00 84.00 1"])
    #expect(
      try history.show(
        "wallet_lot", "lot", "net", "vat_rate", "gross", "left", "invoice", "payment")
        == ["B-1~lot-1 100.00 20.00 120.00 70.00 F2026-000001 P-1"])
    #expect(
      try history.show("wallet_movement", "line", "movement", "debit", "credit", "balance", "lead")
        == ["1 top_up 0.00 100.00 100.00 -", "2 purchase 30.00 0.00 70.00 L-1"])
    #expect(
      try history.show("lead_purchase", "lead", "payment_mode", "lots", "invoice")
        == [#"L-1 wallet ["B-1~lot-1"] -"#])
  }

  @Test func `a top-up is an advance, and revenue with the lead that it buys`() throws {
    let history = Self.topped()
    #expect(
      try history.show("journal", "entry", "journal", "account", "debit", "credit", client: "B-1")
        == [
          "1 BQ 512000 120.00 0.00", "1 BQ 411000 0.00 120.00", "2 VE 411000 120.00 0.00",
          "2 VE 419100 0.00 100.00", "2 VE 445710 0.00 20.00", "3 OD 419100 30.00 0.00",
          "3 OD 706000 0.00 30.00",
        ])
    #expect(
      try history.show("deferred_revenue", "number", "share", "net", "earned_on", "state") == [
        "F2026-000001 1 30.00 2026-04-03 earned", "F2026-000001 2 70.00 - deferred",
      ])
  }

  @Test func `AP-3.3 a claim put into the Tirelire moves neither what is owed nor VAT`() throws {
    var history = Self.topped()
    history.claim("R-1", "L-1", at: "2026-04-04T09:00:00Z")
    let settled = history.settle("R-1", "L-1", 30_00, .walletCredit, at: "2026-04-05T09:00:00Z")
    history.give(
      "F2026-000002", on: ["F2026-000001"], [History.line(ofLead: "L-1", 30_00, settled)], .wallet)
    history.credit(wallet: "B-1", lot: 2, 30_00, claim: "R-1", invoice: "F2026-000001")
    #expect(history.violations == [])
    #expect(
      try history.show("balance", "receivable", "wallet", "credit") == ["0.00 100.00 0.00"])
    #expect(
      try history.show("credit_note", "number", "usable", "left") == ["F2026-000002 wallet 0.00"])
    #expect(
      try history.show("statement", "document", "kind", "debit", "credit", "balance").suffix(2) == [
        "F2026-000002 credit_note 0.00 36.00 -36.00", "B-1~lot-2 wallet 36.00 0.00 0.00",
      ])
    #expect(
      try history.show("deferred_revenue", "number", "share", "net", "state").suffix(2) == [
        "F2026-000002 1 -30.00 earned", "F2026-000002 2 30.00 deferred",
      ])
  }

  @Test func `what is earned is the revenue of the journal, whatever a lot went through`() throws {
    var history = Self.topped()
    history.offer("L-2", exclusive: 100_00)
    history.claim("R-1", "L-1", at: "2026-04-04T09:00:00Z")
    let one = history.settle("R-1", "L-1", 30_00, .walletCredit, at: "2026-04-05T09:00:00Z")
    history.give(
      "F2026-000002", on: ["F2026-000001"], [History.line(ofLead: "L-1", 30_00, one)], .wallet)
    history.credit(wallet: "B-1", lot: 2, 30_00, claim: "R-1", invoice: "F2026-000001")
    history.buy("L-2", .exclusive, 100_00, at: "2026-04-06T09:00:00Z", .wallet)
    history.debit(wallet: "B-1", [(1, 70_00), (2, 30_00)], lead: "L-2")
    history.claim("R-2", "L-2", at: "2026-04-07T09:00:00Z")
    let two = history.settle("R-2", "L-2", 100_00, .creditNote, at: "2026-04-07T10:00:00Z")
    history.give(
      "F2026-000003", on: ["F2026-000001"], [History.line(ofLead: "L-2", 100_00, two)],
      .nextInvoices)
    #expect(history.violations == [])
    #expect(
      try history.show("deferred_revenue", "number", "share", "net", "state") == [
        "F2026-000001 1 30.00 earned", "F2026-000001 2 70.00 earned",
        "F2026-000002 1 -30.00 earned", "F2026-000002 2 30.00 earned",
        "F2026-000003 1 -100.00 earned",
      ])
    let revenue = history.models().journal.entries.flatMap(\.lines)
      .filter { $0.account == "706000" }.map { $0.credit - $0.debit }.sum()
    #expect(revenue == .zero)
  }

  @Test func `AP-6.6 a closure gives the advance back; its fee is revenue`() throws {
    var history = Self.topped()
    history.now = "2026-04-10T09:00:00Z"
    history.debit(wallet: "B-1", [(1, 70_00)])
    history.give("F2026-000002", on: ["F2026-000001"], [History.line(70_00, .standard)], .refund)
    history.invoice(
      "F2026-000003", [History.line(25_00, .standard)], on: "2026-04-10", client: "B-1", kind: .fee
    ) { $0.contract = nil }
    history.allocate("F2026-000002", [Allocation("F2026-000003", money(30_00))], client: "B-1")
    #expect(history.violations == [])
    #expect(
      try history.show("balance", "receivable", "wallet", "credit") == ["0.00 0.00 54.00"])
    #expect(
      try history.show("journal", "piece", "account", "debit", "credit").suffix(6) == [
        "F2026-000002 419100 70.00 0.00", "F2026-000002 445710 14.00 0.00",
        "F2026-000002 411000 0.00 84.00", "F2026-000003 411000 30.00 0.00",
        "F2026-000003 706000 0.00 25.00", "F2026-000003 445710 0.00 5.00",
      ])
    #expect(
      try history.show("deferred_revenue", "number", "share", "net", "state") == [
        "F2026-000001 1 30.00 earned", "F2026-000001 2 70.00 cancelled",
        "F2026-000003 1 25.00 earned",
      ])
  }

  @Test func `A-AP-10 in a Tirelire that counts VAT in, no cent of the net is lost by rounding`()
    throws
  {
    var history = History.market { $0.walletBasis = .gross }
    for lead in ["L-1", "L-2", "L-3"] { history.offer(lead, exclusive: 33) }
    history.pay("P-1", 1_00, client: "B-1", on: "2026-04-02")
    history.now = "2026-04-02T09:00:00Z"
    history.credit(wallet: "B-1", lot: 1, 1_00, payment: "P-1", invoice: "F2026-000001")
    for (lead, cents) in [("L-1", 33), ("L-2", 33), ("L-3", 34)] {
      history.buy(lead, .exclusive, 28, at: "2026-04-03T09:00:00Z", .wallet)
      history.debit(wallet: "B-1", [(1, cents)], lead: lead)
    }
    #expect(history.violations == [])
    #expect(
      try history.show("wallet", "balance", "net", "gross") == ["0.00 0.00 0.00"])
    #expect(
      try history.show("deferred_revenue", "net", "state") == [
        "0.27 earned", "0.28 earned", "0.28 earned",
      ])
  }

  @Test func `WAL nothing is taken that is not there, and a credit by payment has its invoice`() {
    var history = Self.topped()
    history.offer("L-2", exclusive: 80_00)
    history.buy("L-2", .exclusive, 80_00, at: "2026-04-04T09:00:00Z", .wallet)
    history.debit(wallet: "B-1", [(1, 70_01)], lead: "L-2", amount: 80_00)
    let violations = history.violations
    #expect(
      violations.contains(
        "WAL B-1: found parts of 70.01 for a debit of 80.00, expected their sum (position 14)"),
      "\(violations)")
    #expect(
      violations.contains(
        "WAL B-1~lot-1, B-1: found 70.01 taken, expected at most 70.00, what is left of it "
          + "(position 14)"), "\(violations)")
    #expect(
      violations.contains("WAL B-1: found -0.01 in it, expected nothing below zero (position 14)"),
      "\(violations)")

    var unbilled = History.market()
    unbilled.add(
      .walletCredited(
        WalletCredited.with {
          $0.amountHt = money(100_00)
          $0.amountTtc = money(120_00)
          $0.invoice = "F2026-000001"
          $0.lot = "B-1~lot-1"
          $0.payment = "P-1"
          $0.source = .payment
          $0.vat = Rate(hundredths: 20_00)
          $0.wallet = "B-1"
        }))
    #expect(
      unbilled.violations.contains(
        "WAL B-1~lot-1, F2026-000001: found 120.00 credited by payment P-1, expected one credit of "
          + "the payment, and one invoice of its amount (position 3)"), "\(unbilled.violations)")
  }
}
