/// Where each named thing stands in the array of its read model, in the order of the log.
///
/// A table of slots with open addressing: a slot holds half of the name's hash and its place, so that
/// growing needs no name again, and a wrong slot is passed over without looking at its name. Events
/// about one thing come in a row, so the last name asked is kept as well.
struct Naming {
  /// Hash in the upper half, place + 1 in the lower; 0 is a free slot.
  private var slots = [UInt64](repeating: 0, count: 16)
  private var names: [String] = []
  /// The places that the names stand for.
  private var places: [Int32] = []
  private var last = -1

  mutating func find(_ name: String) -> Int? {
    if last >= 0, names[last] == name { return Int(places[last]) }
    guard let index = index(of: name) else { return nil }
    last = index
    return Int(places[index])
  }

  /// The place of a name without remembering it.
  func look(up name: String) -> Int? { index(of: name).map { Int(places[$0]) } }

  mutating func add(_ name: String, at place: Int) {
    if let known = index(of: name) {
      places[known] = Int32(place)
      return
    }
    if names.count * 2 >= slots.count { grow() }
    names.append(name)
    places.append(Int32(place))
    last = names.count - 1
    put(Naming.hash(name), UInt64(names.count))
  }

  private func index(of name: String) -> Int? {
    let hash = Naming.hash(name)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == UInt64(hash) {
        let index = Int(slots[slot] & 0xffff_ffff) - 1
        if names[index] == name { return index }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func put(_ hash: UInt32, _ number: UInt64) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt64(hash) << 32 | number
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 4)
    for slot in old where slot != 0 { put(UInt32(slot >> 32), slot & 0xffff_ffff) }
  }

  /// FNV-1a over words of eight bytes, mixed at the end. The names are ours: nobody gains by
  /// making them collide, and the order of rows does not depend on it.
  private static func hash(_ name: String) -> UInt32 {
    var copy = name
    return copy.withUTF8 { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bytes.count)
      let raw = UnsafeRawBufferPointer(bytes)
      var at = 0
      while at + 8 <= raw.count {
        hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      var rest: UInt64 = 0
      while at < raw.count {
        rest = rest << 8 | UInt64(raw[at])
        at += 1
      }
      hash = mix(hash ^ rest)
      return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 29
  }
}
