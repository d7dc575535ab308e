/// Orders, campaigns, options and changes of plan.

/// A client ordered a product, at the price of the terms or of the list (BC-3.1).
public struct OrderPlaced: EventPayload {
  public static let type: StaticString = "OrderPlaced"

  /// The agent that ordered for the client (MC-D.7).
  public var agent: String?
  public var basket: [BasketItem] = []
  public var client = String.unset
  /// A pack of clicks guarantees so many (MC-A.1).
  public var clicksGuaranteed: Int?
  /// What a file may be used for (MC-L.1).
  public var licenceUses: [LicenceUse]?
  public var indicativeUntil: Day?
  public var order = String.unset
  public var paidBy = String.unset
  public var product = String.unset
  public var sale: SaleChannel?
  public var totalHt = Money.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agent", &agent, IDCoding.self)
    try visitor.field("basket", &basket)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("clicks_guaranteed", &clicksGuaranteed)
    try visitor.field("indicative_until", &indicativeUntil)
    try visitor.field("licence_uses", &licenceUses)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("paid_by", &paidBy, IDCoding.self)
    try visitor.field("product", &product, IDCoding.self)
    try visitor.field("sale", &sale)
    try visitor.field("total_ht", &totalHt)
  }
}

/// Whether something is bought on the site, or from a person (MC-II.1, MC-II.2).
public enum SaleChannel: String, Choice { case online, offline }

/// One item of an order.
public struct BasketItem: Record {
  /// Whose addresses it rents (MC-B.9).
  public var category: AddressCategory?
  public var code = String.unset
  public var qty = Int.unset
  public var unit = UnitPrice.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("category", &category)
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("qty", &qty)
    try visitor.field("unit", &unit)
  }
}

/// An order will not be carried out.
public struct OrderCancelled: EventPayload {
  public static let type: StaticString = "OrderCancelled"

  public var by = Side.unset
  public var cause = String.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by)
    try visitor.field("cause", &cause, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// The first outbound action of a campaign: from here a pack is not refunded (BC-3.4).
public struct CampaignStarted: EventPayload {
  public static let type: StaticString = "CampaignStarted"

  public var at = Instant.unset
  public var campaign = String.unset
  public var channel = CampaignChannel.unset
  /// The contract, or the order of a pack.
  public var contract = String.unset
  /// The file whose numbers are called (MC-L.8).
  public var file: String?
  /// Where its clicks lead, one address a campaign (MC-D.4).
  public var redirectUrl: String?
  /// It had stopped, and a slot was given back (A-BC-15).
  public var resumed = false
  /// The last day of calls (MC-L.8).
  public var until: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("channel", &channel)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("redirect_url", &redirectUrl)
    try visitor.field("resumed", &resumed)
    try visitor.field("until", &until)
  }
}

/// A campaign stopped.
public struct CampaignStopped: EventPayload {
  public static let type: StaticString = "CampaignStopped"

  public var at = Instant.unset
  public var campaign = String.unset
  public var contract = String.unset
  public var reason = CampaignEnd.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("reason", &reason)
  }
}

public enum CampaignChannel: String, Choice {
  case phone, linkedin, post, email, sms
  case searchAds = "search_ads"
}

public enum CampaignEnd: String, Choice {
  /// The ten appointments of a pack are delivered (BC-3.3).
  case packDelivered = "pack_delivered"
  case contractEnded = "contract_ended"
  /// The clicks that were guaranteed are delivered (MC-A.6).
  case clicksReached = "clicks_reached"
  /// The client ended a campaign of clicks by e-mail (MC-A.8).
  case notice
  case orderCancelled = "order_cancelled"
}

/// An option of a contract runs from a day on (BC-4.6, BC-5.2).
public struct OptionActivated: EventPayload {
  public static let type: StaticString = "OptionActivated"

  public var contract = String.unset
  public var effectiveOn = Day.unset
  /// The first day on which it may end.
  public var minUntil: Day?
  public var option = ContractOption.unset
  /// A month, before VAT.
  public var price: Money?
  public var priceList: String?
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_on", &effectiveOn)
    try visitor.field("min_until", &minUntil)
    try visitor.field("option", &option)
    try visitor.field("price", &price)
    try visitor.field("price_list", &priceList, IDCoding.self)
    try visitor.field("vat_code", &vatCode)
  }
}

/// An option ends on a day.
public struct OptionDeactivated: EventPayload {
  public static let type: StaticString = "OptionDeactivated"

  public var contract = String.unset
  public var effectiveOn = Day.unset
  public var notifiedAt: Instant?
  public var option = ContractOption.unset
  public var reason = OptionEnd.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_on", &effectiveOn)
    try visitor.field("notified_at", &notifiedAt)
    try visitor.field("option", &option)
    try visitor.field("reason", &reason)
  }
}

public enum ContractOption: String, Choice {
  /// Multichannel prospecting (BC-5.1).
  case multichannel
  /// Three months paid in advance (BC-4.6).
  case prepay3
}

public enum OptionEnd: String, Choice {
  case notice
  case contractEnded = "contract_ended"
  /// The payment in advance did not come in time (BC-4.6).
  case notPaid = "not_paid"
  /// The months paid in advance are over.
  case usedUp = "used_up"
}

/// Another plan from a day on, at the price of the day it was chosen (A-BC-20).
public struct PlanChanged: EventPayload {
  public static let type: StaticString = "PlanChanged"

  public var chosenAt = Instant.unset
  public var contract = String.unset
  public var effectiveOn = Day.unset
  public var extraPrice = Money.unset
  public var from = String.unset
  public var kind = PlanChangeKind.unset
  public var price = Money.unset
  public var priceList = String.unset
  public var quota = Int.unset
  public var termsVersion = String.unset
  public var to = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("chosen_at", &chosenAt)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_on", &effectiveOn)
    try visitor.field("extra_price", &extraPrice)
    try visitor.field("from", &from, IDCoding.self)
    try visitor.field("kind", &kind)
    try visitor.field("price", &price)
    try visitor.field("price_list", &priceList, IDCoding.self)
    try visitor.field("quota", &quota)
    try visitor.field("terms_version", &termsVersion, IDCoding.self)
    try visitor.field("to", &to, IDCoding.self)
  }
}

public enum PlanChangeKind: String, Choice {
  case upgrade, downgrade
}
