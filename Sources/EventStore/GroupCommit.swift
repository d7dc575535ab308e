// Appends of many threads, gathered: one block, one write and one sync for all that came meanwhile.
//
//   gather (under the lock)      build (one leader)          write + sync (one leader)
//   lines admitted, positions →  tree, LZ4, header        →  block on the disk → all its threads go on
//
// While one group syncs, the next is built, and the one after gathers. The first thread of a group leads it, so that
// a single writer writes and syncs by itself, without waking another. Groups of callbacks alone are led by two threads
// of the log's own.
//
// Two locks: the door, behind which lines are gathered, and the one over what leaders do, held for moments only, so that
// no leader waits while a thousand lines are being written. Who needs both takes the door first.
/// Appends to a log from many threads.
///
/// What is under way is bounded: beyond `mostBytes` not yet taken by a leader, `append` and `submit` wait.
public final class GroupCommit: @unchecked Sendable {
  public typealias Completion = @Sendable (Result<UInt64, LogError>) -> Void

  private let log: EventLog
  private let mostBytes: Int
  private let drivers: Int

  /// Behind it: the group that gathers, and what the log admits.
  private let door = Condition()
  /// Behind the door: another group gathers now.
  private let hasRoom: Condition
  private let hasWork: Condition
  private var gathering: CommitGroup
  private var isDriven = false

  /// Over the rest; its own condition is that a group is done.
  private let lock = Condition()
  private let mayBuild: Condition
  private let mayWrite: Condition
  private var spare: [CommitGroup] = []
  private var isBuilding = false
  private var isWriting = false
  private var driving = 0

  /// These two are set under both locks.
  private var failure: LogError?
  private var isClosed = false

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
    hasRoom = Condition(sharing: door)
    hasWork = Condition(sharing: door)
    mayBuild = Condition(sharing: lock)
    mayWrite = Condition(sharing: lock)
    gathering = CommitGroup(lock)
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
    let (first, group, leads) = try join(streams, line)
    if leads { lead(group) }
    lock.lock()
    defer { lock.unlock() }
    while !group.isDone { group.done.wait() }
    let failure = group.failure
    release(group)
    if let failure { throw failure }
    return first
  }

  /// Gathers events, and has the calling thread lead their group if no other does.
  private func join(
    _ streams: [String], _ line: (Int, EventSlot, inout [UInt8]) -> Void
  ) throws(LogError) -> (first: UInt64, group: CommitGroup, leads: Bool) {
    door.lock()
    defer { door.unlock() }
    let first = try gather(streams, line)
    let group = gathering
    use(group)
    defer { group.isLed = true }
    return (first, group, !group.isLed)
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
    door.lock()
    defer { door.unlock() }
    startDrivers()
    let first = try gather(streams, line)
    gathering.callbacks.append((first, whenDurable))
    if !gathering.isLed && gathering.callbacks.count == 1 { hasWork.signal() }
  }

  /// Waits for what is under way, and closes the log.
  public func close() throws(LogError) {
    door.lock()
    drain()
    lock.lock()
    isClosed = true
    hasWork.broadcast()
    hasRoom.broadcast()
    door.unlock()
    while driving > 0 { lock.wait() }
    let failure = failure
    lock.unlock()
    try log.close()
    if let failure { throw failure }
  }

  /// Returns when nothing is gathered or under way. Called and left behind the door.
  private func drain() {
    while true {
      let group = gathering
      if group.lines.count == 0 {
        if isIdle { return }
        door.unlock()
        lock.lock()
        while isBuilding || isWriting { lock.wait() }
        lock.unlock()
        door.lock()
      } else if group.isLed {
        hasRoom.wait()
      } else {
        leadOutside(group)
      }
    }
  }

  private var isIdle: Bool {
    lock.lock()
    defer { lock.unlock() }
    return !isBuilding && !isWriting
  }

  // MARK: Gathering, behind the door

  private func gather(
    _ streams: [String], _ line: (Int, EventSlot, inout [UInt8]) -> Void
  ) throws(LogError) -> UInt64 {
    while gathering.lines.bytes.count >= mostBytes && failure == nil && !isClosed { hasRoom.wait() }
    try requireOpen()
    if log.isIndexDue {
      drain()
      try requireOpen()
      if log.isIndexDue { try log.saveIndex() }
    }
    return try log.admit(to: streams, into: &gathering.lines, line: line)
  }

  private func requireOpen() throws(LogError) {
    if isClosed { throw .closed }
    if let failure { throw .stopped(cause: failure.description) }
  }

  // MARK: Leading

  /// Leads a group that nobody leads. Called and left behind the door.
  private func leadOutside(_ group: CommitGroup) {
    group.isLed = true
    use(group)
    door.unlock()
    lead(group)
    lock.lock()
    release(group)
    lock.unlock()
    door.lock()
  }

  /// Takes a group to the disk, when those before it are on their way. Its leader has said so behind the door.
  private func lead(_ group: CommitGroup) {
    lock.lock()
    while isBuilding { mayBuild.wait() }
    isBuilding = true
    let following = spare.popLast() ?? CommitGroup(lock)
    lock.unlock()
    door.lock()
    gathering = following
    hasRoom.broadcast()
    door.unlock()
    let block = log.built(group.lines)
    lock.lock()
    while isWriting { mayWrite.wait() }
    isWriting = true
    isBuilding = false
    mayBuild.signal()
    let mayGoOn = failure == nil
    lock.unlock()
    if mayGoOn, let found = written(block) { stop(found) }
    finish(group)
  }

  private func written(_ block: BuiltBlock) -> LogError? {
    do throws(LogError) { try log.write(block) } catch { return error }
    return nil
  }

  private func stop(_ found: LogError) {
    door.lock()
    lock.lock()
    failure = found
    lock.unlock()
    hasRoom.broadcast()
    door.unlock()
  }

  private func finish(_ group: CommitGroup) {
    lock.lock()
    isWriting = false
    mayWrite.signal()
    group.failure = failure
    group.isDone = true
    if group.users > 1 { group.done.broadcast() }
    lock.broadcast()
    let outcome = group.failure
    lock.unlock()
    for callback in group.callbacks {
      callback.whenDurable(outcome.map { .failure($0) } ?? .success(callback.first))
    }
  }

  private func use(_ group: CommitGroup) {
    lock.lock()
    group.users += 1
    lock.unlock()
  }

  /// Keeps a group's memory for another, once nobody has to do with it. Called under the leaders' lock.
  private func release(_ group: CommitGroup) {
    group.users -= 1
    guard group.isDone, group.users == 0 else { return }
    group.reset()
    spare.append(group)
  }

  // MARK: Leaders of callbacks

  private func startDrivers() {
    guard !isDriven, !isClosed else { return }
    isDriven = true
    lock.lock()
    driving = drivers
    lock.unlock()
    for _ in 0..<drivers { runThread { [self] in drive() } }
  }

  private func drive() {
    door.lock()
    while !isClosed {
      let group = gathering
      if group.lines.count > 0 && !group.isLed {
        leadOutside(group)
      } else {
        hasWork.wait()
      }
    }
    door.unlock()
    lock.lock()
    driving -= 1
    lock.broadcast()
    lock.unlock()
  }
}
