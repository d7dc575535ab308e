// The 128 bytes before each block, and the padding between blocks (FORMAT.md, section 3).
//
//   0 magic 4 | 4 size 4 | 8 "minutier" 8 | 16 format 4 | 20 count 4 | 24 first 8 | 32 tree size 8
//   40 content 4 | 44 frame 4 | 48 root after 32 | 80 root before 32 | 112 check 8 | 120 check 8

/// What a block's header says.
struct BlockHeader: Hashable {
  static let size = 128
  static let format: UInt32 = 1
  /// The most bytes of a block's content.
  static let mostContent = 64 << 20
  /// `minutier`, read as a little-endian number.
  static let mark: UInt64 = 0x7265_6974_756E_696D

  var count: UInt32
  var first: UInt64
  var contentBytes: UInt32
  var frameBytes: UInt32
  var rootAfter: TreeHash
  var rootBefore: TreeHash
  var frameCheck: UInt64

  /// Of no block.
  static let none = BlockHeader(
    count: 0, first: 0, contentBytes: 0, frameBytes: 0, rootAfter: MerkleTree.emptyRoot,
    rootBefore: MerkleTree.emptyRoot, frameCheck: 0)

  /// The position after the block's last event; the tree's size then.
  var end: UInt64 { first + UInt64(count) }
  /// Header and frame.
  var blockBytes: Int { Self.size + Int(frameBytes) }

  func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes.store(Magic.header, at: 0)
    bytes.store(UInt32(Self.size - 8), at: 4)
    bytes.store(Self.mark, at: 8)
    bytes.store(Self.format, at: 16)
    bytes.store(count, at: 20)
    bytes.store(first, at: 24)
    bytes.store(end, at: 32)
    bytes.store(contentBytes, at: 40)
    bytes.store(frameBytes, at: 44)
    rootAfter.withBytes {
      UnsafeMutableRawBufferPointer(rebasing: bytes[48..<80]).copyMemory(from: $0)
    }
    rootBefore.withBytes {
      UnsafeMutableRawBufferPointer(rebasing: bytes[80..<112]).copyMemory(from: $0)
    }
    bytes.store(frameCheck, at: 112)
    var hasher = Hasher256()
    bytes.store(hasher.check(UnsafeRawBufferPointer(rebasing: bytes[..<120])), at: 120)
  }

  enum Reading {
    case valid(BlockHeader)
    case newer(format: UInt32)
    case wrong(expected: String, found: String)
  }

  static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
    guard bytes.count >= size
    else { return .wrong(expected: "\(size) bytes of header", found: "\(bytes.count)") }
    var hasher = Hasher256()
    let check = hasher.check(UnsafeRawBufferPointer(rebasing: bytes[..<120]))
    let stored = bytes.load(UInt64.self, at: 120)
    guard check == stored
    else {
      return .wrong(expected: "header check \(hexadecimal(check))", found: hexadecimal(stored))
    }
    guard bytes.load(UInt32.self, at: 0) == Magic.header, bytes.load(UInt64.self, at: 8) == mark
    else { return .wrong(expected: "a block header", found: "another skippable frame") }
    let format = bytes.load(UInt32.self, at: 16)
    guard format <= Self.format else { return .newer(format: format) }
    let header = BlockHeader(
      count: bytes.load(UInt32.self, at: 20), first: bytes.load(UInt64.self, at: 24),
      contentBytes: bytes.load(UInt32.self, at: 40), frameBytes: bytes.load(UInt32.self, at: 44),
      rootAfter: TreeHash(bytes: UnsafeRawBufferPointer(rebasing: bytes[48..<80])),
      rootBefore: TreeHash(bytes: UnsafeRawBufferPointer(rebasing: bytes[80..<112])),
      frameCheck: bytes.load(UInt64.self, at: 112))
    guard bytes.load(UInt32.self, at: 4) == UInt32(size - 8), format == Self.format,
      header.count > 0, header.contentBytes <= mostContent, header.first < 1 << 62,
      bytes.load(UInt64.self, at: 32) == header.end
    else {
      return .wrong(expected: "consistent header fields", found: "others, with a right check")
    }
    return .valid(header)
  }
}

/// The first four bytes of frames.
enum Magic {
  static let frame: UInt32 = 0x184D_2204
  static let header: UInt32 = 0x184D_2A50
  static let padding: UInt32 = 0x184D_2A51
  static let footer: UInt32 = 0x184D_2A52
  static let reserved: ClosedRange<UInt32> = 0x184D_2A53...0x184D_2A5F
}

/// Padding frames and the boundaries that blocks start on.
enum Padding {
  static let page = 4096
  /// A padding frame's own bytes.
  static let least = 8

  /// Where the next block starts after one that ends at `end`.
  static func boundary(after end: Int) -> Int {
    let next = (end + page - 1) / page * page
    return next == end || next - end >= least ? next : next + page
  }

  /// Writes the first 8 bytes of a padding frame of `whole` bytes.
  static func writeHead(of whole: Int, to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    precondition(whole >= least, "a padding frame has 8 bytes")
    bytes.store(Magic.padding, at: offset)
    bytes.store(UInt32(whole - least), at: offset + 4)
  }
}

extension UnsafeMutableRawBufferPointer {
  func store<T: FixedWidthInteger>(_ value: T, at offset: Int) {
    storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
  }
}

extension UnsafeRawBufferPointer {
  func load<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type, at offset: Int) -> T {
    T(littleEndian: loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  /// Whether every byte is zero.
  var isZero: Bool {
    var index = 0
    while index + 64 <= count {
      if loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self) != .zero { return false }
      index += 64
    }
    while index < count {
      if self[index] != 0 { return false }
      index += 1
    }
    return true
  }

  /// The bytes from an offset on, `count` of them.
  func part(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[offset..<offset + count])
  }
}

func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
