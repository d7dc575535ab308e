/// The codings of plain Swift values: identifiers, texts, counts, yes and no, lists, choices.

/// An identifier given by a caller: 1 to 64 of `A-Z a-z 0-9 . _ -`, never personal data.
public enum IDCoding: FieldCoding {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> String {
    try readIdentifier(tape, index, longest: 64, derived: false)
  }

  static func readIdentifier(
    _ tape: borrowing Tape, _ index: Int, longest: Int, derived: Bool
  ) throws(FormatError) -> String {
    let token = try tape.expect(.string, index, "an identifier")
    let text = tape.slice(token)
    guard !token.escaped, (1...longest).contains(text.count),
      text.allSatisfy({ isIdentifierCode($0) || derived && isDerivedCode($0) })
    else {
      throw FormatError("not an identifier (1 to \(longest) of A-Z a-z 0-9 . _ -)")
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func isIdentifierCode(_ code: UInt8) -> Bool {
    switch code {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  static func isDerivedCode(_ code: UInt8) -> Bool {
    code == UInt8(ascii: "~") || code == UInt8(ascii: ":")
  }

  public static func isUnset(_ value: String) -> Bool { value.isEmpty }

  public static func write(_ value: String, into writer: inout CanonicalWriter) {
    writer.string(value)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^[A-Za-z0-9._-]{1,64}$", "an identifier, no personal data")
  }
}

/// An identifier made by the ledger from others: it also holds `~` and `:`, which no caller's may.
public enum DerivedIDCoding: FieldCoding {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> String {
    try IDCoding.readIdentifier(tape, index, longest: 200, derived: true)
  }

  public static func isUnset(_ value: String) -> Bool { value.isEmpty }

  public static func write(_ value: String, into writer: inout CanonicalWriter) {
    writer.string(value)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^[A-Za-z0-9._~:-]{1,200}$", "an identifier made by the ledger")
  }
}

extension String: FieldValue {
  public static var unset: String { "" }

  /// A text of 1 to 2,000 bytes.
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> String {
    let token = try tape.expect(.string, index, "a text")
    guard token.length > 0 else { throw FormatError("an empty text: leave the field out") }
    guard token.length <= 2000 else { throw FormatError("a text of over 2,000 bytes") }
    return tape.string(index)
  }

  public static func write(_ value: String, into writer: inout CanonicalWriter) {
    writer.string(value)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText("a text of 1 to 2,000 bytes")
  }
}

extension Int: FieldValue {
  public static var unset: Int { .min }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Int {
    try tape.integer(index)
  }

  public static func write(_ value: Int, into writer: inout CanonicalWriter) {
    writer.integer(value)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"type":"integer"}"#)
  }
}

extension Bool: FieldValue {
  public static var unset: Bool { false }
  public static func isUnset(_ value: Bool) -> Bool { false }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Bool {
    try tape.expect(.bool, index, "true or false").length == 4
  }

  public static func write(_ value: Bool, into writer: inout CanonicalWriter) {
    writer.bool(value)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"type":"boolean"}"#)
  }
}

/// A list of at most 300 elements of one coding: with the limits of texts, what keeps any event
/// within its line.
public enum ListCoding<Element: FieldCoding>: FieldCoding {
  public static var longest: Int { 300 }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError)
    -> [Element.Value]
  {
    let list = try tape.expect(.array, index, "a list")
    var values: [Element.Value] = []
    var at = index + 1
    while at < Int(list.next) {
      guard values.count < longest else { throw FormatError("more than \(longest) elements") }
      do { values.append(try Element.read(tape, at)) } catch {
        throw error.inside("[\(values.count)]")
      }
      at = Int(tape.tokens[at].next)
    }
    return values
  }

  public static func isUnset(_ value: [Element.Value]) -> Bool { false }

  public static func write(_ value: [Element.Value], into writer: inout CanonicalWriter) {
    writer.beginArray()
    for element in value { Element.write(element, into: &writer) }
    writer.endArray()
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("items")
    Element.describe(into: &writer)
    writer.key("type")
    writer.string("array")
    writer.endObject()
  }
}

extension Array: FieldCoding where Element: FieldValue {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> [Element] {
    try ListCoding<Element>.read(tape, index)
  }

  public static func isUnset(_ value: [Element]) -> Bool { false }

  public static func write(_ value: [Element], into writer: inout CanonicalWriter) {
    ListCoding<Element>.write(value, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    ListCoding<Element>.describe(into: &writer)
  }
}

extension Array: FieldValue where Element: FieldValue {
  public static var unset: [Element] { [] }
}

/// A closed choice, written as its word.
public protocol Choice: FieldValue, RawRepresentable, CaseIterable, Hashable
where RawValue == String {}

extension Choice {
  /// Choices have no blank: the first case stands until one is chosen.
  public static var unset: Self { allCases[allCases.startIndex] }
  public static func isUnset(_ value: Self) -> Bool { false }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Self {
    _ = try tape.expect(.string, index, "a text")
    let word = tape.string(index)
    guard let choice = Self(rawValue: word) else {
      let words = allCases.map(\.rawValue).joined(separator: ", ")
      throw FormatError("\"\(word.prefix(60))\" is not one of \(words)")
    }
    return choice
  }

  public static func write(_ value: Self, into writer: inout CanonicalWriter) {
    writer.string(value.rawValue)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("enum")
    writer.beginArray()
    for choice in allCases { writer.string(choice.rawValue) }
    writer.endArray()
    writer.endObject()
  }
}

/// A SHA-256 digest as 64 hexadecimal digits: how evidence is named (G-18).
public struct SHA256Text: FieldValue, Hashable {
  public var hex: String

  public static let unset = SHA256Text(hex: "")

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> SHA256Text {
    let text = tape.slice(try tape.expect(.string, index, "a SHA-256 digest"))
    guard isDigest(text) else { throw FormatError("not a SHA-256 digest (64 of 0-9 a-f)") }
    return SHA256Text(hex: String(decoding: text, as: UTF8.self))
  }

  static func isDigest(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count == 64 && text.allSatisfy { Tape.hexDigit($0) != nil && $0 | 0x20 == $0 }
  }

  public static func write(_ value: SHA256Text, into writer: inout CanonicalWriter) {
    writer.string(value.hex)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^[0-9a-f]{64}$", "a SHA-256 digest")
  }
}
