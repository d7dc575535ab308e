// Which keys a table may hold, in one look at 64 bytes of memory.

/// A Bloom filter whose bits of one key lie in one block of 512: ten bits a key, six of them set; two absent keys in a
/// hundred are taken to be there.
struct TableFilter: Sendable {
  private static let bitsPerKey = 10
  private static let places = 6
  static let blockBytes = 64

  private(set) var words: [UInt64]

  init(keys: Int) {
    let blocks = max(1, (keys * Self.bitsPerKey + 511) / 512)
    words = [UInt64](repeating: 0, count: blocks * 8)
  }

  /// From a file, word by word as it stands there.
  init(words: [UInt64]) { self.words = words }

  /// The first word of a key's block, by the high bits of its hash.
  @inline(__always)
  private func block(_ hash: UInt64) -> Int {
    Int(hash.multipliedFullWidth(by: UInt64(words.count / 8)).high) * 8
  }

  @inline(__always)
  private static func bits(_ hash: UInt64) -> UInt64 { hash &* 0xD6E8_FEB8_6659_FD93 }

  mutating func add(_ hash: UInt64) {
    let block = block(hash)
    var bits = Self.bits(hash)
    for _ in 0..<Self.places {
      words[block + Int(bits >> 61)] |= 1 << (bits >> 55 & 63)
      bits = bits << 9 | bits >> 55
    }
  }

  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    let block = block(hash)
    var bits = Self.bits(hash)
    for _ in 0..<Self.places {
      if words[block + Int(bits >> 61)] >> (bits >> 55 & 63) & 1 == 0 { return false }
      bits = bits << 9 | bits >> 55
    }
    return true
  }
}
