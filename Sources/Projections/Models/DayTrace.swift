import Ledger

/// How a period was counted, day by day, as a JSON array:
///
///     [{"day":"2026-04-03","counted":1},{"day":"2026-04-05","skipped":"sunday"},…]
///
/// A period of months says its anchor and its months: `[{"anchor":"2026-04-10","months":3}]`.
enum DayTrace {
  static func countsDays(_ unit: DayUnit) -> Bool {
    switch unit {
    case .working, .business, .target, .calendar: true
    case .hour, .month, .endOfMonth, .anniversary: false
    }
  }

  /// Room for one day of the trace, whatever it says.
  private static let longestDay = 72

  static func write(_ deadline: DeadlineModel.Deadline, _ row: inout RowWriter) {
    if !countsDays(deadline.unit) {
      row.bytes(upTo: 128) { writeWhole(deadline, $0) }
      return
    }
    let last = Paris.day(of: deadline.last)
    row.bytes(upTo: 2 + abs(last - deadline.from) * longestDay) { start in
      writeDays(deadline, last, start)
    }
  }

  private static func writeDays(
    _ deadline: DeadlineModel.Deadline, _ last: Day, _ start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let step = last < deadline.from ? -1 : 1
    var skipped = deadline.skipped.makeIterator()
    var next = skipped.next()
    var day = deadline.from
    var counted = 0
    var at = ByteText.write("[", start)
    while day != last {
      day = day + step
      at += ByteText.write(at == 1 ? "{\"day\":\"" : ",{\"day\":\"", start + at)
      at += ByteText.write(day, start + at)
      if let skip = next, skip.day == day {
        at += ByteText.write("\",\"skipped\":\"", start + at)
        at += ByteText.write(name(skip.reason), start + at)
        at += ByteText.write("\"}", start + at)
        next = skipped.next()
      } else {
        counted += 1
        at += ByteText.write("\",\"counted\":", start + at)
        at += ByteText.write(counted, start + at)
        at += ByteText.write("}", start + at)
      }
    }
    return at + ByteText.write("]", start + at)
  }

  private static func writeWhole(
    _ deadline: DeadlineModel.Deadline, _ start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var at = ByteText.write("[{\"anchor\":\"", start)
    at += ByteText.write(deadline.from, start + at)
    at += ByteText.write(deadline.unit == .hour ? "\",\"hours\":" : "\",\"months\":", start + at)
    at += ByteText.write(deadline.n, start + at)
    return at + ByteText.write("}]", start + at)
  }

  private static func name(_ reason: SkipReason) -> StaticString {
    switch reason {
    case .saturday: "saturday"
    case .sunday: "sunday"
    case .publicHoliday: "public_holiday"
    case .targetClosing: "target_closing"
    }
  }
}
