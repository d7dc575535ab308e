/// The Tirelire, advances and fees (AP-4, AP-6).

/// How a beneficiary pays from now on (AP-4.1, AP-4.9).
public struct PaymentModeChanged: EventPayload {
  public static let type: StaticString = "PaymentModeChanged"

  public var decidedBy = String.unset
  public var from: PaymentMode?
  public var party = String.unset
  public var reason = String.unset
  public var to = PaymentMode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("decided_by", &decidedBy, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
    try visitor.field("to", &to)
  }
}

/// A payment for the Tirelire is good: its credit is due within a day (AP-4.5).
public struct PaymentValidated: EventPayload {
  public static let type: StaticString = "PaymentValidated"

  public var at = Instant.unset
  /// The order that it pays (MC-II.2).
  public var order: String?
  public var party = String.unset
  public var payment = String.unset
  public var validatedBy = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("validated_by", &validatedBy, IDCoding.self)
  }
}

/// A lot of money in the Tirelire, with the VAT that it bore (AP-4.6, A-AP-10).
public struct WalletCredited: EventPayload {
  public static let type: StaticString = "WalletCredited"

  public var amountHt = Money.unset
  public var amountTtc = Money.unset
  public var claim: String?
  /// The invoice of the top-up.
  public var invoice: String?
  public var lot = String.unset
  public var payment: String?
  public var source = WalletSource.unset
  public var vat = Rate.unset
  public var wallet = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount_ht", &amountHt)
    try visitor.field("amount_ttc", &amountTtc)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("lot", &lot, DerivedIDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("source", &source)
    try visitor.field("vat", &vat)
    try visitor.field("wallet", &wallet, IDCoding.self)
  }
}

/// Where a credit of the Tirelire comes from.
public enum WalletSource: String, Choice {
  case payment
  case claim
}

/// Money left the Tirelire, oldest lots first (AP-4.7, AP-6.6).
public struct WalletDebited: EventPayload {
  public static let type: StaticString = "WalletDebited"

  /// In the basis of the wallet: before VAT, or VAT included.
  public var amount = Money.unset
  public var lead: String?
  public var parts: [LotPart] = []
  public var reason = WalletDebitReason.unset
  public var wallet = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("parts", &parts)
    try visitor.field("reason", &reason)
    try visitor.field("wallet", &wallet, IDCoding.self)
  }
}

/// Why money leaves the Tirelire.
public enum WalletDebitReason: String, Choice {
  case purchase
  case closure
}

/// A beneficiary shall pay the coming invoice in advance (AP-4.10).
public struct AdvancePaymentDemanded: EventPayload {
  public static let type: StaticString = "AdvancePaymentDemanded"

  public var amountTtc = Money.unset
  public var answerBy: Day?
  /// The first day of the period of that invoice.
  public var invoicePeriod = Day.unset
  public var party = String.unset
  /// What was bought by direct debit in the calendar month.
  public var totalMonthHt = Money.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount_ttc", &amountTtc)
    try visitor.field("answer_by", &answerBy)
    try visitor.field("invoice_period", &invoicePeriod)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("total_month_ht", &totalMonthHt)
  }
}

/// A fee (table C): on an invoice of its own, or owed outside VAT.
public struct FeeCharged: EventPayload {
  public static let type: StaticString = "FeeCharged"

  /// Before VAT.
  public var amount = Money.unset
  public var collection: String?
  /// The proof of what was spent.
  public var document: SHA256Text?
  public var fee = String.unset
  /// The invoice that bears it.
  public var invoice: String?
  public var party = String.unset
  public var type = FeeType.unset
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("collection", &collection, IDCoding.self)
    try visitor.field("document", &document)
    try visitor.field("fee", &fee, DerivedIDCoding.self)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("type", &type)
    try visitor.field("vat_code", &vatCode)
  }
}

/// What a fee is for.
public enum FeeType: String, Choice {
  /// Refunding the Tirelire (AP-6.6).
  case walletRefund = "wallet_refund"
  /// A cost of recovery, on proof (AP-4.13).
  case procedureCost = "procedure_cost"
  /// The costs of an order that was cancelled for unlawful content (MC-B.8).
  case dossier
}

/// The part of a lot that was used.
public struct LotPart: Record {
  public var amount = Money.unset
  public var lot = String.unset

  public init() {}

  public init(_ lot: String, _ amount: Money) {
    self.lot = lot
    self.amount = amount
  }

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("lot", &lot, DerivedIDCoding.self)
  }
}
