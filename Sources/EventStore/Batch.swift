// The events of one append: lines and the streams they continue.
import Glibc

/// Lines one after another, each with its LF, their memory kept.
struct EventLines: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  mutating func add(_ line: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: line)
    bytes.append(0x0A)
    count += 1
  }

  /// Adds a line that is written in place.
  mutating func add(_ line: (inout [UInt8]) -> Void) {
    let start = bytes.count
    line(&bytes)
    precondition(bytes.count >= start, "a line is appended, nothing before it is touched")
    bytes.append(0x0A)
    count += 1
  }

  /// Drops the lines after so many, which take so many bytes.
  mutating func truncate(to count: Int, bytes size: Int) {
    bytes.removeLast(bytes.count - size)
    self.count = count
  }

  mutating func removeAll(keepingCapacity: Bool = true) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    count = 0
  }

  /// Why the line at some bytes, its LF included, is not that of a slot of a stream; nil when it is.
  func objection(at place: Range<Int>, to slot: EventSlot, of stream: String) -> String? {
    bytes.withUnsafeBytes { bytes in
      let text = UnsafeRawBufferPointer(rebasing: bytes[place.lowerBound..<place.upperBound - 1])
      guard !text.isEmpty else { return "the line is empty" }
      guard text.count <= longestLine
      else { return "the line has \(text.count) bytes, the most is \(longestLine)" }
      guard memchr(text.baseAddress!, 0x0A, text.count) == nil else {
        return "the line holds an LF"
      }
      guard let keys = LineKeys(text)
      else { return "the line is no canonical JSON with position, stream and version" }
      guard keys.position == slot.position
      else { return "the line says position \(keys.position)" }
      guard keys.version == slot.version, keys.says(stream)
      else { return "the line names another stream or version than the batch" }
      return nil
    }
  }
}

/// Lines to be appended together: all of them, or none.
public struct Batch: Sendable {
  struct Entry: Sendable {
    var stream: String
    var version: UInt64
    /// Where the line ends among the bytes, its LF included.
    var end: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var lines = EventLines()

  public init() {}

  /// How many lines there are.
  public var count: Int { entries.count }
  /// The bytes of the lines with their LFs.
  public var byteCount: Int { lines.bytes.count }

  /// Adds an event.
  ///
  /// - Parameters:
  ///   - version: its version in the stream; a stream's first is 1.
  ///   - line: canonical JSON without its LF, of 1 to 65,535 bytes; copied.
  public mutating func add(stream: String, version: UInt64, line: UnsafeRawBufferPointer) {
    lines.add(line)
    entries.append(Entry(stream: stream, version: version, end: byteCount))
  }

  public mutating func removeAll(keepingCapacity: Bool = true) {
    entries.removeAll(keepingCapacity: keepingCapacity)
    lines.removeAll(keepingCapacity: keepingCapacity)
  }
}
