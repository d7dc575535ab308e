// What is gathered for one block, and who waits for it.

/// Where an event goes, as its line must say.
public struct EventSlot: Sendable {
  public var position: UInt64
  public var version: UInt64

  public init(position: UInt64, version: UInt64) {
    self.position = position
    self.version = version
  }
}

/// Lines gathered, and who waits for them. Lines, callbacks and whether it is led lie behind the door of `GroupCommit`,
/// the rest under its leaders' lock.
final class CommitGroup: @unchecked Sendable {
  var lines = EventLines()
  var callbacks: [(first: UInt64, whenDurable: GroupCommit.Completion)] = []
  var isLed = false
  /// Threads that have to do with it: its leader, and those that wait until it is on the disk.
  var users = 0
  var isDone = false
  var failure: LogError?
  let done: Condition

  init(_ lock: Condition) { done = Condition(sharing: lock) }

  func reset() {
    lines.removeAll()
    callbacks.removeAll(keepingCapacity: true)
    isLed = false
    isDone = false
    failure = nil
  }
}
