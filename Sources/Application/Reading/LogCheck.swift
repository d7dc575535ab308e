import EventStore

/// The verification of a ledger's log, in words.
public struct LogCheck: Sendable {
  public var events: Int
  public var root: String
  public var findings: [String]

  /// Re-reads every byte of the log.
  ///
  /// - Throws: `LedgerError.home` when the directory holds no ledger.
  public static func run(
    _ home: LedgerHome, progress: @escaping (_ done: Int, _ total: Int) -> Void
  )
    throws(LedgerError) -> LogCheck
  {
    _ = try home.card()
    let result = Verification.run(
      directory: home.log, files: home.files, progress: progress)
    return LogCheck(
      events: Int(result.events), root: result.root.hex,
      findings: result.findings.map(\.description))
  }
}
