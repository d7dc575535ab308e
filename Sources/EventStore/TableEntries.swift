// Entries of a keyed table: how one is laid out, and those gathered in memory before they are written.

/// One entry: a key and its record, or that the key has none any more.
///
/// ```
/// size of the key 2 | size of the record 4, 2^32 − 1 where there is none | key | record
/// ```
struct TableItem {
  static let head = 6
  static let removed = UInt32.max

  /// The whole entry, as it is stored.
  let bytes: UnsafeRawBufferPointer
  let key: UnsafeRawBufferPointer
  /// Nil where the key was removed.
  let record: UnsafeRawBufferPointer?

  /// Reads the entry that starts somewhere; nil when it does not end within the bytes.
  @inline(__always)
  init?(_ whole: UnsafeRawBufferPointer, at start: Int) {
    guard start + Self.head <= whole.count else { return nil }
    let keyBytes = Int(whole.load(UInt16.self, at: start))
    let size = whole.load(UInt32.self, at: start + 2)
    let recordBytes = size == Self.removed ? 0 : Int(size)
    guard keyBytes + recordBytes <= whole.count - start - Self.head else { return nil }
    bytes = whole.part(start, Self.head + keyBytes + recordBytes)
    key = whole.part(start + Self.head, keyBytes)
    record = size == Self.removed ? nil : whole.part(start + Self.head + keyBytes, recordBytes)
  }

  /// How many bytes an entry takes.
  static func bytes(_ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer?) -> Int {
    head + key.count + (record?.count ?? 0)
  }

  /// - Parameter room: of that many bytes at least.
  static func write(
    _ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer?,
    to room: UnsafeMutableRawBufferPointer
  ) {
    precondition(key.count <= UInt16.max, "a key of \(key.count) bytes")
    precondition((record?.count ?? 0) < Int(removed), "a record of \(record?.count ?? 0) bytes")
    room.store(UInt16(key.count), at: 0)
    room.store(record.map { UInt32($0.count) } ?? removed, at: 2)
    UnsafeMutableRawBufferPointer(rebasing: room[head...]).copyMemory(from: key)
    guard let record else { return }
    UnsafeMutableRawBufferPointer(rebasing: room[(head + key.count)...]).copyMemory(from: record)
  }
}

/// Entries gathered in any order, each key once, to become a table. Used by one thread at a time.
public final class TableEntries {
  private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var used = 0
  /// The hash of each key, and where its entry starts.
  private(set) var places: [(hash: UInt64, start: Int)] = []

  public init() {}

  deinit { room.deallocate() }

  public var count: Int { places.count }

  /// All entries, one after another; valid until the next is added.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<used]) }

  /// - Parameter record: nil says that the key has none any more.
  public func add(_ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer?) {
    let size = TableItem.bytes(key, record)
    reserve(size)
    places.append((KeyHash.of(key), used))
    TableItem.write(key, record, to: UnsafeMutableRawBufferPointer(rebasing: room[used...]))
    used += size
  }

  public func add(_ key: [UInt8], _ record: [UInt8]?) {
    key.withUnsafeBytes { key in
      guard let record else { return add(key, nil) }
      record.withUnsafeBytes { add(key, $0) }
    }
  }

  private func reserve(_ bytes: Int) {
    guard used + bytes > room.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(used + bytes, room.count * 3 / 2), alignment: 16)
    larger.copyMemory(from: self.bytes)
    room.deallocate()
    room = larger
  }

  /// Brings the entries into the order of a table.
  func sort() {
    let bytes = bytes
    places.sort { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      guard let left = TableItem(bytes, at: left.start),
        let right = TableItem(bytes, at: right.start)
      else { return false }
      return left.key.lexicographicallyPrecedes(right.key)
    }
  }
}

/// The number by which a table orders its keys: well mixed, the same on every machine.
enum KeyHash {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  static func of(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: key.count) &* factor
    var at = 0
    while at + 8 <= key.count {
      hash = mix(hash ^ key.load(UInt64.self, at: at))
      at += 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while at < key.count {
      rest |= UInt64(key[at]) << shift
      shift += 8
      at += 1
    }
    return mix(mix(hash ^ rest))
  }

  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let (high, low) = word.multipliedFullWidth(by: factor)
    return high ^ low ^ word &>> 29
  }
}
