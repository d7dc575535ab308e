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
    let kind = draft.event.kind
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
    draft.event.writeData(into: &writer)
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
    writer.integer(kind.schema)
    if kind.isPersonal {
      writeSealed(draft.event.payload, draft, version, into: &writer, seal: seal)
    }
    writer.key("stream")
    writer.string(draft.stream)
    if let terms = draft.terms {
      writer.key("terms")
      writer.string(terms)
    }
    writer.key("type")
    writer.word(kind.type)
    writer.key("version")
    writer.integer(version)
    writer.endObject()
  }

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
          stream: draft.stream, version: version, type: "\(draft.event.kind.type)", field: name)
        box = seal(personal, subject, purpose, place)
      }
      writer.key(named: name)
      SealedBox.write(box, into: &writer)
    }
    writer.endObject()
  }
}
