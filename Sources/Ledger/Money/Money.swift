/// An amount in whole cents of EUR: `"169.00"`.
public struct Money: FieldValue, Comparable, Hashable, AdditiveArithmetic, CustomStringConvertible {
  public var cents: Int

  public init(cents: Int) { self.cents = cents }

  public static let zero = Money(cents: 0)
  public static let unset = Money(cents: .min)
  /// Ten thousand million EUR: more than any amount here, and safe to add up a million times.
  static let largest = 1_000_000_000_000

  public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
  public static func + (left: Money, right: Money) -> Money {
    Money(cents: left.cents + right.cents)
  }
  public static func - (left: Money, right: Money) -> Money {
    Money(cents: left.cents - right.cents)
  }
  public static prefix func - (value: Money) -> Money { Money(cents: -value.cents) }
  public static func * (count: Int, unit: Money) -> Money { Money(cents: count * unit.cents) }

  public var description: String { Decimal.text(cents, digits: 2) }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Money {
    let cents = try Decimal.read(tape, index, digits: 2...2, "an amount like \"169.00\"")
    guard cents.magnitude <= UInt(largest) else {
      throw FormatError("the amount is beyond 10 000 000 000.00")
    }
    return Money(cents: cents)
  }

  public static func write(_ value: Money, into writer: inout CanonicalWriter) {
    Decimal.write(value.cents, digits: 2, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^-?(0|[1-9][0-9]{0,10})\\.[0-9]{2}$", "EUR")
  }
}

extension Sequence where Element == Money {
  public func sum() -> Money { reduce(.zero, +) }
}

/// A price per piece in ten-thousandths of EUR, with two to four digits: `"0.0800"`, `"290.00"`.
public struct UnitPrice: FieldValue, Hashable, CustomStringConvertible {
  public var tenThousandths: Int

  public init(tenThousandths: Int) { self.tenThousandths = tenThousandths }
  public init(_ amount: Money) { tenThousandths = amount.cents * 100 }

  public static let unset = UnitPrice(tenThousandths: .min)

  /// The price of `count` pieces, rounded once, half up, to the cent.
  public func times(_ count: Int) -> Money {
    Money(cents: roundedHalfUp(count * tenThousandths, over: 100))
  }

  public var description: String {
    tenThousandths % 100 == 0
      ? Decimal.text(tenThousandths / 100, digits: 2) : Decimal.text(tenThousandths, digits: 4)
  }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> UnitPrice {
    let value = try Decimal.read(tape, index, digits: 2...4, "a unit price like \"0.0800\"")
    guard value.magnitude <= UInt(Money.largest) else {
      throw FormatError("the unit price is beyond 100 000 000.00")
    }
    return UnitPrice(tenThousandths: value)
  }

  public static func write(_ value: UnitPrice, into writer: inout CanonicalWriter) {
    if value.tenThousandths % 100 == 0 {
      Decimal.write(value.tenThousandths / 100, digits: 2, into: &writer)
    } else {
      Decimal.write(value.tenThousandths, digits: 4, into: &writer)
    }
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^-?(0|[1-9][0-9]{0,8})\\.[0-9]{2,4}$", "EUR a piece")
  }
}

/// A rate in hundredths of a percent: `"20.00"`.
public struct Rate: FieldValue, Hashable, Comparable, CustomStringConvertible {
  public var hundredths: Int

  public init(hundredths: Int) { self.hundredths = hundredths }

  public static let zero = Rate(hundredths: 0)
  public static let unset = Rate(hundredths: .min)
  /// Ten thousand percent.
  static let largest = 1_000_000

  public static func < (left: Rate, right: Rate) -> Bool { left.hundredths < right.hundredths }

  /// The net amount in one that includes this rate, rounded once, half up, to the cent (G-11).
  public func net(ofGross amount: Money) -> Money {
    Money(cents: roundedHalfUp(amount.cents * 10_000, over: 10_000 + hundredths))
  }

  /// This percentage of an amount, rounded once, half up, to the cent.
  public func of(_ amount: Money) -> Money {
    Money(cents: roundedHalfUp(amount.cents * hundredths, over: 10_000))
  }

  public var description: String { Decimal.text(hundredths, digits: 2) }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Rate {
    let value = try Decimal.read(tape, index, digits: 2...2, "a rate in percent like \"20.00\"")
    guard value.magnitude <= largest else { throw FormatError("the rate is beyond 10 000 %") }
    return Rate(hundredths: value)
  }

  public static func write(_ value: Rate, into writer: inout CanonicalWriter) {
    Decimal.write(value.hundredths, digits: 2, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^-?(0|[1-9][0-9]*)\\.[0-9]{2}$", "percent")
  }
}

/// The quotient rounded half up on its absolute value: 0.5 gives 1, -0.5 gives -1 (G-11).
public func roundedHalfUp(_ dividend: Int, over divisor: Int) -> Int {
  precondition(divisor > 0, "a divisor of zero or less")
  let magnitude = (2 * dividend.magnitude + divisor.magnitude) / (2 * divisor.magnitude)
  return dividend < 0 ? -Int(magnitude) : Int(magnitude)
}
