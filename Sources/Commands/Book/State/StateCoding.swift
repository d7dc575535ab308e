// How the state that decides is kept between runs: plain bytes, read by the program that wrote them and no other.

/// Bytes of a kept state that are not what they should be.
public struct StateError: Error {}

/// A value of the state.
public protocol Stored {
  func write(to writer: inout StateWriter)
  static func read(from reader: inout StateReader) throws(StateError) -> Self
}

/// Whoever goes through the fields of a part of the state: to write it, or to read it.
public protocol StateVisitor {
  mutating func field<T: Stored>(_ value: inout T) throws(StateError)
}

/// A part of the state whose fields are listed once; a test compares the list with the type.
public protocol StoredFields: Stored {
  /// To be filled field by field.
  static var blank: Self { get }
  mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError)
}

extension StoredFields {
  public func write(to writer: inout StateWriter) {
    var copy = self
    do { try copy.fields(&writer) } catch { preconditionFailure("writing \(Self.self) fails") }
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    var value = blank
    try value.fields(&reader)
    return value
  }
}

public struct StateWriter: StateVisitor {
  public private(set) var bytes: [UInt8] = []
  /// Whether states are compared: dictionaries and sets are written in the order of their keys, and shelves with all that
  /// stands in records; the same state, the same bytes.
  public let isWhole: Bool

  public init(whole: Bool = false) { isWhole = whole }

  /// - Parameters:
  ///   - head: bytes that come first.
  ///   - room: how many bytes there will be, about.
  public init(after head: [UInt8], room: Int) {
    isWhole = false
    bytes.reserveCapacity(room)
    bytes += head
  }

  public mutating func append(_ part: [UInt8]) { bytes += part }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  public mutating func field<T: Stored>(_ value: inout T) throws(StateError) {
    value.write(to: &self)
  }

  public mutating func add<T: Stored>(_ value: T) { value.write(to: &self) }

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Seven bits a byte, the least first; the sign in the lowest bit.
  mutating func integer(_ value: Int) {
    var rest = UInt(bitPattern: value << 1 ^ value >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      integer(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }
}

public struct StateReader: StateVisitor {
  private let bytes: [UInt8]
  private var at: Int
  /// The terms read so far, which contracts and invoices share.
  var terms: [String: PublishedTerms] = [:]
  /// Where the records of shelves stand.
  public var room: ShelfRoom?

  public init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    at = start
  }

  public var isAtEnd: Bool { at == bytes.count }

  public mutating func field<T: Stored>(_ value: inout T) throws(StateError) {
    value = try T.read(from: &self)
  }

  public mutating func take<T: Stored>(_ type: T.Type = T.self) throws(StateError) -> T {
    try T.read(from: &self)
  }

  mutating func byte() throws(StateError) -> UInt8 {
    guard at < bytes.count else { throw StateError() }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func integer() throws(StateError) -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = try byte()
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
      guard shift < 70 else { throw StateError() }
    }
  }

  /// A count of values that take a byte each at least.
  mutating func count() throws(StateError) -> Int {
    let count = try integer()
    guard count >= 0, count <= bytes.count - at else { throw StateError() }
    return count
  }

  mutating func text() throws(StateError) -> String {
    let count = try count()
    defer { at += count }
    return bytes.withUnsafeBytes {
      String(decoding: UnsafeRawBufferPointer(rebasing: $0[at..<at + count]), as: UTF8.self)
    }
  }
}

// MARK: Plain values

extension Int: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(self) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Int {
    try reader.integer()
  }
}

extension UInt64: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(Int(bitPattern: UInt(self))) }
  public static func read(from reader: inout StateReader) throws(StateError) -> UInt64 {
    UInt64(UInt(bitPattern: try reader.integer()))
  }
}

extension Bool: Stored {
  public func write(to writer: inout StateWriter) { writer.byte(self ? 1 : 0) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Bool {
    try reader.byte() == 1
  }
}

extension String: Stored {
  public func write(to writer: inout StateWriter) { writer.text(self) }
  public static func read(from reader: inout StateReader) throws(StateError) -> String {
    try reader.text()
  }
}

extension Optional: Stored where Wrapped: Stored {
  public func write(to writer: inout StateWriter) {
    writer.byte(self == nil ? 0 : 1)
    self?.write(to: &writer)
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Wrapped? {
    try reader.byte() == 0 ? nil : try Wrapped.read(from: &reader)
  }
}

extension Array: Stored where Element: Stored {
  public func write(to writer: inout StateWriter) {
    writer.integer(count)
    for element in self { element.write(to: &writer) }
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> [Element] {
    let count = try reader.count()
    var array: [Element] = []
    array.reserveCapacity(count)
    for _ in 0..<count { array.append(try Element.read(from: &reader)) }
    return array
  }
}

extension Set: Stored where Element: Stored {
  public func write(to writer: inout StateWriter) {
    writer.integer(count)
    for part in writer.parts(self, { $0.add($1) }) { writer.append(part) }
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Set<Element> {
    Set(try [Element].read(from: &reader))
  }
}

extension Dictionary: Stored where Key: Stored, Value: Stored {
  public func write(to writer: inout StateWriter) {
    writer.integer(count)
    if writer.isWhole {
      for part in writer.parts(
        self,
        {
          $0.add($1.key)
          $0.add($1.value)
        })
      { writer.append(part) }
    } else {
      for (key, value) in self {
        key.write(to: &writer)
        value.write(to: &writer)
      }
    }
  }

  @_specialize(where Key == String, Value == Int)
  @_specialize(where Key == String, Value == String)
  @_specialize(where Key == UInt64, Value == Int)
  public static func read(from reader: inout StateReader) throws(StateError) -> [Key: Value] {
    let count = try reader.count()
    var dictionary: [Key: Value] = [:]
    dictionary.reserveCapacity(count)
    for _ in 0..<count {
      let key = try Key.read(from: &reader)
      dictionary[key] = try Value.read(from: &reader)
    }
    return dictionary
  }
}

extension StateWriter {
  /// The elements of a collection as bytes, in the order of those where that is wanted.
  fileprivate func parts<C: Collection>(
    _ collection: C, _ write: (inout StateWriter, C.Element) -> Void
  ) -> [[UInt8]] {
    let parts = collection.map { element in
      var writer = StateWriter(whole: isWhole)
      write(&writer, element)
      return writer.bytes
    }
    return isWhole ? parts.sorted { $0.lexicographicallyPrecedes($1) } : parts
  }

}
