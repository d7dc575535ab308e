// The events of one append: lines and the streams they continue.
import Glibc

/// Lines to be appended together: all of them, or none.
public struct Batch: Sendable {
  struct Entry: Sendable {
    var stream: String
    var version: UInt64
    /// Where the line ends in `bytes`, its LF included.
    var end: Int
  }

  private(set) var entries: [Entry] = []
  /// Every line with its LF.
  private(set) var bytes: [UInt8] = []

  public init() {}

  /// How many lines there are.
  public var count: Int { entries.count }
  /// The bytes of the lines with their LFs.
  public var byteCount: Int { bytes.count }

  /// Adds an event.
  ///
  /// - Parameters:
  ///   - version: its version in the stream; a stream's first is 1.
  ///   - line: canonical JSON without its LF, of 1 to 65,535 bytes; copied.
  public mutating func add(stream: String, version: UInt64, line: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: line)
    bytes.append(0x0A)
    entries.append(Entry(stream: stream, version: version, end: bytes.count))
  }

  /// Adds an event whose line is written in place.
  mutating func add(stream: String, version: UInt64, line: (inout [UInt8]) -> Void) {
    let start = bytes.count
    line(&bytes)
    precondition(bytes.count >= start, "a line is appended, nothing before it is touched")
    bytes.append(0x0A)
    entries.append(Entry(stream: stream, version: version, end: bytes.count))
  }

  /// Drops the lines from one on.
  mutating func truncate(to count: Int) {
    entries.removeLast(entries.count - count)
    bytes.removeLast(bytes.count - (entries.last?.end ?? 0))
  }

  public mutating func removeAll(keepingCapacity: Bool = true) {
    entries.removeAll(keepingCapacity: keepingCapacity)
    bytes.removeAll(keepingCapacity: keepingCapacity)
  }
}

extension Batch {
  /// Why a line cannot be stored at a position; nil when it can.
  func objection(line: Int, from start: Int, at position: UInt64) -> String? {
    let entry = entries[line]
    return bytes.withUnsafeBytes { bytes in
      let text = UnsafeRawBufferPointer(rebasing: bytes[start..<entry.end - 1])
      guard !text.isEmpty else { return "the line is empty" }
      guard text.count <= longestLine
      else { return "the line has \(text.count) bytes, the most is \(longestLine)" }
      guard memchr(text.baseAddress!, 0x0A, text.count) == nil else {
        return "the line holds an LF"
      }
      guard let keys = LineKeys(text)
      else { return "the line is no canonical JSON with position, stream and version" }
      guard keys.position == position
      else { return "the line says position \(keys.position)" }
      guard keys.version == entry.version, keys.says(entry.stream)
      else { return "the line names another stream or version than the batch" }
      return nil
    }
  }
}
