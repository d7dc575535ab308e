extension TermsConfig {
  /// Every key with its reading, as stored: `bc.quota_period` → `contract_month`.
  public var readings: [(key: String, reading: String)] {
    (ap.map { list($0, under: "ap") } ?? []) + (bc.map { list($0, under: "bc") } ?? [])
      + (mc.map { list($0, under: "mc") } ?? [])
      + list(common, under: "common")
  }

  private func list<R: Record>(_ record: R, under name: String) -> [(key: String, reading: String)]
  {
    var visitor = ReadingTexts()
    var copy = record
    do { try copy.visit(&visitor) } catch { preconditionFailure("\(R.self): \(error)") }
    return visitor.texts.map { ("\(name).\($0.key)", $0.text) }
  }
}

/// Collects each field of a record as the text that JSON gives it, plain texts without their quotes.
private struct ReadingTexts: FieldVisitor, ~Copyable {
  private(set) var texts: [(key: String, text: String)] = []

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    var writer = CanonicalWriter(capacity: 256)
    C.write(value, into: &writer)
    let json = writer.string
    let isText = json.hasPrefix("\"")
    texts.append(("\(key)", isText ? String(json.dropFirst().dropLast()) : json))
  }

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {
    if var known = value { try field(key, &known, coding) }
  }

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {}
}
