import Dispatch
import EventStore
import Ledger
import Synchronization

/// An event that was decided and is not written yet.
struct PendingEvent: Sendable {
  var draft: Draft
  var context: LineContext
  var position: Int
  var version: Int
  var cause: Int?
}

/// Writes batches, one after the other, on a thread of its own, while the next ones are decided: seals,
/// encodes, hashes, compresses, writes and syncs. Two batches may be under way; a third waits.
///
/// Log and sealer are touched by that thread only, or by the caller while nothing is under way.
final class Committer: @unchecked Sendable {
  private let log: EventLog
  private let sealer: Sealer
  private let queue = DispatchQueue(label: "commit")
  private let room = DispatchSemaphore(value: 2)
  private let outcome = Mutex<(finished: Int, failure: LedgerError?)>((0, nil))
  /// How many batches were started.
  private(set) var started = 0
  private var batch = Batch()
  private var writer = CanonicalWriter(capacity: 1 << 16)

  init(_ log: EventLog, _ sealer: Sealer) {
    self.log = log
    self.sealer = sealer
  }

  /// What opening the log found.
  var recovery: Recovery { log.recovery }

  /// Starts writing events, once there is room.
  func start(_ events: [PendingEvent]) {
    room.wait()
    started += 1
    queue.async { [self] in
      // After a failure nothing is written any more: the log must be opened anew.
      let failure = outcome.withLock { $0.failure }
      var found = failure
      if failure == nil {
        do throws(LedgerError) { try append(events) } catch { found = error }
      }
      outcome.withLock { $0 = ($0.finished + 1, found) }
      room.signal()
    }
  }

  /// How many batches are on the disk, in the order in which they were started.
  ///
  /// - Throws: what kept a batch from being written; from then on, always.
  func finished() throws(LedgerError) -> Int {
    let (finished, failure) = outcome.withLock { $0 }
    if let failure { throw failure }
    return finished
  }

  /// Returns once all batches are on the disk.
  func wait() throws(LedgerError) {
    queue.sync {}
    _ = try finished()
  }

  private func append(_ events: [PendingEvent]) throws(LedgerError) {
    guard let first = events.first else { return }
    try sealer.reserve(events.count { $0.draft.event.isPersonal })
    batch.removeAll()
    // By index: an event taken out of the array would be copied, with all its texts.
    for index in events.indices {
      writer.removeAll()
      Line.write(
        events[index].draft, events[index].context, position: events[index].position,
        version: events[index].version, cause: events[index].cause, into: &writer,
        seal: { [sealer] in sealer.seal($0, $1, $2, $3) })
      precondition(
        writer.count <= Line.longest, "an event of \(writer.count) bytes: no rule may draft one")
      batch.add(
        stream: events[index].draft.stream, version: UInt64(events[index].version),
        line: writer.bytes)
    }
    do { try log.append(batch, expecting: UInt64(first.position)) } catch { throw .log(error) }
  }

  func close() throws(LedgerError) {
    try wait()
    do { try log.close() } catch { throw .log(error) }
  }
}
