/// Reads a stored line in one pass over its bytes, as long as it is what `Line.write` writes.

/// Says that a line is not as the writer writes it, and is left to a tape.
struct Surprise: Error {}

/// The envelope as far as it is read. The type, which says how to read the data, stands after it:
/// it is looked up from the end of the line, and checked when the reading gets there.
struct DirectLine {
  private var cursor: ByteCursor
  private var occurred = Instant.unset
  private var position = 0
  private var received = Instant.unset
  private var recorded = Instant.unset
  private var rule = ""

  private init(_ cursor: ByteCursor) { self.cursor = cursor }

  /// - Throws: `Surprise` when anything is not as the writer writes it; a tape then says what.
  static func read(
    _ bytes: UnsafeRawBufferPointer, names: Bool
  ) throws(Surprise) -> RecordedEvent {
    guard let cursor = ByteCursor(bytes), let kind = DirectKind.atEnd(of: bytes) else {
      throw Surprise()
    }
    var line = DirectLine(cursor)
    var terms: String?
    guard let (basis, command) = line.head() else { throw Surprise() }
    let event = try kind.read(&line)
    guard line.cursor.key("stream"), let stream = line.cursor.plainText(),
      line.readTerms(&terms),
      line.cursor.key("type"), line.cursor.text(kind.name),
      line.cursor.key("version"), let version = line.cursor.integer(),
      line.cursor.take(UInt8(ascii: "}")), line.cursor.isAtEnd
    else { throw Surprise() }
    return RecordedEvent(
      position: line.position, stream: names || kind.isPersonal ? text(stream) : "",
      version: version, recorded: line.recorded, received: line.received,
      occurred: line.occurred, rule: line.rule, basis: basis, terms: terms,
      command: names ? text(command) : "", event: event, streamKey: Line.key(of: stream))
  }

  /// Reads what stands before the data.
  @inline(__always)
  private mutating func head() -> (Basis, UnsafeRawBufferPointer)? {
    guard cursor.key("actor", after: UInt8(ascii: "{")), cursor.skipObjectOfTexts(),
      cursor.key("basis"), let basis = Basis.read(&cursor),
      !cursor.key("cause") || cursor.integer() != nil,
      !cursor.key("channel") || cursor.plainText() != nil,
      cursor.key("command"), let command = cursor.plainText(),
      cursor.key("data")
    else { return nil }
    return (basis, command)
  }

  /// Reads the data of a type, what stands between them and the sealed fields, and these.
  @inline(__always)
  mutating func payload<P: EventPayload>(_ type: P.Type) throws(Surprise) -> P {
    var payload = P()
    guard payload.readFields(&cursor, keepingDefaults: false), middle(),
      cursor.integer() == P.schema,
      !P.isPersonal || !cursor.key("sealed") || payload.readSealed(&cursor)
    else { throw Surprise() }
    return payload
  }

  /// Reads from the day to the key of the schema.
  private mutating func middle() -> Bool {
    guard cursor.key("day"), cursor.plainText() != nil,
      !cursor.key("fingerprint") || cursor.plainText() != nil,
      cursor.key("occurred")
    else { return false }
    let place = cursor
    guard let occurred = Instant.read(&cursor),
      cursor.key("position"), let position = cursor.integer(),
      !cursor.key("proofs") || cursor.skipTexts(),
      cursor.key("received"), let received = instant(occurred, at: place),
      cursor.key("recorded"), let recorded = instant(occurred, at: place),
      cursor.key("rule"), let rule = cursor.plainText(),
      cursor.key("schema")
    else { return false }
    self.occurred = occurred
    self.position = position
    self.received = received
    self.recorded = recorded
    self.rule = DirectLine.text(rule)
    return true
  }

  /// Reads an instant that is most often one already read, at a place before.
  @inline(__always)
  private mutating func instant(_ known: Instant, at place: ByteCursor) -> Instant? {
    cursor.takeSame(as: place, count: 29) ? known : Instant.read(&cursor)
  }

  /// Reads the terms, if the line has any; false when they are not a plain text.
  @inline(__always)
  private mutating func readTerms(_ terms: inout String?) -> Bool {
    guard cursor.key("terms") else { return true }
    guard let text = cursor.plainText() else { return false }
    terms = DirectLine.text(text)
    return true
  }

  @inline(__always)
  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
