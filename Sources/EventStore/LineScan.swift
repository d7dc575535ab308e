// Going over the tokens of a line, eight bytes at once where there are as many.

/// A place in a line. What is passed over is only looked at as far as its end demands.
struct LineScan {
  private let base: UnsafeRawPointer
  private let count: Int
  var at = 0

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
    let end = quoteOrEscape(from: start)
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
    while at < count {
      switch byte(at) {
      case Self.quote:
        guard skipString() else { return false }
        if depth == 0 { return true }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        at += 1
        if depth == 0 { return true }
      case UInt8(ascii: ","):
        if depth == 0 { return true }
        at += 1
      case UInt8(ascii: " "), 0x09, 0x0D: return false
      default: at += 1
      }
    }
    return false
  }

  @inline(__always)
  private mutating func skipString() -> Bool {
    var end = quoteOrEscape(from: at + 1)
    while end < count, byte(end) != Self.quote { end = quoteOrEscape(from: end + 2) }
    guard end < count else { return false }
    at = end + 1
    return true
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The first quotation mark or backslash from a place on; the end or more where there is none.
  @inline(__always)
  private func quoteOrEscape(from start: Int) -> Int {
    var at = start
    while at + 8 <= count {
      let word = UInt64(littleEndian: load(at))
      let found =
        Self.zeros(word ^ Self.ones &* UInt64(Self.quote))
        | Self.zeros(word ^ Self.ones &* UInt64(Self.backslash))
      if found != 0 { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < count, byte(at) != Self.quote, byte(at) != Self.backslash { at += 1 }
    return at
  }

  /// The highest bit of the lowest zero byte is set, and none below it.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & ones << 7
  }

  @inline(__always)
  private func byte(_ at: Int) -> UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }

  @inline(__always)
  private func load(_ at: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }
}
