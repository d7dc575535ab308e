// What a simulated log was given, and what it must hold: the test's own account, with its own tree.
import CCrypto
import EventStore
import Glibc

/// One event handed to a log.
struct HandedEvent {
  var stream: String
  var version: UInt64
  var line: [UInt8]
  /// SHA-256(00 ‖ line).
  var leaf: [UInt8]

  func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    line.withUnsafeBytes {
      $0.count == other.count && memcmp($0.baseAddress!, other.baseAddress!, $0.count) == 0
    }
  }
}

/// The events handed in, in order: those that must be there for ever, then those in doubt.
struct History {
  private(set) var events: [HandedEvent] = []
  /// How many are acknowledged, or were found when the log was opened.
  private(set) var kept = 0
  /// The numbers of events at which a block may end.
  private(set) var ends: [Int] = [0]
  private var positions: [String: [UInt64]] = [:]

  var count: Int { events.count }
  var streams: [String] { positions.keys.sorted() }
  func positions(of stream: String) -> [UInt64] { positions[stream] ?? [] }
  func nextVersion(of stream: String) -> UInt64 { UInt64(positions(of: stream).count) + 1 }

  /// The canonical line of the next event of a stream.
  func line(_ stream: String, note: String) -> [UInt8] {
    Self.line(UInt64(count), stream, nextVersion(of: stream), note)
  }

  static func line(_ position: UInt64, _ stream: String, _ version: UInt64, _ note: String)
    -> [UInt8]
  {
    Array(
      (#"{"data":{"note":""# + note + #""},"position":\#(position),"#
        + #""stream":"\#(stream)","type":"Noted","version":\#(version)}"#).utf8)
  }

  mutating func hand(_ stream: String, _ line: [UInt8]) {
    let event = HandedEvent(
      stream: stream, version: nextVersion(of: stream), line: line, leaf: Self.sha([0] + line))
    positions[stream, default: []].append(UInt64(count))
    events.append(event)
  }

  /// All handed in so far lies in one block with what came since the block before.
  mutating func endBlock() { if ends.last != count { ends.append(count) } }

  /// The first events are acknowledged, or were found when the log was opened.
  mutating func keep(_ count: Int) { kept = max(kept, count) }

  /// Nothing from there on is part of the log.
  mutating func truncate(to count: Int) {
    while events.count > count {
      let event = events.removeLast()
      positions[event.stream]?.removeLast()
      if positions[event.stream]?.isEmpty == true { positions[event.stream] = nil }
    }
    ends.removeAll { $0 > count }
    kept = min(kept, count)
  }

  /// The RFC 6962 root of the first events, by its definition.
  func root(of count: Int) -> [UInt8] {
    count == 0 ? Self.sha([]) : Self.root(events[..<count])
  }

  private static func root(_ events: ArraySlice<HandedEvent>) -> [UInt8] {
    if events.count == 1 { return events.first!.leaf }
    var half = 1
    while half * 2 < events.count { half *= 2 }
    return sha([1] + root(events.prefix(half)) + root(events.dropFirst(half)))
  }

  static func sha(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &result)
    return result
  }
}

/// `log/tail`, as FORMAT.md has it.
struct PublishedTail {
  var events: Int

  /// Nil where it is absent or its check is wrong.
  init?(_ bytes: [UInt8]?) {
    guard let bytes, bytes.count == 72, bytes.starts(with: Array("MNTTAIL1".utf8)),
      History.sha(Array(bytes[..<64])).prefix(8) == bytes[64...]
    else { return nil }
    events = Int(bytes[8..<16].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
