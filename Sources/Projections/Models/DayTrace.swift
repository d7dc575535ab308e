import Ledger

/// How a period was counted, day by day, as a JSON array:
///
///     [{"day":"2026-04-03","counted":1},{"day":"2026-04-05","skipped":"sunday"},…]
///
/// A period of months says its anchor and its months: `[{"anchor":"2026-04-10","months":3}]`.
enum DayTrace {
  /// Whether a period is counted day by day. The start of a campaign is the first jour ouvré of the month after its
  /// payment (MC-A.2): a day found, not counted.
  static func countsDays(_ period: DeadlineModel.Period) -> Bool {
    switch period.unit {
    case _ where period.kind == .targetStart: false
    case .working, .business, .target, .calendar: true
    case .hour, .month, .endOfMonth, .anniversary: false
    }
  }

  /// Room for one day of the trace, whatever it says.
  private static let longestDay = 72

  static func write(_ period: DeadlineModel.Period, _ row: inout RowWriter) {
    if !countsDays(period) {
      row.bytes(upTo: 128) { writeWhole(period, $0) }
      return
    }
    let last = Paris.day(of: period.last)
    row.bytes(upTo: 2 + abs(last - period.from) * longestDay) { start in
      writeDays(period, last, start)
    }
  }

  private static func writeDays(
    _ period: DeadlineModel.Period, _ last: Day, _ start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let step = last < period.from ? -1 : 1
    var skipped = period.skipped.makeIterator()
    var next = skipped.next()
    var day = period.from
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
    _ period: DeadlineModel.Period, _ start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var at = ByteText.write("[{\"anchor\":\"", start)
    at += ByteText.write(period.from, start + at)
    at += ByteText.write(period.unit == .hour ? "\",\"hours\":" : "\",\"months\":", start + at)
    at += ByteText.write(period.n, start + at)
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
