/// How the codings read their values straight from a stored line: what the writer writes, no more.

extension FieldCoding {
  /// A coding that never stands in a stored line is left to the tape.
  public static func read(_ cursor: inout ByteCursor) -> Value? { nil }
}

extension IDCoding {
  public static func read(_ cursor: inout ByteCursor) -> String? {
    cursor.identifier(longest: 64, derived: false)
  }
}

extension DerivedIDCoding {
  public static func read(_ cursor: inout ByteCursor) -> String? {
    cursor.identifier(longest: 200, derived: true)
  }
}

extension BoxCoding {
  static func read(_ cursor: inout ByteCursor) -> String? {
    guard let text = cursor.plainText() else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}

extension String {
  public static func read(_ cursor: inout ByteCursor) -> String? {
    guard let text = cursor.plainText(), (1...2000).contains(text.count) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Int {
  public static func read(_ cursor: inout ByteCursor) -> Int? { cursor.integer() }
}

extension Bool {
  public static func read(_ cursor: inout ByteCursor) -> Bool? { cursor.bool() }
}

extension No {
  public static func read(_ cursor: inout ByteCursor) -> No? { cursor.bool() == false ? no : nil }
}

extension ListCoding {
  public static func read(_ cursor: inout ByteCursor) -> [Element.Value]? {
    guard cursor.take(UInt8(ascii: "[")) else { return nil }
    if cursor.take(UInt8(ascii: "]")) { return [] }
    var values: [Element.Value] = []
    repeat {
      guard values.count < longest, let value = Element.read(&cursor) else { return nil }
      values.append(value)
    } while cursor.take(UInt8(ascii: ","))
    return cursor.take(UInt8(ascii: "]")) ? values : nil
  }
}

extension Array where Element: FieldValue {
  public static func read(_ cursor: inout ByteCursor) -> [Element]? {
    ListCoding<Element>.read(&cursor)
  }
}

extension DefaultingCoding {
  public static func read(_ cursor: inout ByteCursor) -> R? {
    var record = R()
    return record.readFields(&cursor, keepingDefaults: true) ? record : nil
  }
}

extension Choice {
  public static func read(_ cursor: inout ByteCursor) -> Self? {
    guard let text = cursor.plainText() else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    for choice in allCases where choice.rawValue == word { return choice }
    return nil
  }
}

extension SHA256Text {
  public static func read(_ cursor: inout ByteCursor) -> SHA256Text? {
    guard let text = cursor.plainText(), isDigest(text) else { return nil }
    return SHA256Text(hex: String(decoding: text, as: UTF8.self))
  }
}

extension Decimal {
  static func read(_ cursor: inout ByteCursor, digits: ClosedRange<Int>) -> Int? {
    guard let text = cursor.plainText() else { return nil }
    return parse(text, digits: digits)
  }
}

extension Money {
  public static func read(_ cursor: inout ByteCursor) -> Money? {
    guard let cents = Decimal.read(&cursor, digits: 2...2), cents.magnitude <= UInt(largest)
    else { return nil }
    return Money(cents: cents)
  }
}

extension UnitPrice {
  public static func read(_ cursor: inout ByteCursor) -> UnitPrice? {
    guard let value = Decimal.read(&cursor, digits: 2...4), value.magnitude <= UInt(Money.largest)
    else { return nil }
    return UnitPrice(tenThousandths: value)
  }
}

extension Rate {
  public static func read(_ cursor: inout ByteCursor) -> Rate? {
    guard let value = Decimal.read(&cursor, digits: 2...2), value.magnitude <= largest
    else { return nil }
    return Rate(hundredths: value)
  }
}

extension Percentage {
  public static func read(_ cursor: inout ByteCursor) -> Percentage? {
    Decimal.read(&cursor, digits: 4...4).map { Percentage(tenThousandths: $0) }
  }
}

extension Day {
  public static func read(_ cursor: inout ByteCursor) -> Day? {
    guard let text = cursor.text(of: 10) else { return nil }
    var figures = Figures(text)
    return figures.day()
  }
}

extension Instant {
  public static func read(_ cursor: inout ByteCursor) -> Instant? {
    guard let text = cursor.text(of: 27) else { return nil }
    var figures = Figures(text)
    return figures.instant()
  }
}

/// The figures of a date or a time at fixed places of a text. That each is a digit is known at the
/// end: until then a wrong one is only noted.
private struct Figures {
  private let text: UnsafePointer<UInt8>
  private var areDigits = true

  init(_ text: UnsafePointer<UInt8>) { self.text = text }

  @inline(__always)
  private mutating func two(_ offset: Int) -> Int {
    let tens = text[offset] &- UInt8(ascii: "0")
    let ones = text[offset + 1] &- UInt8(ascii: "0")
    areDigits = areDigits && tens < 10 && ones < 10
    return Int(tens) * 10 + Int(ones)
  }

  @inline(__always)
  private func stands(_ mark: Unicode.Scalar, at offset: Int) -> Bool {
    text[offset] == UInt8(ascii: mark)
  }

  /// The day of `2026-04-08`.
  @inline(__always)
  mutating func day() -> Day? {
    let year = two(0) * 100 + two(2)
    let month = two(5)
    let day = two(8)
    guard areDigits, stands("-", at: 4), stands("-", at: 7) else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// The instant of `2026-04-08T14:20:00.000000Z`.
  mutating func instant() -> Instant? {
    let hour = two(11)
    let minute = two(14)
    let second = two(17)
    let micros = two(20) * 10_000 + two(22) * 100 + two(24)
    guard stands("T", at: 10), stands(":", at: 13), stands(":", at: 16), stands(".", at: 19),
      stands("Z", at: 26), hour < 24, minute < 60, second < 60, let day = day()
    else { return nil }
    let seconds = Int(day.number) * 86_400 + hour * 3600 + minute * 60 + second
    return Instant(microseconds: seconds * 1_000_000 + micros)
  }
}
