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
    guard line.count > 2, line[0] == UInt8(ascii: "{"), line[line.count - 1] == UInt8(ascii: "}")
    else { return nil }
    var position: UInt64?
    var version: UInt64?
    var stream: UnsafeRawBufferPointer?
    var previous = UnsafeRawBufferPointer(start: nil, count: 0)
    var at = 1
    while true {
      guard let key = Self.plainString(line, &at), Self.precedes(previous, key),
        at < line.count, line[at] == UInt8(ascii: ":")
      else { return nil }
      previous = key
      at += 1
      let start = at
      guard Self.skipValue(line, &at), at < line.count, at > start else { return nil }
      let value = UnsafeRawBufferPointer(rebasing: line[start..<at])
      if Self.equal(key, "position") {
        position = Self.integer(value)
      } else if Self.equal(key, "version") {
        version = Self.integer(value)
      } else if Self.equal(key, "stream") {
        var from = start
        stream = Self.plainString(line, &from)
      } else if Self.equal(key, "type") {
        var from = start
        type = Self.plainString(line, &from)
      }
      if line[at] == UInt8(ascii: "}") { break }
      guard line[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    guard at == line.count - 1, let position, let version, let stream, !stream.isEmpty
    else { return nil }
    self.position = position
    self.version = version
    self.stream = stream
  }

  /// A string without escapes; leaves `at` behind its closing quote.
  @inline(__always)
  private static func plainString(
    _ line: UnsafeRawBufferPointer, _ at: inout Int
  ) -> UnsafeRawBufferPointer? {
    guard at < line.count, line[at] == UInt8(ascii: "\"") else { return nil }
    let start = at + 1
    var end = start
    while end < line.count, line[end] != UInt8(ascii: "\"") {
      if line[end] == UInt8(ascii: "\\") { return nil }
      end += 1
    }
    guard end < line.count else { return nil }
    at = end + 1
    return UnsafeRawBufferPointer(rebasing: line[start..<end])
  }

  /// Leaves `at` behind any value; false when the line ends first.
  @inline(__always)
  private static func skipValue(_ line: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
    var depth = 0
    while at < line.count {
      switch line[at] {
      case UInt8(ascii: "\""):
        guard skipString(line, &at) else { return false }
        if depth == 0 { return true }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        at += 1
        if depth == 0 { return true }
      case UInt8(ascii: ","):
        if depth == 0 { return true }
        at += 1
      case UInt8(ascii: " "), 0x09, 0x0D: return false
      default: at += 1
      }
    }
    return false
  }

  @inline(__always)
  private static func skipString(_ line: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
    at += 1
    let base = line.baseAddress!
    while at < line.count, let quote = memchr(base + at, 0x22, line.count - at) {
      let end = UnsafeRawPointer(quote) - base
      var slashes = 0
      while end - slashes > at, line[end - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
      at = end + 1
      if slashes & 1 == 0 { return true }
    }
    return false
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
  private static func equal(_ key: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
    key.count == name.utf8CodeUnitCount && memcmp(key.baseAddress!, name.utf8Start, key.count) == 0
  }

  @inline(__always)
  private static func precedes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard let start = left.baseAddress else { return !right.isEmpty }
    let order = memcmp(start, right.baseAddress!, min(left.count, right.count))
    return order != 0 ? order < 0 : left.count < right.count
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
