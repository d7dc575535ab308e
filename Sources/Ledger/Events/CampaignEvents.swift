/// Campaigns of clicks, e-mails and messages: approved, scheduled, sent, counted (MARKETINGCONNECT).

/// A client approved what will be sent (MC-B.2, MC-S.1).
public struct CreativeApproved: EventPayload {
  public static let type: StaticString = "CreativeApproved"

  public var at = Instant.unset
  public var by = String.unset
  public var campaign = String.unset
  public var content = SHA256Text.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("content", &content)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// Whom a campaign addresses: its counts are frozen here (MC-B.3).
public struct TargetingSelected: EventPayload {
  public static let type: StaticString = "TargetingSelected"

  public var campaign = String.unset
  public var countIndividuals = Int.unset
  public var countProfessionals = Int.unset
  public var criteria: SHA256Text?
  public var order = String.unset
  public var source = AddressSource.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("count_individuals", &countIndividuals)
    try visitor.field("count_professionals", &countProfessionals)
    try visitor.field("criteria", &criteria)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("source", &source)
  }
}

/// Whose addresses they are (MC-D.3).
public enum AddressSource: String, Choice {
  /// Rented from the provider.
  case soms
  case client
}

/// A client gave its own file of contacts, kept by its hash (MC-B.3).
public struct CustomerFileUploaded: EventPayload {
  public static let type: StaticString = "CustomerFileUploaded"

  public var campaign: String?
  public var client = String.unset
  /// When nobody chooses otherwise (A-MC-16).
  public var destroyBy: Day?
  public var file = String.unset
  public var hash = SHA256Text.unset
  public var rows = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("destroy_by", &destroyBy)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("hash", &hash)
    try visitor.field("rows", &rows)
  }
}

/// When a campaign is to be sent (MC-B.4, MC-S.2).
public struct SendScheduled: EventPayload {
  public static let type: StaticString = "SendScheduled"

  public var campaign = String.unset
  public var earliest = Day.unset
  public var kind = MessageKind.unset
  public var order = String.unset
  public var sendAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("earliest", &earliest)
    try visitor.field("kind", &kind)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("send_at", &sendAt)
  }
}

/// What is sent.
public enum MessageKind: String, Choice {
  case email
  case sms
}

/// The platform sent messages: whether an address was good is not known yet (MC-D.2, MC-B.5).
public struct MessagesSent: EventPayload {
  public static let type: StaticString = "MessagesSent"

  public var at = Instant.unset
  public var campaign = String.unset
  public var content = SHA256Text.unset
  public var count = Int.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("content", &content)
    try visitor.field("count", &count)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// What became of the messages to one category of addresses (MC-B.6): the client area is authoritative.
public struct DeliveryReportRecorded: EventPayload {
  public static let type: StaticString = "DeliveryReportRecorded"

  public var campaign = String.unset
  public var category = AddressCategory.unset
  public var delivered = Int.unset
  /// Guaranteed by nobody (MC-D.2).
  public var opened: Int?
  public var order = String.unset
  public var rented = Int.unset
  public var sent = Int.unset
  public var source = ReportSource.unset
  public var undelivered = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("category", &category)
    try visitor.field("delivered", &delivered)
    try visitor.field("opened", &opened)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("rented", &rented)
    try visitor.field("sent", &sent)
    try visitor.field("source", &source)
    try visitor.field("undelivered", &undelivered)
  }
}

/// Whose addresses: each has a threshold of its own (MC-B.9).
public enum AddressCategory: String, Choice {
  case individual
  case professional
}

/// Where a count comes from.
public enum ReportSource: String, Choice {
  /// The client area, which decides (MC-B.6).
  case clientArea = "espace_client"
  /// Kept as evidence.
  case clientTool = "client_tool"
}

/// Clicks of one day, as the search engine counts them (MC-A.3); a correction is negative.
public struct ClicksReported: EventPayload {
  public static let type: StaticString = "ClicksReported"

  public var campaign = String.unset
  public var day = Day.unset
  public var delta = Int.unset
  public var order = String.unset
  public var source = ClickSource.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("day", &day)
    try visitor.field("delta", &delta)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("source", &source)
  }
}

/// Who counts clicks.
public enum ClickSource: String, Choice {
  case google
  case microsoft
  /// Kept as evidence; counts nothing.
  case clientAnalytics = "client_analytics"
}
