// The keys of an event line that the log knows: position, stream and version, and its type where it has one.
import Glibc

/// What a line says of itself at its top level.
struct LineKeys {
  var position: UInt64
  var version: UInt64
  /// The stream's name, inside the line.
  var stream: UnsafeRawBufferPointer
  /// The type's name, inside the line.
  var type: UnsafeRawBufferPointer?

  /// Reads them; nil when the top level is no object with sorted, distinct, unescaped keys and no
  /// space between tokens, or lacks one of the three.
  init?(_ line: UnsafeRawBufferPointer) {
    guard line.count > 2, line[line.count - 1] == UInt8(ascii: "}"), var scan = LineScan(line),
      scan.pass(UInt8(ascii: "{"))
    else { return nil }
    var position: UInt64?
    var version: UInt64?
    var stream: UnsafeRawBufferPointer?
    var previous = (text: 0..<0, order: UInt64(0))
    repeat {
      guard let text = scan.plainString(), scan.pass(UInt8(ascii: ":")) else { return nil }
      let key = (text: text, order: scan.order(text))
      guard Self.precedes(previous, key, scan) else { return nil }
      previous = key
      let start = scan.at
      guard scan.skipValue(), scan.at > start else { return nil }
      switch (text.count, key.order) {
      case (8, Self.position): position = Self.integer(scan.part(start..<scan.at))
      case (7, Self.version): version = Self.integer(scan.part(start..<scan.at))
      case (6, Self.stream): stream = Self.plain(scan.part(start..<scan.at))
      case (4, Self.type): type = Self.plain(scan.part(start..<scan.at))
      default: break
      }
    } while scan.pass(UInt8(ascii: ","))
    guard scan.at == line.count - 1, let position, let version, let stream, !stream.isEmpty
    else { return nil }
    self.position = position
    self.version = version
    self.stream = stream
  }

  /// The keys' letters, in big endian, zeros behind.
  private static let position: UInt64 = 0x706F_7369_7469_6F6E
  private static let version: UInt64 = 0x7665_7273_696F_6E00
  private static let stream: UInt64 = 0x7374_7265_616D_0000
  private static let type: UInt64 = 0x7479_7065_0000_0000

  /// The text of a value that is a string without escapes.
  private static func plain(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard value.count >= 2, value[0] == UInt8(ascii: "\""),
      memchr(value.baseAddress!, 0x5C, value.count) == nil
    else { return nil }
    return UnsafeRawBufferPointer(rebasing: value[1..<value.count - 1])
  }

  /// A canonical unsigned integer.
  private static func integer(_ value: UnsafeRawBufferPointer) -> UInt64? {
    guard !value.isEmpty, value.count <= 16, value.count == 1 || value[0] != UInt8(ascii: "0")
    else { return nil }
    var result: UInt64 = 0
    for byte in value {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      result = result * 10 + UInt64(byte - 0x30)
    }
    return result
  }

  @inline(__always)
  private static func precedes(
    _ left: (text: Range<Int>, order: UInt64), _ right: (text: Range<Int>, order: UInt64),
    _ scan: LineScan
  ) -> Bool {
    if left.order != right.order { return left.order < right.order }
    let (first, second) = (scan.part(left.text), scan.part(right.text))
    let common = min(first.count, second.count)
    let order = common > 8 ? memcmp(first.baseAddress!, second.baseAddress!, common) : 0
    return order != 0 ? order < 0 : first.count < second.count
  }

  /// Whether the stream's name is this one.
  func says(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      bytes.count == stream.count
        && memcmp(bytes.baseAddress!, stream.baseAddress!, bytes.count) == 0
    }
  }
}
