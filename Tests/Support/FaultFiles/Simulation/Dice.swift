// Chance from one seed: the same seed gives the same throws on every machine.

/// SplitMix64.
struct Dice {
  private(set) var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A number from 0 up to, not including, `end`.
  mutating func below(_ end: Int) -> Int {
    precondition(end > 0, "dice have at least one side")
    return Int(next() % UInt64(end))
  }

  /// True so many times in a thousand.
  mutating func strikes(_ perMille: Int) -> Bool { below(1000) < perMille }

  mutating func flip() -> Bool { next() >> 63 == 1 }

  mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}

/// FNV-1a over numbers and texts: what a run did, as one number.
struct Trace {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ value: Int) {
    hash = (hash ^ UInt64(bitPattern: Int64(value))) &* 0x0000_0100_0000_01B3
    hash ^= hash >> 29
  }

  mutating func add(_ text: String) {
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }
}
