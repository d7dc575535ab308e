/// One event as one line of canonical JSON, written and read back.
///
/// The keys of a line, in order: `actor basis cause channel command data day fingerprint occurred
/// position proofs rebuttable received recorded rule schema sealed stream terms type version`.

/// The parts of a line that the command brings, the same for all its events, and so shared by them.
public final class LineContext: Sendable {
  public let actor: Actor
  public let channel: String?
  public let command: String
  public let fingerprint: String?
  public let proofs: [String]
  public let received: Instant
  public let recorded: Instant

  public init(
    actor: Actor, channel: String?, command: String, fingerprint: String?, proofs: [String],
    received: Instant, recorded: Instant
  ) {
    self.actor = actor
    self.channel = channel
    self.command = command
    self.fingerprint = fingerprint
    self.proofs = proofs
    self.received = received
    self.recorded = recorded
  }
}

/// Where a personal field is about to be written: all of it is bound to the ciphertext.
public struct SealingPlace: Sendable {
  public var stream: String
  public var version: Int
  public var type: String
  public var field: String

  public init(stream: String, version: Int, type: String, field: String) {
    self.stream = stream
    self.version = version
    self.type = type
    self.field = field
  }
}

public enum Line {
  /// The longest line, without its line feed: what a tile entry of the tree can hold.
  public static let longest = 65_535

  /// Writes one event.
  ///
  /// - Parameter seal: turns personal data into its box, under the key of the person and purpose.
  public static func write(
    _ draft: Draft, _ context: LineContext, position: Int, version: Int, cause: Int?,
    into writer: inout CanonicalWriter,
    seal: (Personal, String, Purpose, SealingPlace) -> SealedBox
  ) {
    let payload = draft.event.payload
    writer.beginObject()
    writer.key("actor")
    Actor.write(context.actor, into: &writer)
    writer.key("basis")
    writer.string(draft.basis.rawValue)
    if let cause {
      writer.key("cause")
      writer.integer(cause)
    }
    if let channel = context.channel {
      writer.key("channel")
      writer.string(channel)
    }
    writer.key("command")
    writer.string(context.command)
    writer.key("data")
    writePayload(payload, into: &writer)
    writer.key("day")
    Day.write(Paris.day(of: draft.occurred), into: &writer)
    if let fingerprint = context.fingerprint {
      writer.key("fingerprint")
      writer.string(fingerprint)
    }
    writer.key("occurred")
    Instant.write(draft.occurred, into: &writer)
    writer.key("position")
    writer.integer(position)
    if !context.proofs.isEmpty {
      writer.key("proofs")
      [String].write(context.proofs, into: &writer)
    }
    writer.key("received")
    Instant.write(context.received, into: &writer)
    writer.key("recorded")
    Instant.write(context.recorded, into: &writer)
    writer.key("rule")
    writer.string(draft.rule)
    writer.key("schema")
    writer.integer(type(of: payload).schema)
    if type(of: payload).isPersonal {
      writeSealed(payload, draft, version, into: &writer, seal: seal)
    }
    writer.key("stream")
    writer.string(draft.stream)
    if let terms = draft.terms {
      writer.key("terms")
      writer.string(terms)
    }
    writer.key("type")
    writer.string("\(type(of: payload).type)")
    writer.key("version")
    writer.integer(version)
    writer.endObject()
  }

  private static func writePayload<P: EventPayload>(
    _ payload: P, into writer: inout CanonicalWriter
  ) { P.write(payload, into: &writer) }

  private static func writeSealed(
    _ payload: any EventPayload, _ draft: Draft, _ version: Int,
    into writer: inout CanonicalWriter,
    seal: (Personal, String, Purpose, SealingPlace) -> SealedBox
  ) {
    let fields = payload.personalFields
    if fields.isEmpty { return }
    writer.key("sealed")
    writer.beginObject()
    for (name, value) in fields {
      let box: SealedBox
      switch value {
      case .none: continue
      case .box(let known): box = known
      case .clear(let personal, let subject, let purpose):
        let place = SealingPlace(
          stream: draft.stream, version: version, type: "\(type(of: payload).type)", field: name)
        box = seal(personal, subject, purpose, place)
      }
      writer.key(name)
      SealedBox.write(box, into: &writer)
    }
    writer.endObject()
  }

  /// Reads a stored line back.
  ///
  /// - Parameter names: whether stream and command are wanted. Without, they are left empty, but for
  ///   the stream of an event with personal fields, which opening those needs.
  /// - Throws: `FormatError` for a type or schema this program does not know: it stops, with the
  ///   position, rather than skip what it cannot read.
  public static func read(
    _ line: UnsafeRawBufferPointer, using tape: inout Tape, names: Bool = true
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
  private static func key(of name: UnsafeRawBufferPointer) -> UInt64 {
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
