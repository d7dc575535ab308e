// Going through a segment frame by frame, and finding the next header after damage.
import Glibc

/// What stands at one place of a segment.
enum SegmentItem {
  case block(BlockHeader, at: Int)
  /// A whole padding frame; `zero` says whether its content is.
  case padding(at: Int, size: Int, zero: Bool)
  /// What closes a repacked segment.
  case footer(at: Int, size: Int)
  case reserved(at: Int, size: Int)
  /// Neither: why, and the walk stays where it is.
  case wrong(Finding)
  case end
}

/// A walk over the frames of one segment.
struct SegmentWalk {
  let segment: Segment
  /// Where the next frame starts.
  var offset: Int
  /// Whether padding is read, and not only stepped over.
  var checksPadding: Bool

  init(_ segment: Segment, from offset: Int = 0, checksPadding: Bool = false) {
    self.segment = segment
    self.offset = offset
    self.checksPadding = checksPadding
  }

  mutating func next() throws(FileError) -> SegmentItem {
    let rest = segment.size - offset
    guard rest > 0 else { return .end }
    let bytes = try segment.bytes(at: offset, BlockHeader.size)
    guard bytes.count >= Padding.least
    else { return wrong(.strayBytes, "a frame or the end of the file", "\(rest) bytes") }
    let start = offset
    let size = Int(bytes.load(UInt32.self, at: 4)) + Padding.least
    switch bytes.load(UInt32.self, at: 0) {
    case Magic.header: return try block(bytes, rest)
    case Magic.padding:
      guard size <= rest
      else { return wrong(.padding, "\(size) bytes of padding", "\(rest) to the end of the file") }
      offset += size
      return .padding(at: start, size: size, zero: try isZero(start + Padding.least, offset))
    case let magic where magic == Magic.footer || Magic.reserved ~= magic:
      guard size <= rest
      else {
        return wrong(.strayBytes, "a frame of \(size) bytes", "\(rest) to the end of the file")
      }
      offset += size
      return magic == Magic.footer
        ? .footer(at: start, size: size) : .reserved(at: start, size: size)
    case let magic:
      return wrong(.strayBytes, "a block header or padding", "0x" + String(magic, radix: 16))
    }
  }

  private mutating func block(
    _ bytes: UnsafeRawBufferPointer, _ rest: Int
  ) throws(FileError) -> SegmentItem {
    switch BlockHeader.read(bytes) {
    case .valid(let header):
      guard header.blockBytes <= rest else {
        return wrong(
          .frameCheck, "\(header.blockBytes) bytes of block", "\(rest) to the end of the file",
          header.first)
      }
      let start = offset
      offset += header.blockBytes
      return .block(header, at: start)
    case .newer(let format): return wrong(.newerFormat, "format 1", "format \(format)")
    case .wrong(let expected, let found): return wrong(.blockHeader, expected, found)
    }
  }

  private func isZero(_ start: Int, _ end: Int) throws(FileError) -> Bool {
    guard checksPadding else { return true }
    var at = start
    while at < end {
      let bytes = try segment.bytes(at: at, min(end - at, 1 << 20))
      guard !bytes.isEmpty, bytes.isZero else { return false }
      at += bytes.count
    }
    return true
  }

  private func wrong(
    _ kind: Finding.Kind, _ expected: String, _ found: String, _ position: UInt64? = nil
  ) -> SegmentItem {
    .wrong(
      Finding(
        kind, segment: segment.name, offset: offset, position: position, expected: expected,
        found: found))
  }

  /// Where the next valid block header starts, at any byte from `start` on.
  static func nextHeader(in segment: Segment, from start: Int) throws(FileError) -> Int? {
    let step = 1 << 20
    var at = start
    while at + BlockHeader.size <= segment.size {
      let bytes = try segment.bytes(at: at, step + BlockHeader.size)
      guard bytes.count >= BlockHeader.size else { return nil }
      var index = 0
      let last = bytes.count - BlockHeader.size
      while index <= last, let hit = memchr(bytes.baseAddress! + index, 0x50, last + 1 - index) {
        index = UnsafeRawPointer(hit) - bytes.baseAddress!
        if bytes.load(UInt32.self, at: index) == Magic.header,
          bytes.load(UInt64.self, at: index + 8) == BlockHeader.mark,
          !isWrong(BlockHeader.read(bytes.part(index, BlockHeader.size)))
        {
          return at + index
        }
        index += 1
      }
      at += last + 1
    }
    return nil
  }

  private static func isWrong(_ reading: BlockHeader.Reading) -> Bool {
    if case .wrong = reading { true } else { false }
  }
}
