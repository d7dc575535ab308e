// A ledger that was written once and is kept for ever: what later programs must read in it.
import Foundation
import Testing

@Suite struct `The golden ledger BC-H1` {
  private static let ledger = "eventlogs/golden/BC-H1"
  private static let expected = "\(Program.root)/\(ledger)/expected"

  /// The folders of rows, and the instant at which the ledger knew them.
  static let vantages: [(folder: String, knownAt: String?)] = [
    ("known-at-2026-04-29T23.59", "2026-04-29T23:59:00+02:00"),
    ("known-at-2026-04-30T00.00", "2026-04-30T00:00:00+02:00"), ("end", nil),
  ]
  static let questions = ["invoice", "balance", "appointment", "contract"]

  @Test func `every byte of it verifies, to the root that it had`() throws {
    let outcome = try Program.minutier("verify", Self.ledger)
    #expect(outcome.status == 0)
    #expect(outcome.output == (try text("verify")))
  }

  @Test func `its read models are rebuilt, and their invariants hold`() throws {
    let folder = try Folder()
    let outcome = try Program.minutier("rebuild", try folder.copy(Self.ledger))
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  /// A later program may show more of a row, and nothing else of what it showed.
  @Test(arguments: vantages.indices, questions)
  func `each row shows what it showed`(vantage: Int, question: String) throws {
    let (name, knownAt) = Self.vantages[vantage]
    let folder = try Folder()
    var words = ["show", try folder.copy(Self.ledger), question, "--format", "ndjson"]
    if let knownAt { words += ["--known-at", knownAt] }
    let outcome = try Program.run(Program.minutier, words)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let shown = try rows(outcome.output)
    let kept = try rows(text("\(name)/\(question).ndjson"))
    #expect(shown.count == kept.count, "\(outcome.output)")
    for (row, wanted) in zip(shown, kept) {
      #expect(row.merging(wanted) { $1 } as NSDictionary == row as NSDictionary, "\(wanted)")
    }
  }

  @Test
  func `BC-H1 six invoices, 2 410.00, ended on 2026-08-10; the fourth appointment is an extra`()
    throws
  {
    let invoices = try rows(text("end/invoice.ndjson")).compactMap { $0["gross"] as? String }
    #expect(invoices == ["518.00", "169.00", "518.00", "169.00", "518.00", "518.00"])
    let contract = try rows(text("end/contract.ndjson"))
    #expect(contract.map { $0["ends_on"] as? String } == ["2026-08-10"])
    let statuses = try Self.vantages.prefix(2).map { vantage in
      try rows(text("\(vantage.folder)/appointment.ndjson"))
        .first { $0["appointment"] as? String == "RDV-23" }?["status"] as? String
    }
    #expect(statuses == ["planned", "validated"])
  }

  @Test func `its documents say what they said`() throws {
    let folder = try Folder()
    let pages = folder.path + "/pages"
    let outcome = try Program.minutier("document", Self.ledger, "--all", "-o", pages)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let kept = try FileManager.default.contentsOfDirectory(atPath: Self.expected + "/documents")
    let printed = try FileManager.default.contentsOfDirectory(atPath: pages)
    #expect(printed.map { $0.dropLast(5) }.sorted() == kept.map { $0.dropLast(4) }.sorted())
    for name in kept {
      let page = try folder.text("pages/\(name.dropLast(4)).html")
      #expect(words(of: page) == (try text("documents/\(name)")), "\(name)")
    }
  }

  @Test func `a program of today goes on with it`() throws {
    let folder = try Folder()
    let ledger = try folder.copy(Self.ledger)
    let outcome = try Program.minutier("advance", ledger, "--to", "2026-12-31T00:00:00+01:00")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Program.minutier("verify", ledger).status == 0)
    let commands = try String(
      contentsOfFile: "\(Program.root)/\(Self.ledger)/commands.ndjson", encoding: .utf8)
    let again = try Program.minutier("execute", ledger, "-", input: commands)
    let duplicates = again.lines.filter { $0.contains(#""outcome":"duplicate""#) }
    #expect(duplicates.count == commands.split(separator: "\n").count, "\(again.output)")
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.expected)/\(name)", encoding: .utf8)
  }

  private func rows(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// What can be read on a page, line by line: its looks may change.
  private func words(of page: String) -> String {
    let body = page.components(separatedBy: "<body>").last ?? ""
    let lines = body.components(separatedBy: "\n").map { line in
      line.replacing(/<[^>]*>/, with: " ").split(separator: " ").joined(separator: " ")
    }
    return lines.filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
  }
}
