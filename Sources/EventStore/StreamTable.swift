// Which events each stream has: those since the index was last saved in memory, those before in its tables.

/// The streams of a log, and for each event since `base` the one before it in its stream.
struct StreamTable: Sendable {
  /// In `previous` and `lasts`: no event.
  static let none = UInt64.max

  /// Events before this position stand in the tables.
  private(set) var base: UInt64
  private(set) var tables: KeyedTables?
  private var ids: [String: Int] = [:]
  /// Streams seen of late; the three arrays run in parallel.
  private(set) var names: [String] = []
  private(set) var lasts: [UInt64] = []
  private(set) var versions: [UInt64] = []
  /// By position from `base` on.
  private(set) var previous: [UInt64] = []
  /// The streams of the events added since `commit`, for `revert`.
  private var pending: [Int] = []
  /// How many streams had an event since `base`.
  private(set) var fresh = 0

  init(base: UInt64 = 0, tables: KeyedTables? = nil) {
    self.base = base
    self.tables = tables
  }

  /// The position of the next event.
  var end: UInt64 { base + UInt64(previous.count) }

  /// The version of a stream's last event, 0 when it has none.
  func version(of stream: String) throws(TableError) -> UInt64 {
    if let id = ids[stream] { return versions[id] }
    return try stored(stream)?.version ?? 0
  }

  /// The number of a stream, new or not.
  mutating func id(of stream: String) throws(TableError) -> Int {
    if let id = ids[stream] { return id }
    let stored = try stored(stream)
    ids[stream] = names.count
    names.append(stream)
    lasts.append(stored?.last ?? Self.none)
    versions.append(stored?.version ?? 0)
    return names.count - 1
  }

  /// What the tables say of a stream; nil when it has no event there.
  private func stored(_ stream: String) throws(TableError) -> StreamRecord? {
    guard let tables, !tables.isEmpty else { return nil }
    return try StreamRecord.newest(of: stream, in: tables)
  }

  /// Adds the next event.
  mutating func add(_ id: Int, version: UInt64) {
    if !isRecent(id) { fresh += 1 }
    previous.append(lasts[id])
    lasts[id] = end - 1
    versions[id] = version
    pending.append(id)
  }

  /// Makes the events added so far permanent.
  mutating func commit() { pending.removeAll(keepingCapacity: true) }

  /// Takes back the events added since `commit`, which all continued their streams, and the streams
  /// that are left without any.
  mutating func revert() {
    while let id = pending.popLast() {
      lasts[id] = previous.removeLast()
      versions[id] -= 1
    }
    while versions.last == 0 {
      ids[names.removeLast()] = nil
      lasts.removeLast()
      versions.removeLast()
    }
  }

  /// The positions of a stream's events, in order.
  func positions(of stream: String) throws(TableError) -> [UInt64] {
    var positions: [UInt64] = []
    if let id = ids[stream] { positions = recent(id) }
    if let tables { positions += try StreamRecord.positions(of: stream, in: tables) }
    return positions.reversed()
  }

  /// The positions of a stream's events since `base`, the last one first.
  private func recent(_ id: Int) -> [UInt64] {
    var positions: [UInt64] = []
    var position = lasts[id]
    while position != Self.none, position >= base {
      positions.append(position)
      position = previous[Int(position - base)]
    }
    return positions
  }

  // MARK: Saving

  /// The events since `base`, as records for the tables.
  func entries() -> TableEntries {
    let entries = TableEntries()
    for id in names.indices where isRecent(id) {
      let record = StreamRecord.encoded(recent(id), version: versions[id])
      var name = names[id]
      name.withUTF8 { name in
        record.withUnsafeBytes { entries.add(UnsafeRawBufferPointer(name), $0) }
      }
    }
    return entries
  }

  private func isRecent(_ id: Int) -> Bool { lasts[id] != Self.none && lasts[id] >= base }

  /// Goes on from tables that hold all events so far; streams that had one of late stay known.
  mutating func goOn(from tables: KeyedTables) {
    precondition(pending.isEmpty, "events that may be taken back are not saved")
    var next = StreamTable(base: end, tables: tables)
    for id in names.indices where isRecent(id) {
      next.ids[names[id]] = next.names.count
      next.names.append(names[id])
      next.lasts.append(lasts[id])
      next.versions.append(versions[id])
    }
    self = next
  }
}

/// What a table says of a stream: its last event there, and the gaps to the events before.
///
/// ```
/// position of the last 8 | its version 8 | for each event before, the last one first: the gap to it, 7 bits a byte
/// ```
struct StreamRecord {
  var last: UInt64
  var version: UInt64

  private static let head = 16

  init?(_ record: UnsafeRawBufferPointer) {
    guard record.count >= Self.head else { return nil }
    last = record.load(UInt64.self, at: 0)
    version = record.load(UInt64.self, at: 8)
  }

  /// - Parameter positions: the last one first.
  static func encoded(_ positions: [UInt64], version: UInt64) -> [UInt8] {
    guard let last = positions.first else { return [] }
    var record: [UInt8] = []
    for value in [last, version] {
      withUnsafeBytes(of: value.littleEndian) { record.append(contentsOf: $0) }
    }
    for (later, earlier) in zip(positions, positions.dropFirst()) {
      add(later - earlier, to: &record)
    }
    return record
  }

  private static func add(_ gap: UInt64, to record: inout [UInt8]) {
    var rest = gap
    while rest >= 0x80 {
      record.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    record.append(UInt8(rest))
  }

  /// The positions of a record, the last one first; fewer where it is not as written.
  private static func positions(_ record: UnsafeRawBufferPointer) -> [UInt64] {
    guard let head = StreamRecord(record) else { return [] }
    var positions = [head.last]
    var gap: UInt64 = 0
    var shift: UInt64 = 0
    for byte in record[Self.head...] {
      if shift < 64 { gap |= UInt64(byte & 0x7F) << shift }
      shift += 7
      if byte >= 0x80 { continue }
      guard let last = positions.last, gap <= last else { break }
      positions.append(last - gap)
      (gap, shift) = (0, 0)
    }
    return positions
  }

  /// The position of a record's first event.
  private static func first(_ record: UnsafeRawBufferPointer) -> UInt64? {
    guard let head = StreamRecord(record) else { return nil }
    var sum: UInt64 = 0
    var shift: UInt64 = 0
    for byte in record[Self.head...] {
      if shift < 64 { sum &+= UInt64(byte & 0x7F) << shift }
      shift = byte >= 0x80 ? shift + 7 : 0
    }
    return sum <= head.last ? head.last - sum : nil
  }

  /// One record of the events of two: the newer one's, then the gap to the older one's.
  static func joined(
    _ newer: UnsafeRawBufferPointer, _ older: UnsafeRawBufferPointer
  ) -> [UInt8] {
    guard let first = first(newer), let head = StreamRecord(older), head.last < first
    else { return Array(newer) }
    var record = Array(newer)
    record.reserveCapacity(newer.count + older.count)
    add(first - head.last, to: &record)
    record.append(contentsOf: older[Self.head...])
    return record
  }

  private static func withName<R>(
    _ stream: String, _ body: (UnsafeRawBufferPointer) throws(TableError) -> R
  ) throws(TableError) -> R {
    var stream = stream
    return try stream.withUTF8 { name in
      Result { () throws(TableError) in try body(UnsafeRawBufferPointer(name)) }
    }.get()
  }

  static func newest(
    of stream: String, in tables: KeyedTables
  ) throws(TableError) -> StreamRecord? {
    try withName(stream) { (name) throws(TableError) in
      var found: StreamRecord?
      try tables.records(of: name) { record in
        found = StreamRecord(record)
        return false
      }
      return found
    }
  }

  /// The positions in all tables, the last one first.
  static func positions(
    of stream: String, in tables: KeyedTables
  ) throws(TableError) -> [UInt64] {
    try withName(stream) { (name) throws(TableError) in
      var found: [UInt64] = []
      try tables.records(of: name) { record in
        found += positions(record)
        return true
      }
      return found
    }
  }
}

/// The streams of a log up to some position, for whoever decides while others append; of any thread.
public struct SavedStreams: Sendable {
  /// The position after the last event that they hold.
  public let end: UInt64
  let tables: KeyedTables?

  /// The version of a stream's last event before `end`, 0 when it has none.
  public func version(of stream: String) throws(LogError) -> UInt64 {
    guard let tables else { return 0 }
    do throws(TableError) {
      return try StreamRecord.newest(of: stream, in: tables)?.version ?? 0
    } catch { throw .indexDamaged(error) }
  }
}
