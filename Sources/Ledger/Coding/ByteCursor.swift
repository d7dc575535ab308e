/// Reads the values of a stored line where they stand, from its first byte to its last.
///
/// It takes only what the canonical writer writes, in plain characters. Anything else, though a tape
/// may well take it, is a surprise: nil or false. Whoever reads then goes back to the tape, which
/// reads it or says what is wrong with it. The bytes must stay in place while they are read.
public struct ByteCursor {
  private var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// - Returns: nil for an empty text.
  init?(_ text: UnsafeRawBufferPointer) {
    guard let start = text.bindMemory(to: UInt8.self).baseAddress else { return nil }
    at = start
    end = start + text.count
  }

  var isAtEnd: Bool { at == end }

  // MARK: Structure

  @inline(__always)
  func stands(at byte: UInt8) -> Bool { at < end && at.pointee == byte }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard stands(at: byte) else { return false }
    at += 1
    return true
  }

  /// Takes a key with what stands around it, `,"key":`, or nothing.
  @inline(__always)
  mutating func key(_ name: StaticString, after separator: UInt8 = UInt8(ascii: ",")) -> Bool {
    let length = name.utf8CodeUnitCount
    guard end - at >= length + 4, at[0] == separator, at[1] == UInt8(ascii: "\""),
      at[length + 2] == UInt8(ascii: "\""), at[length + 3] == UInt8(ascii: ":"),
      ByteCursor.equal(at + 2, name.utf8Start, length)
    else { return false }
    at += length + 4
    return true
  }

  /// Takes a text that is known, with its quotes.
  mutating func text(_ known: StaticString) -> Bool {
    let length = known.utf8CodeUnitCount
    guard end - at >= length + 2, at[0] == UInt8(ascii: "\""),
      at[length + 1] == UInt8(ascii: "\""), ByteCursor.equal(at + 1, known.utf8Start, length)
    else { return false }
    at += length + 2
    return true
  }

  /// Takes as many bytes as are said, if they are the same as those at another place of the line.
  @inline(__always)
  mutating func takeSame(as place: ByteCursor, count: Int) -> Bool {
    guard end - at >= count, ByteCursor.equal(at, place.at, count) else { return false }
    at += count
    return true
  }

  /// Whether a text ends with a name, and a quote before it.
  @inline(__always)
  static func ends(_ text: UnsafeRawBufferPointer, with name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard text.count > length, let start = text.bindMemory(to: UInt8.self).baseAddress else {
      return false
    }
    let found = start + (text.count - length)
    return found[-1] == UInt8(ascii: "\"") && equal(found, name.utf8Start, length)
  }

  /// Whether two texts of one length are the same: by words that overlap, which leaves a few
  /// comparisons with constants where one of them is a literal.
  @inline(__always)
  private static func equal(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int
  ) -> Bool {
    var offset = 0
    while offset + 8 <= length {
      if load(left + offset, UInt64.self) != load(right + offset, UInt64.self) { return false }
      offset += 8
    }
    if offset == length { return true }
    if length >= 8 {
      return load(left + (length - 8), UInt64.self) == load(right + (length - 8), UInt64.self)
    }
    if length >= 4 {
      return load(left, UInt32.self) == load(right, UInt32.self)
        && load(left + (length - 4), UInt32.self) == load(right + (length - 4), UInt32.self)
    }
    if length >= 2 {
      return load(left, UInt16.self) == load(right, UInt16.self)
        && left[length - 1] == right[length - 1]
    }
    return left[0] == right[0]
  }

  @inline(__always)
  private static func load<Word: FixedWidthInteger & BitwiseCopyable>(
    _ start: UnsafePointer<UInt8>, _ type: Word.Type
  ) -> Word { UnsafeRawPointer(start).loadUnaligned(as: type) }

  // MARK: Values

  /// The bytes of a text without escapes.
  @inline(__always)
  mutating func plainText() -> UnsafeRawBufferPointer? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = at
    at = Tape.endOfPlainText(from: at, to: end)
    guard take(UInt8(ascii: "\"")) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: at - start - 1)
  }

  /// A text of identifier characters, `~` and `:` among them only if it is derived.
  @inline(__always)
  mutating func identifier(longest: Int, derived: Bool) -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = at
    let upper: UInt64 = derived ? 0x47FF_FFFE_87FF_FFFE : 0x07FF_FFFE_87FF_FFFE
    let lower: UInt64 = derived ? 0x07FF_6000_0000_0000 : 0x03FF_6000_0000_0000
    while at < end, at.pointee < 0x80,
      (at.pointee < 64 ? lower : upper) >> UInt64(at.pointee & 63) & 1 == 1
    { at += 1 }
    let text = UnsafeBufferPointer(start: start, count: at - start)
    guard take(UInt8(ascii: "\"")), (1...longest).contains(text.count) else { return nil }
    return String(unsafeUninitializedCapacity: text.count) { $0.initialize(fromContentsOf: text) }
  }

  /// The bytes of a text that has exactly a number of them.
  @inline(__always)
  mutating func text(of length: Int) -> UnsafePointer<UInt8>? {
    guard end - at >= length + 2, at[0] == UInt8(ascii: "\""),
      at[length + 1] == UInt8(ascii: "\"")
    else { return nil }
    let start = at + 1
    at += length + 2
    return start
  }

  /// A whole number up to 2^53-1 either way, without needless zeros.
  @inline(__always)
  mutating func integer() -> Int? {
    let negative = take(UInt8(ascii: "-"))
    let first = at
    var value: UInt = 0
    while at < end, case let digit = at.pointee &- UInt8(ascii: "0"), digit < 10 {
      value = value &* 10 &+ UInt(digit)
      at += 1
    }
    guard at > first, at - first <= 16, value <= CanonicalWriter.largestInteger,
      at - first == 1 || first.pointee != UInt8(ascii: "0"), !negative || value > 0
    else { return nil }
    return negative ? -Int(value) : Int(value)
  }

  mutating func bool() -> Bool? {
    if word("true") { return true }
    return word("false") ? false : nil
  }

  @inline(__always)
  private mutating func word(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard end - at >= length, ByteCursor.equal(at, word.utf8Start, length) else { return false }
    at += length
    return true
  }
}

/// What is stepped over, because nobody asks for it.
extension ByteCursor {
  /// Steps over a list of texts that is not empty.
  mutating func skipTexts() -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    repeat {
      if plainText() == nil { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]"))
  }

  /// Steps over an object of texts that is not empty.
  mutating func skipObjectOfTexts() -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    repeat {
      if plainText() == nil || !take(UInt8(ascii: ":")) || plainText() == nil { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }
}
