import EventStore
import Glibc

/// `keys/subjects`: an array of keys, read a stretch at a time; the stretch added last is asked for most.
final class SubjectKeys {
  private static let stretch = 2048

  private let home: LedgerHome
  private var path: String { home.keys + "/subjects" }
  /// How many slots there are.
  private(set) var count: Int
  /// Two stretches of late, by the first slot in each.
  private var held: [(first: Int, keys: [UInt8])] = []

  init(_ home: LedgerHome) throws(LedgerError) {
    self.home = home
    count = 0
    do throws(FileError) {
      let file = try home.files.open(home.keys + "/subjects", .read)
      defer { home.files.close(file) }
      count = try home.files.size(file) / Keys.slotBytes
    } catch { throw .file(error) }
  }

  /// The key in a slot, whatever it is; nil where there is none. One that cannot be read must not look destroyed.
  func key(_ slot: Int) -> ArraySlice<UInt8>? {
    guard slot >= 0, slot < count else { return nil }
    if let found = keyHeld(slot) { return found }
    do throws(FileError) { try read(slot / Self.stretch * Self.stretch) } catch {
      preconditionFailure("\(error)")
    }
    return keyHeld(slot)
  }

  private func keyHeld(_ slot: Int) -> ArraySlice<UInt8>? {
    for part in held.reversed() {
      let start = (slot - part.first) * Keys.slotBytes
      if start >= 0, start + Keys.slotBytes <= part.keys.count {
        return part.keys[start..<start + Keys.slotBytes]
      }
    }
    return nil
  }

  private func read(_ first: Int) throws(FileError) {
    let file = try home.files.open(path, .read)
    defer { home.files.close(file) }
    let slots = min(Self.stretch, count - first)
    var keys = [UInt8](repeating: 0, count: slots * Keys.slotBytes)
    let read = try keys.filling { (buffer) throws(FileError) in
      try home.files.read(file, at: first * Keys.slotBytes, into: buffer)
    }
    hold(first, Array(keys[..<read]))
  }

  private func hold(_ first: Int, _ keys: [UInt8]) {
    if held.count == 2 { held.removeFirst() }
    held.append((first, keys))
  }

  /// Adds keys, on the disk when this returns.
  func append(_ keys: [UInt8]) throws(LedgerError) {
    try home.append(keys, to: path, at: count * Keys.slotBytes)
    hold(count, keys)
    count += keys.count / Keys.slotBytes
  }
}
