import Application
import EventStore

/// `minutier checkpoint`: signs what the log holds.
enum CheckpointVerb: Verb {
  static let name = "checkpoint"
  static let summary = "sign the size and root of the log, for others to keep"
  static let usage =
    "minutier checkpoint LEDGER [--key | --list | --add-cosignature FILE --witness VKEY]"
  static let details = """
    Signs all durable events, also while a writer lives, keeps the checkpoint in LEDGER/checkpoints
    and prints it: a C2SP tlog-checkpoint, signed with Ed25519. Whoever holds a copy can show later
    that nothing before it was rewritten or lost: give it to clients, print it, send it to a witness.
    A log that does not extend the newest checkpoint kept is not signed.
      --key              print the ledger's verifier key, which checks its checkpoints
      --list             print size, root and cosignatures of each checkpoint kept
      --add-cosignature  keep what a witness signed: the checkpoint with its signature lines, or
                         those lines alone
      --witness          the witness's verifier key
    """
  static let valued = ["--add-cosignature", "--witness"]
  static let flags = ["--key", "--list"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let file = arguments["--add-cosignature"]
    if (arguments["--witness"] == nil) != (file == nil) {
      throw UsageError("--add-cosignature and --witness go together")
    }
    if [arguments.has("--key"), arguments.has("--list"), file != nil].count(where: \.self) > 1 {
      throw UsageError("--key, --list and --add-cosignature do not go together")
    }
    let checkpoints = try Checkpoints(LedgerHome(arguments.words[0]))
    if arguments.has("--key") {
      say("\(checkpoints.key)")
    } else if arguments.has("--list") {
      for signed in try checkpoints.all() { list(signed, checkpoints.key) }
    } else if let file, let witness = try arguments.verifierKey("--witness") {
      let (signed, since) = try checkpoints.add(cosignature: readFile(file), by: witness)
      print(signed)
      complain("minutier: cosigned by \(witness.name) at \(since)")
    } else {
      print(try checkpoints.sign())
    }
    return 0
  }

  private static func print(_ signed: SignedCheckpoint) {
    signed.note.bytes.withUnsafeBytes { write($0) }
  }

  private static func list(_ signed: SignedCheckpoint, _ own: VerifierKey) {
    let others = signed.note.signatures.filter { $0.keyID != own.id }.map(\.name)
    let witnesses = others.isEmpty ? "" : " cosigned by " + others.joined(separator: ", ")
    say("events \(signed.checkpoint.size) root \(signed.checkpoint.root)\(witnesses)")
  }
}
