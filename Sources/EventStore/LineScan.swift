// Going over the tokens of a line: what lies inside a string is passed over 64 bytes at once.
import CBytes
import Glibc

/// A place in a line that only moves on.
struct LineScan {
  private let base: UnsafeRawPointer
  private let count: Int
  private(set) var at = 0
  /// Which bytes of the 64 from `chunk` on are quotation marks or backslashes; those asked for are gone.
  private var marks: UInt64 = 0
  private var chunk = -64

  init?(_ line: UnsafeRawBufferPointer) {
    guard let start = line.baseAddress else { return nil }
    (base, count) = (start, line.count)
  }

  /// Passes over a byte that stands here.
  @inline(__always)
  mutating func pass(_ expected: UInt8) -> Bool {
    guard at < count, byte(at) == expected else { return false }
    at += 1
    return true
  }

  @inline(__always)
  func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// A string without escapes: where its text lies; passes over it.
  @inline(__always)
  mutating func plainString() -> Range<Int>? {
    guard pass(Self.quote) else { return nil }
    let start = at
    let end = mark(from: start)
    guard end < count, byte(end) == Self.quote else { return nil }
    at = end + 1
    return start..<end
  }

  /// The first eight bytes of a part as a number that is ordered like them, zeros behind a shorter one.
  @inline(__always)
  func order(_ range: Range<Int>) -> UInt64 {
    let size = range.count
    if range.lowerBound + 8 <= count {
      let word = UInt64(bigEndian: load(range.lowerBound))
      return size >= 8 ? word : word & ~(UInt64.max >> UInt64(8 * size))
    }
    var word: UInt64 = 0
    for index in 0..<min(8, size) {
      word |= UInt64(byte(range.lowerBound + index)) << UInt64(56 - 8 * index)
    }
    return word
  }

  /// Passes over any value; false when the line ends first, or space stands between tokens.
  @inline(__always)
  mutating func skipValue() -> Bool {
    var depth = 0
    // No switch: the jump of its table is foreseen less often than these.
    while at < count {
      let here = byte(at)
      let bracket = here | 0x20
      if here == Self.quote {
        guard skipString() else { return false }
        if depth == 0 { return true }
      } else if bracket == UInt8(ascii: "{") {
        depth &+= 1
        at &+= 1
      } else if bracket == UInt8(ascii: "}") {
        if depth == 0 { return true }
        depth &-= 1
        at &+= 1
        if depth == 0 { return true }
      } else if here == UInt8(ascii: ",") {
        if depth == 0 { return true }
        at &+= 1
      } else if here == UInt8(ascii: " ") || here == 0x09 || here == 0x0D {
        return false
      } else {
        at &+= 1
      }
    }
    return false
  }

  @inline(__always)
  private mutating func skipString() -> Bool {
    var end = mark(from: at + 1)
    while end < count, byte(end) != Self.quote { end = mark(from: end + 2) }
    guard end < count else { return false }
    at = end + 1
    return true
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// The first quotation mark or backslash from a place on, which is never before one asked for earlier; the end where
  /// there is none.
  @inline(__always)
  private mutating func mark(from start: Int) -> Int {
    while true {
      while marks != 0 {
        let found = chunk + marks.trailingZeroBitCount
        marks &= marks &- 1
        if found >= start { return found }
      }
      chunk += 64
      if chunk >= count { return count }
      marks = marksOfChunk()
    }
  }

  @inline(__always)
  private func marksOfChunk() -> UInt64 {
    let rest = count - chunk
    if rest >= 64 { return Self.marks(base + chunk) }
    if count >= 64 { return Self.marks(base + count - 64) >> UInt64(64 - rest) }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { copy in
      copy.initializeMemory(as: UInt8.self, repeating: 0)
      memcpy(copy.baseAddress!, base, count)
      return Self.marks(copy.baseAddress!)
    }
  }

  @inline(__always)
  private static func marks(_ bytes: UnsafeRawPointer) -> UInt64 {
    cbytes_either(bytes, CChar(bitPattern: quote), CChar(bitPattern: backslash))
  }

  @inline(__always)
  private func byte(_ at: Int) -> UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }

  @inline(__always)
  private func load(_ at: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }
}
