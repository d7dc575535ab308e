// Appends of many threads, gathered: one block, one write and one sync for all that came meanwhile.
//
//   gather (under the lock)      build (one leader)          write + sync (one leader)
//   lines admitted, positions →  tree, LZ4, header        →  block on the disk → all its threads go on
//
// While one group syncs, the next is built, and the one after gathers. The first thread of a group leads it, so that
// a single writer writes and syncs by itself, without waking another. Groups of callbacks alone are led by two threads
// of the log's own.
/// Where an event goes, as its line must say.
public struct EventSlot: Sendable {
  public var position: UInt64
  public var version: UInt64

  public init(position: UInt64, version: UInt64) {
    self.position = position
    self.version = version
  }
}

/// Appends to a log from many threads.
///
/// What is under way is bounded: beyond `mostBytes` not yet taken by a leader, `append` and `submit` wait.
public final class GroupCommit: @unchecked Sendable {
  public typealias Completion = @Sendable (Result<UInt64, LogError>) -> Void

  /// Lines gathered, and who waits for them.
  private final class Group: @unchecked Sendable {
    var batch = Batch()
    var callbacks: [(first: UInt64, whenDurable: Completion)] = []
    /// Threads that have to do with it: its leader, and those that wait until it is on the disk.
    var users = 0
    var isLed = false
    var isDone = false
    var failure: LogError?
    let done: Condition

    init(_ lock: Condition) { done = Condition(sharing: lock) }

    func reset() {
      batch.removeAll()
      callbacks.removeAll(keepingCapacity: true)
      isLed = false
      isDone = false
      failure = nil
    }
  }

  private let log: EventLog
  private let mostBytes: Int
  /// The lock over all that follows; its own condition is that a group is done.
  private let lock = Condition()
  private let mayBuild: Condition
  private let mayWrite: Condition
  private let hasRoom: Condition
  private let hasWork: Condition
  private var gathering: Group
  private var spare: [Group] = []
  private var isBuilding = false
  private var isWriting = false
  private var failure: LogError?
  private var isClosed = false
  private var driving = 0
  private let drivers: Int

  /// - Parameters:
  ///   - log: used by nobody else from now on.
  ///   - mostBytes: of lines that wait to be built.
  public convenience init(_ log: EventLog, mostBytes: Int = 8 << 20) {
    self.init(log, mostBytes: mostBytes, drivers: 2)
  }

  /// - Parameter drivers: threads that lead groups of callbacks; without any, such a group waits for the next `append`
  ///   or `close`, and one thread alone does everything in an order that can be repeated.
  package init(_ log: EventLog, mostBytes: Int = 8 << 20, drivers: Int) {
    self.log = log
    self.drivers = drivers
    self.mostBytes = min(mostBytes, BlockHeader.mostContent / 2)
    mayBuild = Condition(sharing: lock)
    mayWrite = Condition(sharing: lock)
    hasRoom = Condition(sharing: lock)
    hasWork = Condition(sharing: lock)
    gathering = Group(lock)
  }

  /// Appends events to streams, all of them or none; returns once they are on the disk.
  ///
  /// - Parameter line: writes the canonical line of the nth event, without LF, for the slot that it gets.
  /// - Returns: the position of the first.
  /// - Throws: before anything is written when a line is not as its slot says; `stopped` after a failed write or sync,
  ///   of this or another thread: whether the events are kept is known when the log is opened again.
  public func append(
    to streams: [String], line: (Int, EventSlot, inout [UInt8]) -> Void
  ) throws(LogError) -> UInt64 {
    lock.lock()
    defer { lock.unlock() }
    let first = try gather(streams, line)
    let group = gathering
    group.users += 1
    defer { release(group) }
    if group.isLed {
      while !group.isDone { group.done.wait() }
    } else {
      lead(group)
    }
    if let failure = group.failure { throw failure }
    return first
  }

  /// Appends events without waiting for the disk; waits only while too much is under way.
  ///
  /// - Parameter whenDurable: called once, on a thread of the log's own or on one that appends, with the position of
  ///   the first event when all are on the disk. It must not wait for this log.
  /// - Throws: as `append`, before anything was taken on; then `whenDurable` is not called.
  public func submit(
    to streams: [String], line: (Int, EventSlot, inout [UInt8]) -> Void,
    whenDurable: @escaping Completion
  ) throws(LogError) {
    lock.lock()
    defer { lock.unlock() }
    startDrivers()
    let first = try gather(streams, line)
    gathering.callbacks.append((first, whenDurable))
    if !gathering.isLed && gathering.callbacks.count == 1 { hasWork.signal() }
  }

  /// Waits for what is under way, and closes the log.
  public func close() throws(LogError) {
    lock.lock()
    drain()
    isClosed = true
    hasWork.broadcast()
    hasRoom.broadcast()
    while driving > 0 { lock.wait() }
    let failure = failure
    lock.unlock()
    try log.close()
    if let failure { throw failure }
  }

  /// Returns when nothing is gathered or under way. Called and left under the lock.
  private func drain() {
    while gathering.batch.count > 0 || isBuilding || isWriting {
      let group = gathering
      if group.batch.count > 0 && !group.isLed {
        group.users += 1
        lead(group)
        release(group)
      } else {
        lock.wait()
      }
    }
  }

  // MARK: Gathering

  private func gather(
    _ streams: [String], _ line: (Int, EventSlot, inout [UInt8]) -> Void
  ) throws(LogError) -> UInt64 {
    while gathering.batch.byteCount >= mostBytes && failure == nil && !isClosed { hasRoom.wait() }
    if isClosed { throw .closed }
    if let failure { throw .stopped(cause: failure.description) }
    if log.isIndexDue {
      drain()
      if log.isIndexDue { try log.saveIndex() }
    }
    return try log.admit(to: streams, into: &gathering.batch, line: line)
  }

  // MARK: Leading

  /// Takes a group to the disk. Called and left under the lock.
  private func lead(_ group: Group) {
    group.isLed = true
    while isBuilding { mayBuild.wait() }
    isBuilding = true
    gathering = spare.popLast() ?? Group(lock)
    hasRoom.broadcast()
    lock.unlock()
    let block = log.built(group.batch)
    lock.lock()
    while isWriting { mayWrite.wait() }
    isWriting = true
    isBuilding = false
    mayBuild.signal()
    if failure == nil {
      lock.unlock()
      let found = written(block)
      lock.lock()
      failure = found
    }
    isWriting = false
    mayWrite.signal()
    finish(group)
  }

  private func written(_ block: BuiltBlock) -> LogError? {
    do throws(LogError) { try log.write(block) } catch { return error }
    return nil
  }

  private func finish(_ group: Group) {
    group.failure = failure
    group.isDone = true
    if group.users > 1 { group.done.broadcast() }
    lock.broadcast()
    if group.callbacks.isEmpty { return }
    let callbacks = group.callbacks
    lock.unlock()
    for callback in callbacks {
      callback.whenDurable(group.failure.map { .failure($0) } ?? .success(callback.first))
    }
    lock.lock()
  }

  /// Keeps a group's memory for another, once nobody has to do with it.
  private func release(_ group: Group) {
    group.users -= 1
    guard group.isDone, group.users == 0 else { return }
    group.reset()
    spare.append(group)
  }

  // MARK: Leaders of callbacks

  private func startDrivers() {
    guard driving == 0, !isClosed else { return }
    for _ in 0..<drivers {
      driving += 1
      runThread { [self] in drive() }
    }
  }

  private func drive() {
    lock.lock()
    while !isClosed {
      let group = gathering
      if group.batch.count > 0 && !group.isLed {
        group.users += 1
        lead(group)
        release(group)
      } else {
        hasWork.wait()
      }
    }
    driving -= 1
    lock.broadcast()
    lock.unlock()
  }
}
