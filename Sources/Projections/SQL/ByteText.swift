import Ledger

/// Days, instants and numbers written as bytes where they will be read: no strings in between.
enum ByteText {
  static let dayLength = 10
  static let instantLength = 27
  /// Digits of the widest integer, with its sign.
  static let integerLength = 20

  static func write(_ day: Day, _ start: UnsafeMutablePointer<UInt8>) -> Int {
    let index = Int(day.number) - firstDay
    if index < 0 || index >= dayCount {
      spell(day, start)
    } else {
      days.withUnsafeBufferPointer { texts in
        guard let base = texts.baseAddress else { return }
        start.update(from: base + index * dayLength, count: dayLength)
      }
    }
    return dayLength
  }

  /// 2000-01-01 to 2080-12-31, spelled once: most rows bear several days.
  private static let firstDay = 10_957
  private static let dayCount = 29_586
  private static let days = [UInt8](unsafeUninitializedCapacity: dayCount * dayLength) {
    buffer, count in
    guard let base = buffer.baseAddress else { return }
    for index in 0..<dayCount { spell(Day(number: firstDay + index), base + index * dayLength) }
    count = dayCount * dayLength
  }

  private static func spell(_ day: Day, _ start: UnsafeMutablePointer<UInt8>) {
    let (year, month, ofMonth) = day.civil
    pair(year / 100, start)
    pair(year % 100, start + 2)
    start[4] = UInt8(ascii: "-")
    pair(month, start + 5)
    start[7] = UInt8(ascii: "-")
    pair(ofMonth, start + 8)
  }

  static func write(_ instant: Instant, _ start: UnsafeMutablePointer<UInt8>) -> Int {
    let perDay = 86_400_000_000
    var day = instant.microseconds / perDay
    var rest = instant.microseconds % perDay
    if rest < 0 {
      day -= 1
      rest += perDay
    }
    _ = write(Day(number: day), start)
    let micros = rest % 1_000_000
    let seconds = rest / 1_000_000
    start[10] = UInt8(ascii: "T")
    pair(seconds / 3600, start + 11)
    start[13] = UInt8(ascii: ":")
    pair(seconds / 60 % 60, start + 14)
    start[16] = UInt8(ascii: ":")
    pair(seconds % 60, start + 17)
    start[19] = UInt8(ascii: ".")
    pair(micros / 10_000, start + 20)
    pair(micros / 100 % 100, start + 22)
    pair(micros % 100, start + 24)
    start[26] = UInt8(ascii: "Z")
    return instantLength
  }

  static func write(_ value: Int, _ start: UnsafeMutablePointer<UInt8>) -> Int {
    var at = 0
    var rest = value.magnitude
    repeat {
      start[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      at += 1
    } while rest > 0
    if value < 0 {
      start[at] = UInt8(ascii: "-")
      at += 1
    }
    for index in 0..<at / 2 { swap(&start[index], &start[at - 1 - index]) }
    return at
  }

  static func write(_ text: StaticString, _ start: UnsafeMutablePointer<UInt8>) -> Int {
    start.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return text.utf8CodeUnitCount
  }

  /// A varint of SQLite: seven bits a byte, the highest first.
  static func writeVarint(_ value: Int, _ start: UnsafeMutablePointer<UInt8>) -> Int {
    if value < 0x80 {
      start[0] = UInt8(truncatingIfNeeded: value)
      return 1
    }
    let length = varintLength(value)
    for index in 0..<length {
      let bits = UInt8(truncatingIfNeeded: value >> (7 * (length - 1 - index))) & 0x7f
      start[index] = index == length - 1 ? bits : bits | 0x80
    }
    return length
  }

  /// Lengths of more than 56 bits do not occur.
  static func varintLength(_ value: Int) -> Int {
    max(1, (70 - value.leadingZeroBitCount) / 7)
  }

  private static func pair(_ value: Int, _ start: UnsafeMutablePointer<UInt8>) {
    start[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
    start[1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
  }
}
