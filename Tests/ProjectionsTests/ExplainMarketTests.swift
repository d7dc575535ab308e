// What explains leads, claims and Tirelires adds up, and goes back to the events behind it.
import Ledger
import Testing

@testable import Projections

@Suite struct `Explanations of the lead market` {
  @Test
  func `AP-H1 each line of an invoice goes back to its purchase, its price and its half-month`()
    throws
  {
    let history = History.goldenMarket(until: "2026-05-01")
    let explanation = try explain(.invoice("F2026-000001"), history)
    #expect(explanation.mismatches == [])
    #expect(
      try rows(
        "purchases", explanation, "line", "lead", "mode", "half_from", "half_to", "price_seen",
        "net", "vat_rate", "price_position", "position") == [
          "1 L-1 exclusive 2026-04-01 2026-04-15 30.00 30.00 20.00 4 9",
          "2 L-2 exclusive 2026-04-01 2026-04-15 45.00 45.00 20.00 6 10",
        ])
    #expect(
      try rows("sources", explanation, "position", "type") == [
        "9 LeadPurchased", "10 LeadPurchased",
      ])
    #expect(try rows("credits", explanation, "credit_note", "amount") == ["F2026-000002 36.00"])
    #expect(
      try rows("terms", explanation, "key", "reading") == [
        "ap.payment_days 10", "common.vat_rounding per_group",
      ])
  }

  @Test func `AP-1.4 a lead says who owns it, and why a mode is gone`() throws {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00, shared: 12_00)
    let bought = history.buy("L-1", .shared, 12_00, at: "2026-04-02T09:00:00Z")
    let shared = try explain(.lead("L-1"), history)
    #expect(try rows("owners", shared, "client", "mode", "net") == ["B-1 shared 12.00"])
    #expect(
      try rows("modes", shared, "mode", "price", "is_left", "because", "rule", "position") == [
        "exclusive 30.00 no bought in shared mode by B-1 AP-1.4 \(bought)",
        "shared 12.00 yes offered, and nobody has it alone AP-1.3 -",
      ])
    let sold = try explain(.lead("L-2"), History.goldenMarket(until: "2026-04-18"))
    #expect(
      try rows("modes", sold, "mode", "is_left", "because") == [
        "exclusive no sold in exclusive mode to B-1", "shared no sold in exclusive mode to B-1",
      ])
  }

  @Test
  func `AP-3.3 what was settled of a claim is a line of the coming invoice, then of that invoice`()
    throws
  {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    history.offer("L-2", exclusive: 45_00)
    let one = history.buy("L-1", .exclusive, 30_00, at: "2026-04-10T09:00:00Z")
    let two = history.buy("L-2", .exclusive, 45_00, at: "2026-04-10T10:00:00Z")
    history.claim("R-1", "L-1", at: "2026-04-12T09:00:00Z")
    let settled = history.settle("R-1", "L-1", 10_00, .creditNote, at: "2026-04-14T09:00:00Z")
    let waiting = try explain(.claim("R-1"), history)
    #expect(waiting.mismatches == [])
    #expect(
      try rows("settlements", waiting, "document", "settled_by", "amount") == [
        "- coming_invoice 10.00"
      ])
    var off = History.line(-10_00, .standard, sources: [settled])
    off.vatRate = Rate(hundredths: 20_00)
    history.bill(
      "F2026-000001",
      [History.line(ofLead: "L-1", 30_00, one), History.line(ofLead: "L-2", 45_00, two), off],
      from: "2026-04-01", to: "2026-04-15")
    #expect(history.violations == [])
    let billed = try explain(.claim("R-1"), history)
    #expect(billed.mismatches == [])
    #expect(
      try rows("settlements", billed, "document", "settled_by", "amount") == [
        "F2026-000001 invoice_line 10.00"
      ])
    let invoice = try explain(.invoice("F2026-000001"), history)
    #expect(invoice.mismatches == [])
    #expect(
      try rows("purchases", invoice, "line", "lead", "claim", "net").last == "3 L-1 R-1 -10.00")
  }

  @Test func `AP-4.7 a Tirelire adds up by its movements and by its lots, and so does the balance`()
    throws
  {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    history.pay("P-1", 120_00, client: "B-1", on: "2026-04-02")
    history.now = "2026-04-02T09:00:00Z"
    history.credit(wallet: "B-1", lot: 1, 120_00, payment: "P-1", invoice: "F2026-000001")
    history.buy("L-1", .exclusive, 30_00, at: "2026-04-03T09:00:00Z", .wallet)
    history.debit(wallet: "B-1", [(1, 30_00)], lead: "L-1")
    let wallet = try explain(.wallet("B-1"), history)
    #expect(wallet.mismatches == [])
    #expect(
      try rows("movements", wallet, "movement", "amount", "balance", "document", "lead") == [
        "top_up 100.00 100.00 F2026-000001 -", "purchase -30.00 70.00 - L-1",
      ])
    #expect(try rows("lots", wallet, "lot", "vat_rate", "left") == ["B-1~lot-1 20.00 70.00"])
    let balance = try explain(.balance("B-1"), history)
    #expect(balance.mismatches == [])
    #expect(
      try rows("wallet", balance, "lot", "amount", "invoice") == [
        "B-1~lot-1 70.00 F2026-000001"
      ])
  }
}
