/// A month of the calendar: `"2026-04"`.
public struct CalendarMonth: FieldValue, Hashable, CustomStringConvertible {
  public var first: Day

  public init(of day: Day) { first = day.firstOfMonth }

  public static let unset = CalendarMonth(first: .unset)

  private init(first: Day) { self.first = first }

  public var last: Day { first.firstOfNextMonth - 1 }
  public var description: String { String(first.description.prefix(7)) }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError)
    -> CalendarMonth
  {
    _ = try tape.expect(.string, index, "a month like \"2026-04\"")
    let text = tape.string(index)
    guard text.utf8.count == 7, let day = Day(text + "-01") else {
      throw FormatError("\"\(text.prefix(40))\" is not a month like \"2026-04\"")
    }
    return CalendarMonth(first: day)
  }

  public static func write(_ value: CalendarMonth, into writer: inout CanonicalWriter) {
    writer.string(value.description)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", "a month of the calendar")
  }
}
