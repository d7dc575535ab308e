// Going through the entries of tables in the order of their keys' hashes, and joining several tables to one.

/// The entries of one table, or of those gathered in memory, one after another.
final class TableCursor {
  private enum Source {
    case table(KeyedTable)
    case gathered(TableEntries)
  }

  private let source: Source
  /// Blocks of a table, read together.
  private var room: UnsafeMutableRawBufferPointer
  private var at = 0
  private var next = 0
  private(set) var current: TableItem?
  private(set) var hash: UInt64 = 0
  private static let blocksAtOnce = 32

  init(_ table: KeyedTable) throws(TableError) {
    source = .table(table)
    room = .allocate(byteCount: 0, alignment: 16)
    try advance()
  }

  /// - Parameter entries: sorted.
  init(_ entries: TableEntries) throws(TableError) {
    source = .gathered(entries)
    room = .allocate(byteCount: 0, alignment: 16)
    try advance()
  }

  deinit { room.deallocate() }

  /// The next entry, valid until the one after; nil at the end.
  func advance() throws(TableError) {
    switch source {
    case .gathered(let entries):
      guard next < entries.places.count else { return current = nil }
      current = TableItem(entries.bytes, at: entries.places[next].start)
      next += 1
    case .table(let table):
      if at == room.count { try load(table) }
      current = at < room.count ? TableItem(UnsafeRawBufferPointer(room), at: at) : nil
      at += current?.bytes.count ?? 0
    }
    if let current { hash = KeyHash.of(current.key) }
  }

  private func load(_ table: KeyedTable) throws(TableError) {
    let blocks = next..<min(next + Self.blocksAtOnce, table.fences.count)
    room.deallocate()
    room = .allocate(byteCount: 0, alignment: 16)
    at = 0
    if blocks.isEmpty { return }
    let start = Int(clamping: table.fences[blocks.lowerBound].offset)
    let count = table.end(of: blocks.upperBound - 1) - start
    room.deallocate()
    room = .allocate(byteCount: count, alignment: 16)
    try table.read(blocks, at: start, into: room)
    next = blocks.upperBound
  }

  /// Whether its entry comes before another's, or is of the same key.
  func precedes(_ other: TableCursor) -> Bool {
    guard let entry = current, let others = other.current else { return current != nil }
    if hash != other.hash { return hash < other.hash }
    return !others.key.lexicographicallyPrecedes(entry.key)
  }

  func hasSameKey(as other: TableCursor) -> Bool {
    guard hash == other.hash, let entry = current, let others = other.current else { return false }
    return entry.key.count == others.key.count && entry.key.elementsEqual(others.key)
  }
}

/// The entries of several tables, each key once: of equal keys the newest, joined with the older where wanted.
struct TableMerge {
  /// Makes one record of a newer and an older one.
  typealias Join = (_ newer: UnsafeRawBufferPointer, _ older: UnsafeRawBufferPointer) -> [UInt8]

  /// The newest first.
  private let cursors: [TableCursor]
  private let join: Join?

  init(_ cursors: [TableCursor], joining join: Join? = nil) {
    self.cursors = cursors
    self.join = join
  }

  /// Gives each key's entry once, in order.
  func forEach<E: Error>(
    _ body: (_ hash: UInt64, TableItem) throws(E) -> Void
  ) throws(MergeError<E>) {
    while let first = lowest() {
      var joined: [UInt8] = []
      if let join, let entry = first.current, let newer = entry.record {
        var record = Array(newer)
        for other in cursors where other !== first && other.hasSameKey(as: first) {
          guard let older = other.current?.record else { continue }
          record = record.withUnsafeBytes { join($0, older) }
        }
        joined = record.withUnsafeBytes { record in
          Array(unsafeUninitializedCapacity: TableItem.bytes(entry.key, record)) { room, used in
            TableItem.write(entry.key, record, to: UnsafeMutableRawBufferPointer(room))
            used = room.count
          }
        }
      }
      do throws(E) {
        if joined.isEmpty {
          if let entry = first.current { try body(first.hash, entry) }
        } else {
          try joined.withUnsafeBytes { bytes in
            Result { () throws(E) in
              if let entry = TableItem(bytes, at: 0) { try body(first.hash, entry) }
            }
          }.get()
        }
      } catch { throw .body(error) }
      do throws(TableError) {
        for other in cursors where other !== first && other.hasSameKey(as: first) {
          try other.advance()
        }
        try first.advance()
      } catch { throw .table(error) }
    }
  }

  /// The cursor with the lowest key; of equal ones the newest.
  private func lowest() -> TableCursor? {
    var lowest: TableCursor?
    for cursor in cursors where cursor.current != nil {
      if lowest.map({ !$0.precedes(cursor) }) != false { lowest = cursor }
    }
    return lowest
  }
}

/// What stopped a merge: a table that could not be read, or whoever took the entries.
enum MergeError<E: Error>: Error {
  case table(TableError)
  case body(E)
}
