import Commands
import EventStore
import Ledger

/// `index/state`: what the writer knows after some events, kept so that the next one need not replay them. Disposable:
/// another program, another log or any wrong byte, and the log is replayed.
///
/// ```
/// "MNTSTAT1" 8 | program 32 | position 8 | leaf of the event before it 32 | state … | SHA-256 of all before 32
/// ```
/// All of it is read by the program that wrote it: `program` is the SHA-256 of its executable file.
struct StateFile {
  private static let mark = Array("MNTSTAT1".utf8)
  private static let head = 8 + 32 + 8 + 32

  let home: LedgerHome
  private var path: String { home.path + "/index/state" }

  /// What is kept beside the book.
  struct Kept {
    var position: Int
    var versions: [String: Int]
    var slots: [String: Int]
    var replies: ReplyIndex
  }

  /// The state, when it is there and is one of this log; nil when it is absent, of another program, or damaged.
  func read(_ reader: LedgerReader, into book: inout Book) throws(LedgerError) -> Kept? {
    guard let bytes = try contents(), bytes.count > Self.head + 32,
      Array(bytes[..<8]) == Self.mark, Array(bytes[8..<40]) == (try program()),
      sha256(bytes[..<(bytes.count - 32)]) == Array(bytes[(bytes.count - 32)...])
    else { return nil }
    let position = (0..<8).reduce(0) { $0 | Int(bytes[40 + $1]) << (8 * $1) }
    guard position > 0, position <= reader.end, let last = try reader.line(at: position - 1),
      Self.leaf(last) == Array(bytes[48..<80])
    else { return nil }
    do throws(StateError) {
      var state = StateReader(bytes, from: Self.head)
      book = try Book(from: &state)
      return Kept(
        position: position, versions: try state.take(), slots: try state.take(),
        replies: try ReplyIndex(from: &state))
    } catch {
      // A right sum over bytes that this program did not write: then its own code is at fault.
      throw .home("couldn't read \(path), which this program wrote; remove it and report this")
    }
  }

  /// Writes the state in the place of the one before.
  func write(_ kept: Kept, _ book: borrowing Book, _ reader: LedgerReader) throws(LedgerError) {
    guard let last = try reader.line(at: kept.position - 1) else { return }
    var state = StateWriter()
    book.write(to: &state)
    state.add(kept.versions)
    state.add(kept.slots)
    kept.replies.write(to: &state)
    var bytes = Self.mark
    bytes += try program()
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: kept.position >> (8 * $0)) }
    bytes += Self.leaf(last)
    bytes += state.bytes
    bytes += sha256(bytes[...])
    try home.makeDirectory(home.path + "/index")
    try home.replace(path, with: bytes)
  }

  private static func leaf(_ line: [UInt8]) -> [UInt8] {
    line.withUnsafeBytes { MerkleTree.leafHash($0) }.withBytes { Array($0) }
  }

  private func contents() throws(LedgerError) -> [UInt8]? {
    do throws(FileError) { home.files.close(try home.files.open(path, .read)) } catch {
      if error.isAbsence { return nil }
      throw .file(error)
    }
    return try home.read(path)
  }

  /// The SHA-256 of the program that runs.
  private func program() throws(LedgerError) -> [UInt8] {
    sha256(try LedgerHome("/").read("/proc/self/exe")[...])
  }
}
