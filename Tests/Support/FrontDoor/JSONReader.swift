/// What is wrong with a JSON text, and at which byte.
public struct JSONProblem: Error, CustomStringConvertible {
  public var problem: String
  public var offset: Int
  public var description: String { "\(problem) at byte \(offset + 1)" }
}

extension JSON {
  public init(_ text: some StringProtocol) throws(JSONProblem) {
    var reader = JSONReader(Array(text.utf8))
    self = try reader.whole()
  }

  /// One value a line; blank lines are passed over.
  public static func lines(_ text: String) throws(JSONProblem) -> [JSON] {
    var values: [JSON] = []
    for line in text.split(separator: "\n") where line.contains(where: { $0 != " " }) {
      values.append(try JSON(line))
    }
    return values
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func whole() throws(JSONProblem) -> JSON {
    let value = try value()
    space()
    if at < bytes.count { throw problem("text after the value") }
    return value
  }

  private func problem(_ text: String) -> JSONProblem { JSONProblem(problem: text, offset: at) }

  private var here: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func space() {
    while let code = here, [0x20, 0x09, 0x0A, 0x0D].contains(code) { at += 1 }
  }

  private mutating func expect(_ code: Unicode.Scalar) throws(JSONProblem) {
    space()
    guard here == UInt8(code.value) else { throw problem("'\(code)' is expected") }
    at += 1
  }

  private mutating func takes(_ code: Unicode.Scalar) -> Bool {
    space()
    guard here == UInt8(code.value) else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(JSONProblem) -> JSON {
    space()
    switch here {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try integer()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONProblem) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw problem("not JSON") }
    at += word.utf8.count
    return value
  }

  private mutating func members() throws(JSONProblem) -> [JSON.Member] {
    try expect("{")
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    if takes("}") { return members }
    repeat {
      space()
      let key = try text()
      guard keys.insert(key).inserted else { throw problem("the key \(key) is given twice") }
      try expect(":")
      members.append(JSON.Member(key, try value()))
    } while takes(",")
    try expect("}")
    return members
  }

  private mutating func elements() throws(JSONProblem) -> [JSON] {
    try expect("[")
    var elements: [JSON] = []
    if takes("]") { return elements }
    repeat { elements.append(try value()) } while takes(",")
    try expect("]")
    return elements
  }

  private mutating func integer() throws(JSONProblem) -> JSON {
    let start = at
    if here == UInt8(ascii: "-") { at += 1 }
    while let code = here, (0x30...0x39).contains(code) { at += 1 }
    guard let number = Int(String(decoding: bytes[start..<at], as: UTF8.self)),
      here.map({ ![0x2E, 0x45, 0x65].contains($0) }) ?? true
    else { throw problem("not a whole number") }
    return .integer(number)
  }

  private mutating func text() throws(JSONProblem) -> String {
    try expect("\"")
    var units: [UInt8] = []
    while true {
      guard let code = here else { throw problem("a text is not closed") }
      at += 1
      switch code {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += try escape()
      default: units.append(code)
      }
    }
  }

  private mutating func escape() throws(JSONProblem) -> [UInt8] {
    guard let code = here else { throw problem("a text is not closed") }
    at += 1
    switch code {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      guard at + 4 <= bytes.count,
        let unit = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(unit)
      else { throw problem("an escape that the tests do not use") }
      at += 4
      return Array(String(scalar).utf8)
    default: return [code]
    }
  }
}
