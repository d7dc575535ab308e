/// Accounts of beneficiaries: credentials, identity, evidence, preferences, closure (AP-1, AP-5 to AP-7).

/// Somebody was given access; the secret is never kept (AP-1.2).
public struct CredentialsIssued: EventPayload {
  public static let type: StaticString = "CredentialsIssued"
  public static let isPersonal = true

  public var communicatedAt = Instant.unset
  public var login = Sealed.none
  public var party = String.unset
  /// Whose key seals `login`.
  public var person = String.unset
  public var user = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("communicated_at", &communicatedAt)
    try visitor.sealed("login", &login)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }
}

/// The codes of a user changed (AP-7.3).
public struct CredentialsChanged: EventPayload {
  public static let type: StaticString = "CredentialsChanged"

  public var changedAt = Instant.unset
  /// When the new ones were given (MC-II.1).
  public var communicatedAt: Instant?
  public var party = String.unset
  public var reason = String.unset
  public var user = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("changed_at", &changedAt)
    try visitor.field("communicated_at", &communicatedAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }
}

/// A beneficiary says that somebody else used its account (AP-7.1): a fact; purchases stay due.
public struct UnauthorisedUseReported: EventPayload {
  public static let type: StaticString = "UnauthorisedUseReported"
  public static let isPersonal = true

  public var facts = Sealed.none
  public var noticedAt = Instant.unset
  public var party = String.unset
  /// Whose key seals `facts`.
  public var person = String.unset
  public var user: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.sealed("facts", &facts)
    try visitor.field("noticed_at", &noticedAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }
}

/// Whether somebody is who they say (AP-7.3).
public struct IdentityVerified: EventPayload {
  public static let type: StaticString = "IdentityVerified"

  public var by = String.unset
  public var method = String.unset
  public var party = String.unset
  public var result = IdentityResult.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("method", &method, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("result", &result)
  }
}

/// What a check of identity found.
public enum IdentityResult: String, Choice {
  case ok
  case failed
}

/// A document came in, kept by its hash (AP-5.1).
public struct DocumentReceived: EventPayload {
  public static let type: StaticString = "DocumentReceived"

  public var datedOn: Day?
  public var docType = DocumentType.unset
  public var hash = SHA256Text.unset
  /// The order that it is of (MC-III.2).
  public var order: String?
  public var party = String.unset
  public var receivedAt = Instant.unset
  public var validTo: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("dated_on", &datedOn)
    try visitor.field("doc_type", &docType)
    try visitor.field("hash", &hash)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("valid_to", &validTo)
  }
}

/// What a document is.
public enum DocumentType: String, Choice {
  /// A certificate of professional insurance.
  case insuranceCertificate = "INSURANCE_CERT"
  /// A signed order (MC-III.2).
  case orderForm = "ORDER_FORM"
  /// What an e-mail is made of (MC-B.1).
  case template = "TEMPLATE"
}

/// What a beneficiary wants to receive (AP-1.7, AP-1.8, AP-6.4).
public struct PreferencesChanged: EventPayload {
  public static let type: StaticString = "PreferencesChanged"

  public var alerts: Bool?
  public var correspondence: Bool?
  public var effectiveAt = Instant.unset
  public var party = String.unset
  public var requestedAt = Instant.unset
  public var sectors: [String]?
  public var zones: [String]?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("alerts", &alerts)
    try visitor.field("correspondence", &correspondence)
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("requested_at", &requestedAt)
    try visitor.field("sectors", &sectors, ListCoding<IDCoding>.self)
    try visitor.field("zones", &zones, ListCoding<IDCoding>.self)
  }
}

/// An account is interrupted: nothing is bought through it any more (AP-6.5).
public struct AccountClosed: EventPayload {
  public static let type: StaticString = "AccountClosed"

  public var cause = String.unset
  public var effectiveAt = Instant.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("cause", &cause, IDCoding.self)
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("party", &party, IDCoding.self)
  }
}

/// An invoice can be read in the account (AP-4.8).
public struct InvoiceMadeAvailable: EventPayload {
  public static let type: StaticString = "InvoiceMadeAvailable"

  public var at = Instant.unset
  public var channel = InvoiceChannel.unset
  public var invoice = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("channel", &channel)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }
}

/// Where an invoice can be read.
public enum InvoiceChannel: String, Choice {
  case portal, email
  /// On written request (MC-II.7).
  case paper
}

/// Amicable recovery of invoices began (AP-4.12).
public struct CollectionOpened: EventPayload {
  public static let type: StaticString = "CollectionOpened"

  public var collection = String.unset
  public var invoices: [String] = []
  public var openedOn = Day.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("collection", &collection, IDCoding.self)
    try visitor.field("invoices", &invoices, ListCoding<IDCoding>.self)
    try visitor.field("opened_on", &openedOn)
    try visitor.field("party", &party, IDCoding.self)
  }
}

/// What a period was set for was done within it.
public struct DeadlineMet: EventPayload {
  public static let type: StaticString = "DeadlineMet"

  public var at = Instant.unset
  public var deadline = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
  }
}
