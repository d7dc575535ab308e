/// Consent to be called, lists of opposition, and what was sent to whom.

/// A person agreed beforehand to a purpose; the proof is kept (BC-2.1).
public struct ConsentRecorded: EventPayload {
  public static let type: StaticString = "ConsentRecorded"

  public var basis = ConsentBasis.unset
  public var proof = SHA256Text.unset
  public var purpose = String.unset
  public var subjectKey = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("basis", &basis)
    try visitor.field("proof", &proof)
    try visitor.field("purpose", &purpose, IDCoding.self)
    try visitor.field("subject_key", &subjectKey, IDCoding.self)
  }
}

/// A person takes an agreement back.
public struct ConsentWithdrawn: EventPayload {
  public static let type: StaticString = "ConsentWithdrawn"

  public var at = Instant.unset
  public var channel = String.unset
  public var purpose = String.unset
  public var subjectKey = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("purpose", &purpose, IDCoding.self)
    try visitor.field("subject_key", &subjectKey, IDCoding.self)
  }
}

public enum ConsentBasis: String, Choice {
  case optIn = "opt_in"
}

/// A file of numbers was cleared of those on a list of opposition.
public struct OppositionScrubRecorded: EventPayload {
  public static let type: StaticString = "OppositionScrubRecorded"

  public var at = Instant.unset
  public var batch = String.unset
  public var file = String.unset
  public var list = OppositionList.unset
  public var removed = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("batch", &batch, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("list", &list)
    try visitor.field("removed", &removed)
  }
}

public enum OppositionList: String, Choice { case bloctel, `internal` }

/// Somebody sent something: recorded as a fact, since the ledger sends nothing.
public struct ReminderSent: EventPayload {
  public static let type: StaticString = "ReminderSent"

  public var about = String.unset
  public var at = Instant.unset
  public var channel = String.unset
  public var kind = String.unset
  public var proof: SHA256Text?
  public var to = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("about", &about, DerivedIDCoding.self)
    try visitor.field("at", &at)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("proof", &proof)
    try visitor.field("to", &to, IDCoding.self)
  }
}

/// A client was told of a version of the terms (BC-8.2).
public struct TermsVersionProposed: EventPayload {
  public static let type: StaticString = "TermsVersionProposed"

  public var appliesOn: Day?
  public var channel = String.unset
  public var kind = ProposalKind.unset
  public var party = String.unset
  public var proposedAt = Instant.unset
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("applies_on", &appliesOn)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("kind", &kind)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("proposed_at", &proposedAt)
    try visitor.field("version", &version, IDCoding.self)
  }
}

/// A client refused a version of the terms: the one it has goes on.
public struct TermsVersionRefused: EventPayload {
  public static let type: StaticString = "TermsVersionRefused"

  public var channel: String?
  public var party = String.unset
  public var refusedAt = Instant.unset
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("refused_at", &refusedAt)
    try visitor.field("version", &version, IDCoding.self)
  }
}

public enum ProposalKind: String, Choice {
  case cgv
}

/// A party declared something that the contract relies on (BC-1.1).
public struct DeclarationMade: EventPayload {
  public static let type: StaticString = "DeclarationMade"

  /// What it is about: a campaign (MC-A.5), a file (MC-S.6).
  public var campaign: String?
  public var file: String?
  public var party = String.unset
  public var text: SHA256Text?
  public var type = DeclarationType.unset
  public var via = DeclarationMeans.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("text", &text)
    try visitor.field("type", &type)
    try visitor.field("via", &via)
  }
}

public enum DeclarationType: String, Choice {
  case mandate, insurance
  /// The site is online, lawful, and the client holds its rights (MC-A.5).
  case siteOnline = "site_online"
  case lawful, rights
  /// What is sent obeys the law (MC-B.7, MC-L.11).
  case content
  /// The contacts agreed beforehand to messages (MC-S.6).
  case optIn = "opt_in"
}

public enum DeclarationMeans: String, Choice { case terms, explicit }

/// What is known of a client changed (BC-7.4).
public struct PartyDetailsChanged: EventPayload {
  public static let type: StaticString = "PartyDetailsChanged"
  public static let isPersonal = true

  /// Names of the fields.
  public var changed: [String] = []
  /// The fingerprints of phone and e-mail.
  public var dedupe = Sealed.none
  public var effectiveAt = Instant.unset
  public var party = String.unset
  /// Whose key seals `values`.
  public var person = String.unset
  public var values = Sealed.none

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("changed", &changed, ListCoding<IDCoding>.self)
    try visitor.sealed("dedupe", &dedupe)
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.sealed("values", &values)
  }
}
