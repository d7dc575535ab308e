/// Mandates, direct debits, late payment and refunds.

/// A client signed a mandate for direct debits.
public struct PaymentMethodRegistered: EventPayload {
  public static let type: StaticString = "PaymentMethodRegistered"

  public var kind = MethodKind.unset
  public var mandateRef = String.unset
  public var party = String.unset
  public var signedOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("kind", &kind)
    try visitor.field("mandate_ref", &mandateRef, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("signed_on", &signedOn)
  }
}

public enum MethodKind: String, Choice {
  case sepaMandate = "sepa_mandate"
}

/// A debit was asked of the bank: it pays nothing yet.
public struct PaymentInitiated: EventPayload {
  public static let type: StaticString = "PaymentInitiated"

  public var amount = Money.unset
  /// The day on which a debit settles.
  public var collectOn: Day?
  /// The invoice that a debit is for; none for a top-up of the Tirelire (AP-4.4).
  public var invoice: String?
  public var method = PaymentMethod.unset
  /// The order that it pays (MC-II.2).
  public var order: String?
  public var party = String.unset
  public var payment = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("collect_on", &collectOn)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("method", &method)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
  }
}

/// A payment came back: what it had settled is open again, exactly.
public struct PaymentRejected: EventPayload {
  public static let type: StaticString = "PaymentRejected"

  /// The order whose card was refused (MC-II.3).
  public var order: String?
  public var party = String.unset
  public var payment = String.unset
  public var reasonCode = String.unset
  public var returnedAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("reason_code", &reasonCode, IDCoding.self)
    try visitor.field("returned_at", &returnedAt)
  }
}

/// 40 € for an invoice paid late (C. com. D441-5, G-19), or for a procedure of recovery (AP-4.12); outside VAT.
public struct RecoveryIndemnityCharged: EventPayload {
  public static let type: StaticString = "RecoveryIndemnityCharged"

  public var amount = Money.unset
  public var charge = String.unset
  /// The procedure that it is for.
  public var collection: String?
  public var invoice: String?
  public var party = String.unset
  /// Of the terms that make it taxable (A-AP-18).
  public var vat: Money?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("charge", &charge, IDCoding.self)
    try visitor.field("collection", &collection, IDCoding.self)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("vat", &vat)
  }
}

/// Interest on what was paid late (C. com. L441-10, G-19); outside VAT, rounded once.
public struct LateInterestAssessed: EventPayload {
  public static let type: StaticString = "LateInterestAssessed"

  public var amount = Money.unset
  public var base = Money.unset
  public var baseKind = InterestBase.unset
  public var charge = String.unset
  /// The first day that counts.
  public var from = Day.unset
  public var invoice = String.unset
  public var party = String.unset
  /// The payment that came late.
  public var payment: String?
  public var periods: [InterestPeriod] = []
  /// The last day that counts.
  public var to = Day.unset
  public var units = InterestUnit.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("base", &base)
    try visitor.field("base_kind", &baseKind)
    try visitor.field("charge", &charge, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("periods", &periods)
    try visitor.field("to", &to)
    try visitor.field("units", &units)
  }
}

/// Days at one rate.
public struct InterestPeriod: Record {
  public var days = Int.unset
  public var from = Day.unset
  public var rate = Rate.unset
  public var to = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("days", &days)
    try visitor.field("from", &from)
    try visitor.field("rate", &rate)
    try visitor.field("to", &to)
  }
}

public enum InterestBase: String, Choice { case ttc, ht }

public enum InterestUnit: String, Choice { case days, months }

/// Money went back to a client.
public struct RefundIssued: EventPayload {
  public static let type: StaticString = "RefundIssued"

  public var amountTtc = Money.unset
  public var method = PaymentMethod.unset
  public var party = String.unset
  public var refund = String.unset
  public var relatesTo = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount_ttc", &amountTtc)
    try visitor.field("method", &method)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("refund", &refund, IDCoding.self)
    try visitor.field("relates_to", &relatesTo, IDCoding.self)
  }
}
