/// The figures of the Active Prospects terms, and the readings chosen for them.

/// Keys as in table H (ap); the figures of the text stand beside them.
public struct ActiveProspectsReadings: Record {
  /// Days to pay in advance (AP-4.10).
  public var advancePayDays: Limit = .none
  /// Consumption of a month beyond which an advance may be demanded, before VAT (AP-4.10).
  public var advanceThreshold: Money = Money(cents: 500_00)
  /// How long the link of an alert lets buy (A-AP-25).
  public var alertTokenDays: Limit = .none
  /// Whether a certificate that ran out keeps from buying (AP-5.1).
  public var blockIfInsuranceExpired: Bool = false
  /// Whether new terms that were not accepted keep from buying (A-AP-20).
  public var blockOnUnacceptedTerms: Bool = false
  /// Whether an advance that was not paid keeps from buying (A-AP-14).
  public var blockUntilAdvance: Bool = false
  /// After these years a claim has no effect (A-AP-6).
  public var claimLimitYears: Int = 5
  /// Whether an indemnified purchase counts no more for the exclusive mode (A-AP-3).
  public var claimRestoresExclusive: Bool = false
  /// After these days a claim is flagged (A-AP-6).
  public var claimSoftLimitDays: Int = 30
  /// The documents of a closure (AP-6.6).
  public var closureDocuments: ClosureDocuments = .gross
  /// The lump sum of an amicable recovery (AP-4.12).
  public var collectionIndemnity: Money = Money(cents: 40_00)
  /// Hours to credit the Tirelire (AP-4.5).
  public var creditHours: Int = 24
  /// Rejections after which direct debits may be refused (A-AP-12).
  public var ddRejectionsThreshold: Int = 2
  /// How far back a lead is a duplicate (A-AP-7).
  public var duplicateWindowDays: Int = 365
  /// Which day's rate counts (A-AP-16).
  public var ecbFix: RateFixing = .semester
  /// Which rate of the European Central Bank (A-AP-15).
  public var ecbRate: CentralBankRate = .refinancing
  /// From shared to exclusive (A-AP-1).
  public var exclusiveUpgrade: ExclusiveUpgrade = .deny
  /// Hours after which a follow-up is asked for (AP-2.1).
  public var followUpReminderHours: Limit = .none
  /// What the lump sum is counted by (A-AP-19).
  public var indemnityUnit: IndemnityUnit = .procedure
  /// VAT on the lump sum (A-AP-18).
  public var indemnityVat: IndemnityVAT = .outOfScope
  /// Days before a certificate ends (AP-5.1).
  public var insuranceReminderDays: Int = 30
  /// Times the rate of the European Central Bank (AP-4.11).
  public var interestMultiple: Int = 10
  /// When a closed account stops buying (A-AP-21).
  public var interruptAt: InterruptAt = .receipt
  /// Whether invoices can be read after closure (AP-4.8).
  public var invoicePortalAfterClosure: Bool = true
  /// Whether both ways of paying may be used together (A-AP-9).
  public var mixedModes: Bool = false
  /// Calendar days from the invoice to its debit (AP-4.2).
  public var paymentDays: Int = 10
  /// The least rate of late interest (A-AP-17).
  public var rateFloor: RateFloor = .threeTimesLegal
  /// Calendar days to refund the Tirelire (AP-6.9).
  public var refundDays: Int = 60
  /// Costs of a refund (AP-6.6).
  public var refundFee: Money = Money(cents: 25_00)
  /// Whether a lead needs the proof of a consent (A-AP-4).
  public var requireConsentProof: Bool = true
  /// Whether preferences limit what may be bought (AP-1.7).
  public var restrictPurchaseToPreferences: Bool = false
  /// Unpaid invoices against the refund (A-AP-24).
  public var setoff: SetOff = .decision
  /// Most buyers of a shared lead (A-AP-2).
  public var sharedMaxBuyers: Limit = .none
  /// What the Tirelire counts in (A-AP-10).
  public var walletBasis: WalletBasis = .net

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("advance_pay_days", &advancePayDays)
    try visitor.field("advance_threshold", &advanceThreshold)
    try visitor.field("alert_token_days", &alertTokenDays)
    try visitor.field("block_if_insurance_expired", &blockIfInsuranceExpired)
    try visitor.field("block_on_unaccepted_terms", &blockOnUnacceptedTerms)
    try visitor.field("block_until_advance", &blockUntilAdvance)
    try visitor.field("claim_limit_years", &claimLimitYears)
    try visitor.field("claim_restores_exclusive", &claimRestoresExclusive)
    try visitor.field("claim_soft_limit_days", &claimSoftLimitDays)
    try visitor.field("closure_documents", &closureDocuments)
    try visitor.field("collection_indemnity", &collectionIndemnity)
    try visitor.field("credit_hours", &creditHours)
    try visitor.field("dd_rejections_threshold", &ddRejectionsThreshold)
    try visitor.field("duplicate_window_days", &duplicateWindowDays)
    try visitor.field("ecb_fix", &ecbFix)
    try visitor.field("ecb_rate", &ecbRate)
    try visitor.field("exclusive_upgrade", &exclusiveUpgrade)
    try visitor.field("follow_up_reminder_hours", &followUpReminderHours)
    try visitor.field("indemnity_unit", &indemnityUnit)
    try visitor.field("indemnity_vat", &indemnityVat)
    try visitor.field("insurance_reminder_days", &insuranceReminderDays)
    try visitor.field("interest_multiple", &interestMultiple)
    try visitor.field("interrupt_at", &interruptAt)
    try visitor.field("invoice_portal_after_closure", &invoicePortalAfterClosure)
    try visitor.field("mixed_modes", &mixedModes)
    try visitor.field("payment_days", &paymentDays)
    try visitor.field("rate_floor", &rateFloor)
    try visitor.field("refund_days", &refundDays)
    try visitor.field("refund_fee", &refundFee)
    try visitor.field("require_consent_proof", &requireConsentProof)
    try visitor.field("restrict_purchase_to_preferences", &restrictPurchaseToPreferences)
    try visitor.field("setoff", &setoff)
    try visitor.field("shared_max_buyers", &sharedMaxBuyers)
    try visitor.field("wallet_basis", &walletBasis)
  }
}
