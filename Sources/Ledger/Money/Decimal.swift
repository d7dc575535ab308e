/// Decimal texts with a fixed number of digits, held as whole numbers: never a float.
enum Decimal {
  /// Reads `-12.3400` as a whole number of the last digit allowed.
  static func read(
    _ tape: borrowing Tape, _ index: Int, digits: ClosedRange<Int>, _ name: String
  ) throws(FormatError) -> Int {
    let token = try tape.expect(.string, index, name)
    guard let value = parse(tape.slice(token), digits: digits) else {
      throw FormatError("\(name) is expected, found \"\(tape.string(index).prefix(40))\"")
    }
    return value
  }

  static func parse(_ text: UnsafeRawBufferPointer, digits: ClosedRange<Int>) -> Int? {
    var at = 0
    let negative = text.first == UInt8(ascii: "-")
    if negative { at = 1 }
    let whole = at
    var value = 0
    var point: Int?
    while at < text.count {
      let code = text[at]
      if code == UInt8(ascii: ".") && point == nil && at > whole {
        point = at
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(code) else { return nil }
        let (tens, tooWide) = value.multipliedReportingOverflow(by: 10)
        guard !tooWide, tens < Int.max - 10 else { return nil }
        value = tens + Int(code - UInt8(ascii: "0"))
      }
      at += 1
    }
    guard let point, digits.contains(text.count - point - 1) else { return nil }
    if point - whole > 1 && text[whole] == UInt8(ascii: "0") { return nil }
    for _ in (text.count - point - 1)..<digits.upperBound {
      let (tens, tooWide) = value.multipliedReportingOverflow(by: 10)
      guard !tooWide else { return nil }
      value = tens
    }
    if negative && value == 0 { return nil }
    return negative ? -value : value
  }

  static func text(_ value: Int, digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
    let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    let fraction = String(part)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return (value < 0 ? "-" : "") + "\(whole).\(zeros)\(fraction)"
  }

  static func write(_ value: Int, digits: Int, into writer: inout CanonicalWriter) {
    writer.plain(upTo: 24) { start in
      var rest = value.magnitude
      var reversed: (UInt64, UInt64, UInt64) = (0, 0, 0)
      return withUnsafeMutableBytes(of: &reversed) { scratch in
        var length = 0
        while rest > 0 || length <= digits {
          if length == digits {
            scratch[length] = UInt8(ascii: ".")
            length += 1
          }
          scratch[length] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
          length += 1
        }
        if value < 0 {
          scratch[length] = UInt8(ascii: "-")
          length += 1
        }
        for index in 0..<length { start[index] = scratch[length - 1 - index] }
        return length
      }
    }
  }
}
