/// What is known of every event beside its own fields: where it stands, when, by whom, under which
/// rule. One line of the log is an envelope around the data of one event.

/// Who acted (G-17).
public struct Actor: Record {
  public var auth: String?
  public var actingFor: String?
  public var id = String.unset
  public var role = Role.unset
  public var user: String?

  public init() {}

  public init(_ role: Role, _ id: String) {
    self.role = role
    self.id = id
  }

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("auth", &auth, IDCoding.self)
    try visitor.field("for", &actingFor, IDCoding.self)
    try visitor.field("id", &id, IDCoding.self)
    try visitor.field("role", &role)
    try visitor.field("user", &user, IDCoding.self)
  }

  /// The scheduler, who does what time alone brings about.
  public static let scheduler = Actor(.scheduler, "agenda")
  /// The program itself, when it creates a ledger.
  public static let system = Actor(.system, "minutier")
}

public enum Role: String, Choice {
  case client, provider, staff, bank, scheduler, prospect, agent, system
}

/// Why an event holds: it happened, somebody decided it, the text presumes it (G-21), or it follows
/// by arithmetic.
public enum Basis: String, Choice { case fact, decision, deemed, computed }

/// What a decider wants recorded: the event, and what the envelope needs to say about it.
public struct Draft: Sendable {
  public var stream: String
  public var event: Event
  public var occurred: Instant
  public var rule: String
  public var basis: Basis
  /// The version of the terms under which the event was decided, where one applies.
  public var terms: String?
  /// The position of the event that brought this one about, when it is an earlier one.
  public var cause: Int?

  public init(
    _ stream: String, _ event: Event, occurred: Instant, rule: String, basis: Basis,
    terms: String? = nil, cause: Int? = nil
  ) {
    self.stream = stream
    self.event = event
    self.occurred = occurred
    self.rule = rule
    self.basis = basis
    self.terms = terms
    self.cause = cause
  }
}

/// An event as it stands in the log.
public struct RecordedEvent: Sendable {
  public var position: Int
  public var stream: String
  public var version: Int
  public var recorded: Instant
  public var received: Instant
  public var occurred: Instant
  public var rule: String
  public var basis: Basis
  public var terms: String?
  public var command: String
  public var event: Event
  /// The stream in 64 bits, for checking versions without its name.
  public var streamKey: UInt64

  public init(
    position: Int, stream: String, version: Int, recorded: Instant, received: Instant,
    occurred: Instant, rule: String, basis: Basis, terms: String?, command: String, event: Event,
    streamKey: UInt64 = 0
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.recorded = recorded
    self.received = received
    self.occurred = occurred
    self.rule = rule
    self.basis = basis
    self.terms = terms
    self.command = command
    self.event = event
    self.streamKey = streamKey
  }
}
