/// What the tape answers about one of its tokens.
extension Tape {
  @inline(__always)
  func slice(_ token: Token) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.start + token.length)])
  }

  /// A name for what stands at a token, for error messages.
  func kindName(_ index: Int) -> String {
    switch tokens[index].kind {
    case .object: "an object"
    case .array: "a list"
    case .key, .string: "a text"
    case .integer: "a number"
    case .bool: "true or false"
    }
  }

  func expect(_ kind: Kind, _ index: Int, _ name: String) throws(FormatError) -> Token {
    let token = tokens[index]
    guard token.kind == kind else {
      throw FormatError("\(name) is expected, found \(kindName(index))")
    }
    return token
  }

  func string(_ index: Int) -> String {
    let token = tokens[index]
    let raw = slice(token)
    if !token.escaped { return String(decoding: raw, as: UTF8.self) }
    return Tape.unescaped(raw)
  }

  /// - Throws: `FormatError` when the number is beyond 2^53-1 either way.
  func integer(_ index: Int) throws(FormatError) -> Int {
    let token = try expect(.integer, index, "a whole number")
    let text = slice(token)
    let negative = text[0] == UInt8(ascii: "-")
    var value = 0
    for code in text[(negative ? 1 : 0)...] {
      value = value &* 10 &+ Int(code &- UInt8(ascii: "0"))
      guard UInt(value) <= CanonicalWriter.largestInteger else {
        throw FormatError("the number is beyond 2^53-1")
      }
    }
    return negative ? -value : value
  }

  @inline(__always)
  func matches(_ index: Int, _ text: StaticString) -> Bool {
    let token = tokens[index]
    let length = text.utf8CodeUnitCount
    guard Int(token.length) == length, !token.escaped else { return false }
    let start = bytes.baseAddress! + Int(token.start)
    for offset in 0..<length
    where start.load(fromByteOffset: offset, as: UInt8.self) != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The value under a key of the object at `object`, or nil.
  func find(_ key: StaticString, in object: Int) -> Int? {
    var index = object + 1
    let end = Int(tokens[object].next)
    while index < end {
      if matches(index, key) { return index + 1 }
      index = Int(tokens[index + 1].next)
    }
    return nil
  }

  private static func unescaped(_ raw: UnsafeRawBufferPointer) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(raw.count)
    var at = 0
    while at < raw.count {
      guard raw[at] == UInt8(ascii: "\\") else {
        units.append(raw[at])
        at += 1
        continue
      }
      at += 2
      switch raw[at - 1] {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = unit(raw, at)
        at += 4
        if (0xD800..<0xDC00).contains(scalar) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (unit(raw, at + 2) - 0xDC00)
          at += 6
        }
        if let known = Unicode.Scalar(scalar) { units.append(contentsOf: String(known).utf8) }
      default: units.append(raw[at - 1])
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// The four hexadecimal digits at an offset, checked when the tape was read.
  private static func unit(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    raw[offset..<offset + 4].reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
  }

  /// Writes the value at a token as canonical JSON, keys sorted (RFC 8785 §3.2.3).
  public func writeCanonical(_ index: Int = 0, into writer: inout CanonicalWriter) {
    let token = tokens[index]
    switch token.kind {
    case .object:
      writer.beginObject()
      for key in sortedKeys(index) {
        writeText(key, into: &writer)
        writer.colon()
        writeCanonical(key + 1, into: &writer)
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      var at = index + 1
      while at < Int(token.next) {
        writeCanonical(at, into: &writer)
        at = Int(tokens[at].next)
      }
      writer.endArray()
    case .key, .string: writeText(index, into: &writer)
    case .integer:
      let text = slice(token)
      if text.elementsEqual("-0".utf8) { writer.integer(0) } else { writer.number(text) }
    case .bool: writer.bool(token.length == 4)
    }
  }

  /// A text without escapes is canonical as it stands: what would need one cannot stand in it.
  private func writeText(_ index: Int, into writer: inout CanonicalWriter) {
    let token = tokens[index]
    if token.escaped {
      writer.string(string(index))
    } else {
      writer.number(
        UnsafeRawBufferPointer(
          rebasing: bytes[Int(token.start) - 1..<Int(token.start + token.length) + 1]))
    }
  }

  /// The keys of an object in the order of their UTF-16 units, which for ASCII is that of the bytes.
  private func sortedKeys(_ object: Int) -> [Int] {
    var keys: [Int] = []
    var index = object + 1
    while index < Int(tokens[object].next) {
      keys.append(index)
      index = Int(tokens[index + 1].next)
    }
    let isPlain = keys.allSatisfy { key in
      !tokens[key].escaped && slice(tokens[key]).allSatisfy { $0 < 0x80 }
    }
    keys.sort { left, right in
      isPlain
        ? slice(tokens[left]).lexicographicallyPrecedes(slice(tokens[right]))
        : string(left).utf16.lexicographicallyPrecedes(string(right).utf16)
    }
    return keys
  }
}

extension Tape {
  /// The text under a key of the outermost object, or nil.
  public func text(_ key: StaticString) -> String? {
    guard tokens.first?.kind == .object, let index = find(key, in: 0),
      tokens[index].kind == .string
    else { return nil }
    return string(index)
  }

  /// The entries of an object of plain answers, as texts: at most fifty.
  ///
  /// - Throws: `FormatError` for a key that is no identifier, or an answer that is not a text, a
  ///   number, true or false.
  public func entries(_ index: Int) throws(FormatError) -> [(name: String, answer: String)] {
    let object = try expect(.object, index, "an object")
    var entries: [(String, String)] = []
    var at = index + 1
    while at < Int(object.next) {
      let name = string(at)
      guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(IDCoding.isIdentifierCode)
      else { throw FormatError("the key \"\(name.prefix(60))\" is not an identifier") }
      entries.append((name, try answer(at + 1, name)))
      at = Int(tokens[at + 1].next)
    }
    guard entries.count <= 50 else { throw FormatError("more than 50 answers") }
    return entries
  }

  private func answer(_ index: Int, _ name: String) throws(FormatError) -> String {
    switch tokens[index].kind {
    case .string:
      guard tokens[index].length <= 200 else {
        throw FormatError("an answer of over 200 bytes", at: name)
      }
      do { return try String.read(self, index) } catch { throw error.inside(name) }
    case .integer: return String(try integer(index))
    case .bool: return tokens[index].length == 4 ? "true" : "false"
    case .object, .array, .key:
      throw FormatError("a text, a number, true or false is expected", at: name)
    }
  }
}
