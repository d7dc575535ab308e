import EventStore

/// The repacking of a ledger's sealed segments, at once.
public enum LogPacking {
  /// - Returns: how many segments were written anew, and their bytes before and after.
  /// - Throws: `LedgerError.log` when another process writes the ledger, or a file cannot be written.
  public static func run(
    _ home: LedgerHome, progress: (_ done: Int, _ total: Int) -> Void
  ) throws(LedgerError) -> (segments: Int, before: Int, after: Int) {
    _ = try home.card()
    do {
      let log = try EventLog.open(in: home.log, files: home.files)
      let result = try log.repack(progress: progress)
      try log.close()
      return result
    } catch { throw .log(error) }
  }
}
