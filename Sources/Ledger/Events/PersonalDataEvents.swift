/// Requests of persons, breaches, processors, export and destruction of data.

/// A person asks for a right over its data (MC-B.14, MC-III.13).
public struct DataSubjectRequestReceived: EventPayload {
  public static let type: StaticString = "DataSubjectRequestReceived"

  public var channel: String?
  public var dueOn = Day.unset
  public var kind = SubjectRight.unset
  /// The client through whom it came.
  public var party: String?
  public var receivedAt = Instant.unset
  public var request = String.unset
  public var subjectKey = String.unset
  public var via = RequestVia.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("due_on", &dueOn)
    try visitor.field("kind", &kind)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("request", &request, IDCoding.self)
    try visitor.field("subject_key", &subjectKey, IDCoding.self)
    try visitor.field("via", &via)
  }
}

/// A right of the GDPR.
public enum SubjectRight: String, Choice {
  case access
  case rectification
  case erasure
  case limitation
  case portability
  case objection
}

/// Through whom a request came.
public enum RequestVia: String, Choice {
  case client
  case direct
}

/// A request was answered, and passed on (MC-B.14).
public struct DataSubjectRequestAnswered: EventPayload {
  public static let type: StaticString = "DataSubjectRequestAnswered"

  public var at = Instant.unset
  public var propagatedTo: [String]?
  public var request = String.unset
  public var result = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("propagated_to", &propagatedTo, ListCoding<IDCoding>.self)
    try visitor.field("request", &request, IDCoding.self)
    try visitor.field("result", &result, IDCoding.self)
  }
}

/// Personal data were lost, altered or seen (MC-B.15, MC-L.13).
public struct DataBreachRecorded: EventPayload {
  public static let type: StaticString = "DataBreachRecorded"

  public var breach = String.unset
  public var by = String.unset
  public var foundAt = Instant.unset
  public var kind = String.unset
  public var party: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("found_at", &foundAt)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }
}

/// Somebody was told of a breach (MC-B.15).
public struct DataBreachNotified: EventPayload {
  public static let type: StaticString = "DataBreachNotified"

  public var at = Instant.unset
  public var breach = String.unset
  public var to = BreachAudience.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("to", &to)
  }
}

/// Who is told of a breach.
public enum BreachAudience: String, Choice {
  case client
  case cnil
  case persons
  case soms
}

/// Who decides on personal data in a campaign, and who only processes them (MC-B.13, MC-L.13).
public struct ProcessingInstructionRecorded: EventPayload {
  public static let type: StaticString = "ProcessingInstructionRecorded"

  public var contract = String.unset
  public var instruction: SHA256Text?
  public var roles = ProcessingRoles.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("instruction", &instruction)
    try visitor.field("roles", &roles)
  }
}

/// The parts of the two parties under the GDPR.
public enum ProcessingRoles: String, Choice {
  /// The provider's base: joint controllers (MC-B.13).
  case joint
  /// The client's file: the provider processes for it (MC-B.13).
  case processor
  /// A list that was sold: each for itself (MC-L.13).
  case autonomous
}

/// Somebody processes data for the provider (MC-B.16).
public struct SubprocessorRecorded: EventPayload {
  public static let type: StaticString = "SubprocessorRecorded"

  public var from = Day.unset
  public var informed: [String]?
  public var name = String.unset
  public var region = String.unset
  public var service = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("from", &from)
    try visitor.field("informed", &informed, ListCoding<IDCoding>.self)
    try visitor.field("name", &name)
    try visitor.field("region", &region, IDCoding.self)
    try visitor.field("service", &service, IDCoding.self)
  }
}

/// Data were given back to a client (MC-B.17).
public struct DataExported: EventPayload {
  public static let type: StaticString = "DataExported"

  public var at = Instant.unset
  public var contract = String.unset
  public var file: String?
  public var format = String.unset
  public var hash = SHA256Text.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("format", &format, IDCoding.self)
    try visitor.field("hash", &hash)
  }
}

/// Data were destroyed (MC-B.17).
public struct DataDestroyed: EventPayload {
  public static let type: StaticString = "DataDestroyed"

  public var at = Instant.unset
  /// Legal holds that keep a part.
  public var kept: [String]?
  public var method = String.unset
  public var scope = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("kept", &kept, ListCoding<IDCoding>.self)
    try visitor.field("method", &method, IDCoding.self)
    try visitor.field("scope", &scope, IDCoding.self)
  }
}

/// An item was suspended or refused by somebody (MC-A.7).
public struct ContentRestricted: EventPayload {
  public static let type: StaticString = "ContentRestricted"

  public var action = RestrictionAction.unset
  public var by = String.unset
  public var contract: String?
  public var ground = String.unset
  public var item = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("action", &action)
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("ground", &ground, IDCoding.self)
    try visitor.field("item", &item, IDCoding.self)
  }
}

/// What was done to an item.
public enum RestrictionAction: String, Choice {
  case suspended
  case deleted
  case restored
}

/// Something did not work: a fact (MC-II.10).
public struct IncidentDeclared: EventPayload {
  public static let type: StaticString = "IncidentDeclared"

  public var by = String.unset
  public var declaredAt = Instant.unset
  public var incident = String.unset
  public var scope = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("declared_at", &declaredAt)
    try visitor.field("incident", &incident, IDCoding.self)
    try visitor.field("scope", &scope, IDCoding.self)
  }
}
