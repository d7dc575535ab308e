import Ledger

/// Writes the rows of one table as records of SQLite (file format, § 2.1): a call a column, in the
/// order of the table, then `endRow`; `end` after the last row.
struct RowWriter: ~Copyable {
  private let width: Int
  private let keyWidth: Int
  private var tree: TreeWriter
  private let progress: RowProgress
  private var column = 0
  /// The types of the columns, as the header of the record bears them.
  private let types: UnsafeMutablePointer<UInt8>
  private var typesLength = 0
  /// The values, behind room for all that goes before them.
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 16
  private var used = RowWriter.room
  /// The key of this row and of the one before, as bytes in the same order as the keys.
  private var key: [UInt8] = []
  private var lastKey: [UInt8] = []

  /// Room for the length of a record, its header and, behind, a page number.
  private static let room = 256
  /// The longest header that says its own length in one byte.
  private static let longestHeader = 127

  init(_ table: Table, _ file: PageFile, root: Int, _ progress: RowProgress) {
    precondition(Array(table.stored.prefix(table.key.count)) == table.key, "the key comes first")
    tree = TreeWriter(file, root: root)
    width = table.columns.count
    keyWidth = table.key.count
    self.progress = progress
    types = .allocate(capacity: RowWriter.room)
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    types.deallocate()
    buffer.deallocate()
  }

  mutating func none() { type(0) }

  mutating func integer(_ value: Int) {
    if column < keyWidth { keyed(value) }
    switch value {
    case 0, 1: type(8 + value)
    case -0x80...0x7f: number(value, type: 1, length: 1)
    case -0x8000...0x7fff: number(value, type: 2, length: 2)
    case -0x80_0000...0x7f_ffff: number(value, type: 3, length: 3)
    case -0x8000_0000...0x7fff_ffff: number(value, type: 4, length: 4)
    case -0x8000_0000_0000...0x7fff_ffff_ffff: number(value, type: 5, length: 6)
    default: number(value, type: 6, length: 8)
    }
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

  /// One of the words that the program knows.
  mutating func choice(_ word: StaticString) {
    let start = reserve(word.utf8CodeUnitCount)
    bind(start, ByteText.write(word, start))
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
    precondition(lastKey.lexicographicallyPrecedes(key), "rows stand in the order of their key")
    let headerLength = typesLength + 1
    precondition(headerLength <= RowWriter.longestHeader, "too many columns")
    let header = RowWriter.room - headerLength
    buffer[header] = UInt8(headerLength)
    (buffer + header + 1).update(from: types, count: typesLength)
    let length = used - header
    let prefix = ByteText.varintLength(length)
    _ = ByteText.writeVarint(length, buffer + header - prefix)
    try tree.add(
      UnsafeMutableRawBufferPointer(start: buffer + header - prefix, count: prefix + length),
      prefix: prefix)
    swap(&key, &lastKey)
    key.removeAll(keepingCapacity: true)
    column = 0
    typesLength = 0
    used = RowWriter.room
    progress.rowWritten()
  }

  mutating func end() throws(ProjectionError) { try tree.end() }

  private mutating func bind(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) {
    if column < keyWidth { keyed(UnsafeBufferPointer(start: start, count: count)) }
    used += count
    type(13 + 2 * count)
  }

  private mutating func type(_ type: Int) {
    column += 1
    typesLength += ByteText.writeVarint(type, types + typesLength)
  }

  private mutating func number(_ value: Int, type: Int, length: Int) {
    let start = reserve(length)
    for index in 0..<length {
      start[index] = UInt8(truncatingIfNeeded: value >> (8 * (length - 1 - index)))
    }
    used += length
    self.type(type)
  }

  private mutating func keyed(_ value: Int) {
    let ordered = UInt(bitPattern: value) ^ 1 << 63
    withUnsafeBytes(of: ordered.bigEndian) { key.append(contentsOf: $0) }
  }

  private mutating func keyed(_ text: UnsafeBufferPointer<UInt8>) {
    key.append(contentsOf: text)
    key.append(0)
  }

  private mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if used + count + RowWriter.room > capacity { grow(count) }
    return buffer + used
  }

  private mutating func grow(_ count: Int) {
    capacity = 2 * (capacity + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: buffer, count: used)
    buffer.deallocate()
    buffer = larger
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
