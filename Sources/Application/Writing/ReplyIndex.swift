import Commands
import Ledger

/// Which command was answered where: ids are remembered for ever (G-16).
///
/// The id of a command is kept as 64 bits with the position of its first event; the few ids whose bits
/// another id took first are kept whole.
struct ReplyIndex {
  private var positions: [UInt64: Int] = [:]
  private var collided: [String: Int] = [:]

  private static func bits(_ id: String) -> UInt64 {
    id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// Notes the first event of a command; later ones of the same command are passed over.
  ///
  /// - Parameter idAt: the id of the command whose event stands at a position.
  mutating func learn(_ id: String, at position: Int, idAt: (Int) -> String?) {
    if id.hasPrefix("agenda:") { return }
    let bits = ReplyIndex.bits(id)
    guard let known = positions[bits] else {
      positions[bits] = position
      last = id
      return
    }
    if last == id { return }
    if idAt(known) != id, collided[id] == nil { collided[id] = position }
  }

  private var last = ""

  init() {}

  init(from reader: inout StateReader) throws(StateError) {
    positions = try reader.take()
    collided = try reader.take()
    last = try reader.take()
  }

  func write(to writer: inout StateWriter) {
    writer.add(positions)
    writer.add(collided)
    writer.add(last)
  }

  /// The position of the first event of a command, or nil when its id is new.
  func position(of id: String) -> Int? { collided[id] ?? positions[ReplyIndex.bits(id)] }
}
