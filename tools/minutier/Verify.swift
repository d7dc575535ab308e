import Application

/// `minutier verify`: re-reads every byte.
enum Verify: Verb {
  static let name = "verify"
  static let summary = "re-read every byte of the log, and recompute its tree"
  static let usage = "minutier verify LEDGER"
  static let details = """
    Reads every segment from its first byte to its last: frames, checksums, padding, positions,
    versions of streams, and the RFC 6962 tree. Prints `events N root HEX` and exits with 0, or
    prints every finding with its first position and exits with 1.
    """

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("verify", unit: "bytes")
    let result = try LogCheck.run(LedgerHome(arguments.words[0])) {
      progress.show($0, of: $1)
    }
    progress.end()
    for finding in result.findings { say(finding) }
    if result.findings.isEmpty {
      say("events \(result.events) root \(result.root)")
      return 0
    }
    say("\(result.findings.count) found; \(result.events) events could be read")
    return 1
  }
}
