// A month of one client, short enough to be read: the golden histories of Active Prospects and of MARKETINGCONNECT.
import Foundation
import Testing

/// A ledger that lived a tour.
struct Tour {
  private let folder: Folder
  private let ledger: String
  /// What it answered to each command.
  let replies: [[String: Any]]

  init(_ contract: String, start: String, end: String) throws {
    folder = try Folder()
    ledger = folder.url("tour").path
    let commands = "\(Program.root)/eventlogs/sample/tour-\(contract).ndjson"
    let made = try Program.minutier(
      "init", ledger, "--contract", contract, "--clock", "simulated", "--start", start)
    #expect(made.status == 0, "\(made.errors)")
    let executed = try Program.minutier("execute", ledger, commands)
    replies = try Sample.activeProspects.objects(executed.output)
    let refused = replies.contains { $0["outcome"] as? String == "refused" }
    #expect(executed.status == (refused ? 1 : 0), "\(executed.errors)")
    #expect(try Program.minutier("advance", ledger, "--to", end).status == 0)
  }

  func rows(_ question: String, _ columns: [String], _ more: [String] = []) throws -> [[String?]] {
    let words = ["show", ledger, question, "--format", "ndjson"] + more
    let shown = try Program.run(Program.minutier, words)
    #expect(shown.status == 0, "\(shown.errors)")
    return try Sample.activeProspects.objects(shown.output).map { row in
      columns.map { row[$0] as? String }
    }
  }

  /// What is said of a command beside that it is accepted: a refusal, a hold, an effect denied.
  func code(_ id: String) -> String? {
    let reply = replies.first { $0["id"] as? String == id }
    let said = reply?["refusal"] ?? reply?["effect"]
    return (said as? [String: Any])?["code"] as? String
  }
}

@Suite struct `The tours` {
  @Test func `AP-H1 two half-months, a claim settled after the invoice, two debits`() throws {
    let tour = try Tour(
      "active-prospects", start: "2026-04-01T08:00:00+02:00", end: "2026-05-31T00:00:00+02:00")
    #expect(tour.replies.allSatisfy { $0["outcome"] as? String == "accepted" })
    let invoices = try tour.rows(
      "invoice", ["issue_date", "net", "vat", "gross", "due_on", "collect_on", "open"])
    #expect(
      invoices == [
        ["2026-04-16", "75.00", "15.00", "90.00", "2026-04-26", "2026-04-27", "0.00"],
        ["2026-05-01", "12.49", "2.50", "14.99", "2026-05-11", "2026-05-11", "0.00"],
      ])
    #expect(
      try tour.rows("credit_note", ["issue_date", "net", "vat", "gross"]) == [
        ["2026-04-20", "30.00", "6.00", "36.00"]
      ])
    for (day, owed) in [("2026-04-18", "90.00"), ("2026-04-20", "54.00"), ("2026-05-30", "0.00")] {
      let known = ["--known-at", "\(day)T23:59:00+02:00"]
      #expect(try tour.rows("balance", ["receivable"], known) == [[owed]], "\(day)")
    }
  }

  @Test func `MC-H1 10.1 % is credited to the cent, 10 % is not, a day late is waived`() throws {
    let tour = try Tour(
      "marketingconnect", start: "2026-04-15T08:00:00+02:00", end: "2026-06-30T00:00:00+02:00")
    let codes = tour.replies.compactMap { reply in
      (reply["id"] as? String).flatMap { id in tour.code(id).map { "\(id) \($0)" } }
    }
    #expect(
      codes == [
        "t-17 MC_SEND_TOO_EARLY", "t-25 MC_CLAIM_LATE", "t-27 MC_BELOW_THRESHOLD",
      ])
    let invoices = try tour.rows("invoice", ["issue_date", "net", "vat", "gross", "open"])
    let paid = ["2026-04-30", "800.00", "160.00", "960.00", "0.00"]
    #expect(invoices == [paid, paid])
    #expect(
      try tour.rows("credit_note", ["issue_date", "net", "vat", "gross", "usable"]) == [
        ["2026-06-09", "80.80", "16.16", "96.96", "next_invoices"]
      ])
    #expect(try tour.rows("balance", ["receivable", "credit"]) == [["0.00", "96.96"]])
  }
}
