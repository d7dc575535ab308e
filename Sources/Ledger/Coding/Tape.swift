/// Reads one JSON text into a flat tape of tokens: one pass, no tree, no copies of the text.
///
/// What JSON allows and this project does not is an error here: numbers with a fraction or an
/// exponent, `null`, a key given twice, more than `depthLimit` levels, text that is not UTF-8.
/// The tape refers to the caller's bytes, which must stay in place while it is read.
public struct Tape: ~Copyable {
  enum Kind: UInt8 { case object, array, key, string, integer, bool }

  struct Token {
    var kind: Kind
    var escaped = false
    /// Offset of the first byte: of a text, the one after its quote.
    var start: UInt32
    var length: UInt32
    /// Index of the token after this value and all it holds.
    var next: UInt32
  }

  static let depthLimit = 32

  /// The tokens, in a buffer that is kept from one text to the next.
  private var base = UnsafeMutablePointer<Token>.allocate(capacity: 256)
  private var capacity = 256
  private var count = 0
  private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private var at = 0
  private var isCanonical = false

  public init() {}

  deinit { base.deallocate() }

  var tokens: UnsafeMutableBufferPointer<Token> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  @inline(__always)
  private mutating func append(_ token: Token) {
    if count == capacity { grow() }
    base[count] = token
    count += 1
  }

  private mutating func grow() {
    let wider = UnsafeMutablePointer<Token>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: base, count: count)
    base.deallocate()
    base = wider
    capacity *= 2
  }

  /// - Parameter trusted: the text is a stored line, whose UTF-8 and keys were checked when it was
  ///   written; white space in it is then an error.
  /// - Throws: `FormatError` naming the byte (from 1) where the text stops being acceptable.
  public mutating func read(_ text: UnsafeRawBufferPointer, trusted: Bool = false)
    throws(FormatError)
  {
    count = 0
    bytes = text
    at = 0
    isCanonical = trusted
    guard text.count < UInt32.max else { throw FormatError("the text is over 4 GiB") }
    if !trusted { try checkUTF8(text) }
    try skipSpace()
    try value(depth: 0, trusted: trusted)
    try skipSpace()
    if at < bytes.count { throw error("unexpected text after the JSON value") }
  }

  private func error(_ problem: String) -> FormatError {
    FormatError("\(problem) (byte \(at + 1))")
  }

  private func checkUTF8(_ text: UnsafeRawBufferPointer) throws(FormatError) {
    let buffer = text.bindMemory(to: UInt8.self)
    if buffer.allSatisfy({ $0 < 0x80 }) { return }
    if String(validating: buffer, as: UTF8.self) == nil { throw FormatError("not UTF-8") }
  }

  @inline(__always)
  private mutating func skipSpace() throws(FormatError) {
    while at < bytes.count {
      let code = bytes[at]
      guard code == 0x20 || code == 0x09 || code == 0x0A || code == 0x0D else { return }
      if isCanonical { throw error("white space between values") }
      at += 1
    }
  }

  private mutating func value(depth: Int, trusted: Bool) throws(FormatError) {
    guard at < bytes.count else { throw error("the JSON text ends too early") }
    switch bytes[at] {
    case UInt8(ascii: "{"): try object(depth: depth, trusted: trusted)
    case UInt8(ascii: "["): try array(depth: depth, trusted: trusted)
    case UInt8(ascii: "\""): try text(.string)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try integer()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n") where begins("null"):
      throw error("null is not used: leave the field out")
    default: throw error("not JSON")
    }
  }

  private mutating func object(depth: Int, trusted: Bool) throws(FormatError) {
    let index = try open(.object, depth: depth)
    try skipSpace()
    if try close(UInt8(ascii: "}"), index, empty: true) { return }
    while true {
      try skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw error("a key in quotes is expected")
      }
      let key = count
      try text(.key)
      if !trusted { try refuseRepeated(key, in: index) }
      try skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw error("':' is expected")
      }
      at += 1
      try skipSpace()
      try value(depth: depth + 1, trusted: trusted)
      try skipSpace()
      if try close(UInt8(ascii: "}"), index, empty: false) { return }
    }
  }

  private mutating func array(depth: Int, trusted: Bool) throws(FormatError) {
    let index = try open(.array, depth: depth)
    try skipSpace()
    if try close(UInt8(ascii: "]"), index, empty: true) { return }
    while true {
      try skipSpace()
      try value(depth: depth + 1, trusted: trusted)
      try skipSpace()
      if try close(UInt8(ascii: "]"), index, empty: false) { return }
    }
  }

  private mutating func open(_ kind: Kind, depth: Int) throws(FormatError) -> Int {
    guard depth < Tape.depthLimit else { throw error("more than \(Tape.depthLimit) levels") }
    append(Token(kind: kind, start: UInt32(at), length: 0, next: 0))
    at += 1
    return count - 1
  }

  /// Takes the closing bracket, or the comma before the next element.
  private mutating func close(_ bracket: UInt8, _ index: Int, empty: Bool) throws(FormatError)
    -> Bool
  {
    guard at < bytes.count else { throw error("the JSON text ends too early") }
    if bytes[at] == bracket {
      at += 1
      base[index].next = UInt32(count)
      base[index].length = UInt32(at) - base[index].start
      return true
    }
    if empty { return false }
    guard bytes[at] == UInt8(ascii: ",") else {
      throw error("',' or a closing bracket is expected")
    }
    at += 1
    return false
  }

  private func refuseRepeated(_ key: Int, in object: Int) throws(FormatError) {
    var index = object + 1
    while index < key {
      if sameText(index, key) {
        throw FormatError("the key \"\(string(key))\" is given twice")
      }
      index = Int(tokens[index + 1].next)
    }
  }

  private func sameText(_ left: Int, _ right: Int) -> Bool {
    let one = tokens[left]
    let other = tokens[right]
    if one.escaped || other.escaped { return string(left) == string(right) }
    guard one.length == other.length else { return false }
    return slice(one).elementsEqual(slice(other))
  }

  private mutating func text(_ kind: Kind) throws(FormatError) {
    let start = at + 1
    var escaped = false
    at = start
    while true {
      if let base = bytes.bindMemory(to: UInt8.self).baseAddress {
        at = Tape.endOfPlainText(from: base + at, to: base + bytes.count) - base
      }
      guard at < bytes.count else { throw error("a text is not closed") }
      let code = bytes[at]
      if code == UInt8(ascii: "\"") { break }
      if code < 0x20 { throw error("a control character stands in a text") }
      escaped = true
      try escape()
    }
    let next = UInt32(count + 1)
    append(
      Token(
        kind: kind, escaped: escaped, start: UInt32(start), length: UInt32(at - start), next: next))
    at += 1
  }

  private mutating func escape() throws(FormatError) {
    guard at + 1 < bytes.count else { throw error("a text is not closed") }
    switch bytes[at + 1] {
    case UInt8(ascii: "u"):
      let unit = try hexUnit(at + 2)
      at += 6
      if (0xD800..<0xDC00).contains(unit) {
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
          bytes[at + 1] == UInt8(ascii: "u"), (0xDC00..<0xE000).contains(try hexUnit(at + 2))
        else { throw error("half of a surrogate pair") }
        at += 6
      } else if (0xDC00..<0xE000).contains(unit) {
        throw error("half of a surrogate pair")
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    default: throw error("an unknown escape")
    }
  }

  private func hexUnit(_ offset: Int) throws(FormatError) -> UInt32 {
    guard offset + 4 <= bytes.count else { throw error("a text is not closed") }
    var unit: UInt32 = 0
    for index in offset..<offset + 4 {
      guard let digit = Tape.hexDigit(bytes[index]) else { throw error("not a \\u escape") }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  static func hexDigit(_ code: UInt8) -> UInt8? {
    switch code {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): code - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): code - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): code - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private mutating func integer() throws(FormatError) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let first = at
    while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    guard at > first else { throw error("not a number") }
    if at - first > 1 && bytes[first] == UInt8(ascii: "0") {
      throw error("a number starts with a zero")
    }
    if at < bytes.count,
      bytes[at] == UInt8(ascii: ".") || bytes[at] | 0x20 == UInt8(ascii: "e")
    {
      throw error("only whole numbers are used; write amounts as text, \"169.00\"")
    }
    let next = UInt32(count + 1)
    append(
      Token(kind: .integer, start: UInt32(start), length: UInt32(at - start), next: next))
  }

  private func begins(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    return at + length <= bytes.count
      && (0..<length).allSatisfy { bytes[at + $0] == word.utf8Start[$0] }
  }

  private mutating func word(_ word: StaticString) throws(FormatError) {
    let length = word.utf8CodeUnitCount
    guard begins(word) else { throw error("not JSON") }
    let next = UInt32(count + 1)
    append(Token(kind: .bool, start: UInt32(at), length: UInt32(length), next: next))
    at += length
  }
}
