import Application
import Ledger
import Projections

/// `minutier advance`: lets time pass.
enum Advance: Verb {
  static let name = "advance"
  static let summary = "let time pass: validations, renewals and invoices that fall due"
  static let usage =
    "minutier advance LEDGER --to INSTANT [--segment-mib N] [--dry-run [--format table|json|ndjson|csv]]"
  static let details = """
    Does what falls due up to INSTANT, in the order of its instants. With a real clock INSTANT is
    now at the latest, and a deadline is acted on ten minutes after its instant.
    One long advance and many short ones give the same log, byte for byte.
      --to           2026-06-01T00:00:00+02:00
      --segment-mib  how large a file of the log grows, 64 unless said
      --dry-run      a forecast: what will fall due until then if nothing else happens, a line an item,
                     with the events and the invoice that it will bring about; nothing is written. With
                     a real clock too, INSTANT may be later than now.
      --format       of the forecast: table (default), json, ndjson, csv
    """
  static let valued = ["--to", "--format", "--segment-mib"]
  static let flags = ["--dry-run"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let text = arguments["--to"], let instant = Instant(text) else {
      throw UsageError("--to INSTANT is needed, like 2026-06-01T00:00:00+02:00")
    }
    let format = try arguments.format()
    if arguments["--format"] != nil && !arguments.has("--dry-run") {
      throw UsageError("--format goes with --dry-run")
    }
    let writer = try LedgerWriter.open(
      LedgerHome(arguments.words[0]), clock: machineClock, settings: try arguments.logSettings())
    reportRecovery(writer)
    if arguments.has("--dry-run") {
      Output.print(try forecast(writer, to: instant, isBrief: format == .table), as: format)
      try writer.close()
      return 0
    }
    let before = writer.position
    var progress = Progress("advance")
    let done = try writer.advance(to: instant) { [start = before] _ in
      progress.show(writer.position - start, of: nil)
    }
    try writer.close()
    progress.end()
    let events = writer.position - before
    say("advanced to \(instant): \(done) due, \(events) events, \(writer.position) in all")
    return 0
  }

  private static func forecast(_ writer: LedgerWriter, to instant: Instant, isBrief: Bool) throws
    -> Answer
  {
    var answer = Answer(
      columns: [
        Answer.Column("instant", .instant), Answer.Column("command", .text),
        Answer.Column("subject", .text), Answer.Column("events", .list),
        Answer.Column("invoice", .text), Answer.Column("gross", .money),
      ], rows: [])
    try writer.forecast(to: instant) { item in
      let events = item.events.map { "\"\($0)\"" }.joined(separator: ",")
      answer.rows.append([
        .text(item.instant.description), .text(item.command), .text(item.subject),
        .list(json: "[\(events)]"), item.invoice.map { .text($0.number) } ?? .none,
        item.invoice.map { .money($0.gross) } ?? .none,
      ])
    }
    return isBrief ? Brief.inParis(answer) : answer
  }
}
