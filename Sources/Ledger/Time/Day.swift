/// A civil date, Europe/Paris: `2026-04-08`. From 1990-01-01 to 2199-12-31.
public struct Day: FieldValue, Comparable, Hashable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var number: Int32

  public init(number: Int) { self.number = Int32(number) }

  /// The day of a civil date, or nil when the date does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1990...2199).contains(year), (1...12).contains(month),
      day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.init(number: Day.number(year: year, month: month, day: day))
  }

  public static let unset = Day(number: Int(Int32.min))

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  public static func + (day: Day, count: Int) -> Day { Day(number: Int(day.number) + count) }
  public static func - (day: Day, count: Int) -> Day { Day(number: Int(day.number) - count) }
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  /// Days from the civil date, after H. Hinnant's `days_from_civil`.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  public var year: Int { civil.year }

  /// 1 Monday … 7 Sunday.
  public var weekday: Int { (Int(number) + 3) % 7 + 1 }

  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The same day number `count` months on, or the last day of a shorter month (CPC 641, G-4).
  /// Always count from the original anchor: adding one month twice is another day than adding two.
  public func adding(months count: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + (month - 1) + count
    let newYear = total / 12
    let newMonth = total % 12 + 1
    let newDay = min(day, Day.length(ofMonth: newMonth, year: newYear))
    return Day(number: Day.number(year: newYear, month: newMonth, day: newDay))
  }

  public var firstOfMonth: Day { self - (civil.day - 1) }
  public var firstOfNextMonth: Day { firstOfMonth.adding(months: 1) }

  public var description: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      write(to: buffer.baseAddress!)
      return 10
    }
  }

  /// Writes the ten characters of `2026-04-08`.
  func write(to start: UnsafeMutablePointer<UInt8>) {
    let (year, month, day) = civil
    twoDigits(year / 100, start)
    twoDigits(year % 100, start + 2)
    start[4] = UInt8(ascii: "-")
    twoDigits(month, start + 5)
    start[7] = UInt8(ascii: "-")
    twoDigits(day, start + 8)
  }

  /// Reads `2026-04-08` from ten characters; nil when it is no date.
  static func parse(_ text: UnsafeRawBufferPointer) -> Day? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = digits(text, 0, 4), let month = digits(text, 5, 2), let day = digits(text, 8, 2)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  public init?(_ text: String) {
    var copy = text
    guard let day = copy.withUTF8({ Day.parse(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = day
  }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Day {
    let token = try tape.expect(.string, index, "a day like \"2026-04-08\"")
    guard let day = parse(tape.slice(token)) else {
      throw FormatError("\"\(tape.string(index).prefix(40))\" is not a day from 1990 to 2199")
    }
    return day
  }

  public static func write(_ value: Day, into writer: inout CanonicalWriter) {
    writer.plain(upTo: 10) {
      value.write(to: $0)
      return 10
    }
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"format":"date","type":"string"}"#)
  }
}

/// The number in `count` digits at an offset, or nil.
func digits(_ text: UnsafeRawBufferPointer, _ offset: Int, _ count: Int) -> Int? {
  var value = 0
  for index in offset..<offset + count {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
    value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
  }
  return value
}

@inline(__always)
func twoDigits(_ value: Int, _ start: UnsafeMutablePointer<UInt8>) {
  start[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
  start[1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
}
