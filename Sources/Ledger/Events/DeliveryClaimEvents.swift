/// Claims for addresses that were no good (MC-B.9, MC-L.7, MC-S.5).

/// A client claims: a fact, whatever its form, its day or its ground (G-1).
public struct DeliveryClaimFiled: EventPayload {
  public static let type: StaticString = "DeliveryClaimFiled"

  public var campaign: String?
  public var channel = String.unset
  public var claim = String.unset
  public var client = String.unset
  public var ground = ClaimGround.unset
  public var lrar: SHA256Text?
  public var order = String.unset
  public var receivedOn = Day.unset
  public var sentOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("ground", &ground)
    try visitor.field("lrar", &lrar)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("received_on", &receivedOn)
    try visitor.field("sent_on", &sentOn)
  }
}

/// What a claim is about.
public enum ClaimGround: String, Choice {
  case undelivered
  /// Fewer addresses than the tolerance allows (MC-L.6).
  case quantity
  /// Nobody bought or answered: not guaranteed (MC-B.11).
  case noReply = "no_reply"
  case delay
}

/// What a claim comes to, for one category of addresses (MC-B.9).
public struct DeliveryClaimQualified: EventPayload {
  public static let type: StaticString = "DeliveryClaimQualified"

  public var amountHt = Money.unset
  public var category: AddressCategory?
  public var claim = String.unset
  public var client = String.unset
  public var code: String?
  public var indemnified = Int.unset
  public var order = String.unset
  /// Undelivered of rented, in percent, to four digits.
  public var rate = Percentage.unset
  /// False: deemed waived for good (G-21).
  public var rebuttable: Bool?
  public var rented = Int.unset
  public var result = ClaimResult.unset
  /// In whole percent: only more than it is indemnified.
  public var threshold = Int.unset
  public var undelivered = Int.unset
  /// Invoiced value of one address.
  public var unit: UnitPrice?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount_ht", &amountHt)
    try visitor.field("category", &category)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("indemnified", &indemnified)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("rate", &rate)
    try visitor.field("rebuttable", &rebuttable)
    try visitor.field("rented", &rented)
    try visitor.field("result", &result)
    try visitor.field("threshold", &threshold)
    try visitor.field("undelivered", &undelivered)
    try visitor.field("unit", &unit)
  }
}

/// What became of a claim.
public enum ClaimResult: String, Choice {
  case indemnified
  case denied
}
