/// Finds where the plain characters of a text end, eight bytes at a time.
extension Tape {
  /// The first byte that is a quote, a backslash or a control character, or else the end.
  @inline(__always)
  static func endOfPlainText(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var at = start
    while end - at >= 8 {
      let word = UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
      let stops = has(0x22, in: word) | has(0x5C, in: word) | controls(in: word)
      if stops != 0 { return at + stops.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < end, at.pointee != 0x22, at.pointee != 0x5C, at.pointee >= 0x20 { at += 1 }
    return at
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte of a little-endian word that equals a code; bits above the first may
  /// be set wrongly.
  @inline(__always)
  private static func has(_ code: UInt8, in word: UInt64) -> UInt64 {
    let differing = word ^ (ones &* UInt64(code))
    return (differing &- ones) & ~differing & highs
  }

  /// The same for bytes below 0x20.
  @inline(__always)
  private static func controls(in word: UInt64) -> UInt64 {
    (word &- ones &* 0x20) & ~word & highs
  }
}
