import Application
import EventStore

/// `minutier check-proof`: checks a proof with no ledger at hand.
enum CheckProof: Verb {
  static let name = "check-proof"
  static let summary = "check a proof offline, without the ledger"
  static let usage = "minutier check-proof FILE [--key VKEY] [--witness VKEY] [--event FILE]"
  static let details = """
    Reads a .tlog-proof or a consistency proof, prints what it proves, and the event's line.
      --key      the ledger's verifier key (minutier checkpoint LEDGER --key), got from somewhere
                 that you trust: without it the proof could be of anyone's making, and that is said
      --witness  a witness's verifier key: its cosignature must be there too
      --event    the event's line to prove, in place of the one that the proof brings along
    Exit code 1 when it proves nothing, 2 when it cannot be read.
    """
  static let valued = ["--key", "--witness", "--event"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let check = try ProofCheck(
      readFile(arguments.words[0]), log: arguments.verifierKey("--key"),
      witness: arguments.verifierKey("--witness"),
      event: arguments["--event"].map { try line(readFile($0)) })
    for line in check.lines { say(line) }
    if let event = check.event { say(String(decoding: event, as: UTF8.self)) }
    return check.isRight ? 0 : 1
  }

  /// A line without the LF that a file ends with.
  private static func line(_ bytes: [UInt8]) -> [UInt8] {
    bytes.last == 0x0A ? bytes.dropLast() : bytes
  }
}

extension Arguments {
  /// A verifier key given as an option.
  func verifierKey(_ option: String) throws -> VerifierKey? {
    do { return try self[option].map { text throws(NoteError) in try VerifierKey(text) } } catch {
      throw UsageError("\(option): \(error)")
    }
  }
}
