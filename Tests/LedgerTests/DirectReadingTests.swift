import Foundation
import Testing

@testable import Ledger

/// Stored lines read directly: as the tape reads them, or not at all.
@Suite struct DirectReadingTests {
  private static let names = EventKind.all.map { "\($0.name)-\($0.schema).json" }

  private static func golden(_ name: String) throws -> [UInt8] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("eventlogs/golden").appendingPathComponent(name)
    return Array(try Data(contentsOf: path).split(separator: 0x0A).first ?? Data())
  }

  /// Everything that is read of a line, as one text; nil when it is refused.
  private static func direct(_ line: [UInt8], names: Bool = true) -> String? {
    line.withUnsafeBytes { bytes in
      do { return "\(try DirectLine.read(bytes, names: names))" } catch { return nil }
    }
  }

  private static func taped(_ line: [UInt8], names: Bool = true) -> String? {
    line.withUnsafeBytes { bytes in
      var tape = Tape()
      do { return "\(try Line.readWithTape(bytes, &tape, names: names))" } catch { return nil }
    }
  }

  @Test(arguments: names, [true, false]) func `a stored line is read the same by both ways`(
    _ name: String, _ wanted: Bool
  ) throws {
    let line = try Self.golden(name)
    let direct = try #require(Self.direct(line, names: wanted))
    #expect(direct == Self.taped(line, names: wanted))
  }

  /// Whether a damaged line is read directly to what the tape reads, or not at all.
  private static func agrees(_ line: [UInt8]) -> Bool {
    guard let direct = direct(line) else { return true }
    return direct == taped(line)
  }

  /// Where a line is damaged: everywhere in a short one; in a long one, which is long for its many
  /// elements that are alike, near its ends.
  private static func places(_ line: [UInt8]) -> [Int] {
    line.indices.filter { $0 < 1000 || $0 >= line.count - 500 }
  }

  @Test(arguments: names) func `a line without one of its bytes is not read otherwise`(
    _ name: String
  ) throws {
    let line = try Self.golden(name)
    for place in Self.places(line) {
      var damaged = line
      damaged.remove(at: place)
      #expect(Self.agrees(damaged), "without byte \(place)")
    }
  }

  @Test(arguments: names, Array(" \"\\{}[],:-0~a\u{1}".utf8) + [0xFF])
  func `a line with one byte put in or changed is not read otherwise`(
    _ name: String, _ byte: UInt8
  ) throws {
    let line = try Self.golden(name)
    // One place in five, others for each byte: all of them would take minutes.
    for place in Self.places(line) where (place + Int(byte)) % 5 == 0 {
      var longer = line
      longer.insert(byte, at: place)
      #expect(Self.agrees(longer), "\(byte) put in at \(place)")
      var changed = line
      changed[place] = byte
      #expect(Self.agrees(changed), "\(byte) at \(place)")
    }
  }

  @Test(arguments: names) func `white space is never read directly`(_ name: String) throws {
    let line = try Self.golden(name)
    var isInText = false
    for place in Self.places(line) {
      if line[place] == UInt8(ascii: "\"") { isInText.toggle() }
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(line[place])
      if isInText || isDigit { continue }
      var spaced = line
      spaced.insert(0x20, at: place + 1)
      #expect(Self.direct(spaced) == nil, "space after byte \(place)")
    }
  }

  @Test(arguments: names) func `a line cut short, or with more after it, is never read directly`(
    _ name: String
  ) throws {
    let line = try Self.golden(name)
    for place in Self.places(line) { #expect(Self.direct(Array(line[..<place])) == nil) }
    for more in [" ", "}", "\n", ",", "{}"] { #expect(Self.direct(line + Array(more.utf8)) == nil) }
  }

  // MARK: Keys

  /// The keys of a line, with their quotes.
  private static func keys(_ line: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for (at, byte) in line.enumerated() where byte == UInt8(ascii: "\"") {
      if let opening = start {
        if line[at + 1] == UInt8(ascii: ":") { found.append(opening..<at + 1) }
        start = nil
      } else {
        start = at
      }
    }
    return found
  }

  private static func isDamagedKeyRefused(_ line: [UInt8], _ key: Range<Int>, _ name: String)
    -> Bool
  {
    var renamed = line
    renamed.replaceSubrange(key, with: Array(name.utf8))
    return agrees(renamed)
  }

  @Test(arguments: names) func `a line with a key renamed is not read otherwise`(
    _ name: String
  ) throws {
    let line = try Self.golden(name)
    for key in Self.keys(line).prefix(120) {
      let word = String(decoding: line[key].dropFirst().dropLast(), as: UTF8.self)
      for other in ["\"\(word)s\"", "\"x\(word)\"", "\"\"", "\"\(word.uppercased())\"", "\"zz\""] {
        #expect(Self.isDamagedKeyRefused(line, key, other), "\(word) as \(other)")
      }
    }
  }

  @Test(arguments: names) func `a line with keys swapped or doubled is not read otherwise`(
    _ name: String
  ) throws {
    let line = try Self.golden(name)
    let keys = Array(Self.keys(line).prefix(120))
    for (one, next) in zip(keys, keys.dropFirst()) {
      var swapped = line
      swapped.replaceSubrange(next, with: line[one])
      swapped.replaceSubrange(one, with: line[next])
      #expect(Self.agrees(swapped), "keys at \(one) and \(next) swapped")
      var doubled = line
      doubled.replaceSubrange(next, with: line[one])
      #expect(Self.agrees(doubled), "key at \(one) again at \(next)")
      // The member itself moved behind the one after it, or written twice.
      let member = line[one.lowerBound..<next.lowerBound]
      var twice = line
      twice.insert(contentsOf: member, at: one.lowerBound)
      #expect(Self.agrees(twice), "member at \(one) written twice")
    }
  }

  @Test func `a kind that is not known is left to the tape, which names it`() throws {
    let text = String(decoding: try Self.golden("AppointmentBooked-1.json"), as: UTF8.self)
    let line = Array(text.replacing("\"AppointmentBooked\"", with: "\"AppointmentTold\"").utf8)
    #expect(Self.direct(line) == nil)
    line.withUnsafeBytes { bytes in
      var tape = Tape()
      #expect(throws: FormatError.self) { try Line.read(bytes, using: &tape) }
    }
  }

  @Test(arguments: [
    "2026-04-31T00:00:00.000000Z", "2026-04-30T24:00:00.000000Z", "2026-04-30T23:60:00.000000Z",
    "2026-04-30T23:00:60.000000Z", "1989-12-31T00:00:00.000000Z", "2026-04-30T23:00:00.00000:Z",
    "2026-04-30T23:00:00.000000z", "2026-04-30T23:00:00.0000001", "2026/04/30T23:00:00.000000Z",
    "2026-04-30T23:00:00+01:00", "2026-04-30T23:00:00Z",
  ]) func `an instant not as the writer writes it is left to the tape`(_ text: String) {
    #expect(Self.value("\"\(text)\"", Instant.self) == nil)
  }

  @Test(arguments: ["01", "-0", "-", "9007199254740992", "99999999999999999999", "+1", "\"1\"", ""])
  func `a number not as the writer writes it is left to the tape`(_ text: String) {
    #expect(Self.value(text, Int.self) == nil)
  }

  @Test(arguments: [0, 7, -1, 9_007_199_254_740_991, -9_007_199_254_740_991])
  func `a whole number is read directly`(_ number: Int) {
    #expect(Self.value("\(number)", Int.self) == number)
  }

  private static func value<V: FieldValue>(_ text: String, _ type: V.Type) -> V? {
    Array(text.utf8).withUnsafeBytes { bytes in
      guard var cursor = ByteCursor(bytes) else { return nil }
      return V.read(&cursor)
    }
  }
}
