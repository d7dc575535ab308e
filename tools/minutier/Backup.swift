import Application

/// `minutier backup`: a copy of a ledger.
enum BackupVerb: Verb {
  static let name = "backup"
  static let summary = "copy a ledger, also while it is written; again, take what is new"
  static let usage = "minutier backup LEDGER PLACE"
  static let words = 2...2
  static let details = """
    Copies the log as far as it is on the disk, then keys, checkpoints and ledger.json, to the directory
    PLACE. A second backup to the same place writes only the segments that changed. PLACE is then read
    again, byte by byte, and its tree compared. Prints `events N root HEX copied BYTES kept BYTES`.
    The copy holds the keys of the ledger: keep it as you keep the ledger. A person who was erased in the
    ledger is erased in the copy with the next backup. Exit code 2 when PLACE holds another ledger or
    more events than LEDGER: nothing is overwritten then.
    """

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("backup", unit: "segments")
    let result = try Backup.run(
      LedgerHome(arguments.words[0]), to: LedgerHome(arguments.words[1])
    ) { progress.show($0, of: $1) }
    progress.end()
    say(
      "events \(result.events) root \(result.root) copied \(result.copied) kept \(result.kept)")
    return 0
  }
}

/// `minutier restore`: a copy in the place of a lost ledger.
enum Restore: Verb {
  static let name = "restore"
  static let summary = "put a backup in the place of a ledger that is lost"
  static let usage = "minutier restore PLACE LEDGER"
  static let words = 2...2
  static let details = """
    Verifies the backup in PLACE, copies it to the new directory LEDGER, and verifies that. Prints
    `events N root HEX copied BYTES kept BYTES`. Exit code 2 when LEDGER holds a ledger already, or the
    backup is damaged. Events recorded after the backup are not in it: compare with the newest
    checkpoint that you have elsewhere (verify --checkpoint).
    """

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("restore", unit: "segments")
    let result = try Backup.restore(
      LedgerHome(arguments.words[0]), to: LedgerHome(arguments.words[1])
    ) { progress.show($0, of: $1) }
    progress.end()
    say(
      "events \(result.events) root \(result.root) copied \(result.copied) kept \(result.kept)")
    return 0
  }
}
