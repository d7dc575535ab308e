// XXH32, the checksum that an LZ4 frame ends with, and a byte of which its header has.

/// Twice as fast as the one inside the system's liblz4, which takes longer to check than to decompress.
enum ContentChecksum {
  private static let prime1: UInt32 = 2_654_435_761
  private static let prime2: UInt32 = 2_246_822_519
  private static let prime3: UInt32 = 3_266_489_917
  private static let prime4: UInt32 = 668_265_263
  private static let prime5: UInt32 = 374_761_393

  /// XXH32 of some bytes, seed 0.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.baseAddress else { return finish(prime5) }
    var at = 0
    var hash = prime5
    if bytes.count >= 16 {
      var lanes = (prime1 &+ prime2, prime2, UInt32(0), 0 &- prime1)
      while at + 16 <= bytes.count {
        lanes.0 = round(lanes.0, word(start, at))
        lanes.1 = round(lanes.1, word(start, at + 4))
        lanes.2 = round(lanes.2, word(start, at + 8))
        lanes.3 = round(lanes.3, word(start, at + 12))
        at += 16
      }
      hash = rotated(lanes.0, 1) &+ rotated(lanes.1, 7)
      hash = hash &+ rotated(lanes.2, 12) &+ rotated(lanes.3, 18)
    }
    hash = hash &+ UInt32(truncatingIfNeeded: bytes.count)
    while at + 4 <= bytes.count {
      hash = rotated(hash &+ word(start, at) &* prime3, 17) &* prime4
      at += 4
    }
    while at < bytes.count {
      hash = rotated(hash &+ UInt32(bytes[at]) &* prime5, 11) &* prime1
      at += 1
    }
    return finish(hash)
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ at: Int) -> UInt32 {
    UInt32(littleEndian: start.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  @inline(__always)
  private static func round(_ lane: UInt32, _ word: UInt32) -> UInt32 {
    rotated(lane &+ word &* prime2, 13) &* prime1
  }

  @inline(__always)
  private static func rotated(_ value: UInt32, _ bits: UInt32) -> UInt32 {
    value << bits | value >> (32 - bits)
  }

  private static func finish(_ value: UInt32) -> UInt32 {
    var hash = value
    hash = (hash ^ hash >> 15) &* prime2
    hash = (hash ^ hash >> 13) &* prime3
    return hash ^ hash >> 16
  }
}
