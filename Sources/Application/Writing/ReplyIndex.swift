import Commands
import Ledger

/// Which command was answered where: ids are remembered for ever (G-16), those of late in memory, the others in records.
struct ReplyIndex {
  /// The position of the first event of each command, by its id.
  private(set) var positions = Shelf<Int>(.replies)
  /// The command noted last: most events are of the same one as the event before.
  private var last = ""

  init() {}

  /// Notes the first event of a command; later ones of the same command are passed over.
  mutating func learn(_ id: String, at position: Int) {
    if last == id || id.hasPrefix("agenda:") { return }
    last = id
    if positions[id] == nil { positions[id] = position }
  }

  /// The position of the first event of a command, or nil when its id is new.
  func position(of id: String) -> Int? { positions[id] }

  // MARK: Keeping

  init(from reader: inout StateReader) throws(StateError) {
    try reader.fill(&positions)
    last = try reader.take()
  }

  func write(to writer: inout StateWriter) {
    writer.add(positions)
    writer.add(last)
  }

  mutating func putAway(in room: ShelfRoom) { positions.putAway(in: room) }
}
