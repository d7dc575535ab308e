import Dispatch
import EventStore
import Ledger
import Synchronization

/// A batch that gathers on one thread, and is then written on another: never on both at once.
final class GatheredBatch: @unchecked Sendable {
  var events = Batch()
}

/// Writes batches while the next ones are decided: one thread checks, hashes and compresses, another writes and syncs
/// what the first has built. Three batches may be under way; a fourth waits.
///
/// The log is touched by those threads only, or by the caller while nothing is under way.
final class Committer: @unchecked Sendable {
  private let log: EventLog
  private let building = DispatchQueue(label: "build")
  private let writing = DispatchQueue(label: "write")
  private let room = DispatchSemaphore(value: 3)
  private let outcome = Mutex<(finished: Int, failure: LedgerError?)>((0, nil))
  /// How many batches were started.
  private(set) var started = 0
  /// Batches that were built, empty again, their memory kept.
  private let spare = Mutex<[GatheredBatch]>([])

  init(_ log: EventLog) { self.log = log }

  /// The streams as far as the log's tables hold them.
  var savedStreams: SavedStreams { log.savedStreams }

  /// Has the log put all its streams into tables; nothing is under way then.
  func saveStreams() throws(LedgerError) -> SavedStreams {
    try wait()
    do throws(LogError) { try log.saveIndex() } catch { throw .log(error) }
    return log.savedStreams
  }

  /// What opening the log found.
  var recovery: Recovery { log.recovery }

  /// Starts writing a batch whose first event has this position, once there is room.
  ///
  /// - Returns: an empty batch to go on with, whose memory was used before.
  func start(_ batch: GatheredBatch, at position: Int) -> GatheredBatch {
    room.wait()
    started += 1
    building.async { [self] in
      let block = built(batch, at: position)
      batch.events.removeAll()
      spare.withLock { $0.append(batch) }
      writing.async { [self] in
        let failure = block.flatMap { written($0) }
        outcome.withLock { $0 = ($0.finished + 1, $0.failure ?? failure) }
        room.signal()
      }
    }
    return spare.withLock { $0.popLast() } ?? GatheredBatch()
  }

  /// After a failure nothing is built or written any more: the log must be opened anew.
  private func built(_ batch: GatheredBatch, at position: Int) -> BuiltBlock? {
    if outcome.withLock({ $0.failure != nil }) { return nil }
    do throws(LogError) {
      if log.isIndexDue {
        writing.sync {}
        try log.saveIndex()
      }
      return try log.prepare(batch.events, expecting: UInt64(position))
    } catch {
      outcome.withLock { $0.failure = $0.failure ?? .log(error) }
      return nil
    }
  }

  private func written(_ block: BuiltBlock) -> LedgerError? {
    do throws(LogError) { try log.write(block) } catch { return .log(error) }
    return nil
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
    building.sync {}
    writing.sync {}
    _ = try finished()
  }

  /// Closes the log, whatever was or was not written: the first cause is the one that is told.
  func close() throws(LedgerError) {
    var failure: LedgerError?
    do throws(LedgerError) { try wait() } catch { failure = error }
    do { try log.close() } catch { failure = failure ?? .log(error) }
    if let failure { throw failure }
  }
}
