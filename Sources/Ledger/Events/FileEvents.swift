/// Files of addresses: delivered, licensed, returned, refreshed (MARKETINGCONNECT).

/// A file of addresses can be downloaded (MC-L.3, MC-L.6).
public struct FileDelivered: EventPayload {
  public static let type: StaticString = "FileDelivered"

  public var availableAt = Instant.unset
  /// Whose numbers or addresses it holds.
  public var category: AddressCategory?
  public var client = String.unset
  public var delivered = Int.unset
  public var file = String.unset
  public var format = FileFormat.unset
  public var hash = SHA256Text.unset
  /// Kept five years (MC-L.9).
  public var holdUntil = Day.unset
  public var order = String.unset
  public var ordered = Int.unset
  /// The last day to use telephone numbers of individuals (MC-L.8).
  public var useBy: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("available_at", &availableAt)
    try visitor.field("category", &category)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("delivered", &delivered)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("format", &format)
    try visitor.field("hash", &hash)
    try visitor.field("hold_until", &holdUntil)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("ordered", &ordered)
    try visitor.field("use_by", &useBy)
  }
}

/// As what a file is delivered (MC-L.3).
public enum FileFormat: String, Choice {
  case txt
  case csv
  case xlsx
}

/// Letters came back: their addresses were wrong (MC-L.7).
public struct UndeliverableReturned: EventPayload {
  public static let type: StaticString = "UndeliverableReturned"

  public var client = String.unset
  public var count = Int.unset
  public var late = false
  public var order = String.unset
  public var proof = SHA256Text.unset
  public var receivedOn = Day.unset
  public var returned = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("count", &count)
    try visitor.field("late", &late)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("proof", &proof)
    try visitor.field("received_on", &receivedOn)
    try visitor.field("returned", &returned, IDCoding.self)
  }
}

/// Other addresses were given instead, with the consent of the client (MC-L.7, A-MC-24).
public struct ReplacementSupplied: EventPayload {
  public static let type: StaticString = "ReplacementSupplied"

  public var client = String.unset
  public var consented = false
  public var count = Int.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("consented", &consented)
    try visitor.field("count", &count)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// What a file may be used for was widened by an amendment (MC-L.1).
public struct LicenceAmended: EventPayload {
  public static let type: StaticString = "LicenceAmended"

  public var avenant = String.unset
  public var client = String.unset
  public var order = String.unset
  public var uses: [LicenceUse] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("avenant", &avenant, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("uses", &uses)
  }
}

/// What a file may be used for (MC-L.1, MC-L.2).
public enum LicenceUse: String, Choice {
  case postal
  case telemarketing
  case email
  case sms
}

/// A file was used beyond its licence (MC-L.1, MC-L.2).
public struct LicenceBreachRecorded: EventPayload {
  public static let type: StaticString = "LicenceBreachRecorded"

  public var client = String.unset
  public var facts = SHA256Text.unset
  public var kind = LicenceBreach.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("facts", &facts)
    try visitor.field("kind", &kind)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// How a licence was broken.
public enum LicenceBreach: String, Choice {
  case otherUse = "other_use"
  case transfer
  case automatedCalls = "automated_calls"
}

/// The data of a source were renewed after it delivered them (MC-L.5).
public struct SourceDataRefreshed: EventPayload {
  public static let type: StaticString = "SourceDataRefreshed"

  public var deliveredOn = Day.unset
  public var refreshedOn = Day.unset
  public var source = DataSource.unset
  public var stale = false

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("delivered_on", &deliveredOn)
    try visitor.field("refreshed_on", &refreshedOn)
    try visitor.field("source", &source)
    try visitor.field("stale", &stale)
  }
}

/// A source of addresses.
public enum DataSource: String, Choice {
  /// INSEE's register of businesses.
  case sirene = "SIRENE"
}

/// What must be kept until a day (MC-L.9, MC-III.15).
public struct LegalHoldPlaced: EventPayload {
  public static let type: StaticString = "LegalHoldPlaced"

  public var ground = HoldGround.unset
  public var party = String.unset
  public var scope = String.unset
  public var until: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("ground", &ground)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("scope", &scope, IDCoding.self)
    try visitor.field("until", &until)
  }
}

/// Why something is kept.
public enum HoldGround: String, Choice {
  /// Five years (MC-L.9).
  case limitation
  /// As long as evidence is needed (MC-III.15).
  case litigation
}

/// What was kept need not be any more.
public struct LegalHoldReleased: EventPayload {
  public static let type: StaticString = "LegalHoldReleased"

  public var at = Instant.unset
  public var scope = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("scope", &scope, IDCoding.self)
  }
}
