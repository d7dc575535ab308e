/// The ledger itself, and the data that rules read: terms, prices, calendars, rates (G-9).

/// Event 0: what this ledger is. `ledger.json` must agree with it.
public struct LedgerCreated: EventPayload {
  public static let type: StaticString = "LedgerCreated"

  public var clock = Clock.unset
  /// The contract that runs here.
  public var contract = System.unset
  /// The version of FORMAT.md it is written in.
  public var format = Int.unset
  public var name = String.unset
  /// The name of the log in checkpoints: a URL without its scheme.
  public var origin = String.unset
  public var provider = Provider.unset
  /// The key that signs checkpoints, as a C2SP verifier key.
  public var vkey = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("clock", &clock)
    try visitor.field("contract", &contract)
    try visitor.field("format", &format)
    try visitor.field("name", &name)
    try visitor.field("origin", &origin)
    try visitor.field("provider", &provider)
    try visitor.field("vkey", &vkey)
  }
}

/// Whether time is the machine's, or what the commands say (design § Clock).
public enum Clock: String, Choice { case real, simulated }

/// The five contracts; a ledger runs one.
public enum System: String, Choice {
  case activeProspects = "active-prospects"
  case exanergy
  case assoconnect
  case btbconnect
  case marketingconnect
}

/// Who sells: as it stands on invoices, and in the accounts.
public struct Provider: Record {
  public var accounts = Accounts.unset
  public var address = String.unset
  public var capital: Money?
  public var legalForm: String?
  public var name = String.unset
  /// What invoice numbers begin with.
  public var numberPrefix = String.unset
  public var orias: String?
  public var rcs: String?
  public var siren = String.unset
  /// When VAT is due: on receipts, or on debits (CGI 269).
  public var vatBasis = VATBasis.unset
  public var vatNumber: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("accounts", &accounts)
    try visitor.field("address", &address)
    try visitor.field("capital", &capital)
    try visitor.field("legal_form", &legalForm)
    try visitor.field("name", &name)
    try visitor.field("number_prefix", &numberPrefix, IDCoding.self)
    try visitor.field("orias", &orias, IDCoding.self)
    try visitor.field("rcs", &rcs)
    try visitor.field("siren", &siren, IDCoding.self)
    try visitor.field("vat_basis", &vatBasis)
    try visitor.field("vat_number", &vatNumber, IDCoding.self)
  }
}

/// When VAT on services is due (CGI 269).
public enum VATBasis: String, Choice { case receipts, debits }

/// The accounts of the PCG that entries use.
public struct Accounts: Record {
  public var advances: String?
  public var bank = String.unset
  public var client = String.unset
  public var indemnities: String?
  public var interest: String?
  public var revenue = String.unset
  public var vat = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("advances", &advances, IDCoding.self)
    try visitor.field("bank", &bank, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("indemnities", &indemnities, IDCoding.self)
    try visitor.field("interest", &interest, IDCoding.self)
    try visitor.field("revenue", &revenue, IDCoding.self)
    try visitor.field("vat", &vat, IDCoding.self)
  }

  /// The usual accounts for services: 512 bank, 411 clients, 706 services, 44571 VAT collected.
  public static let usual = Accounts.with {
    $0.bank = "512000"
    $0.client = "411000"
    $0.revenue = "706000"
    $0.vat = "445710"
  }

  /// Advances of clients, as in a Tirelire: 4191, unless the provider says otherwise.
  public var ofAdvances: String { advances ?? "419100" }
  /// Interest of late payment: 7631, income of trade receivables, unless the provider says otherwise.
  public var ofInterest: String { interest ?? "763100" }
  /// Indemnities for recovery: 7588, other income of management.
  public var ofIndemnities: String { indemnities ?? "758800" }
}

/// A version of the terms, with the readings chosen for its ambiguities (table H, G-10).
public struct TermsVersionPublished: EventPayload {
  public static let type: StaticString = "TermsVersionPublished"

  public var config = TermsConfig.unset
  /// The document's hash.
  public var doc: SHA256Text?
  public var effectiveFrom = Day.unset
  public var issuer = Issuer.unset
  public var publishedOn = Day.unset
  public var ref: String?
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("config", &config)
    try visitor.field("doc", &doc)
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("issuer", &issuer)
    try visitor.field("published_on", &publishedOn)
    try visitor.field("ref", &ref)
    try visitor.field("version", &version, IDCoding.self)
  }
}

/// Who issued a text.
public enum Issuer: String, Choice { case provider, psp }

/// A party accepted a version of the terms (BC-0.2).
public struct TermsVersionAccepted: EventPayload {
  public static let type: StaticString = "TermsVersionAccepted"

  public var acceptedAt = Instant.unset
  public var issuer = Issuer.unset
  public var method = AcceptanceMethod.unset
  public var party = String.unset
  public var proof: SHA256Text?
  public var user: String?
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("accepted_at", &acceptedAt)
    try visitor.field("issuer", &issuer)
    try visitor.field("method", &method)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("proof", &proof)
    try visitor.field("user", &user, IDCoding.self)
    try visitor.field("version", &version, IDCoding.self)
  }
}

public enum AcceptanceMethod: String, Choice {
  case checkbox, signature
  case onlineSubscription = "online_subscription"
  case trialUse = "trial_use"
  case tacit
}

/// Prices that the texts do not give, from an instant on.
public struct PriceListPublished: EventPayload {
  public static let type: StaticString = "PriceListPublished"

  public var effectiveFrom = Instant.unset
  public var entries: [PriceEntry] = []
  public var listId = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("entries", &entries)
    try visitor.field("list_id", &listId, IDCoding.self)
  }
}

/// One price of a list.
public struct PriceEntry: Record {
  public var basis = PriceBasis.unset
  public var code = String.unset
  public var unit = UnitPrice.unset
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("basis", &basis)
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("unit", &unit)
    try visitor.field("vat_code", &vatCode)
  }
}

/// Whether a price is given before or after VAT.
public enum PriceBasis: String, Choice {
  case net = "HT"
  case gross = "TTC"
}

/// The closed days of a region in a year (G-5).
public struct HolidayCalendarPublished: EventPayload {
  public static let type: StaticString = "HolidayCalendarPublished"

  public var calendarId = String.unset
  public var dates: [Day] = []
  public var region = Region.unset
  public var version = Int.unset
  public var year = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("calendar_id", &calendarId, IDCoding.self)
    try visitor.field("dates", &dates)
    try visitor.field("region", &region)
    try visitor.field("version", &version)
    try visitor.field("year", &year)
  }

  public init(_ calendar: HolidayCalendar) {
    calendarId = calendar.id
    dates = calendar.dates
    region = calendar.region
    version = calendar.version
    year = calendar.year
  }

  public var calendar: HolidayCalendar {
    HolidayCalendar(id: calendarId, region: region, year: year, version: version, dates: dates)
  }
}

/// A rate set outside: VAT, the ECB's, the legal interest rate (G-9).
public struct ReferenceRatePublished: EventPayload {
  public static let type: StaticString = "ReferenceRatePublished"

  public var effectiveFrom = Day.unset
  public var kind = RateKind.unset
  public var source = String.unset
  public var territory: String?
  public var value = Rate.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("kind", &kind)
    try visitor.field("source", &source)
    try visitor.field("territory", &territory)
    try visitor.field("value", &value)
  }
}

public enum RateKind: String, Choice {
  case ecbRefinancing = "ECB_MRO"
  case legalBetweenProfessionals = "LEGAL_PRO"
  case vat = "VAT"
}
