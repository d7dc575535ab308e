import Ledger

/// How money, days and numbers are read in France.
enum French {
  /// Between groups of digits and before a unit: narrow, and no line breaks there.
  static let space = "\u{202F}"

  /// `1 234,56 €`
  static func money(_ amount: Money) -> String { decimal(amount.description) + space + "€" }

  /// `1 000 €`, or with cents when there are some.
  static func roundMoney(_ amount: Money) -> String {
    amount.cents % 100 == 0
      ? decimal("\(amount.cents / 100)") + space + "€" : money(amount)
  }

  static func money(_ price: UnitPrice) -> String { decimal(price.description) + space + "€" }

  /// `20 %`, `8,5 %`
  static func percent(_ rate: Rate) -> String {
    var text = rate.description
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return decimal(text) + space + "%"
  }

  static func count(_ number: Int) -> String { decimal("\(number)") }

  /// `dix fois`; in figures above twelve.
  static func times(_ number: Int) -> String {
    let words = [
      "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
      "douze",
    ]
    let text = words.indices.contains(number - 1) ? words[number - 1] : count(number)
    return text + " fois"
  }

  /// `08/04/2026`
  static func day(_ day: Day) -> String {
    let text = day.description
    return "\(text.suffix(2))/\(text.dropFirst(5).prefix(2))/\(text.prefix(4))"
  }

  /// `928 030 329`: a SIREN or SIRET as it is read; another number as it is.
  static func registration(_ number: String) -> String {
    let isNumber = number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, number.utf8.count == 9 || number.utf8.count == 14 else { return number }
    let siren = grouped(String(number.prefix(9)))
    return number.utf8.count == 9 ? siren : siren + space + number.suffix(5)
  }

  /// An address as an envelope shows it: what starts with a postal code is a line of its own.
  static func addressLines(_ address: String) -> [String] {
    address.split(whereSeparator: \.isNewline).flatMap { line in
      let pieces = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.drop { $0 == " " }) }
      return pieces.dropFirst().reduce(into: [pieces[0]]) { lines, piece in
        if startsWithPostalCode(piece) {
          lines.append(piece)
        } else {
          lines[lines.count - 1] += ", " + piece
        }
      }
    }
  }

  private static func startsWithPostalCode(_ text: String) -> Bool {
    let codes = text.utf8.prefix(6)
    return codes.count == 6 && codes.last == 0x20
      && codes.prefix(5).allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `Société par actions simplifiée`
  static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `-1234.56` with its digits in threes, a comma and a true minus.
  private static func decimal(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    let whole = grouped(String(parts[0]))
    let fraction = parts.count > 1 ? ",\(parts[1])" : ""
    return (isNegative ? "\u{2212}" : "") + whole + fraction
  }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += space }
      text.append(digit)
    }
    return text
  }
}
