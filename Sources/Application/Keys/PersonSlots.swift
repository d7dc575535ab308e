import Commands
import Ledger

/// The slot of each person and purpose in the keys of the subjects.
struct PersonSlots {
  private(set) var slots = Shelf<Int>(.slots)
  /// The first slot that nobody has.
  private(set) var next = 0

  init() {}

  private static func name(_ subject: String, _ purpose: Purpose) -> String {
    "\(purpose.rawValue) \(subject)"
  }

  /// Learns which slot a person's data was sealed under.
  mutating func learn(_ slot: Int, of subject: String, for purpose: Purpose) {
    slots[Self.name(subject, purpose)] = slot
    next = max(next, slot + 1)
  }

  /// The slot of a person; the next one for somebody new.
  mutating func slot(of subject: String, for purpose: Purpose) -> Int {
    let name = Self.name(subject, purpose)
    if let slot = slots[name] { return slot }
    slots[name] = next
    next += 1
    return next - 1
  }

  // MARK: Keeping

  init(from reader: inout StateReader) throws(StateError) {
    try reader.fill(&slots)
    next = try reader.take()
  }

  func write(to writer: inout StateWriter) {
    writer.add(slots)
    writer.add(next)
  }

  mutating func putAway(in room: ShelfRoom) { slots.putAway(in: room) }
}
