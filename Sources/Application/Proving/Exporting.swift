public import EventStore

extension Checkpoints {
  /// Writes the tree of the newest checkpoint as C2SP tlog-tiles; adds to what an earlier export left.
  ///
  /// - Returns: that checkpoint, how many events were there already, and how many the log has.
  public func exportTiles(
    into directory: String, progress: (_ done: Int, _ total: Int) -> Void
  ) throws(LedgerError) -> (checkpoint: Checkpoint, before: UInt64, end: UInt64) {
    guard let signed = try newest() else {
      throw .home("no checkpoint is kept, and tiles are of one; make one with minutier checkpoint")
    }
    let size = signed.checkpoint.size
    let reader = try logReader()
    try requireNotBehind(signed, reader.end)
    let tree = try logTree(reader, covering: size)
    try requireExtension(of: signed, tree)
    let place = directory + "/checkpoint"
    let before = try exported(place, tree, size)
    var export = TileExport(
      reader, tree, size: size, before: before, into: directory, files: home.files)
    try logging { () throws(LogError) in
      try export.run { progress(Int($0 - before), Int(size - before)) }
    }
    try home.replace(place, with: signed.note.bytes)
    tree.save()
    return (signed.checkpoint, before, reader.end)
  }

  /// How many events an earlier export has: those of a checkpoint that this log extends.
  private func exported(
    _ place: String, _ tree: LogTree, _ size: UInt64
  ) throws(LedgerError) -> UInt64 {
    guard let bytes = try home.readIfThere(place) else { return 0 }
    let earlier: SignedCheckpoint
    do { earlier = try SignedCheckpoint(bytes) } catch {
      throw .home("couldn't add to \(place): \(error); export into a new directory")
    }
    if let objection = earlier.objection(for: key) {
      throw .home("couldn't add to \(place): it has \(objection); export into a new directory")
    }
    guard earlier.checkpoint.size <= size else {
      throw .home(
        "couldn't add to \(place): it is of \(earlier.checkpoint.size) events, the newest "
          + "checkpoint kept of \(size)")
    }
    try requireExtension(of: earlier, tree)
    return earlier.checkpoint.size
  }
}
