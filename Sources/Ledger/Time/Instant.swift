/// A moment, in UTC with microseconds: `2026-04-08T14:20:00.000000Z`.
public struct Instant: FieldValue, Comparable, Hashable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public var microseconds: Int

  public init(microseconds: Int) { self.microseconds = microseconds }

  public static let unset = Instant(microseconds: .min)

  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }
  public static func + (instant: Instant, seconds: Int) -> Instant {
    Instant(microseconds: instant.microseconds + seconds * 1_000_000)
  }
  public static func - (left: Instant, right: Instant) -> Int {
    left.microseconds - right.microseconds
  }

  /// The last instant before this one.
  public var justBefore: Instant { Instant(microseconds: microseconds - 1) }

  public var description: String {
    String(unsafeUninitializedCapacity: 27) { buffer in
      write(to: buffer.baseAddress!)
      return 27
    }
  }

  func write(to start: UnsafeMutablePointer<UInt8>) {
    let day = Day(number: floorDivide(microseconds, 86_400_000_000))
    day.write(to: start)
    var rest = microseconds - Int(day.number) * 86_400_000_000
    let micros = rest % 1_000_000
    rest /= 1_000_000
    start[10] = UInt8(ascii: "T")
    twoDigits(rest / 3600, start + 11)
    start[13] = UInt8(ascii: ":")
    twoDigits(rest / 60 % 60, start + 14)
    start[16] = UInt8(ascii: ":")
    twoDigits(rest % 60, start + 17)
    start[19] = UInt8(ascii: ".")
    twoDigits(micros / 10_000, start + 20)
    twoDigits(micros / 100 % 100, start + 22)
    twoDigits(micros % 100, start + 24)
    start[26] = UInt8(ascii: "Z")
  }

  /// Reads RFC 3339 with an offset and at most six digits of a second; nil otherwise.
  static func parse(_ text: UnsafeRawBufferPointer) -> Instant? {
    guard text.count >= 20, text[10] | 0x20 == UInt8(ascii: "t"),
      let day = Day.parse(UnsafeRawBufferPointer(rebasing: text[0..<10])),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = digits(text, 11, 2), hour < 24, let minute = digits(text, 14, 2), minute < 60,
      let second = digits(text, 17, 2), second < 60
    else { return nil }
    var at = 19
    var micros = 0
    if text[at] == UInt8(ascii: ".") {
      let first = at + 1
      at = first
      while at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) { at += 1 }
      guard (1...6).contains(at - first), let digits = digits(text, first, at - first) else {
        return nil
      }
      micros = (at - first..<6).reduce(digits) { value, _ in value * 10 }
    }
    guard let offset = parseOffset(UnsafeRawBufferPointer(rebasing: text[at...])) else {
      return nil
    }
    let seconds = Int(day.number) * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Instant(microseconds: seconds * 1_000_000 + micros)
  }

  private static func parseOffset(_ text: UnsafeRawBufferPointer) -> Int? {
    if text.count == 1 { return text[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = digits(text, 1, 2),
      hours < 24, let minutes = digits(text, 4, 2), minutes < 60
    else { return nil }
    switch text[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }

  public init?(_ text: String) {
    var copy = text
    guard let instant = copy.withUTF8({ Instant.parse(UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = instant
  }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Instant {
    let token = try tape.expect(.string, index, "an instant")
    guard let instant = parse(tape.slice(token)) else {
      throw FormatError(
        "\"\(tape.string(index).prefix(40))\" is not an instant with its offset, "
          + "like \"2026-04-08T16:20:00+02:00\"")
    }
    return instant
  }

  public static func write(_ value: Instant, into writer: inout CanonicalWriter) {
    writer.plain(upTo: 27) {
      value.write(to: $0)
      return 27
    }
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"format":"date-time","type":"string"}"#)
  }
}

func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
