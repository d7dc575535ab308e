import Glibc
import Ledger
import Projections

/// Prints an answer: as a table for a person, or as JSON, NDJSON or CSV for a program.
enum Format: String, CaseIterable { case table, json, ndjson, csv }

enum Output {
  static func print(_ answer: Answer, as format: Format, in language: Language = .en) {
    write(text(of: answer, as: format, in: language))
  }

  static func text(of answer: Answer, as format: Format, in language: Language = .en) -> String {
    switch format {
    case .table: table(answer.read(in: language), language)
    case .json: json(answer)
    case .ndjson: answer.rows.map { object(answer.columns, $0) + "\n" }.joined()
    case .csv: csv(answer)
    }
  }

  static func write(_ text: String) {
    var copy = text
    copy.withUTF8 { bytes in
      guard var start = UnsafeRawPointer(bytes.baseAddress) else { return }
      var left = bytes.count
      while left > 0 {
        let written = Glibc.write(1, start, left)
        if written < 0 && errno == EINTR { continue }
        if written <= 0 { return }
        start += written
        left -= written
      }
    }
  }
}

// MARK: table

extension Output {
  /// The grid, with the count at the end.
  private static func table(_ answer: Answer, _ language: Language) -> String {
    grid(answer) + language.rows(answer.rows.count) + "\n"
  }

  /// The names of the columns of one row, each with its value; what is absent is left out.
  static func list(_ answer: Answer) -> String {
    let width = answer.columns.map(\.name.count).max() ?? 0
    var text = ""
    for (column, value) in zip(answer.columns, answer.rows[0]) where value != .none {
      let space = String(repeating: " ", count: width - column.name.count + 2)
      text += column.name + space + cell(value) + "\n"
    }
    return text
  }

  /// A name over each column, a thin rule, the rows; figures to the right.
  static func grid(_ answer: Answer) -> String {
    let cells = answer.rows.map { row in row.map(cell) }
    let widths = answer.columns.indices.map { index in
      cells.reduce(answer.columns[index].name.count) { max($0, $1[index].count) }
    }
    var text = line(answer.columns.map(\.name), widths, answer.columns)
    text += widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
    for row in cells { text += line(row, widths, answer.columns) }
    return text
  }

  private static func line(_ cells: [String], _ widths: [Int], _ columns: [Answer.Column])
    -> String
  {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[index] - cell.count)
      text += columns[index].kind.isFigure ? space + cell : cell + space
      if index < cells.count - 1 { text += "  " }
    }
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  private static func cell(_ value: Value) -> String {
    switch value {
    case .none: ""
    case .text(let text): text.contains(where: \.isNewline) ? flat(text) : text
    case .integer(let integer): String(integer)
    case .money(let money): money.description
    case .unitPrice(let price): price.description
    case .rate(let rate): rate.description
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let json): plainList(json)
    }
  }

  private static func flat(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// The values of a JSON array without its names and marks: `2026-04-03 1, 2026-04-05 sunday`.
  private static func plainList(_ json: String) -> String {
    var text = ""
    var depth = 0
    var quoted: String?
    var isEscaped = false
    for character in json {
      if let known = quoted {
        if isEscaped || character != "\"" {
          isEscaped = !isEscaped && character == "\\"
          if !isEscaped { quoted = known + String(character) }
        } else {
          text += known
          quoted = nil
        }
        continue
      }
      switch character {
      case "\"": quoted = ""
      case "{": depth += 1
      case "}": depth -= 1
      case ":":
        while let last = text.last, last != " " { text.removeLast() }
      case ",": text += depth > 0 ? " " : ", "
      case "[", "]": break
      default: text.append(character)
      }
    }
    return text
  }
}

extension ColumnKind {
  /// True for what is read from its right end.
  var isFigure: Bool {
    switch self {
    case .integer, .money, .unitPrice, .rate: true
    case .text, .day, .instant, .list, .flag: false
    }
  }
}

// MARK: JSON

extension Output {
  private static func json(_ answer: Answer) -> String {
    if answer.rows.isEmpty { return "[]\n" }
    let objects = answer.rows.map { "  " + object(answer.columns, $0) }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// One row; what is absent has no key.
  static func object(_ columns: [Answer.Column], _ row: [Value]) -> String {
    var fields: [String] = []
    for (column, value) in zip(columns, row) {
      guard let value = jsonValue(value) else { continue }
      fields.append(quoted(column.name) + ":" + value)
    }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private static func jsonValue(_ value: Value) -> String? {
    switch value {
    case .none: nil
    case .text(let text): quoted(text)
    case .integer(let integer): String(integer)
    case .money(let money): quoted(money.description)
    case .unitPrice(let price): quoted(price.description)
    case .rate(let rate): quoted(rate.description)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let json): json
    }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

// MARK: CSV

extension Output {
  /// RFC 4180: CRLF after each record, quotes around a field that needs them.
  private static func csv(_ answer: Answer) -> String {
    var text = answer.columns.map { field($0.name) }.joined(separator: ",") + "\r\n"
    for row in answer.rows {
      text += row.map { field(csvValue($0)) }.joined(separator: ",") + "\r\n"
    }
    return text
  }

  private static func csvValue(_ value: Value) -> String {
    switch value {
    case .flag(let flag): flag ? "true" : "false"
    case .list(let json): json
    case .none, .text, .integer, .money, .unitPrice, .rate: cell(value, keepingLines: true)
    }
  }

  private static func cell(_ value: Value, keepingLines: Bool) -> String {
    if case .text(let text) = value { return text }
    return cell(value)
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n"
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
