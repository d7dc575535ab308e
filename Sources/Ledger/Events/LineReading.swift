/// Reads a stored line back: directly where it stands as the writer writes it, else with a tape.
extension Line {
  /// Reads a stored line back.
  ///
  /// - Parameter names: whether stream and command are wanted. Without, they are left empty, but for
  ///   the stream of an event with personal fields, which opening those needs.
  /// - Throws: `FormatError` for a type or schema this program does not know: it stops, with the
  ///   position, rather than skip what it cannot read.
  public static func read(
    _ line: UnsafeRawBufferPointer, using tape: inout Tape, names: Bool = true
  ) throws(FormatError) -> RecordedEvent {
    do throws(Surprise) { return try DirectLine.read(line, names: names) } catch {
      return try readWithTape(line, &tape, names: names)
    }
  }

  static func readWithTape(
    _ line: UnsafeRawBufferPointer, _ tape: inout Tape, names: Bool
  ) throws(FormatError) -> RecordedEvent {
    try tape.read(line, trusted: true)
    let fields = try LineFields(tape)
    let kind = try EventKind.named(tape, fields.type)
    let schema = try tape.integer(fields.schema)
    guard schema == kind.schema else {
      throw FormatError(
        "\(kind.name) of schema \(schema) is not known here (known: \(kind.schema)); "
          + "use a newer program", at: "schema")
    }
    let event: Event
    do { event = try kind.read(tape, fields.data, fields.sealed) } catch {
      throw error.inside("data")
    }
    var recorded = RecordedEvent(
      position: try tape.integer(fields.position),
      stream: names || kind.isPersonal ? tape.string(fields.stream) : "",
      version: try tape.integer(fields.version),
      recorded: try Instant.read(tape, fields.recorded),
      received: try Instant.read(tape, fields.received),
      occurred: try Instant.read(tape, fields.occurred), rule: tape.string(fields.rule),
      basis: try Basis.read(tape, fields.basis), terms: fields.terms.map { tape.string($0) },
      command: names ? tape.string(fields.command) : "", event: event)
    recorded.streamKey = key(of: tape.slice(tape.tokens[fields.stream]))
    return recorded
  }

  /// FNV-1a of a stream's name.
  static func key(of name: UnsafeRawBufferPointer) -> UInt64 {
    name.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// The tokens of a line's envelope, found in one pass over its keys. Keys stand in order, so each is
/// met by looking for the next ones that may come.
private struct LineFields {
  private enum Key: Int, CaseIterable {
    case actor, basis, cause, channel, command, data, day, fingerprint, occurred, position, proofs
    case rebuttable, received, recorded, rule, schema, sealed, stream, terms, type, version
  }

  private static let names: [StaticString] = [
    "actor", "basis", "cause", "channel", "command", "data", "day", "fingerprint", "occurred",
    "position", "proofs", "rebuttable", "received", "recorded", "rule", "schema", "sealed",
    "stream", "terms", "type", "version",
  ]
  private static let optional: Set<Key> = [
    .cause, .channel, .fingerprint, .proofs, .rebuttable, .sealed, .terms,
  ]
  private static let needed = Key.allCases.filter { !optional.contains($0) }

  private var tokens: [21 of Int32] = .init(repeating: 0)

  init(_ tape: borrowing Tape) throws(FormatError) {
    let object = try tape.expect(.object, 0, "an object")
    let end = Int(object.next)
    var index = 1
    var key = 0
    while index < end {
      while key < 21, !tape.matches(index, LineFields.names[key]) { key += 1 }
      if key == 21 {
        throw FormatError("is not a key of an event, or not in its order", at: tape.string(index))
      }
      tokens[key] = Int32(index + 1)
      index = Int(tape.tokens[index + 1].next)
    }
    for key in LineFields.needed where tokens[key.rawValue] == 0 {
      throw FormatError("is missing", at: "\(key)")
    }
  }

  var basis: Int { Int(tokens[Key.basis.rawValue]) }
  var command: Int { Int(tokens[Key.command.rawValue]) }
  var data: Int { Int(tokens[Key.data.rawValue]) }
  var occurred: Int { Int(tokens[Key.occurred.rawValue]) }
  var position: Int { Int(tokens[Key.position.rawValue]) }
  var received: Int { Int(tokens[Key.received.rawValue]) }
  var recorded: Int { Int(tokens[Key.recorded.rawValue]) }
  var rule: Int { Int(tokens[Key.rule.rawValue]) }
  var schema: Int { Int(tokens[Key.schema.rawValue]) }
  var sealed: Int? { optional(.sealed) }
  var stream: Int { Int(tokens[Key.stream.rawValue]) }
  var terms: Int? { optional(.terms) }
  var type: Int { Int(tokens[Key.type.rawValue]) }
  var version: Int { Int(tokens[Key.version.rawValue]) }

  private func optional(_ key: Key) -> Int? {
    let token = Int(tokens[key.rawValue])
    return token == 0 ? nil : token
  }
}
