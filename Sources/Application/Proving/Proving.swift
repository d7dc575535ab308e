public import EventStore

/// Makes the files that prove something of a ledger without it.
public struct Proving {
  private let checkpoints: Checkpoints

  /// Which checkpoint a proof goes with.
  public enum Choice: Sendable {
    /// The newest one kept.
    case newest
    /// The one kept of so many events.
    case size(UInt64)
    /// One brought along: a copy given to somebody, or cosigned since.
    case brought([UInt8])
  }

  public init(_ home: LedgerHome) throws(LedgerError) { checkpoints = try Checkpoints(home) }

  /// That an event's line stands at a position of the log.
  public func inclusion(
    of position: UInt64, under choice: Choice
  ) throws(LedgerError) -> InclusionProof {
    let signed = try find(choice)
    let size = signed.checkpoint.size
    guard position < size else {
      throw .home(
        "couldn't prove event \(position): the checkpoint is of \(size) events; "
          + "make one with minutier checkpoint")
    }
    let tree = try tree(covering: signed)
    let proof = try logging { () throws(LogError) in
      InclusionProof(
        position: position, path: try tree.inclusionProof(of: position, size: size),
        signed: signed, extra: try tree.line(at: position))
    }
    guard let line = proof.extra, proof.proves(line) else {
      throw .home("couldn't prove event \(position): its line is not the one signed; run verify")
    }
    tree.save()
    return proof
  }

  /// That one checkpoint's tree is another's with events added.
  public func consistency(
    from older: Choice, to newer: Choice
  ) throws(LedgerError) -> ConsistencyProof {
    let (older, newer) = (try find(older), try find(newer))
    let (from, to) = (older.checkpoint.size, newer.checkpoint.size)
    guard from <= to else {
      throw .home("couldn't prove that \(from) events became \(to): name the older one first")
    }
    let tree = try tree(covering: newer)
    try checkpoints.requireExtension(of: older, tree)
    let proof = ConsistencyProof(
      path: try logging { () throws(LogError) in try tree.consistencyProof(from: from, to: to) },
      older: older, newer: newer)
    guard proof.holds else {
      throw .home("couldn't prove that \(from) events became \(to); run verify")
    }
    tree.save()
    return proof
  }

  private func find(_ choice: Choice) throws(LedgerError) -> SignedCheckpoint {
    switch choice {
    case .size(let size): return try checkpoints.kept(size)
    case .newest:
      guard let newest = try checkpoints.newest() else {
        throw .home("no checkpoint is kept; make one with minutier checkpoint")
      }
      return newest
    case .brought(let bytes):
      let signed: SignedCheckpoint
      do { signed = try SignedCheckpoint(bytes) } catch {
        throw .home("couldn't read the checkpoint: \(error)")
      }
      if let objection = signed.objection(for: checkpoints.key) {
        throw .home("couldn't use the checkpoint: it has \(objection)")
      }
      return signed
    }
  }

  private func tree(covering signed: SignedCheckpoint) throws(LedgerError) -> LogTree {
    let reader = try checkpoints.logReader()
    let size = signed.checkpoint.size
    guard size <= reader.end else {
      throw .home("the log holds \(reader.end) events, the checkpoint is of \(size)")
    }
    let tree = try checkpoints.logTree(reader, covering: size)
    try checkpoints.requireExtension(of: signed, tree)
    return tree
  }
}
