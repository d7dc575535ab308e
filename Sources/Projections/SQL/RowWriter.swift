import CSQLite
import Ledger

/// Writes the rows of one table through one prepared statement: a call a column, in the order of the
/// table, then `endRow`.
///
/// Texts are gathered in one buffer that lives until the row is written, so that SQLite need not
/// copy them (`SQLITE_STATIC`).
struct RowWriter: ~Copyable {
  private let database: Database
  private let statement: OpaquePointer
  private let width: Int32
  private var column: Int32 = 0
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 16
  private var used = 0
  /// Buffers that were too small for the row; its first texts still stand there.
  private var outgrown: [UnsafeMutablePointer<UInt8>] = []
  private var progress: RowProgress

  init(_ table: Table, _ database: Database, _ progress: RowProgress) throws(ProjectionError) {
    let statement = try database.prepare(table.insertSQL)
    self.init(statement, width: table.columns.count, database, progress)
  }

  /// Takes over a prepared statement.
  init(_ statement: OpaquePointer, width: Int, _ database: Database, _ progress: RowProgress) {
    self.statement = statement
    self.database = database
    self.progress = progress
    self.width = Int32(width)
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    sqlite3_finalize(statement)
    buffer.deallocate()
    for old in outgrown { old.deallocate() }
  }

  mutating func none() {
    column += 1
    sqlite3_bind_null(statement, column)
  }

  mutating func integer(_ value: Int) {
    column += 1
    sqlite3_bind_int64(statement, column, Int64(value))
  }

  mutating func integer(_ value: Int?) { if let value { integer(value) } else { none() } }
  mutating func flag(_ value: Bool) { integer(value ? 1 : 0) }
  mutating func flag(_ value: Bool?) { if let value { flag(value) } else { none() } }
  mutating func money(_ value: Money) { integer(value.cents) }
  mutating func money(_ value: Money?) { integer(value?.cents) }
  mutating func unitPrice(_ value: UnitPrice) { integer(value.tenThousandths) }
  mutating func rate(_ value: Rate?) { integer(value?.hundredths) }

  mutating func text(_ value: String) {
    var copy = value
    copy.withUTF8 { bytes in
      let start = reserve(bytes.count)
      if let base = bytes.baseAddress { start.update(from: base, count: bytes.count) }
      bind(start, bytes.count)
    }
  }

  mutating func text(_ value: String?) { if let value { text(value) } else { none() } }

  mutating func day(_ value: Day) {
    let start = reserve(ByteText.dayLength)
    bind(start, ByteText.write(value, start))
  }

  mutating func day(_ value: Day?) { if let value { day(value) } else { none() } }

  mutating func instant(_ value: Instant) {
    let start = reserve(ByteText.instantLength)
    bind(start, ByteText.write(value, start))
  }

  mutating func instant(_ value: Instant?) { if let value { instant(value) } else { none() } }

  /// One of the words that the program knows: it stays where it is.
  mutating func choice(_ word: StaticString) {
    column += 1
    let count = word.utf8CodeUnitCount
    word.utf8Start.withMemoryRebound(to: CChar.self, capacity: count) {
      _ = sqlite3_bind_text(statement, column, $0, Int32(count), nil)
    }
  }

  /// A text of at most `limit` bytes, written in place; `write` gives its length.
  mutating func bytes(upTo limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    let start = reserve(limit)
    bind(start, write(start))
  }

  /// A JSON array of numbers.
  mutating func list(_ numbers: [Int]) {
    bytes(upTo: 2 + numbers.count * (ByteText.integerLength + 1)) { start in
      var at = ByteText.write("[", start)
      for number in numbers {
        if at > 1 { at += ByteText.write(",", start + at) }
        at += ByteText.write(number, start + at)
      }
      return at + ByteText.write("]", start + at)
    }
  }

  /// A JSON array of identifiers: they need no escape.
  mutating func list(_ identifiers: [String]) {
    let length = identifiers.reduce(2) { $0 + $1.utf8.count + 3 }
    bytes(upTo: length) { start in
      var at = ByteText.write("[", start)
      for identifier in identifiers {
        at += ByteText.write(at > 1 ? ",\"" : "\"", start + at)
        var copy = identifier
        copy.withUTF8 { bytes in
          if let base = bytes.baseAddress { (start + at).update(from: base, count: bytes.count) }
          at += bytes.count
        }
        at += ByteText.write("\"", start + at)
      }
      return at + ByteText.write("]", start + at)
    }
  }

  mutating func endRow() throws(ProjectionError) {
    precondition(column == width, "\(column) values for \(width) columns")
    let code = sqlite3_step(statement)
    if code != SQLITE_DONE { throw database.failure("write", code) }
    sqlite3_reset(statement)
    column = 0
    used = 0
    for old in outgrown { old.deallocate() }
    outgrown.removeAll(keepingCapacity: true)
    progress.rowWritten()
  }

  private mutating func bind(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) {
    used += count
    column += 1
    start.withMemoryRebound(to: CChar.self, capacity: count) {
      _ = sqlite3_bind_text(statement, column, $0, Int32(count), nil)
    }
  }

  private mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if used + count > capacity {
      outgrown.append(buffer)
      capacity = max(capacity, count) * 2
      buffer = .allocate(capacity: capacity)
      used = 0
    }
    return buffer + used
  }
}

/// How many rows are written, told now and then.
final class RowProgress {
  private var written = 0
  private let total: Int
  private let report: ((Int, Int) -> Void)?

  init(total: Int, _ report: ((Int, Int) -> Void)?) {
    self.total = total
    self.report = report
  }

  @inline(__always)
  func rowWritten() {
    written += 1
    if written & 0x3fff == 0 { report?(written, total) }
  }

  func end() { report?(written, total) }
}
