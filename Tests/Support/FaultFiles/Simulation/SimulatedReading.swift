// Readers and verifications of a simulated run, beside a writer or without one.
import EventStore

extension Simulation {
  /// Reads some of the log; what it shows must be what was handed in, and stay.
  func read() throws {
    let failures = disk.failures
    let published = PublishedTail(disk.bytes(Self.directory + "/tail"))
    do {
      let reader = try LogReader(directory: Self.directory, files: disk)
      outcome.readings += 1
      try judge(end: Int(reader.end), published)
      try readLines(reader)
      try readStreams(reader)
    } catch let error as LogError {
      if disk.isDead || disk.failures > failures { return }
      if mayBeDamaged, error.isDamage { return }
      if case .absent = error, history.kept == 0 { return }
      throw Violation("a reader failed without a fault: \(error)")
    }
  }

  private func judge(end: Int, _ published: PublishedTail?) throws {
    let least = mayBeDamaged && log == nil ? published?.events ?? 0 : history.kept
    if end < least { throw Violation("a reader ends at \(end), before \(least)") }
    if !history.ends.contains(end) {
      throw Violation("a reader ends at \(end), inside a batch or behind the log")
    }
    // Without a writer, after a failed sync, nothing tells the cache from the disk.
    if log != nil || !isCacheDoubtful { seen = max(seen, end) }
  }

  private func readLines(_ reader: LogReader) throws {
    let end = Int(reader.end)
    let start = dice.flip() || end == 0 ? 0 : dice.below(end)
    let verify = start == 0 || dice.flip()
    var next = start
    var equal = 0
    let root = try reader.forEach(from: UInt64(start), verify: verify) { position, line in
      guard Int(position) == next, next < history.count else {
        throw Violation("a reader gave event \(position) for \(next)")
      }
      let isEqual = history.events[next].isEqual(to: line)
      if !isEqual, !isForeign { throw Violation("a reader gave another event \(position)") }
      if isEqual { equal += 1 }
      next += 1
    }
    // A segment of another history is found where it meets ours, or by the root from the start.
    if equal < end - start, start == 0 || equal > 0 {
      throw Violation("a reader gave events of two histories")
    }
    if next != end { throw Violation("a reader gave events up to \(next) of \(end)") }
    if start == 0, root?.hex != Self.hex(history.root(of: end)) {
      throw Violation("a reader gave a wrong root after \(end) events")
    }
    guard end > 0, !isForeign else { return }
    let position = dice.below(end)
    if try reader.line(at: UInt64(position)) != history.events[position].line {
      throw Violation("a reader gave another event \(position) alone")
    }
    if try reader.line(at: UInt64(end)) != nil {
      throw Violation("a reader gave an event too many")
    }
  }

  private func readStreams(_ reader: LogReader) throws {
    guard dice.strikes(300) else { return }
    let streams = try reader.streams()
    for stream in history.streams {
      let expected = history.positions(of: stream).filter { $0 < reader.end }
      if try streams.positions(of: stream) != expected {
        throw Violation("a reader finds \(stream) at other positions")
      }
      var passed: [UInt64] = []
      _ = try reader.forEach(ofType: nil, inStream: stream) { (position, _) throws(Never) in
        passed.append(position)
      }
      if passed != expected { throw Violation("a reader passes over events of \(stream)") }
    }
  }

  /// Verifies beside the writer: it must find nothing.
  func verify() throws {
    guard log != nil else { return }
    let failures = disk.failures
    let verification = Verification.run(directory: Self.directory, files: disk)
    if disk.isDead || disk.failures > failures || mayBeDamaged { return }
    try requireSound(verification)
  }

  func requireSound(_ verification: Verification) throws {
    if let finding = verification.findings.first {
      throw Violation("a sound log is said to be damaged: \(finding)")
    }
    let events = Int(verification.events)
    if events < history.kept || !history.ends.contains(events) {
      throw Violation("verification counts \(events) events of \(history.kept)")
    }
    if verification.root.hex != Self.hex(history.root(of: events)) {
      throw Violation("verification gives a wrong root after \(events) events")
    }
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
