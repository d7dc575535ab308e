/// How a field's value is read from JSON, written as canonical JSON, and described in JSON Schema.
public protocol FieldCoding {
  associatedtype Value
  static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Value
  /// Reads a value where it stands in a stored line; nil when it is not as the writer writes it.
  static func read(_ cursor: inout ByteCursor) -> Value?
  static func write(_ value: Value, into writer: inout CanonicalWriter)
  /// True for the value that a required field holds before it is given: it is never written.
  static func isUnset(_ value: Value) -> Bool
  /// Writes one JSON Schema.
  static func describe(into writer: inout CanonicalWriter)
}

/// A type that is its own coding: `Money`, `Day`, a closed choice.
public protocol FieldValue: FieldCoding, Sendable, Equatable where Value == Self {
  static var unset: Self { get }
}

extension FieldValue {
  public static func isUnset(_ value: Self) -> Bool { value == unset }
}

/// A record whose fields may be left out: each keeps the value that `init()` gives it.
public enum DefaultingCoding<R: Record>: FieldCoding {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> R {
    try R.read(tape, index, sealedAt: nil, keepingDefaults: true)
  }

  public static func isUnset(_ value: R) -> Bool { false }

  public static func write(_ value: R, into writer: inout CanonicalWriter) {
    R.write(value, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) { R.describe(into: &writer) }
}

/// Whoever goes through the fields of a record: to read it, to write it, or to describe it.
public protocol FieldVisitor: ~Copyable {
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type) throws(FormatError)
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type) throws(FormatError)
  /// A personal field: it stands under `sealed` of the event's line, never among its data.
  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError)
}

extension FieldVisitor where Self: ~Copyable {
  @inline(__always)
  public mutating func field<T: FieldValue>(_ key: StaticString, _ value: inout T)
    throws(FormatError)
  { try field(key, &value, T.self) }

  @inline(__always)
  public mutating func field<T: FieldValue>(_ key: StaticString, _ value: inout T?)
    throws(FormatError)
  { try field(key, &value, T.self) }
}

/// A value with named fields. `visit` lists them once, in the order of their keys: reading,
/// writing and the JSON Schema all come from that list.
public protocol Record: FieldValue {
  init()
  mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(FormatError)
}

extension Record {
  public static var unset: Self { Self() }
  public static func isUnset(_ value: Self) -> Bool { false }

  /// Builds a record by setting its fields; writing it later traps on a required one left unset.
  public static func with(_ fill: (inout Self) -> Void) -> Self {
    var record = Self()
    fill(&record)
    return record
  }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Self {
    try read(tape, index, sealedAt: nil, keepingDefaults: false)
  }

  /// - Parameter sealedAt: where the line's `sealed` object stands, for a record with personal
  ///   fields.
  /// - Parameter keepingDefaults: a field left out keeps the value that `init()` gave it.
  static func read(
    _ tape: borrowing Tape, _ index: Int, sealedAt: Int?, keepingDefaults: Bool
  ) throws(FormatError) -> Self {
    let object = try tape.expect(.object, index, "an object")
    return try withUnsafePointer(to: tape) { (pointer) throws(FormatError) -> Self in
      var visitor = ReadingVisitor(
        tape: pointer, object: index, sealedAt: sealedAt, keepingDefaults: keepingDefaults)
      var record = Self()
      try record.visit(&visitor)
      if visitor.end != Int(object.next) || visitor.taken != visitor.keyCount() {
        try visitor.refuseUnknown(Self.self)
      }
      return record
    }
  }

  public static func write(_ value: Self, into writer: inout CanonicalWriter) {
    writer.beginObject()
    value.writeFields(into: &writer)
    writer.endObject()
  }

  func writeFields(into writer: inout CanonicalWriter) {
    var copy = self
    withUnsafeMutablePointer(to: &writer) { pointer in
      var visitor = WritingVisitor(writer: pointer)
      do { try copy.visit(&visitor) } catch {
        preconditionFailure("writing \(Self.self): \(error)")
      }
    }
  }
}

/// Reads each visited field from one object of a tape. Fields usually come in the order of their
/// keys, so the next key is tried first.
struct ReadingVisitor: FieldVisitor, ~Copyable {
  let tape: UnsafePointer<Tape>
  let object: Int
  let sealedAt: Int?
  let keepingDefaults: Bool
  private var cursor: Int
  let end: Int
  private(set) var taken = 0

  init(tape: UnsafePointer<Tape>, object: Int, sealedAt: Int?, keepingDefaults: Bool) {
    self.tape = tape
    self.object = object
    self.sealedAt = sealedAt
    self.keepingDefaults = keepingDefaults
    cursor = object + 1
    end = Int(tape.pointee.tokens[object].next)
  }

  private mutating func value(of key: StaticString) -> Int? {
    if cursor < end, tape.pointee.matches(cursor, key) {
      let value = cursor + 1
      cursor = Int(tape.pointee.tokens[value].next)
      taken += 1
      return value
    }
    guard let value = tape.pointee.find(key, in: object) else { return nil }
    taken += 1
    cursor = Int(tape.pointee.tokens[value].next)
    return value
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    guard let index = self.value(of: key) else {
      if keepingDefaults { return }
      throw FormatError("is missing", at: "\(key)")
    }
    do { value = try C.read(tape.pointee, index) } catch { throw error.inside("\(key)") }
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {
    guard let index = self.value(of: key) else { return }
    do { value = try C.read(tape.pointee, index) } catch { throw error.inside("\(key)") }
  }

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {
    guard let sealedAt, let index = tape.pointee.find(key, in: sealedAt) else { return }
    do { value = .box(try SealedBox.read(tape.pointee, index)) } catch {
      throw error.inside("\(key)")
    }
  }

  func keyCount() -> Int {
    var count = 0
    var index = object + 1
    while index < end {
      count += 1
      index = Int(tape.pointee.tokens[index + 1].next)
    }
    return count
  }

  func refuseUnknown<R: Record>(_ type: R.Type) throws(FormatError) {
    let known = FieldNames.of(type)
    var index = object + 1
    while index < end {
      let name = tape.pointee.string(index)
      if !known.contains(name) {
        throw FormatError("is not a field here; known: \(known.joined(separator: ", "))", at: name)
      }
      index = Int(tape.pointee.tokens[index + 1].next)
    }
  }
}

/// Writes each visited field as canonical JSON; personal fields are left to the sealing.
struct WritingVisitor: FieldVisitor, ~Copyable {
  let writer: UnsafeMutablePointer<CanonicalWriter>

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    precondition(!C.isUnset(value), "the field \(key) was not set")
    writer.pointee.key(key)
    C.write(value, into: &writer.pointee)
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {
    guard let value else { return }
    writer.pointee.key(key)
    C.write(value, into: &writer.pointee)
  }

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {}
}

/// Collects the names of a record's fields.
struct FieldNames: FieldVisitor, ~Copyable {
  private var names: [String] = []

  static func of<R: Record>(_ type: R.Type) -> [String] {
    var visitor = FieldNames()
    var record = R()
    do { try record.visit(&visitor) } catch { preconditionFailure("\(type): \(error)") }
    return visitor.names
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) { names.append("\(key)") }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) { names.append("\(key)") }

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {}
}
