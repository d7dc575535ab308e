import Application
import EventStore

/// `minutier prove`: a file that proves something of the ledger to whoever has it.
enum Prove: Verb {
  static let name = "prove"
  static let summary = "write a file that proves an event, or that the log only grew, offline"
  static let usage =
    "minutier prove LEDGER POSITION [--checkpoint FILE|SIZE] [-o FILE]\n"
    + "       minutier prove LEDGER --consistency OLD NEW [-o FILE]"
  static let details = """
    POSITION: a C2SP tlog-proof that this event's line is in the signed log. It holds the line, the
    path and the checkpoint: minutier check-proof checks it with the ledger's verifier key alone.
    --consistency: that the tree of checkpoint NEW is that of checkpoint OLD with events added; each
    is the size of one kept, or a file.
      --checkpoint  the checkpoint to prove it under: the newest one kept by default
      --position    the same as POSITION
      -o            the file to write; standard output by default
    """
  static let valued = ["--checkpoint", "--position", "-o"]
  static let flags = ["--consistency"]
  static let words = 1...3

  static func run(_ arguments: Arguments) throws -> Int32 {
    let words = arguments.words
    if arguments.has("--consistency") {
      guard words.count == 3, arguments["--checkpoint"] == nil, arguments["--position"] == nil
      else {
        throw UsageError("--consistency OLD NEW is needed, and no position")
      }
      let (older, newer) = (try choice(words[1]), try choice(words[2]))
      let proof = try Proving(LedgerHome(words[0])).consistency(from: older, to: newer)
      try put(
        proof.bytes, arguments["-o"],
        "\(proof.older.checkpoint.size) events became \(proof.newer.checkpoint.size)")
      return 0
    }
    let named = words.count == 2 ? words[1] : arguments["--position"]
    guard words.count + (arguments["--position"] == nil ? 0 : 1) == 2, let named,
      let position = UInt64(named), position < 1 << 53
    else { throw UsageError("the POSITION of an event is needed") }
    let chosen = try arguments["--checkpoint"].map { try choice($0) } ?? Proving.Choice.newest
    let proof = try Proving(LedgerHome(words[0])).inclusion(of: position, under: chosen)
    try put(
      proof.bytes, arguments["-o"],
      "event \(position) under the checkpoint of \(proof.signed.checkpoint.size) events")
    return 0
  }

  private static func choice(_ text: String) throws -> Proving.Choice {
    if let size = UInt64(text) { return .size(size) }
    return .brought(try readFile(text))
  }

  private static func put(_ bytes: [UInt8], _ path: String?, _ what: String) throws {
    guard let path else { return bytes.withUnsafeBytes { write($0) } }
    try writeFile(bytes, path)
    say("\(path): \(what)")
  }
}
