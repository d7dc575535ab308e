import Commands
import EventStore
import Ledger
import Synchronization

/// `index/state`: what the writer knows after some events, kept so that the next one need not replay them. Disposable:
/// another program, another log or any wrong byte, and the log is replayed.
///
/// ```
/// "MNTSTAT2" 8 | program 32 | position 8 | leaf of the event before it 32 | tables t 8 | t × (number 8, bytes 8, check 8)
///   | what stays in memory … | SHA-256 of all before 32
/// ```
/// What is closed stands in the tables, `index/state.N` (EventStore/FORMAT.md, section 12). All of it is read by the
/// program that wrote it: `program` is the SHA-256 of its executable file.
struct StateFile {
  private static let mark = Array("MNTSTAT2".utf8)
  private static let head = 8 + 32 + 8 + 32 + 8

  let home: LedgerHome
  private var path: String { StateRecords.place(in: home) }

  /// What is kept beside the book.
  struct Kept {
    var position: Int
    var slots: PersonSlots
    var replies: ReplyIndex
  }

  /// What became of the state that was kept.
  enum Found {
    case absent
    /// Of another program or another log, or damaged: in words.
    case dropped(String)
    case kept(Kept, StateRecords)
  }

  /// The state, when it is there and is one of this log.
  func read(_ reader: LedgerReader, into book: inout Book) throws(LedgerError) -> Found {
    guard let bytes = try home.readIfThere(path) else { return .absent }
    guard bytes.count > Self.head + 32, Array(bytes[..<8]) == Self.mark,
      sha256(bytes[..<(bytes.count - 32)]) == Array(bytes[(bytes.count - 32)...])
    else { return .dropped("it is damaged, or of another version") }
    guard Array(bytes[8..<40]) == (try program()) else {
      return .dropped("another build of the program wrote it")
    }
    let position = Self.number(bytes, 40)
    guard position > 0, position <= reader.end, let last = try reader.line(at: position - 1),
      Self.leaf(last) == Array(bytes[48..<80])
    else { return .dropped("it is of another log") }
    let end = Self.head + 24 * Self.number(bytes, 80)
    guard let tables = try tables(Array(bytes[Self.head..<min(end, bytes.count)])) else {
      return .dropped("a table of it is damaged or not there")
    }
    let records = StateRecords(home, tables)
    do throws(StateError) {
      var state = StateReader(bytes, from: end)
      state.room = ShelfRoom(records)
      book = try Book(from: &state)
      let kept = Kept(
        position: position, slots: try PersonSlots(from: &state),
        replies: try ReplyIndex(from: &state))
      return .kept(kept, records)
    } catch {
      // A right sum over bytes that this program did not write: then its own code is at fault.
      throw .home("couldn't read \(path), which this program wrote; remove it and report this")
    }
  }

  private func tables(_ references: [UInt8]) throws(LedgerError) -> KeyedTables? {
    do throws(FileError) {
      return try KeyedTables.open(references: references, path, home.files)
    } catch { throw .file(error) }
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    (0..<8).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  private static func add(_ number: Int, to bytes: inout [UInt8]) {
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Writes the state in the place of the one before, after its records; then tables that it does not name go.
  ///
  /// - Parameter room: the size of the one before, in bytes.
  /// - Returns: its size.
  func write(
    _ kept: Kept, _ book: borrowing Book, _ records: StateRecords, _ reader: LedgerReader,
    room: Int
  ) throws(LedgerError) -> Int {
    guard let last = try reader.line(at: kept.position - 1) else { return room }
    let references = records.tables.references
    var bytes = Self.mark
    bytes += try program()
    Self.add(kept.position, to: &bytes)
    bytes += Self.leaf(last)
    Self.add(references.count / 24, to: &bytes)
    bytes += references
    var state = StateWriter(after: bytes, room: room + room / 8)
    book.write(to: &state)
    kept.slots.write(to: &state)
    kept.replies.write(to: &state)
    state.append(sha256(state.bytes[...]))
    try home.replace(path, with: state.bytes)
    do throws(FileError) { try records.tables.removeOthers() } catch { throw .file(error) }
    return state.bytes.count
  }

  private static func leaf(_ line: [UInt8]) -> [UInt8] {
    line.withUnsafeBytes { MerkleTree.leafHash($0) }.withBytes { Array($0) }
  }

  /// The SHA-256 of the program that runs.
  private func program() throws(LedgerError) -> [UInt8] {
    if let known = Self.program.withLock({ $0 }) { return known }
    let sum = sha256(try LedgerHome("/").read("/proc/self/exe")[...])
    Self.program.withLock { $0 = sum }
    return sum
  }

  private static let program = Mutex<[UInt8]?>(nil)
}
