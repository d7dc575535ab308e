import Testing

@testable import Ledger

/// Fills every field of a record with a value that its coding takes, found by trying: so each type has
/// a sample without being listed here.
struct SampleVisitor: FieldVisitor, ~Copyable {
  private(set) var keys: [String] = []
  private(set) var unfilled: [String] = []
  private(set) var sealedKeys: [String] = []
  /// Whether fields that may be left out are given too.
  let whole: Bool

  init(whole: Bool) { self.whole = whole }

  private static let candidates = [
    "\"sample-1\"", "\"2026-04-08\"", "\"2026-04-08T14:20:00.000000Z\"", "\"169.00\"",
    "\"2026-04\"", "\"10.0100\"",
    "7", "true", "false", "\"\(String(repeating: "ab", count: 32))\"", "[]", "{}",
  ]

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    keys.append("\(key)")
    if !C.isUnset(value), !(C.self is any Record.Type) { return }
    guard let sample = SampleVisitor.sample(coding) else {
      unfilled.append("\(key)")
      return
    }
    value = sample
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {
    if !whole { return }
    keys.append("\(key)")
    value = SampleVisitor.sample(coding)
    if value == nil { unfilled.append("\(key)") }
  }

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {
    sealedKeys.append("\(key)")
  }

  private static func sample<C: FieldCoding>(_ coding: C.Type) -> C.Value? {
    if let record = C.self as? any Record.Type { return filled(record) as? C.Value }
    if let choice = C.self as? any Choice.Type { return first(of: choice) as? C.Value }
    return candidates.lazy.compactMap { read($0, coding) }.first { !C.isUnset($0) }
  }

  private static func first<T: Choice>(of type: T.Type) -> T? { T.allCases.first }

  /// The value of a text, or nil when it is none of this coding's.
  private static func read<C: FieldCoding>(_ text: String, _ coding: C.Type) -> C.Value? {
    Array(text.utf8).withUnsafeBytes { buffer in
      var tape = Tape()
      do {
        try tape.read(buffer)
        return try C.read(tape, 0)
      } catch { return nil }
    }
  }

  private static func filled<R: Record>(_ type: R.Type) -> R {
    var record = R()
    var visitor = SampleVisitor(whole: true)
    do { try record.visit(&visitor) } catch { Issue.record("\(type): \(error)") }
    return record
  }
}

extension Record {
  /// A value of the type with its fields filled, and the visitor that filled them.
  static func sample(whole: Bool) -> (record: Self, keys: [String], unfilled: [String]) {
    var record = Self()
    var visitor = SampleVisitor(whole: whole)
    do { try record.visit(&visitor) } catch { Issue.record("\(Self.self): \(error)") }
    return (record, visitor.keys, visitor.unfilled)
  }
}
