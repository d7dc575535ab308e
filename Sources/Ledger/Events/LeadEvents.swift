/// Leads: captured, offered, priced, announced, bought, followed up (Active Prospects).

/// A capture site serves one range of products or services (AP-1.5).
public struct CaptureSiteRegistered: EventPayload {
  public static let type: StaticString = "CaptureSiteRegistered"

  public var range = String.unset
  public var site = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("range", &range, IDCoding.self)
    try visitor.field("site", &site, IDCoding.self)
  }
}

/// A person asked for information on a capture site (AP-1.5, AP-1.6).
public struct LeadCaptured: EventPayload {
  public static let type: StaticString = "LeadCaptured"
  public static let isPersonal = true

  public var capturedAt = Instant.unset
  public var contact = Sealed.none
  /// The fingerprints of phone and e-mail.
  public var dedupe = Sealed.none
  public var hasProject = false
  public var lead = String.unset
  /// Whose key seals `contact`, `dedupe` and `project`.
  public var person = String.unset
  public var project = Sealed.none
  public var range = String.unset
  public var site = String.unset
  /// Where the project is: a département.
  public var zone: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("captured_at", &capturedAt)
    try visitor.sealed("contact", &contact)
    try visitor.sealed("dedupe", &dedupe)
    try visitor.field("has_project", &hasProject)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.sealed("project", &project)
    try visitor.field("range", &range, IDCoding.self)
    try visitor.field("site", &site, IDCoding.self)
    try visitor.field("zone", &zone, IDCoding.self)
  }
}

/// A lead can be bought, in these modes and at these prices before VAT (AP-1.3, AP-3.1).
public struct LeadOffered: EventPayload {
  public static let type: StaticString = "LeadOffered"

  public var effectiveAt = Instant.unset
  public var lead = String.unset
  public var modes: [SellingMode] = []
  public var priceExclusive: Money?
  public var priceShared: Money?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("modes", &modes)
    try visitor.field("price_exclusive", &priceExclusive)
    try visitor.field("price_shared", &priceShared)
  }
}

/// How a lead is sold (AP-1.3).
public enum SellingMode: String, Choice {
  case exclusive
  case shared
}

/// The price of a lead, or of a range, moves; purchases keep theirs (AP-3.2).
public struct LeadPriceChanged: EventPayload {
  public static let type: StaticString = "LeadPriceChanged"

  public var effectiveAt = Instant.unset
  public var lead: String?
  public var mode = SellingMode.unset
  public var price = Money.unset
  public var range: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("mode", &mode)
    try visitor.field("price", &price)
    try visitor.field("range", &range, IDCoding.self)
  }
}

/// A beneficiary was told of a new lead, with a link that lets it buy (AP-7.2).
public struct LeadAlertSent: EventPayload {
  public static let type: StaticString = "LeadAlertSent"

  /// The address of the beneficiary, as a reference.
  public var address = String.unset
  public var lead = String.unset
  public var party = String.unset
  public var sentAt = Instant.unset
  /// The link, as a reference.
  public var token = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("address", &address, DerivedIDCoding.self)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("sent_at", &sentAt)
    try visitor.field("token", &token, IDCoding.self)
  }
}

/// A beneficiary bought a lead (AP-1.3, AP-3.1).
public struct LeadPurchased: EventPayload {
  public static let type: StaticString = "LeadPurchased"

  public var channel = PurchaseChannel.unset
  /// Codes that the purchase was accepted in spite of.
  public var flags: [String]?
  public var lead = String.unset
  public var mode = SellingMode.unset
  public var party = String.unset
  public var paymentMode = PaymentMode.unset
  public var priceHt = Money.unset
  public var priceSeen = Money.unset
  public var session: String?
  public var token: String?
  /// In force on the day of the purchase.
  public var vat = Rate.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel)
    try visitor.field("flags", &flags, ListCoding<IDCoding>.self)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("mode", &mode)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment_mode", &paymentMode)
    try visitor.field("price_ht", &priceHt)
    try visitor.field("price_seen", &priceSeen)
    try visitor.field("session", &session, IDCoding.self)
    try visitor.field("token", &token, IDCoding.self)
    try visitor.field("vat", &vat)
  }
}

/// How a beneficiary pays for leads (AP-4.1).
public enum PaymentMode: String, Choice {
  case directDebit = "direct_debit"
  /// In advance, from the Tirelire.
  case wallet
}

/// Through what a lead was bought (AP-1.2, AP-7.2).
public enum PurchaseChannel: String, Choice {
  case web
  case emailLink = "email_link"
}

/// What became of a lead at the beneficiary (AP-2.1).
public struct LeadFollowUpRecorded: EventPayload {
  public static let type: StaticString = "LeadFollowUpRecorded"

  public var at = Instant.unset
  public var lead = String.unset
  public var outcome = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("outcome", &outcome, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }
}
