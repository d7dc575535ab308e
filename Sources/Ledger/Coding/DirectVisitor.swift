/// Reads the fields of a record straight from a stored line, in the order of their keys.

/// Reads each visited field where the cursor stands. A field of another key, or in another order, is
/// a surprise: what was read does not hold then.
struct DirectVisitor: FieldVisitor, ~Copyable {
  private(set) var cursor: ByteCursor
  /// Whether a field left out keeps the value that `init()` gave it.
  let keepingDefaults: Bool
  /// What stands before the next key.
  private var separator = UInt8(ascii: "{")
  private var isSound = true

  init(_ cursor: ByteCursor, keepingDefaults: Bool) {
    self.cursor = cursor
    self.keepingDefaults = keepingDefaults
  }

  /// Takes the end of the object, and says whether all of it was as expected.
  mutating func finish() -> Bool {
    if separator == UInt8(ascii: "{"), !cursor.take(separator) { return false }
    return isSound && cursor.take(UInt8(ascii: "}"))
  }

  @inline(__always)
  private mutating func take(_ key: StaticString) -> Bool {
    guard cursor.key(key, after: separator) else { return false }
    separator = UInt8(ascii: ",")
    return true
  }

  @inline(__always)
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    guard take(key) else {
      if !keepingDefaults { isSound = false }
      return
    }
    guard let read = C.read(&cursor) else {
      isSound = false
      return
    }
    value = read
  }

  @inline(__always)
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {
    guard take(key) else { return }
    guard let read = C.read(&cursor) else {
      isSound = false
      return
    }
    value = read
  }

  @inline(__always)
  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {}
}

/// Reads the personal fields of a payload from the line's `sealed` object, which stands after the
/// data.
struct DirectSealedVisitor: FieldVisitor, ~Copyable {
  private(set) var cursor: ByteCursor
  private var separator = UInt8(ascii: "{")
  private var isSound = true

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  /// Takes the end of the object, and says whether all of it was as expected.
  mutating func finish() -> Bool {
    isSound && separator == UInt8(ascii: ",") && cursor.take(UInt8(ascii: "}"))
  }

  @inline(__always)
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {}

  @inline(__always)
  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {}

  @inline(__always)
  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {
    guard cursor.key(key, after: separator) else { return }
    separator = UInt8(ascii: ",")
    guard let box = SealedBox.read(&cursor) else {
      isSound = false
      return
    }
    value = .box(box)
  }
}

extension Record {
  public static func read(_ cursor: inout ByteCursor) -> Self? {
    var record = Self()
    return record.readFields(&cursor, keepingDefaults: false) ? record : nil
  }

  /// Reads the fields over the values they have.
  ///
  /// - Parameter keepingDefaults: a field left out keeps the value that `init()` gave it.
  @inline(__always)
  mutating func readFields(_ cursor: inout ByteCursor, keepingDefaults: Bool) -> Bool {
    var visitor = DirectVisitor(cursor, keepingDefaults: keepingDefaults)
    do { try visit(&visitor) } catch { return false }
    guard visitor.finish() else { return false }
    cursor = visitor.cursor
    return true
  }

  /// Reads the personal fields, and leaves the others as they are.
  mutating func readSealed(_ cursor: inout ByteCursor) -> Bool {
    var visitor = DirectSealedVisitor(cursor)
    do { try visit(&visitor) } catch { return false }
    guard visitor.finish() else { return false }
    cursor = visitor.cursor
    return true
  }
}
