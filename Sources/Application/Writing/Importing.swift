import EventStore
import Glibc
import Ledger

/// Making a ledger of the lines of another: the same events at the same positions, with the instants that they were
/// recorded at, and so the same tree.
public struct Importing: ~Copyable {
  private let home: LedgerHome
  private let log: EventLog
  private var batch = Batch()
  private var tape = Tape()
  private var position = 0
  private var created: LedgerCreated?
  private static let atOnce = 4096

  /// - Parameter home: a directory that holds no ledger; what is imported lies in it once `finish` returns.
  public init(_ home: LedgerHome) throws(LedgerError) {
    self.home = home
    try home.makeDirectory(home.path)
    if try home.holdsCard() {
      throw .home("couldn't import to \(home.path): it holds a ledger; name a new place")
    }
    do { log = try EventLog.create(in: home.log, files: home.files) } catch { throw .log(error) }
  }

  /// Takes the next line, without its LF.
  ///
  /// - Throws: when it is no event that this program reads, or does not follow the line before.
  public mutating func take(_ line: [UInt8]) throws(LedgerError) {
    let event: RecordedEvent
    do throws(FormatError) {
      event = try line.reading { (bytes) throws(FormatError) in
        try Line.read(bytes, using: &tape)
      }
    } catch { throw .event(position: UInt64(position), problem: error.description) }
    if position == 0 {
      guard case .ledgerCreated(let first) = event.event else {
        throw .event(position: 0, problem: "a ledger begins with LedgerCreated")
      }
      created = first
    }
    line.withUnsafeBytes {
      batch.add(stream: event.stream, version: UInt64(event.version), line: $0)
    }
    position += 1
    if batch.count == Importing.atOnce { try append() }
  }

  private mutating func append() throws(LedgerError) {
    do { try log.append(batch, expecting: log.next) } catch { throw .log(error) }
    batch.removeAll()
  }

  /// Closes the log, and puts keys and card beside it: then it is a ledger.
  ///
  /// - Parameter keys: the directory of the keys of the ledger that the lines come from. A simulated one needs none: they
  ///   follow from its name.
  /// - Returns: how many events it has, and the root of its tree.
  public consuming func finish(keys: String?) throws(LedgerError) -> (events: Int, root: String) {
    guard let created else { throw .home("couldn't import: there was no line") }
    guard keys != nil || created.clock == .simulated else {
      throw .home(
        "couldn't import \(created.name) without its keys: no sealed field could be read, and no "
          + "command be known again; give their directory with --keys")
    }
    if batch.count > 0 { try append() }
    let result = (events: Int(log.next), root: log.root.hex)
    do { try log.close() } catch { throw .log(error) }
    if let keys {
      try Backup.copyFolder(keys, to: home.keys, home, mode: Keys.mode)
    } else {
      let (made, _) = try Keys.create(home, origin: created.origin, clock: created.clock)
      let sealer = Sealer(made, origin: created.origin)
      try LedgerReader(home).forEach(verify: false) { sealer.learn($0.event) }
      try sealer.reserve(0)
    }
    try home.write(LedgerCard(created).bytes, to: home.path + "/ledger.json")
    return result
  }
}
