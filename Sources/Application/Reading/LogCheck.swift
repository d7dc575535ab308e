public import EventStore

/// The verification of a ledger's log, in words.
public struct LogCheck: Sendable {
  public var events: Int
  public var root: String
  public var findings: [String]
  /// The sizes of the checkpoints that the log was found to extend.
  public var checkpoints: [UInt64] = []

  /// Re-reads every byte of the log, and compares it with the checkpoints kept.
  ///
  /// - Parameter brought: a signed checkpoint that the log must extend too, with its file's name.
  /// - Parameter key: the verifier key of the checkpoints; nil for the one that event 0 names.
  /// - Throws: `LedgerError.home` when the directory holds no ledger.
  public static func run(
    _ home: LedgerHome, brought: (name: String, bytes: [UInt8])? = nil, key: VerifierKey? = nil,
    progress: @escaping (_ done: Int, _ total: Int) -> Void
  )
    throws(LedgerError) -> LogCheck
  {
    let card = try home.card()
    // Before the log's end is known: one made meanwhile is not judged.
    var kept: [KeptCheckpoint] = []
    for size in try Checkpoints.sizes(home) {
      let name = "checkpoints/" + Checkpoints.name(size)
      kept.append(
        KeptCheckpoint(name: name, size: size, bytes: try home.read(home.path + "/" + name)))
    }
    if let brought {
      kept.append(KeptCheckpoint(name: brought.name, size: nil, bytes: brought.bytes))
    }
    let result = Verification.run(
      directory: home.log, files: home.files, rootsAt: Set(kept.compactMap(\.checkpoint?.size)),
      progress: progress)
    var check = LogCheck(
      events: Int(result.events), root: result.root.hex,
      findings: result.findings.map(\.description))
    guard result.findings.isEmpty, !kept.isEmpty else { return check }
    let own: VerifierKey
    if let key { own = key } else { own = try Checkpoints(home).key }
    for kept in kept {
      if let finding = kept.compare(with: result, own, origin: card.origin) {
        check.findings.append(finding.description)
      } else if let size = kept.checkpoint?.size {
        check.checkpoints.append(size)
      }
    }
    return check
  }
}

/// A checkpoint's file, as it was found.
private struct KeptCheckpoint {
  var name: String
  /// The size that the file's name says; nil for one brought along.
  var size: UInt64?
  var signed: SignedCheckpoint?
  var problem = ""

  var checkpoint: Checkpoint? { signed?.checkpoint }

  init(name: String, size: UInt64?, bytes: [UInt8]) {
    self.name = name
    self.size = size
    do { signed = try SignedCheckpoint(bytes) } catch { problem = error.description }
  }

  func compare(with log: Verification, _ key: VerifierKey, origin: String) -> Finding? {
    func wrong(_ kind: Finding.Kind, _ position: UInt64?, _ expected: String, _ found: String)
      -> Finding
    {
      Finding(
        kind, segment: name, offset: 0, position: position, expected: expected, found: found)
    }
    guard let signed, let checkpoint else {
      return wrong(.checkpoint, nil, "a signed checkpoint", problem)
    }
    if let objection = signed.objection(for: key) {
      return wrong(.checkpoint, nil, "a checkpoint of \(origin), signed by \(key)", objection)
    }
    if let size, size != checkpoint.size {
      return wrong(.checkpoint, nil, "a checkpoint of \(size) events", "\(checkpoint.size)")
    }
    guard checkpoint.size <= log.events else {
      return wrong(
        .behindCheckpoint, log.events, "\(checkpoint.size) events, as was signed",
        "\(log.events); restore the newer copy of the log")
    }
    guard log.rootsAt[checkpoint.size] == checkpoint.root else {
      let root = log.rootsAt[checkpoint.size].map { "root \($0)" } ?? "no root"
      return wrong(
        .notConsistent, nil, "root \(checkpoint.root) of the first \(checkpoint.size) events",
        "\(root); they were rewritten since, restore a copy from before")
    }
    return nil
  }
}
