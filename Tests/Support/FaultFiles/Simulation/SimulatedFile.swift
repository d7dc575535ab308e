// A file of a simulated disk: what reads show, what the disk holds, and what lies between them.

/// A change of a file or a name that no sync has taken to the disk, with its place among all of them.
struct Unsynced<Change> {
  var order: Int
  var change: Change
}

/// One file, whatever its names.
final class SimulatedFile {
  /// What reads show: the system's cache.
  var image: [UInt8] = []
  /// What is left of it without power.
  private(set) var disk: [UInt8] = []
  /// What the disk would hold without the bytes that nobody sent there; nil while it has none.
  private(set) var unhurt: [UInt8]?
  private(set) var pending: [Unsynced<Change>] = []

  var isDamaged: Bool { unhurt.map { $0 != disk } ?? false }

  func change(_ change: Change, _ order: Int) {
    change.apply(to: &image)
    pending.append(Unsynced(order: order, change: change))
  }

  /// Takes a change to the disk.
  func settle(_ change: Change) {
    change.apply(to: &disk)
    if unhurt != nil { change.apply(to: &unhurt!) }
  }

  /// Does to the disk what nobody asked for.
  func damage(_ change: (inout [UInt8]) -> Void) {
    if unhurt == nil { unhurt = disk }
    change(&disk)
  }

  func forgetPending() { pending.removeAll() }

  /// What reads show is read from the disk again.
  func evict() { image = disk }
}

/// Which part of what was not synced outlives a power cut.
enum Survival: CaseIterable {
  case nothing, everything
  /// All changes up to one, which is cut anywhere.
  case prefix
  /// Any changes.
  case subset
  /// Of each write any sectors of 512 bytes, or any pages.
  case sectors, pages
  /// Of each write the bytes up to anywhere.
  case cut

  /// The parts of a change that survive.
  ///
  /// - Parameter limit: in a prefix of all changes, the last one, which is cut.
  func parts(
    of change: Change, order: Int, limit: Int, _ dice: inout Dice
  ) -> [Change] {
    switch self {
    case .nothing: return []
    case .everything: return [change]
    case .prefix where order < limit: return [change]
    case .prefix where order > limit: return []
    case .subset: return dice.flip() ? [change] : []
    case .prefix, .cut, .sectors, .pages: break
    }
    guard case .write(let offset, let bytes) = change else { return dice.flip() ? [change] : [] }
    if self == .sectors || self == .pages {
      return Self.sectors(offset, bytes, self == .sectors ? 512 : 4096, &dice)
    }
    let count = dice.below(bytes.count + 1)
    return count == 0 ? [] : [.write(offset, Array(bytes[..<count]))]
  }

  /// Any sectors of a write; the file may get its size without its last ones.
  static func sectors(
    _ offset: Int, _ bytes: [UInt8], _ size: Int, _ dice: inout Dice
  ) -> [Change] {
    var parts: [Change] = []
    // Mostly lost, mostly kept, or half.
    let odds = dice.pick([100, 500, 900])
    var at = offset
    while at < offset + bytes.count {
      let end = min((at / size + 1) * size, offset + bytes.count)
      if dice.strikes(odds) {
        parts.append(.write(at, Array(bytes[at - offset..<end - offset])))
      }
      at = end
    }
    return parts
  }
}
