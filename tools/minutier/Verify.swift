import Application
import EventStore

/// `minutier verify`: re-reads every byte.
enum Verify: Verb {
  static let name = "verify"
  static let summary = "re-read every byte of the log, and recompute its tree"
  static let usage = "minutier verify LEDGER [--checkpoint FILE] [--key VKEY]"
  static let details = """
    Reads every segment from its first byte to its last: frames, checksums, padding, positions,
    versions of streams, and the RFC 6962 tree. Prints `events N root HEX` and exits with 0, or
    prints every finding with its first position and exits with 1. The log must extend every
    checkpoint kept in LEDGER/checkpoints.
      --checkpoint  a signed checkpoint that it must extend too: a copy noted elsewhere, which
                    nobody can have exchanged together with the ledger
      --key         the ledger's verifier key, in place of the one that its event 0 names
    """
  static let valued = ["--checkpoint", "--key"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("verify", unit: "bytes")
    let brought = try arguments["--checkpoint"].map { (name: $0, bytes: try readFile($0)) }
    let key = try arguments.verifierKey("--key")
    let result = try LogCheck.run(LedgerHome(arguments.words[0]), brought: brought, key: key) {
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
