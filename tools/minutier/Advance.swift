import Application
import Ledger

/// `minutier advance`: lets time pass.
enum Advance: Verb {
  static let name = "advance"
  static let summary = "let time pass: validations, renewals and invoices that fall due"
  static let usage = "minutier advance LEDGER --to INSTANT"
  static let details = """
    Does what falls due up to INSTANT, in the order of its instants. With a real clock INSTANT is
    now at the latest, and a deadline is acted on ten minutes after its instant.
    One long advance and many short ones give the same log, byte for byte.
      --to   2026-06-01T00:00:00+02:00
    """
  static let valued = ["--to"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let text = arguments["--to"], let instant = Instant(text) else {
      throw UsageError("--to INSTANT is needed, like 2026-06-01T00:00:00+02:00")
    }
    let writer = try LedgerWriter.open(LedgerHome(arguments.words[0]), clock: machineClock)
    reportRecovery(writer)
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
}
