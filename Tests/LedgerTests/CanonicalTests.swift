import FrontDoor
import Testing

@testable import Ledger

/// The canonical writer (RFC 8785) and what the tape refuses.
@Suite struct CanonicalTests {
  /// What the tape makes of a text: its canonical form, or what is wrong with it.
  private static func canonical(_ text: String) -> Result<String, FormatError> {
    read(Array(text.utf8))
  }

  private static func read(_ bytes: [UInt8]) -> Result<String, FormatError> {
    bytes.withUnsafeBytes { buffer in
      var tape = Tape()
      do throws(FormatError) {
        try tape.read(buffer)
        var writer = CanonicalWriter(capacity: 16)
        tape.writeCanonical(into: &writer)
        return .success(writer.string)
      } catch { return .failure(error) }
    }
  }

  @Test func `RFC 8785 each character is escaped as the text says, and no other`() {
    var writer = CanonicalWriter(capacity: 4)
    writer.string(String(String.UnicodeScalarView((0..<0x80).compactMap(Unicode.Scalar.init))))
    #expect(
      writer.string
        == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d"#
        + ##"\u001e\u001f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"##
        + "abcdefghijklmnopqrstuvwxyz{|}~\u{7F}\"")
  }

  @Test(arguments: [
    ("\"é\"", "\"é\""), ("\"e\u{301}\"", "\"e\u{301}\""), (#""\u00e9""#, "\"é\""),
    (#""\u20ac\/""#, "\"€/\""), (#""\ud83d\ude00""#, "\"😀\""),
    (#""\u000A\u007f""#, "\"\\n\u{7F}\""),
    ("\"\u{2028}\"", "\"\u{2028}\""),
  ]) func `RFC 8785 texts are kept as they came, without normalisation`(
    _ text: String, _ expected: String
  ) throws {
    let found = try Self.canonical(text).get()
    #expect(Array(found.utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    (#" { "b" : 1 , "a" : [ true , false ] } "#, #"{"a":[true,false],"b":1}"#),
    (#"{"a10":1,"a2":2,"a":3,"A":4}"#, #"{"A":4,"a":3,"a10":1,"a2":2}"#),
    // UTF-16 order: U+1F600 is D83D DE00, below U+FB33.
    ("{\"\u{FB33}\":1,\"😀\":2,\"é\":3}", "{\"é\":3,\"😀\":2,\"\u{FB33}\":1}"),
    ("-0", "0"), ("9007199254740991", "9007199254740991"), ("{}", "{}"), ("[]", "[]"),
    (#"{"x":{"d":{},"c":[]}}"#, #"{"x":{"c":[],"d":{}}}"#),
  ]) func `RFC 8785 keys are sorted, white space goes`(_ text: String, _ expected: String) throws {
    #expect(try Self.canonical(text).get() == expected)
  }

  @Test(arguments: [
    "", " ", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "[1,]", "[1 2]",
    "{a:1}", "{'a':1}", "{\"a\" 1}", "nul", "null", "[null]", "tru", "True", "1.0", "1e3", "1E3",
    "-", "+1", "01", "-01", ".5", "1.", "NaN", "Infinity", "\"", "\"a", "\"\\", "\"\\x\"",
    "\"\\u12\"", "\"\\u12G4\"", #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, "\"\n\"", "\"\t\"",
    "{\"a\":1,\"a\":2}", #"{"a":1,"\u0061":2}"#, "1 1", "{} {}", "[1]x", "\u{FEFF}{}", "{\"a\":1}}",
  ]) func `a text that is not the JSON of this project is refused`(_ text: String) {
    #expect(throws: FormatError.self) { try Self.canonical(text).get() }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xC0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22],
    ] as [[UInt8]]) func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8])
  {
    #expect(Self.read(bytes) == .failure(FormatError("not UTF-8")))
  }

  @Test func `32 levels are read, 33 are not`() {
    let deep = { (levels: Int) in
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(throws: Never.self) { try Self.canonical(deep(32)).get() }
    #expect(throws: FormatError.self) { try Self.canonical(deep(33)).get() }
  }

  @Test(arguments: [
    (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (99, "99"), (100, "100"),
    (9_007_199_254_740_991, "9007199254740991"), (-9_007_199_254_740_991, "-9007199254740991"),
  ]) func `whole numbers are written in digits`(_ value: Int, _ text: String) {
    var writer = CanonicalWriter()
    writer.integer(value)
    #expect(writer.string == text)
  }

  @Test(arguments: [
    "9007199254740992", "-9007199254740992", "9223372036854775808", "99999999999999999999999",
  ])
  func `a whole number beyond 2^53-1 is refused`(_ text: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      var tape = Tape()
      let outcome = Result { () throws(FormatError) in
        try tape.read(bytes)
        return try tape.integer(0)
      }
      #expect(outcome == .failure(FormatError("the number is beyond 2^53-1")))
    }
  }

  @Test(arguments: [
    "169", "169.0", "169.000", "0169.00", ".00", "169.", "-0.00", "+1.00", "1,00", "1 000.00",
    "10000000000.01", "92233720368547758.08", "1e2", "",
  ]) func `an amount has two digits after its point`(_ text: String) {
    #expect(throws: FormatError.self) { try Self.field(text, Money.self).get() }
  }

  @Test(arguments: [
    ("169.00", 169_00), ("0.00", 0), ("-0.01", -1), ("10000000000.00", 1_000_000_000_000),
  ])
  func `an amount is read to the cent`(_ text: String, _ cents: Int) throws {
    #expect(try Self.field(text, Money.self).get().cents == cents)
  }

  @Test(arguments: [("0.0800", 800), ("0.08", 800), ("290.00", 290_0000), ("12.3456", 12_3456)])
  func `a unit price has two to four digits`(_ text: String, _ value: Int) throws {
    #expect(try Self.field(text, UnitPrice.self).get().tenThousandths == value)
  }

  private static func field<V: FieldValue>(_ text: String, _ type: V.Type) -> Result<V, FormatError>
  {
    Array("\"\(text)\"".utf8).withUnsafeBytes { bytes in
      var tape = Tape()
      return Result { () throws(FormatError) in
        try tape.read(bytes)
        return try V.read(tape, 0)
      }
    }
  }
}
