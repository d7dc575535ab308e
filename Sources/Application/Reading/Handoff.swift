import Dispatch
import Synchronization

/// A short line of things that one thread makes and another takes, in order.
final class Handoff<Item: Sendable>: Sendable {
  private let items = Mutex<(waiting: [Item], isClosed: Bool)>(([], false))
  private let room = DispatchSemaphore(value: 0)
  private let made = DispatchSemaphore(value: 0)

  /// - Parameter capacity: how many things may wait before the maker does.
  init(capacity: Int) {
    // Not as its first value: a semaphore may not go while it stands below that, which it does when a
    // line is closed with things in it.
    for _ in 0..<capacity { room.signal() }
  }

  /// Puts a thing in line, waiting for room.
  ///
  /// - Returns: false once nobody takes any more.
  func put(_ item: Item) -> Bool {
    room.wait()
    let isOpen = items.withLock { line in
      if !line.isClosed { line.waiting.append(item) }
      return !line.isClosed
    }
    if isOpen { made.signal() } else { room.signal() }
    return isOpen
  }

  /// Takes the next thing, waiting for it.
  func take() -> Item {
    made.wait()
    let item = items.withLock { $0.waiting.removeFirst() }
    room.signal()
    return item
  }

  /// Says that nothing will be taken any more: makers stop.
  func close() {
    items.withLock { $0.isClosed = true }
    room.signal()
  }
}
