/// The life of a subscription.

/// A client subscribed (BC-4.2).
public struct ContractSubscribed: EventPayload {
  public static let type: StaticString = "ContractSubscribed"

  public var contract = String.unset
  public var docs: [SHA256Text] = []
  public var extraPrice: Money?
  public var party = String.unset
  public var plan = String.unset
  public var price = Money.unset
  public var priceBasis = PriceBasis.unset
  public var priceList = String.unset
  public var quota: Int?
  public var termMonths = Int.unset
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("docs", &docs)
    try visitor.field("extra_price", &extraPrice)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("plan", &plan, IDCoding.self)
    try visitor.field("price", &price)
    try visitor.field("price_basis", &priceBasis)
    try visitor.field("price_list", &priceList, IDCoding.self)
    try visitor.field("quota", &quota)
    try visitor.field("term_months", &termMonths)
    try visitor.field("vat_code", &vatCode)
  }
}

/// The contract runs. Months, terms and invoices count from the anchor day (BC-1.5).
public struct ContractActivated: EventPayload {
  public static let type: StaticString = "ContractActivated"

  public var anchorDay = Day.unset
  public var contract = String.unset
  public var inForceOn = Day.unset
  /// The last day to give notice for the end of the term (BC-4.4).
  public var lastNoticeDay = Day.unset
  public var nextDue = Day.unset
  /// The échéance: the first day after the term.
  public var termEnds = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("anchor_day", &anchorDay)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("in_force_on", &inForceOn)
    try visitor.field("last_notice_day", &lastNoticeDay)
    try visitor.field("next_due", &nextDue)
    try visitor.field("term_ends", &termEnds)
  }
}

/// Nobody gave notice in time: the contract goes on (BC-4.4).
public struct ContractRenewed: EventPayload {
  public static let type: StaticString = "ContractRenewed"

  public var contract = String.unset
  public var from = Day.unset
  public var lastNoticeDay = Day.unset
  public var priceList = String.unset
  public var termsVersion = String.unset
  /// The next échéance.
  public var to = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("last_notice_day", &lastNoticeDay)
    try visitor.field("price_list", &priceList, IDCoding.self)
    try visitor.field("terms_version", &termsVersion, IDCoding.self)
    try visitor.field("to", &to)
  }
}
