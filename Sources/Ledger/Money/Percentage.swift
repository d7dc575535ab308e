/// A share of a whole in ten-thousandths of a percent: `"10.0100"`. For reading only: thresholds compare whole numbers.
public struct Percentage: FieldValue, Hashable, CustomStringConvertible {
  public var tenThousandths: Int

  public init(tenThousandths: Int) { self.tenThousandths = tenThousandths }

  /// `part` of `whole`, rounded once, half up, to the fourth digit; zero of nothing.
  public init(_ part: Int, of whole: Int) {
    tenThousandths = whole == 0 ? 0 : roundedHalfUp(part * 1_000_000, over: whole)
  }

  public static let unset = Percentage(tenThousandths: .min)

  public var description: String { Decimal.text(tenThousandths, digits: 4) }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Percentage {
    Percentage(
      tenThousandths: try Decimal.read(tape, index, digits: 4...4, "a percentage like \"10.0100\""))
  }

  public static func write(_ value: Percentage, into writer: inout CanonicalWriter) {
    Decimal.write(value.tenThousandths, digits: 4, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^-?(0|[1-9][0-9]*)\\.[0-9]{4}$", "percent")
  }
}
