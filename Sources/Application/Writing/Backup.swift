import EventStore
import Glibc
import Ledger

/// Copies of whole ledgers: the log as far as it is durable, the keys, the checkpoints and the card.
public enum Backup {
  /// What a copy came to.
  public struct Result: Sendable {
    public var events: Int
    public var root: String
    /// Bytes of segments written, and of those that were there already.
    public var copied: Int
    public var kept: Int
  }

  /// Copies a ledger, also while it is written. Again into the same place, it takes what is new.
  ///
  /// Keys are copied after the log, so that every sealed field of the copy has its key. A key destroyed since the last
  /// copy is destroyed in this one too.
  ///
  /// - Throws: `LedgerError.home` when the place holds another ledger; `LedgerError.log` when its copy is ahead of
  ///   the log, or what was copied does not verify.
  public static func run(
    _ home: LedgerHome, to place: LedgerHome,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> Result {
    let card = try home.card()
    try place.makeDirectory(place.path)
    if try place.holdsCard(), try place.card() != card {
      throw .home("couldn't copy to \(place.path): it holds another ledger; name another place")
    }
    // Those signed while the log is copied may be over more than the copy holds.
    let signed = Set(try Checkpoints.sizes(home).map(Checkpoints.name))
    let result: LogCopy.Result
    do {
      result = try LogCopy.run(
        from: home.log, to: place.log, files: home.files, progress: progress)
    } catch { throw .log(error) }
    try copyFolder(home.keys, to: place.keys, home, mode: Keys.mode)
    try copyFolder(home.checkpoints, to: place.checkpoints, home, mode: 0o644) {
      signed.contains($0)
    }
    try home.replace(
      place.path + "/ledger.json", with: try home.read(home.path + "/ledger.json"))
    try verify(place, expecting: result)
    return Result(
      events: Int(result.events), root: result.root.hex, copied: result.copied, kept: result.kept)
  }

  /// Puts a copy in the place of a ledger that is lost: verified before and after.
  ///
  /// - Throws: `LedgerError.home` when the place holds a ledger, or the copy does not verify.
  public static func restore(
    _ copy: LedgerHome, to place: LedgerHome,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(LedgerError) -> Result {
    _ = try copy.card()
    try place.makeDirectory(place.path)
    if try place.holdsCard() {
      throw .home("couldn't restore to \(place.path): it holds a ledger; name a new place")
    }
    try verify(copy, expecting: nil)
    return try run(copy, to: place, progress: progress)
  }

  private static func verify(_ home: LedgerHome, expecting result: LogCopy.Result?)
    throws(LedgerError)
  {
    let found = Verification.run(directory: home.log, files: home.files)
    if let finding = found.findings.first { throw .log(.damaged(finding)) }
    guard let result, found.events != result.events || found.root != result.root else { return }
    throw .home(
      "\(home.path) holds \(found.events) events with root \(found.root), and not the "
        + "\(result.events) with root \(result.root) that were copied; copy again")
  }

  /// Copies the files of a folder, where there is one, readable as `mode` says.
  static func copyFolder(
    _ from: String, to: String, _ home: LedgerHome, mode: mode_t,
    where isWanted: (String) -> Bool = { _ in true }
  ) throws(LedgerError) {
    let names: [String]
    do throws(FileError) { names = try home.files.list(from) } catch {
      if error.isAbsence { return }
      throw .file(error)
    }
    try home.makeDirectory(to)
    if chmod(to, mode | (mode & 0o444) >> 2) != 0 { throw .home("couldn't close \(to) to others") }
    for name in names where isWanted(name) {
      try home.replace("\(to)/\(name)", with: try home.read("\(from)/\(name)"), mode: mode)
    }
  }
}

extension LedgerHome {
  /// Whether a ledger is here.
  func holdsCard() throws(LedgerError) -> Bool {
    do throws(FileError) {
      files.close(try files.open(path + "/ledger.json", .read))
      return true
    } catch {
      if error.isAbsence { return false }
      throw .file(error)
    }
  }

  /// Writes a file beside its place, and renames it there.
  func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(LedgerError) {
    let fresh = path + ".new"
    do throws(FileError) {
      let file = try files.open(fresh, .write)
      defer { files.close(file) }
      if chmod(fresh, mode) != 0 { throw FileError(call: "chmod", path: fresh, code: errno) }
      try files.truncate(file, to: 0)
      try bytes.reading { (bytes) throws(FileError) in try files.write(file, at: 0, bytes) }
      try files.sync(file)
      try files.rename(fresh, to: path)
      try files.syncDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    } catch { throw .file(error) }
  }
}
