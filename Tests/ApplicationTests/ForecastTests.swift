// `advance --dry-run` says what `advance` then does, and writes nothing.
import Application
import Foundation
import Ledger
import Projections
import Testing

@Suite struct `Forecasts` {
  private struct Item: Decodable {
    var instant: String
    var command: String
    var subject: String
    var events: [String]
    var invoice: String?
    var gross: String?
  }

  private func bytes(of ledger: String) throws -> [String: Data] {
    var bytes: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: ledger) {
      bytes[name] = FileManager.default.contents(atPath: "\(ledger)/\(name)")
    }
    return bytes
  }

  @Test func `a forecast is what comes, when nothing else happens`() throws {
    let folder = try Folder()
    let life = try Life(folder)
    let before = try life.reach(try #require(Instant("2026-09-10T00:00:00Z")))
    let kept = try bytes(of: life.ledger)
    let end = "2026-11-05T00:00:00+01:00"
    let forecast = try folder.run(
      "minutier", ["advance", life.ledger, "--to", end, "--dry-run", "--format", "json"])
    #expect(try bytes(of: life.ledger) == kept)
    let items = try JSONDecoder().decode([Item].self, from: Data(forecast.output.utf8))
    #expect(Set(items.map(\.command)).count >= 4, "not every kind of item falls due")
    #expect(items.map(\.instant) == items.map(\.instant).sorted())

    try folder.run("minutier", ["advance", life.ledger, "--to", end])
    let side = ReadSide(LedgerHome(life.ledger))
    let timeline = try side.answer("timeline", client: nil)
    let types = timeline.rows.dropFirst(before).map { $0[4] }
    #expect(types == items.flatMap(\.events).map { .text($0) })
    let instants = timeline.rows.dropFirst(before).map { $0[3] }
    #expect(instants == items.flatMap { item in item.events.map { _ in .text(item.instant) } })
    let invoices = try side.answer("invoice", client: nil)
    let gross = try #require(invoices.columns.firstIndex { $0.name == "gross" })
    let drawn = Dictionary(
      uniqueKeysWithValues: invoices.rows.map { (shown($0[0]), shown($0[gross])) })
    for item in items {
      #expect((item.invoice == nil) == !item.events.contains("InvoiceIssued"))
      if let invoice = item.invoice { #expect(drawn[invoice] == item.gross, "\(invoice)") }
    }
  }

  private func shown(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .money(let money): money.description
    default: "\(value)"
    }
  }
}
