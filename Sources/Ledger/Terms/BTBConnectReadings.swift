/// The figures of the BTBCONNECT terms, and the readings chosen for them.

/// Keys as in table H (bc); the figures of the text stand beside them.
public struct BTBConnectReadings: Record {
  /// Jours ouvrables to report an anomaly (BC-1.3).
  public var anomalyDays: Int = 5
  /// Jours ouvrables in which to decide on one: an alert only (A-BC-9).
  public var anomalyDecisionDays: Int = 10
  /// An anomaly not by the form (A-BC-6).
  public var anomalyFormStrict: AnomalyForm = .hold
  /// Cancelled by the client, or both absent (A-BC-3).
  public var clientCancellation: ClientCancellation = .hold
  /// Who is one client (A-BC-13).
  public var clientIdentity: ClientIdentity = .siren
  /// Calendar days to cure a breach (BC-9.1).
  public var cureDays: Int = 15
  /// Who may subscribe (BC-1.1); another profession waits for a decision.
  public var eligibleProfessions: [String] = BTBConnectReadings.insuranceProfessions
  /// Most extras in a month (A-BC-33).
  public var extraCap: ExtraCap = .none
  /// Whether extras must be ordered (A-BC-33).
  public var extraNeedsOrder: No = .no
  /// When extras are invoiced (A-BC-31).
  public var extrasInvoice: ExtrasInvoice = .calendarMonthEnd
  /// Force majeure and the anomaly period (BC-10.1).
  public var fmSuspendsAnomaly: FormHold = .hold
  /// Whose holidays the five days skip (A-BC-5).
  public var holidayRegion: FrenchRegion = .france
  /// Appointments obtained by LinkedIn (BC-5.4).
  public var linkedinRdv: LinkedInAppointments = .same
  /// The minimum term (BC-4.3).
  public var minimumMonths: Int = 3
  /// When new terms reach a running contract (A-BC-34).
  public var newTermsApply: NewTerms = .nextTermIfInformed
  /// Which date of a notice counts (A-BC-21).
  public var noticeCounts: NoticeCounts = .sent
  /// Calendar days of notice before the échéance (BC-4.4).
  public var noticeDays: Int = 15
  /// The option when its subscription ends (A-BC-29).
  public var optionAfterEnd: OptionAfterEnd = .lapse
  /// The option's commitment (A-BC-29).
  public var optionTerm: OptionTerm = .ownThreeMonths
  /// When a plan may change (A-BC-20).
  public var planChange: PlanChange = .atTerm
  /// The plans on offer (BC-4.2, BC-6.2).
  public var plans: [Plan] = Plan.ofApril2026
  /// Discount on three months in advance (BC-4.6).
  public var prepayDiscount: Rate = Rate(hundredths: 10_00)
  /// Months paid in advance (BC-4.6).
  public var prepayMonths: Int = 3
  /// What the discount covers (A-BC-25).
  public var prepayScope: PrepayScope = .subscription
  /// When one may prepay (A-BC-27).
  public var prepayWhen: PrepayWhen = .any
  /// How long prospects are kept.
  public var prospectRetentionMonths: Int = 36
  /// Whether the provider may end a renewal (A-BC-23).
  public var providerMayEnd: Bool = true
  /// The month of the quota (A-BC-18).
  public var quotaPeriod: QuotaPeriod = .contractMonth
  /// An included appointment reversed after an extra was invoiced (A-BC-32).
  public var reversedIncluded: ReversedIncluded = .propose
  /// Whether unused appointments carry over (A-BC-19).
  public var rollover: No = .no
  /// Appointments of the Starter Pack (BC-3.1).
  public var starterAppointments: Int = 10
  /// What uses up the pack (A-BC-15).
  public var starterCounts: StarterCounts = .validated
  /// The pack before the quota (BC-3.3).
  public var starterFirst: Bool = true
  /// The pack for new clients only (A-BC-14).
  public var starterOnlyNew: Bool = true
  /// Price of the pack, VAT included (BC-3.1).
  public var starterPrice: Money = Money(cents: 1_790_00)
  /// Whether a refunded pack was used (A-BC-12).
  public var starterRefundedCounts: Bool = false
  /// VAT in the pack's price (A-BC-11).
  public var starterVat: StarterVAT = .included20
  /// When a month is invoiced (A-BC-24).
  public var subBilling: SubscriptionBilling = .advance
  /// Consent of individuals to calls (BC-2.1).
  public var telemarketingOverlay: Switch = .on
  /// First day of subscriptions under these terms (A-BC-1).
  public var termsEffectiveFrom: Day = BTBConnectReadings.headerDate
  /// What validates (A-BC-3).
  public var validationRule: ValidationRule = .uncontestedUnlessProviderKnows

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("anomaly_days", &anomalyDays)
    try visitor.field("anomaly_decision_days", &anomalyDecisionDays)
    try visitor.field("anomaly_form_strict", &anomalyFormStrict)
    try visitor.field("client_cancellation", &clientCancellation)
    try visitor.field("client_identity", &clientIdentity)
    try visitor.field("cure_days", &cureDays)
    try visitor.field("eligible_professions", &eligibleProfessions, ListCoding<IDCoding>.self)
    try visitor.field("extra_cap", &extraCap)
    try visitor.field("extra_needs_order", &extraNeedsOrder)
    try visitor.field("extras_invoice", &extrasInvoice)
    try visitor.field("fm_suspends_anomaly", &fmSuspendsAnomaly)
    try visitor.field("holiday_region", &holidayRegion)
    try visitor.field("linkedin_rdv", &linkedinRdv)
    try visitor.field("minimum_months", &minimumMonths)
    try visitor.field("new_terms_apply", &newTermsApply)
    try visitor.field("notice_counts", &noticeCounts)
    try visitor.field("notice_days", &noticeDays)
    try visitor.field("option_after_end", &optionAfterEnd)
    try visitor.field("option_term", &optionTerm)
    try visitor.field("plan_change", &planChange)
    try visitor.field("plans", &plans)
    try visitor.field("prepay_discount", &prepayDiscount)
    try visitor.field("prepay_months", &prepayMonths)
    try visitor.field("prepay_scope", &prepayScope)
    try visitor.field("prepay_when", &prepayWhen)
    try visitor.field("prospect_retention_months", &prospectRetentionMonths)
    try visitor.field("provider_may_end", &providerMayEnd)
    try visitor.field("quota_period", &quotaPeriod)
    try visitor.field("reversed_included", &reversedIncluded)
    try visitor.field("rollover", &rollover)
    try visitor.field("starter_appointments", &starterAppointments)
    try visitor.field("starter_counts", &starterCounts)
    try visitor.field("starter_first", &starterFirst)
    try visitor.field("starter_only_new", &starterOnlyNew)
    try visitor.field("starter_price", &starterPrice)
    try visitor.field("starter_refunded_counts", &starterRefundedCounts)
    try visitor.field("starter_vat", &starterVat)
    try visitor.field("sub_billing", &subBilling)
    try visitor.field("telemarketing_overlay", &telemarketingOverlay)
    try visitor.field("terms_effective_from", &termsEffectiveFrom)
    try visitor.field("validation_rule", &validationRule)
  }
}

/// A plan: its quota a month, and the price of an appointment above it (BC-4.2, BC-6.2).
public struct Plan: Record {
  public var code = String.unset
  public var extraPrice = Money.unset
  public var quota = Int.unset

  public init() {}

  public init(_ code: String, quota: Int, extra: Money) {
    self.code = code
    self.quota = quota
    extraPrice = extra
  }

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("extra_price", &extraPrice)
    try visitor.field("quota", &quota)
  }

  /// The plans of CGPS20260208-2 (art. 4.1, 6.2).
  public static let ofApril2026 = [
    Plan("START", quota: 2, extra: Money(cents: 169_00)),
    Plan("GROW", quota: 3, extra: Money(cents: 159_00)),
    Plan("DEV", quota: 4, extra: Money(cents: 149_00)),
    Plan("SCALE", quota: 5, extra: Money(cents: 129_00)),
  ]
}

extension BTBConnectReadings {
  /// The date in the header of CGPS20260208-2, and the one at its foot (A-BC-1).
  public static let headerDate = Day(number: 20_551)  // 2026-04-08
  public static let footDate = Day(number: 20_492)  // 2026-02-08

  /// General insurance agents, and professionals mandated by an insurer (art. 1).
  public static let insuranceProfessions = [
    "agent_general", "agent_general_assurance", "general_agent", "mandataire_assurance",
    "insurance_mandate",
  ]

  public func plan(_ code: String) -> Plan? { plans.first { $0.code == code } }
}
