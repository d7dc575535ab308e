/// Figures of one benchmark, as a table for a person or as JSON.
struct Report {
  struct Row {
    var name: String
    /// Events, commands or bytes a second.
    var rate: Double
    var unit: String
    var seconds: Double
    /// Of the limit that this row is measured against.
    var ratio: Double?
    var note: String
  }

  var title: String
  var rows: [Row] = []

  mutating func add(
    _ name: String, _ rate: Double, _ unit: String, _ seconds: Double, of ratio: Double? = nil,
    _ note: String = ""
  ) {
    rows.append(
      Row(name: name, rate: rate, unit: unit, seconds: seconds, ratio: ratio, note: note))
  }

  var text: String {
    var lines = [title]
    for row in rows {
      let ratio = row.ratio.map { Report.two($0) + " of the limit" } ?? ""
      lines.append(
        Report.left(row.name, 34) + Report.right(Report.grouped(row.rate), 12) + " "
          + Report.left(row.unit, 11) + Report.right(Report.two(row.seconds), 8) + " s  "
          + Report.left(ratio, 18) + row.note)
    }
    return lines.joined(separator: "\n")
  }

  var json: String {
    let rows = rows.map { row in
      "{\"name\":\"\(row.name)\",\"rate\":\(Int(row.rate)),\"unit\":\"\(row.unit)\","
        + "\"milliseconds\":\(Int(row.seconds * 1000))"
        + (row.ratio.map { ",\"ratio_percent\":\(Int($0 * 100))" } ?? "") + "}"
    }
    return "[\(rows.joined(separator: ",\n "))]"
  }

  static func two(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func grouped(_ value: Double) -> String {
    let digits = Array(String(Int(value.rounded())))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [" ", digit] : [digit]
      })
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
