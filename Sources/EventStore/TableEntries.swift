// Entries of a keyed table: how one is laid out, and those gathered in memory before they are written.

/// One entry: a key and its record, or that the key has none any more.
///
/// ```
/// size of the key 2 | size of the record 4, 2^32 − 1 where there is none | key | record
/// ```
struct TableEntry {
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

  static func write(
    _ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer?, to bytes: inout [UInt8]
  ) {
    precondition(key.count <= UInt16.max, "a key of \(key.count) bytes")
    precondition((record?.count ?? 0) < Int(removed), "a record of \(record?.count ?? 0) bytes")
    withUnsafeBytes(of: UInt16(key.count).littleEndian) { bytes.append(contentsOf: $0) }
    let size = record.map { UInt32($0.count) } ?? removed
    withUnsafeBytes(of: size.littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: key)
    if let record { bytes.append(contentsOf: record) }
  }
}

/// Entries gathered in any order, each key once, to become a table.
public struct TableEntries: Sendable {
  var bytes: [UInt8] = []
  /// The hash of each key, and where its entry starts.
  private(set) var places: [(hash: UInt64, start: Int)] = []

  public init() {}

  public var count: Int { places.count }

  /// - Parameter record: nil says that the key has none any more.
  public mutating func add(_ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer?) {
    places.append((KeyHash.of(key), bytes.count))
    TableEntry.write(key, record, to: &bytes)
  }

  public mutating func add(_ key: [UInt8], _ record: [UInt8]?) {
    key.withUnsafeBytes { key in
      guard let record else { return add(key, nil) }
      record.withUnsafeBytes { add(key, $0) }
    }
  }

  /// Brings the entries into the order of a table.
  mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      places.sort { left, right in
        if left.hash != right.hash { return left.hash < right.hash }
        guard let left = TableEntry(bytes, at: left.start),
          let right = TableEntry(bytes, at: right.start)
        else { return false }
        return left.key.lexicographicallyPrecedes(right.key)
      }
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
