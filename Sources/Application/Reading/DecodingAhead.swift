import Dispatch
import EventStore
import Ledger

/// Reads and decodes events ahead of whoever folds them: one thread reads and verifies blocks, one
/// decodes lines, and the caller's takes the events in order.
struct DecodingAhead: Sendable {
  /// Lines as they stand in the log.
  private struct Lines: Sendable {
    var first: Int
    var bytes: [UInt8] = []
    var ends: [Int] = []

    init(first: Int) {
      self.first = first
      bytes.reserveCapacity(linesAtOnce * 1024)
      ends.reserveCapacity(linesAtOnce)
    }
  }

  private enum Read: Sendable {
    case lines(Lines)
    case end(root: String)
    case failed(LedgerError)
  }

  private enum Decoded: Sendable {
    case events([RecordedEvent])
    case end(root: String)
    case failed(LedgerError)
  }

  /// Few enough that a batch, as lines and as events, stays in the cache of its thread.
  private static let linesAtOnce = 256
  private let read = Handoff<Read>(capacity: 32)
  private let decoded = Handoff<Decoded>(capacity: 32)

  /// Gives the events of a reader in order.
  ///
  /// - Returns: the root of the tree over them, when they were read to the end.
  static func forEach(
    _ reader: LedgerReader, from position: Int, verify: Bool, names: Bool,
    _ body: (RecordedEvent) throws(LedgerError) -> Void
  ) throws(LedgerError) -> String {
    let ahead = DecodingAhead()
    DispatchQueue.global().async { ahead.read(reader, from: position, verify: verify) }
    let versions = StreamVersions(isComplete: position == 0)
    DispatchQueue.global().async { ahead.decode(versions, names: names) }
    defer {
      ahead.read.close()
      ahead.decoded.close()
    }
    while true {
      switch ahead.decoded.take() {
      case .events(let events):
        // By index: an event taken out of the array would be copied, with all its texts.
        for index in events.indices { try body(events[index]) }
      case .end(let root): return root
      case .failed(let error): throw error
      }
    }
  }

  private func read(_ reader: LedgerReader, from position: Int, verify: Bool) {
    var lines = Lines(first: position)
    var isWanted = true
    do throws(LedgerError) {
      let root = try reader.lines(from: position, to: reader.end, verify: verify) { at, line in
        guard isWanted else { return }
        lines.bytes += line
        lines.ends.append(lines.bytes.count)
        if lines.ends.count == DecodingAhead.linesAtOnce {
          isWanted = read.put(.lines(lines))
          lines = Lines(first: Int(at) + 1)
        }
      }
      if isWanted { isWanted = read.put(.lines(lines)) }
      if isWanted { _ = read.put(.end(root: root)) }
    } catch { _ = read.put(.failed(error)) }
  }

  private func decode(_ versions: StreamVersions, names: Bool) {
    var versions = versions
    var tape = Tape()
    while true {
      switch read.take() {
      case .lines(let lines):
        do throws(LedgerError) {
          if !decoded.put(.events(try events(lines, names, &tape, &versions))) { return }
        } catch {
          _ = decoded.put(.failed(error))
          return
        }
      case .end(let root):
        _ = decoded.put(.end(root: root))
        return
      case .failed(let error):
        _ = decoded.put(.failed(error))
        return
      }
    }
  }

  private func events(
    _ lines: Lines, _ names: Bool, _ tape: inout Tape, _ versions: inout StreamVersions
  ) throws(LedgerError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    events.reserveCapacity(lines.ends.count)
    return try lines.bytes.reading { (bytes) throws(LedgerError) in
      var start = 0
      for (index, end) in lines.ends.enumerated() {
        do throws(FormatError) {
          events.append(
            try Line.read(
              UnsafeRawBufferPointer(rebasing: bytes[start..<end]), using: &tape, names: names))
          guard events[index].position == lines.first + index else {
            throw FormatError("the line says position \(events[index].position)")
          }
          try versions.check(events[index].streamKey, events[index].version)
        } catch {
          throw .event(position: UInt64(lines.first + index), problem: error.description)
        }
        start = end
      }
      return events
    }
  }
}

/// Checks that the versions of every stream follow one another, from the first event on.
private struct StreamVersions: Sendable {
  let isComplete: Bool
  private var reached: [UInt64: Int32] = [:]

  init(isComplete: Bool) { self.isComplete = isComplete }

  mutating func check(_ stream: UInt64, _ version: Int) throws(FormatError) {
    guard isComplete else { return }
    let expected = reached[stream, default: 0] + 1
    guard version == Int(expected) else {
      throw FormatError("version \(version) of its stream, expected \(expected)")
    }
    reached[stream] = expected
  }
}
