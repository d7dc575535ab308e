// Invoices, credit notes, balances and the journal (G-11 to G-14, table G).
import Ledger
import Projections
import Testing

@Suite struct `Documents and money` {
  @Test func `an invoice, its lines and its mention are told as they were issued`() throws {
    var history = History.subscribed()
    history.invoice(
      "F2026-000001",
      [History.line(290_00, sources: [3]), History.line(190_00, .standard, sources: [3, 4])])
    #expect(
      try history.show(
        "invoice", "number", "client", "kind", "issue_date", "due_on", "collect_on", "net", "vat",
        "gross", "paid", "open", "status") == [
          "F2026-000001 C-1 extras 2026-04-30 2026-04-30 - 480.00 38.00 518.00 0.00 518.00 open"
        ])
    #expect(
      try history.show(
        "invoice_line", "line", "label", "quantity", "unit", "net", "vat_code", "vat_rate",
        "mention", "source_positions") == [
          "1 Ligne 1 290.00 290.00 exempt_261C 0.00 261C [3]",
          "2 Ligne 1 190.00 190.00 standard 20.00 - [3,4]",
        ])
    #expect(history.violations == [])
  }

  @Test func `lines listed ahead belong to their invoice`() throws {
    var history = History.subscribed()
    history.add(
      .invoiceLinesListed(
        InvoiceLinesListed.with {
          $0.invoice = "F2026-000001"
          $0.lines = [History.line(100_00)]
          $0.part = 1
        }))
    let both = [History.line(100_00), History.line(50_00)]
    history.invoice("F2026-000001", both) { $0.lines = [both[1]] }
    #expect(try history.show("invoice_line", "line", "net") == ["1 100.00", "2 50.00"])
    #expect(history.violations == [])
  }

  @Test func `G-14 payments and credit notes settle invoices, and the rest is credit`() throws {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)])
    history.invoice("F2026-000002", [History.line(290_00)], on: "2026-05-01")
    let payment = history.pay("P-1", 200_00)
    history.allocate(
      "P-1", [Allocation("F2026-000001", money(169_00)), Allocation("F2026-000002", money(31_00))])
    #expect(
      try history.show("invoice", "paid", "open", "status") == [
        "169.00 0.00 paid", "31.00 259.00 partly_paid",
      ])
    history.credit("F2026-000003", on: "F2026-000002", [History.line(290_00)])
    history.allocate("F2026-000003", [Allocation("F2026-000002", money(259_00))])
    #expect(
      try history.show("balance", "client", "receivable", "wallet", "credit", "open_invoices")
        == ["C-1 0.00 0.00 31.00 0"])
    #expect(
      try history.show(
        "credit_note", "number", "corrects", "client", "issue_date", "net", "vat", "gross",
        "usable", "used", "left") == [
          #"F2026-000003 ["F2026-000002"] C-1 2026-05-05 290.00 0.00 290.00 next_invoices 259.00 31.00"#
        ])
    #expect(try history.show("invoice", "status").last == "credited")
    #expect(history.violations == [])
    history.correct(payment, "PaymentReceived", "P-1")
    #expect(try history.show("balance", "receivable", "credit") == ["200.00 31.00"])
    #expect(try history.show("invoice", "open") == ["169.00", "31.00"])
    #expect(history.violations == [])
  }

  @Test func `the journal posts each event once, balanced, in entries without gaps`() throws {
    var history = History.subscribed()
    let invoice = history.invoice("F2026-000001", [History.line(190_00, .standard)])
    history.credit("F2026-000002", on: "F2026-000001", [History.line(90_00, .standard)])
    let payment = history.pay("P-1", 120_00)
    history.correct(payment, "PaymentReceived", "P-1")
    #expect(
      try history.show(
        "journal", "entry", "date", "journal", "account", "auxiliary", "label", "piece", "debit",
        "credit", "source_position") == [
          "1 2026-04-30 VE 411000 C-1 Facture F2026-000001 F2026-000001 228.00 0.00 \(invoice)",
          "1 2026-04-30 VE 706000 - Facture F2026-000001 F2026-000001 0.00 190.00 \(invoice)",
          "1 2026-04-30 VE 445710 - Facture F2026-000001 F2026-000001 0.00 38.00 \(invoice)",
          "2 2026-05-05 VE 706000 - Avoir F2026-000002 sur F2026-000001 F2026-000002 90.00 0.00 6",
          "2 2026-05-05 VE 445710 - Avoir F2026-000002 sur F2026-000001 F2026-000002 18.00 0.00 6",
          "2 2026-05-05 VE 411000 C-1 Avoir F2026-000002 sur F2026-000001 F2026-000002 0.00 108.00 6",
          "3 2026-05-04 BQ 512000 - Règlement P-1 P-1 120.00 0.00 7",
          "3 2026-05-04 BQ 411000 C-1 Règlement P-1 P-1 0.00 120.00 7",
          "4 2026-04-08 BQ 411000 C-1 Annulation du règlement P-1 P-1 120.00 0.00 8",
          "4 2026-04-08 BQ 512000 - Annulation du règlement P-1 P-1 0.00 120.00 8",
        ])
    #expect(history.violations == [])
  }

  @Test func `INV numbers follow one another in a year, credit notes among them`() {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(100_00)])
    history.credit("F2026-000002", on: "F2026-000001", [History.line(10_00)])
    history.invoice("F2026-000003", [History.line(100_00)], on: "2026-12-31")
    history.invoice("F2027-000001", [History.line(100_00)], on: "2027-01-01")
    #expect(history.violations == [])
    history.invoice("F2027-000003", [History.line(100_00)], on: "2027-01-01")
    history.invoice("F2027-000003", [History.line(100_00)], on: "2027-01-01")
    history.invoice("F2026-000004", [History.line(100_00)], on: "2026-12-31")
    #expect(
      history.violations == [
        "INV F2027-000003: found F2027-000003, expected F2027-000002, the next of its series "
          + "(position 9)",
        "INV F2027-000003: found a number used twice, expected each number once (position 10)",
        "INV F2026-000004: found issued on 2026-12-31, expected 2027-01-01 or later, as the one "
          + "before (position 11)",
      ])
  }

  @Test(arguments: [
    (0, "net 169.00 and VAT 0.00 for a gross of 169.01, expected gross 169.00"),
    (1, "lines of 169.00 for a net of 168.00, expected their sum"),
    (2, "VAT of 1.00 on exempt_261C, expected none"),
    (
      3,
      "exempt lines without mention 261C, expected \"TVA non applicable – article 261 C du Code "
        + "général des impôts\""
    ),
    (4, "1 lines, expected 2, as it counts"),
    (5, "2 × 169.00 = 169.00, expected 338.00"),
    (6, "a base of 170.00 for exempt_261C, expected 169.00, the sum of its lines"),
  ])
  func `INV the figures of an invoice agree`(kind: Int, found: String) {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)]) { invoice in
      switch kind {
      case 0: invoice.ttc = money(169_01)
      case 1:
        invoice.ht = money(168_00)
        invoice.ttc = money(168_00)
      case 2:
        invoice.vatByRate[0].vat = money(1_00)
        invoice.ttc = money(170_00)
      case 3: invoice.mentions = []
      case 4: invoice.lineCount = 2
      case 5: invoice.lines[0].qty = 2
      default: invoice.vatByRate[0].base = money(170_00)
      }
    }
    #expect(
      history.violations.contains("INV F2026-000001: found \(found) (position 5)"),
      "\(history.violations)")
  }

  @Test func `INV credit notes take back no more than the invoice`() {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)])
    history.credit("F2026-000002", on: "F2026-000001", [History.line(100_00)])
    #expect(history.violations == [])
    history.credit("F2026-000003", on: "F2026-000001", [History.line(69_01)])
    #expect(
      history.violations == [
        "INV F2026-000003, F2026-000001: found a credit of 69.01, expected 69.00 at most, what is "
          + "left of the invoices (position 7)"
      ])
  }

  @Test func `INV a credit note corrects an invoice of its own client`() {
    var history = History.subscribed()
    history.register("C-2")
    history.invoice("F2026-000001", [History.line(169_00)])
    history.credit("F2026-000002", on: "F2026-000001", [History.line(169_00)], client: "C-2")
    history.credit("F2026-000003", on: "F2026-000009", [History.line(169_00)])
    #expect(
      history.violations == [
        "INV F2026-000002, F2026-000001: found it corrects F2026-000001, expected an invoice of "
          + "C-2 (position 7)",
        "INV F2026-000002, F2026-000001: found a credit of 169.00, expected 0.00 at most, what is "
          + "left of the invoices (position 7)",
        "INV F2026-000003, F2026-000009: found it corrects F2026-000009, expected an invoice of "
          + "C-1 (position 8)",
        "INV F2026-000003, F2026-000009: found a credit of 169.00, expected 0.00 at most, what is "
          + "left of the invoices (position 8)",
      ])
  }

  @Test func `BAL an allocation settles an open invoice of its client with what there is`() {
    var history = History.subscribed()
    history.register("C-2")
    history.invoice("F2026-000001", [History.line(169_00)])
    history.pay("P-1", 100_00)
    history.allocate("P-1", [Allocation("F2026-000001", money(100_01))])
    history.pay("P-2", 500_00, client: "C-2")
    history.allocate("P-2", [Allocation("F2026-000001", money(10_00))], client: "C-2")
    history.allocate("P-2", [Allocation("F2026-000009", money(10_00))], client: "C-2")
    #expect(
      history.violations.prefix(3) == [
        "BAL P-1: found 100.01 allocated, expected 100.00 at most (position 8)",
        "BAL P-2, F2026-000001: found 10.00 allocated by C-2, expected at most 68.99 of C-1 "
          + "(position 10)",
        "BAL P-2, F2026-000009: found an allocation of 10.00, expected an invoice that was issued "
          + "(position 11)",
      ])
    #expect(
      history.violations.contains { $0.hasPrefix("BAL C-2: found 0.00 open, expected -20.00") })
  }

  @Test func `journal an invoice whose parts do not add up leaves its entry unbalanced`() {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)]) { $0.ttc = money(170_00) }
    #expect(
      history.violations.last
        == "journal entry 1, F2026-000001: found debit 170.00, credit 169.00, expected the same "
        + "(position 5)")
  }

  @Test func `journal the client accounts say what the balances say`() {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)])
    history.allocate("P-9", [Allocation("F2026-000001", money(69_00))])
    #expect(
      history.violations == [
        "journal C-1: found 169.00 on the client's account, expected 100.00: 100.00 receivable, "
          + "0.00 in credit"
      ])
  }

  @Test func `BAL as of an instant, a payment settles no invoice that is not seen`() throws {
    var history = History.subscribed()
    history.invoice("F2026-000001", [History.line(169_00)], on: "2026-04-30")
    history.pay("P-1", 200_00)
    history.allocate("P-1", [Allocation("F2026-000001", money(169_00))])
    let late = history.events.filter { $0.event.type != "InvoiceIssued" }
    let unpaid = history.events.filter { $0.event.type != "PaymentReceived" }
    for (seen, row) in [(late, "0.00 200.00"), (unpaid, "169.00 0.00")] {
      var models = ReadModels(Vantage(asOf: instant("2026-06-01T00:00:00Z")))
      for event in seen { models.fold(event) { _, _, _ in nil } }
      #expect(models.violations() == [])
      #expect(try history.show(models, "balance", ["receivable", "credit"]) == [row])
    }
  }

  @Test func `the statement runs by date through documents and payments, each client's apart`()
    throws
  {
    var history = History.subscribed()
    history.register("C-2")
    history.invoice("F2026-000001", [History.line(169_00)], on: "2026-04-30")
    history.invoice("F2026-000002", [History.line(290_00)], on: "2026-05-02", client: "C-2")
    let payment = history.pay("P-1", 200_00, on: "2026-05-04")
    history.credit("F2026-000003", on: "F2026-000001", [History.line(69_00)], issued: "2026-05-03")
    history.correct(payment, "PaymentReceived", "P-1")
    let columns = ["client", "date", "document", "kind", "debit", "credit", "balance"]
    #expect(
      try history.show(history.models(), "statement", columns, client: "C-1") == [
        "C-1 2026-04-08 P-1 payment_corrected 200.00 0.00 200.00",
        "C-1 2026-04-30 F2026-000001 invoice 169.00 0.00 369.00",
        "C-1 2026-05-03 F2026-000003 credit_note 0.00 69.00 300.00",
        "C-1 2026-05-04 P-1 payment 0.00 200.00 100.00",
      ])
    #expect(
      try history.show(history.models(), "statement", columns, client: "C-2") == [
        "C-2 2026-05-02 F2026-000002 invoice 290.00 0.00 290.00"
      ])
    #expect(try history.show("statement", "client").count == 5)
  }
}
