import Dispatch
import EventStore
import Ledger
import Synchronization

/// A batch that gathers on one thread, and is then written on another: never on both at once.
final class GatheredBatch: @unchecked Sendable {
  var events = Batch()
}

/// Writes batches, one after the other, on a thread of its own, while the next ones are decided: checks,
/// hashes, compresses, writes and syncs. Two batches may be under way; a third waits.
///
/// The log is touched by that thread only, or by the caller while nothing is under way.
final class Committer: @unchecked Sendable {
  private let log: EventLog
  private let queue = DispatchQueue(label: "commit")
  private let room = DispatchSemaphore(value: 2)
  private let outcome = Mutex<(finished: Int, failure: LedgerError?)>((0, nil))
  /// How many batches were started.
  private(set) var started = 0
  /// Batches that were written, empty again, their memory kept.
  private let spare = Mutex<[GatheredBatch]>([])

  init(_ log: EventLog) { self.log = log }

  /// What opening the log found.
  var recovery: Recovery { log.recovery }

  /// Starts writing a batch whose first event has this position, once there is room.
  ///
  /// - Returns: an empty batch to go on with, whose memory was used before.
  func start(_ batch: GatheredBatch, at position: Int) -> GatheredBatch {
    room.wait()
    started += 1
    queue.async { [self] in
      // After a failure nothing is written any more: the log must be opened anew.
      let failure = outcome.withLock { $0.failure }
      var found = failure
      if failure == nil {
        do throws(LogError) { try log.append(batch.events, expecting: UInt64(position)) } catch {
          found = .log(error)
        }
      }
      batch.events.removeAll()
      spare.withLock { $0.append(batch) }
      outcome.withLock { $0 = ($0.finished + 1, found) }
      room.signal()
    }
    return spare.withLock { $0.popLast() } ?? GatheredBatch()
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

  func close() throws(LedgerError) {
    try wait()
    do { try log.close() } catch { throw .log(error) }
  }
}
