// A month of one beneficiary, short enough to be read: the golden history of Active Prospects.
import Foundation
import Testing

@Suite struct `The tour of Active Prospects` {
  @Test func `AP-H1 two half-months, a claim settled after the invoice, two debits`() throws {
    let folder = try Folder()
    let ledger = folder.url("tour").path
    let tour = "\(Program.root)/eventlogs/sample/tour-active-prospects.ndjson"
    for words in [
      [
        "init", ledger, "--contract", "active-prospects", "--clock", "simulated", "--start",
        "2026-04-01T08:00:00+02:00",
      ],
      ["execute", ledger, tour], ["advance", ledger, "--to", "2026-05-31T00:00:00+02:00"],
    ] {
      let outcome = try Program.run(Program.minutier, words)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
    func rows(_ question: String, _ columns: [String], _ more: [String] = []) throws -> [[String?]]
    {
      let words = ["show", ledger, question, "--format", "ndjson"] + more
      let shown = try Program.run(Program.minutier, words)
      #expect(shown.status == 0, "\(shown.errors)")
      return try Sample.activeProspects.objects(shown.output).map { row in
        columns.map { row[$0] as? String }
      }
    }
    let invoices = try rows(
      "invoice", ["issue_date", "net", "vat", "gross", "due_on", "collect_on", "open"])
    #expect(
      invoices == [
        ["2026-04-16", "75.00", "15.00", "90.00", "2026-04-26", "2026-04-27", "0.00"],
        ["2026-05-01", "12.49", "2.50", "14.99", "2026-05-11", "2026-05-11", "0.00"],
      ])
    #expect(
      try rows("credit_note", ["issue_date", "net", "vat", "gross"]) == [
        ["2026-04-20", "30.00", "6.00", "36.00"]
      ])
    for (day, owed) in [("2026-04-18", "90.00"), ("2026-04-20", "54.00"), ("2026-05-30", "0.00")] {
      let known = ["--known-at", "\(day)T23:59:00+02:00"]
      #expect(try rows("balance", ["receivable"], known) == [[owed]], "\(day)")
    }
  }
}
