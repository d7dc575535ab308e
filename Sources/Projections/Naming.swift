/// Where each named thing stands in the array of its read model.
///
/// A table of small slots with open addressing: a slot holds half of the name's hash and its place.
/// Names of up to 24 bytes stand side by side in the order of their places, since events follow one
/// another as the names did; longer ones are rare and stand in a dictionary. Events about one thing
/// come in a row, so the last name asked is kept as well.
struct Naming {
  /// The bytes of a name as three numbers, with its length.
  private struct Name: Equatable {
    static let longest = 24

    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0
    var length: Int32 = 0

    init() {}

    init(_ bytes: UnsafeRawBufferPointer) {
      first = Name.number(bytes, from: 0)
      second = Name.number(bytes, from: 8)
      third = Name.number(bytes, from: 16)
      length = Int32(bytes.count)
    }

    @inline(__always)
    private static func number(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
      if start + 8 <= bytes.count {
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      }
      var number: UInt64 = 0
      var at = bytes.count
      while at > start {
        at -= 1
        number = number << 8 | UInt64(bytes[at])
      }
      return number
    }

    /// Eight names that differ in the last digit of their number have neighbouring hashes, so that
    /// names given one after the other share lines of the cache.
    ///
    /// The names are ours: nobody gains by making them collide, and the order of rows does not
    /// depend on it.
    var hash: UInt32 {
      var name = self
      let last = name.removeLastDigit()
      let mixed = Name.mix(
        Name.mix(Name.mix(name.first ^ UInt64(length) << 56) ^ name.second) ^ name.third)
      return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32) & ~7 | last
    }

    /// Takes three bits out of the last byte that is a digit, and gives them.
    private mutating func removeLastDigit() -> UInt32 {
      var at = Int(length) - 1
      while at >= 0 {
        let word = at < 8 ? first : at < 16 ? second : third
        let shift = UInt64(8 * (at & 7))
        let byte = word >> shift & 0xff
        if byte >= UInt64(UInt8(ascii: "0")) && byte <= UInt64(UInt8(ascii: "9")) {
          let removed = ~(UInt64(7) << shift)
          if at < 8 {
            first &= removed
          } else if at < 16 {
            second &= removed
          } else {
            third &= removed
          }
          return UInt32(byte & 7)
        }
        at -= 1
      }
      return 0
    }

    private static func mix(_ value: UInt64) -> UInt64 {
      let product = value &* 0x9e37_79b9_7f4a_7c15
      return product ^ product >> 29
    }
  }

  /// Hash in the upper half, place + 1 in the lower; 0 is a free slot.
  private var slots = [UInt64](repeating: 0, count: 16)
  private var names: [Name] = []
  private var long: [String: Int] = [:]
  private var last = Name()
  private var lastPlace = -1

  mutating func find(_ name: String) -> Int? {
    guard let short = Naming.short(name) else { return long[name] }
    if lastPlace >= 0 && last == short { return lastPlace }
    guard let place = place(at: slot(of: short)) else { return nil }
    last = short
    lastPlace = place
    return place
  }

  /// The place of a name without remembering it.
  func look(up name: String) -> Int? {
    guard let short = Naming.short(name) else { return long[name] }
    return place(at: slot(of: short))
  }

  /// Gives a new name its place, which is the next; for one that has its place, gives that.
  @discardableResult
  mutating func add(_ name: String, at place: Int) -> Int? {
    guard let short = Naming.short(name) else {
      if let known = long[name] { return known }
      take(Name(), place)
      long[name] = place
      return nil
    }
    if names.count * 2 >= slots.count { grow() }
    let slot = slot(of: short)
    if let known = self.place(at: slot) { return known }
    take(short, place)
    slots[slot] = UInt64(short.hash) << 32 | UInt64(names.count)
    last = short
    lastPlace = place
    return nil
  }

  /// Tells which name will be asked next; its place is `place`.
  mutating func expect(_ place: Int) {
    last = names[place]
    lastPlace = last.length > 0 ? place : -1
  }

  private mutating func take(_ name: Name, _ place: Int) {
    precondition(place == names.count, "names stand in the order of their places")
    names.append(name)
  }

  private static func short(_ name: String) -> Name? {
    var copy = name
    return copy.withUTF8 { bytes in
      bytes.count > Name.longest ? nil : Name(UnsafeRawBufferPointer(bytes))
    }
  }

  private func place(at slot: Int) -> Int? {
    let number = slots[slot]
    return number == 0 ? nil : Int(number & 0xffff_ffff) - 1
  }

  /// The slot of a name, or the free one where it would stand.
  private func slot(of name: Name) -> Int {
    let hash = name.hash
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == UInt64(hash) && names[Int(slots[slot] & 0xffff_ffff) - 1] == name {
        break
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    let mask = old.count * 4 - 1
    slots = [UInt64](repeating: 0, count: old.count * 4)
    for number in old where number != 0 {
      var slot = Int(number >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = number
    }
  }
}
