/// Where each named thing stands in the array of its read model.
///
/// A table of slots with open addressing. Names of up to 24 bytes stand in their slot, so that finding
/// one touches one place in memory; longer ones are rare and stand in a dictionary. Events about one
/// thing come in a row, so the last name asked is kept as well.
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
        return bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      }
      var number: UInt64 = 0
      var at = start
      while at < bytes.count {
        number = number << 8 | UInt64(bytes[at])
        at += 1
      }
      return number
    }

    /// The names are ours: nobody gains by making them collide, and the order of rows does not
    /// depend on it.
    var hash: Int {
      let mixed = Name.mix(Name.mix(Name.mix(first ^ UInt64(length) << 56) ^ second) ^ third)
      return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
      let product = value &* 0x9e37_79b9_7f4a_7c15
      return product ^ product >> 29
    }
  }

  private struct Slot {
    var name = Name()
    /// The place, counted from one; 0 in a free slot.
    var number: Int32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 16)
  private var used = 0
  private var last = Slot()
  private var long: [String: Int] = [:]

  mutating func find(_ name: String) -> Int? {
    guard let short = Naming.short(name) else { return long[name] }
    if last.number > 0 && last.name == short { return Int(last.number) - 1 }
    let slot = slots[index(of: short)]
    if slot.number == 0 { return nil }
    last = slot
    return Int(slot.number) - 1
  }

  /// The place of a name without remembering it.
  func look(up name: String) -> Int? {
    guard let short = Naming.short(name) else { return long[name] }
    let number = slots[index(of: short)].number
    return number == 0 ? nil : Int(number) - 1
  }

  /// Gives a new name its place; does nothing for one that has its place, and gives that.
  @discardableResult
  mutating func add(_ name: String, at place: Int) -> Int? {
    guard let short = Naming.short(name) else {
      if let known = long[name] { return known }
      long[name] = place
      return nil
    }
    if used * 2 >= slots.count { grow() }
    let index = index(of: short)
    let number = slots[index].number
    if number > 0 { return Int(number) - 1 }
    last = Slot(name: short, number: Int32(place + 1))
    slots[index] = last
    used += 1
    return nil
  }

  /// Tells which name will be asked next; its place is `place`.
  mutating func expect(_ name: String, at place: Int) {
    guard let short = Naming.short(name) else { return }
    last = Slot(name: short, number: Int32(place + 1))
  }

  private static func short(_ name: String) -> Name? {
    var copy = name
    return copy.withUTF8 { bytes in
      bytes.count > Name.longest ? nil : Name(UnsafeRawBufferPointer(bytes))
    }
  }

  /// The slot of a name, or the free one where it would stand.
  private func index(of name: Name) -> Int {
    let mask = slots.count - 1
    var index = name.hash & mask
    while slots[index].number != 0 && slots[index].name != name { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.number != 0 { slots[index(of: slot.name)] = slot }
  }
}
