public import EventStore
public import Ledger

/// The signed checkpoints of a ledger: made, kept, and compared with its log.
public struct Checkpoints: Sendable {
  let home: LedgerHome
  let card: LedgerCard
  /// The ledger's verifier key, as event 0 names it.
  public let key: VerifierKey

  /// - Throws: when the directory holds no ledger, or its first event cannot be read.
  public init(_ home: LedgerHome) throws(LedgerError) {
    self.home = home
    card = try home.card()
    key = try Checkpoints.key(home, card)
  }

  private static func key(_ home: LedgerHome, _ card: LedgerCard) throws(LedgerError)
    -> VerifierKey
  {
    var named: String?
    try LedgerReader(home).decodedLines(in: 0..<1) { event, _ in
      if case .ledgerCreated(let event) = event.event { named = event.vkey }
    }
    guard let named else { throw .home("couldn't read a key in event 0 of \(home.path)") }
    do { return try VerifierKey(named) } catch { throw .home("couldn't use event 0: \(error)") }
  }

  // MARK: Kept

  static func name(_ size: UInt64) -> String {
    let digits = String(size)
    return String(repeating: "0", count: 20 - digits.count) + digits
  }

  /// The sizes of the checkpoints kept, the newest last.
  static func sizes(_ home: LedgerHome) throws(LedgerError) -> [UInt64] {
    do {
      return try home.files.list(home.checkpoints).compactMap { entry in
        UInt64(entry).flatMap { name($0) == entry ? $0 : nil }
      }
    } catch {
      if error.isAbsence { return [] }
      throw .file(error)
    }
  }

  /// One kept, read and compared with the ledger's key.
  public func kept(_ size: UInt64) throws(LedgerError) -> SignedCheckpoint {
    let path = home.checkpoints + "/" + Checkpoints.name(size)
    guard let bytes = try home.readIfThere(path) else {
      let known = try Checkpoints.sizes(home).map(String.init).joined(separator: ", ")
      throw .home(
        "no checkpoint of \(size) events is kept; there are \(known.isEmpty ? "none" : known)")
    }
    do {
      let signed = try SignedCheckpoint(bytes)
      let objection =
        signed.checkpoint.size == size
        ? signed.objection(for: key) : "a checkpoint of \(signed.checkpoint.size) events"
      if let objection { throw LedgerError.home("couldn't trust \(path): it has \(objection)") }
      return signed
    } catch let error as NoteError {
      throw .home("couldn't read \(path): \(error)")
    } catch let error as LedgerError { throw error } catch { throw .home("\(error)") }
  }

  /// The newest one kept; nil when there is none.
  public func newest() throws(LedgerError) -> SignedCheckpoint? {
    guard let size = try Checkpoints.sizes(home).last else { return nil }
    return try kept(size)
  }

  /// All that are kept, the oldest first.
  public func all() throws(LedgerError) -> [SignedCheckpoint] {
    var all: [SignedCheckpoint] = []
    for size in try Checkpoints.sizes(home) { all.append(try kept(size)) }
    return all
  }

  // MARK: Signing

  /// The checkpoint of all durable events: signed now, or the one kept of the same tree.
  ///
  /// - Throws: when the log does not extend the newest one kept: two inconsistent trees are never
  ///   signed.
  public func sign() throws(LedgerError) -> SignedCheckpoint {
    let newest = try newest()
    let reader = try logReader()
    if let newest { try requireNotBehind(newest, reader.end) }
    let tree = try logTree(reader)
    if let newest {
      try requireExtension(of: newest, tree)
      if newest.checkpoint.size == reader.end { return newest }
    }
    let root = try logging { () throws(LogError) in try tree.root(of: reader.end) }
    let signer = try Keys.signer(home, card, vkey: key.description)
    try logging { () throws(LogError) in try reader.sync() }
    let signed = SignedCheckpoint(
      Checkpoint(origin: card.origin, size: reader.end, root: root), by: signer)
    try home.makeDirectory(home.checkpoints)
    try keep(signed)
    tree.save()
    return signed
  }

  private func keep(_ signed: SignedCheckpoint) throws(LedgerError) {
    try home.replace(
      home.checkpoints + "/" + Checkpoints.name(signed.checkpoint.size), with: signed.note.bytes)
  }

  func logReader() throws(LedgerError) -> LogReader {
    try logging { () throws(LogError) in
      try LogReader(directory: home.log, files: home.files)
    }
  }

  func logTree(_ reader: LogReader, covering size: UInt64? = nil) throws(LedgerError) -> LogTree {
    try logging { () throws(LogError) in try LogTree(reader, covering: size) }
  }

  // MARK: Comparing

  /// Refuses a log that is older than, or another than, the one that the newest checkpoint kept was
  /// signed over; nothing is changed.
  static func requireExtension(_ home: LedgerHome) throws(LedgerError) {
    guard try !sizes(home).isEmpty else { return }
    let checkpoints = try Checkpoints(home)
    guard let newest = try checkpoints.newest() else { return }
    let reader = try checkpoints.logReader()
    try checkpoints.requireNotBehind(newest, reader.end)
    let tree = try checkpoints.logTree(reader, covering: newest.checkpoint.size)
    try checkpoints.requireExtension(of: newest, tree)
    tree.save()
  }

  func requireNotBehind(_ signed: SignedCheckpoint, _ end: UInt64) throws(LedgerError) {
    let size = signed.checkpoint.size
    guard size > end else { return }
    throw .home(
      "couldn't trust the log of \(home.path): it holds \(end) events, the checkpoint of \(size) "
        + "in checkpoints/ was signed over more; restore the newer copy of the log")
  }

  func requireExtension(of signed: SignedCheckpoint, _ tree: LogTree) throws(LedgerError) {
    let (size, root) = (signed.checkpoint.size, signed.checkpoint.root)
    let computed = try logging { () throws(LogError) in try tree.root(of: size) }
    guard computed != root else { return }
    throw .home(
      "couldn't trust the log of \(home.path): its first \(size) events have root \(computed), "
        + "the checkpoint of \(size) was signed over root \(root): they were rewritten since; "
        + "restore a copy that verify accepts")
  }

  // MARK: Witnesses

  /// Adds to a kept checkpoint what a witness signed.
  ///
  /// - Parameter text: the checkpoint with further signature lines, or such lines alone, which are
  ///   then of the newest checkpoint.
  /// - Returns: the checkpoint as it is kept now, and when the witness saw it.
  public func add(
    cosignature text: [UInt8], by witness: VerifierKey
  ) throws(LedgerError) -> (SignedCheckpoint, since: Instant) {
    var (signed, lines) = try cosigned(text)
    let note = SignedNote(text: signed.note.text, signatures: lines)
    guard witness.kind == .cosignature, case .holds(let since?) = witness.verdict(on: note) else {
      throw .home(
        "couldn't add a cosignature: the file has none that \(witness) made over the checkpoint "
          + "of \(signed.checkpoint.size) events")
    }
    for line in lines
    where line.keyID == witness.id && !signed.note.signatures.contains(line) {
      signed.note.signatures.append(line)
    }
    try keep(signed)
    return (signed, Instant(microseconds: Int(since) * 1_000_000))
  }

  private func cosigned(_ text: [UInt8]) throws(LedgerError)
    -> (SignedCheckpoint, [SignedNote.Signature])
  {
    do {
      if text.starts(with: "—".utf8) {
        let lines = try SignedNote.signatures(text[...])
        guard let newest = try newest() else {
          throw LedgerError.home("no checkpoint is kept: nothing was to be cosigned")
        }
        return (newest, lines)
      }
      let brought = try SignedCheckpoint(text)
      let own = try kept(brought.checkpoint.size)
      guard own.note.text == brought.note.text else {
        throw LedgerError.home(
          "couldn't add a cosignature: the file's checkpoint of \(own.checkpoint.size) events is "
            + "another than the one kept")
      }
      return (own, brought.note.signatures)
    } catch let error as NoteError {
      throw .home("couldn't read the cosignature: \(error)")
    } catch let error as LedgerError { throw error } catch { throw .home("\(error)") }
  }
}

/// Turns an error of the log into the ledger's.
func logging<Answer>(_ body: () throws(LogError) -> Answer) throws(LedgerError) -> Answer {
  do throws(LogError) { return try body() } catch { throw .log(error) }
}
