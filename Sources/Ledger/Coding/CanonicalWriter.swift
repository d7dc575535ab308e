/// Writes canonical JSON (RFC 8785): keys in order, no white space, integers only, UTF-8 as given.
///
/// The caller writes keys in ascending order (a test reads every event type back). One writer is reused for many
/// lines, so that writing allocates nothing once it has grown.
public struct CanonicalWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0
  private var needsComma = false

  public init(capacity: Int = 4096) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  public mutating func removeAll() {
    count = 0
    needsComma = false
  }

  /// The bytes written so far; valid until the next write.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func startAfresh() { needsComma = false }

  // MARK: Raw bytes

  @inline(__always)
  mutating func room(for extra: Int) {
    if count + extra > capacity { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    let wider = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = wider
  }

  @inline(__always)
  public mutating func byte(_ value: UInt8) {
    room(for: 1)
    base[count] = value
    count += 1
  }

  @inline(__always)
  public mutating func raw(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    room(for: length)
    (base + count).update(from: text.utf8Start, count: length)
    count += length
  }

  public mutating func raw(_ source: UnsafeRawBufferPointer) {
    guard let start = source.baseAddress else { return }
    room(for: source.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: start, byteCount: source.count)
    count += source.count
  }

  // MARK: Structure

  public mutating func beginObject() {
    separate()
    byte(UInt8(ascii: "{"))
    needsComma = false
  }

  public mutating func endObject() {
    byte(UInt8(ascii: "}"))
    needsComma = true
  }

  public mutating func beginArray() {
    separate()
    byte(UInt8(ascii: "["))
    needsComma = false
  }

  public mutating func endArray() {
    byte(UInt8(ascii: "]"))
    needsComma = true
  }

  @inline(__always)
  public mutating func key(_ name: StaticString) {
    separate()
    byte(UInt8(ascii: "\""))
    raw(name)
    byte(UInt8(ascii: "\""))
    byte(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A key that is not known when the program is written.
  public mutating func key(named name: String) {
    separate()
    quoted(name)
    byte(UInt8(ascii: ":"))
    needsComma = false
  }

  /// After a key that was written as a value.
  mutating func colon() {
    byte(UInt8(ascii: ":"))
    needsComma = false
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { byte(UInt8(ascii: ",")) }
    needsComma = true
  }

  // MARK: Values

  public mutating func string(_ value: String) {
    separate()
    quoted(value)
  }

  /// A text known when the program is written, which needs no escaping.
  @inline(__always)
  public mutating func word(_ value: StaticString) {
    separate()
    byte(UInt8(ascii: "\""))
    raw(value)
    byte(UInt8(ascii: "\""))
  }

  public mutating func integer(_ value: Int) {
    precondition(value.magnitude <= CanonicalWriter.largestInteger, "integer beyond 2^53-1")
    separate()
    digits(value)
  }

  public mutating func bool(_ value: Bool) {
    separate()
    if value { raw("true") } else { raw("false") }
  }

  /// A value whose canonical text is known already.
  mutating func number(_ text: UnsafeRawBufferPointer) {
    separate()
    raw(text)
  }

  /// A quoted text that needs no escaping, written by the closure straight into the buffer.
  @inline(__always)
  mutating func plain(
    upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    separate()
    room(for: limit + 2)
    base[count] = UInt8(ascii: "\"")
    let written = body(base + count + 1)
    base[count + 1 + written] = UInt8(ascii: "\"")
    count += written + 2
  }

  /// 2^53 - 1: what every JSON reader holds exactly.
  public static let largestInteger: UInt = 9_007_199_254_740_991

  mutating func digits(_ value: Int) {
    if value < 0 { byte(UInt8(ascii: "-")) }
    var rest = value.magnitude
    room(for: 20)
    var length = 1
    var bound: UInt = 10
    while rest >= bound && length < 19 {
      length += 1
      bound *= 10
    }
    var at = count + length
    count = at
    repeat {
      at -= 1
      base[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }

  private mutating func quoted(_ value: String) {
    byte(UInt8(ascii: "\""))
    var copy = value
    copy.withUTF8 { escaped($0) }
    byte(UInt8(ascii: "\""))
  }

  /// RFC 8785 §3.2.2.2: the two-character escapes, `\u00xx` for other controls, nothing else.
  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    room(for: text.count * 6)
    var at = count
    for code in text {
      if code >= 0x20 && code != 0x22 && code != 0x5C {
        base[at] = code
        at += 1
      } else {
        at += CanonicalWriter.escape(code, base + at)
      }
    }
    count = at
  }

  /// Writes the escape of a code, and says how long it is.
  private static func escape(_ code: UInt8, _ out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = UInt8(ascii: "\\")
    switch code {
    case 0x22, 0x5C: out[1] = code
    case 0x08: out[1] = UInt8(ascii: "b")
    case 0x09: out[1] = UInt8(ascii: "t")
    case 0x0A: out[1] = UInt8(ascii: "n")
    case 0x0C: out[1] = UInt8(ascii: "f")
    case 0x0D: out[1] = UInt8(ascii: "r")
    default:
      out[1] = UInt8(ascii: "u")
      out[2] = UInt8(ascii: "0")
      out[3] = UInt8(ascii: "0")
      out[4] = hex(code >> 4)
      out[5] = hex(code & 15)
      return 6
    }
    return 2
  }

  static func hex(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}

extension CanonicalWriter {
  /// Ends one line of NDJSON: the next value starts afresh.
  public mutating func endLine() {
    byte(UInt8(ascii: "\n"))
    startAfresh()
  }
}
