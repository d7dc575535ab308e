import Dispatch
import EventStore
import Ledger

/// An event that was decided and is not written yet.
struct PendingEvent: Sendable {
  var draft: Draft
  var context: LineContext
  var position: Int
  var version: Int
  var cause: Int?
}

/// Writes one batch at a time on a thread of its own, while the next one is decided: seals, encodes,
/// hashes, compresses, writes and syncs.
///
/// Log and sealer are touched by that thread only, or by the caller while nothing is under way.
final class Committer: @unchecked Sendable {
  private let log: EventLog
  private let sealer: Sealer
  private let queue = DispatchQueue(label: "commit")
  private let done = DispatchSemaphore(value: 0)
  private var isUnderWay = false
  private var failure: LedgerError?
  private var batch = Batch()
  private var writer = CanonicalWriter(capacity: 1 << 16)

  init(_ log: EventLog, _ sealer: Sealer) {
    self.log = log
    self.sealer = sealer
  }

  /// What opening the log found.
  var recovery: Recovery { log.recovery }

  /// Starts writing events; `wait` must have been called since the last ones.
  func start(_ events: [PendingEvent]) {
    precondition(!isUnderWay, "a batch is under way")
    isUnderWay = true
    queue.async { [self] in
      do throws(LedgerError) { try append(events) } catch { failure = error }
      done.signal()
    }
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

  /// Returns once the batch under way is on the disk.
  ///
  /// - Throws: what kept a batch from being written; from then on, always.
  func wait() throws(LedgerError) {
    if isUnderWay {
      done.wait()
      isUnderWay = false
    }
    if let failure { throw failure }
  }

  func close() throws(LedgerError) {
    try wait()
    do { try log.close() } catch { throw .log(error) }
  }
}
