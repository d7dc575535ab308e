// What closes a repacked segment: what is in it, so that a reader of rare things steps over it (FORMAT.md, section 4).
//
//   "MNTFOOT1" 8 | first 8 | count 8 | types: n 4, n × (size 1, name, count 8) | filter: bytes 4, bits
//   blocks: n 4, n × (first 8, offset 8) | check 8 | size of the whole frame 4 | "FOOT" 4

/// The contents of one repacked segment.
struct Footer: Equatable {
  /// `MNTFOOT1`, read as a little-endian number.
  static let mark: UInt64 = 0x3154_4F4F_4654_4E4D
  /// `FOOT`, read as a little-endian number.
  static let end: UInt32 = 0x544F_4F46
  /// Bytes behind the content: check, size, mark.
  static let trailer = 16

  struct Block: Equatable {
    var first: UInt64
    var offset: UInt64
  }

  var first: UInt64
  var count: UInt64
  /// How many events of each type, by name.
  var types: [String: UInt64]
  var streams: StreamFilter
  var blocks: [Block]

  /// The whole skippable frame.
  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    func add<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    add(Magic.footer)
    add(UInt32(0))
    add(Self.mark)
    add(first)
    add(count)
    add(UInt32(types.count))
    for (name, count) in types.sorted(by: { $0.key < $1.key }) {
      add(UInt8(name.utf8.count))
      bytes.append(contentsOf: name.utf8)
      add(count)
    }
    add(UInt32(streams.bytes.count))
    bytes.append(contentsOf: streams.bytes)
    add(UInt32(blocks.count))
    for block in blocks {
      add(block.first)
      add(block.offset)
    }
    let size = UInt32(bytes.count + Self.trailer)
    bytes.withUnsafeMutableBytes { $0.store(size - 8, at: 4) }
    var hasher = Hasher256()
    add(bytes.withUnsafeBytes { hasher.check($0) })
    add(size)
    add(Self.end)
    return bytes
  }

  /// The footer at the end of a segment; nil when there is none, or its check is wrong.
  static func read(_ segment: Segment) throws(FileError) -> Footer? {
    guard segment.size > trailer else { return nil }
    let last = try segment.bytes(at: segment.size - 8, 8)
    guard last.count == 8, last.load(UInt32.self, at: 4) == end else { return nil }
    let size = Int(last.load(UInt32.self, at: 0))
    guard size > trailer + 8, size <= segment.size else { return nil }
    return decode(try segment.bytes(at: segment.size - size, size))
  }

  /// - Parameter frame: the whole skippable frame.
  static func decode(_ frame: UnsafeRawBufferPointer) -> Footer? {
    guard frame.count > trailer + 8 else { return nil }
    let body = frame.part(0, frame.count - trailer)
    var hasher = Hasher256()
    guard frame.load(UInt32.self, at: 0) == Magic.footer,
      frame.load(UInt32.self, at: 4) == UInt32(frame.count - 8),
      frame.load(UInt64.self, at: body.count) == hasher.check(body),
      frame.load(UInt32.self, at: body.count + 8) == UInt32(frame.count),
      frame.load(UInt32.self, at: body.count + 12) == end
    else { return nil }
    var reader = FieldReader(bytes: body.part(8, body.count - 8))
    guard reader.next() == mark, let first = reader.next(), let count = reader.next(),
      let types = decodeTypes(&reader), let bits = decodeBits(&reader),
      let blocks = decodeBlocks(&reader), reader.isAtEnd
    else { return nil }
    return Footer(
      first: first, count: count, types: types, streams: StreamFilter(bytes: bits), blocks: blocks)
  }

  private static func decodeTypes(_ reader: inout FieldReader) -> [String: UInt64]? {
    guard let number = reader.take(4)?.load(UInt32.self, at: 0) else { return nil }
    var types: [String: UInt64] = [:]
    for _ in 0..<number {
      guard let size = reader.take(1), let name = reader.take(Int(size[0])),
        let count = reader.next()
      else { return nil }
      types[String(decoding: name, as: UTF8.self)] = count
    }
    return types
  }

  private static func decodeBits(_ reader: inout FieldReader) -> [UInt8]? {
    guard let size = reader.take(4)?.load(UInt32.self, at: 0), size > 0,
      let bits = reader.take(Int(size))
    else { return nil }
    return Array(bits)
  }

  private static func decodeBlocks(_ reader: inout FieldReader) -> [Block]? {
    guard let number = reader.take(4)?.load(UInt32.self, at: 0) else { return nil }
    var blocks: [Block] = []
    for _ in 0..<number {
      guard let first = reader.next(), let offset = reader.next() else { return nil }
      blocks.append(Block(first: first, offset: offset))
    }
    return blocks
  }
}

/// A set of stream names that may say yes for one that is not in it, once in a hundred times, and never no for one that
/// is: a Bloom filter of ten bits a name and seven places each, from the name's SHA-256.
struct StreamFilter: Equatable {
  private(set) var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ names: some Collection<String>) {
    bytes = [UInt8](repeating: 0, count: (max(1, names.count) * 10 + 7) / 8)
    for name in names {
      for bit in places(of: name) { bytes[bit / 8] |= 1 << UInt8(bit % 8) }
    }
  }

  func mayHold(_ name: String) -> Bool {
    places(of: name).allSatisfy { bytes[$0 / 8] & 1 << UInt8($0 % 8) != 0 }
  }

  private func places(of name: String) -> [Int] {
    var hasher = Hasher256()
    var name = name
    let hash = name.withUTF8 { hasher.hash(UnsafeRawBufferPointer($0)) }
    let (one, two) = hash.withBytes { ($0.load(UInt64.self, at: 0), $0.load(UInt64.self, at: 8)) }
    let bits = UInt64(bytes.count * 8)
    return (0..<7).map { Int((one &+ $0 &* (two | 1)) % bits) }
  }
}
