import Application

/// `minutier rebuild`: makes the read models anew.
enum Rebuild: Verb {
  static let name = "rebuild"
  static let summary = "replay the log into fresh read models, and check their invariants"
  static let usage = "minutier rebuild LEDGER [--into FILE]"
  static let details = """
    Reads the whole log, verifying it, and writes the read models to a new SQLite file that takes
    the place of projections/minutier.sqlite, or to FILE. The same log gives the same file content.
    A damaged log is refused. Exit code 1 when the history breaks an invariant: the file that was
    there then stays.
    """
  static let valued = ["--into"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("rebuild")
    let report = try ReadSide(LedgerHome(arguments.words[0])).rebuild(into: arguments["--into"]) {
      progress.show($1, of: $2, $0)
    }
    progress.end()
    for violation in report.violations { say("\(violation)") }
    if !report.violations.isEmpty {
      say("\(report.violations.count) invariants broken by \(report.events) events")
      return 1
    }
    say("rebuilt \(report.path) from \(report.events) events, root \(report.root)")
    return 0
  }
}
