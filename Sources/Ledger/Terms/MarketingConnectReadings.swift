/// The figures of the MARKETINGCONNECT terms, and the readings chosen for them.

/// Keys as in table H (mc); the figures of the text stand beside them.
public struct MarketingConnectReadings: Record {
  /// What follows a formal notice without effect (A-MC-35).
  public var autoTerminate: AutoTerminate = .decision
  /// MC-D.7: who is invoiced (A-MC-1).
  public var billTo: BillTo = .advertiser
  /// From when the three months run (A-MC-4).
  public var boosterCommitFrom: CommitmentStart = .start
  /// Months before a campaign of clicks may be ended (MC-A.8).
  public var boosterCommitMonths: Int = 3
  /// The month begun when a campaign of clicks stops (A-MC-6).
  public var boosterStopRefund: StopRefund = .none
  /// From when new terms may be refused (A-MC-32).
  public var cgvDelayFrom: TermsDelay = .laterOfBoth
  /// When a change applies (A-MC-30).
  public var changeApplies: ChangeApplies = .firstOfNextMonth
  /// Calendar days to refuse a change (MC-III.4).
  public var changeDays: Int = 30
  /// Months to claim for addresses (MC-B.10).
  public var claimMonths: Int = 1
  /// After which clicks are not owed any more (A-MC-2).
  public var clickLongStopMonths: Limit = .none
  /// Days after which a client file is destroyed (A-MC-16).
  public var clientFileRetentionDays: Int = 90
  /// Where a billing address may be (A-MC-29).
  public var countries: [String] = ["FR", "GP", "MQ", "GF", "RE", "YT"]
  /// Calendar days to look at the means of a client (MC-III.6).
  public var creditReviewDays: Int = 30
  /// Calendar days to cure a breach (MC-III.9).
  public var cureDays: Int = 7
  /// When a file is delivered (A-MC-17).
  public var deliveryDate: FileDeliveryDate = .available
  /// The costs of a cancelled order: not in the text (MC-B.8).
  public var dossierFeeHt: OptionalAmount = .none
  /// What an end asked for too early comes to (A-MC-5).
  public var earlyNotice: EarlyNotice = .deferred
  /// Jours ouvrés of force majeure (A-MC-36).
  public var fmDays: Int = 90
  /// Days to answer a request for guarantees (A-MC-33).
  public var guaranteeAnswerDays: Int = 15
  /// Whether all that was undelivered is paid, or the excess (A-MC-9).
  public var indemnity: IndemnityScope = .all
  /// How long a file can be claimed for (A-MC-21).
  public var listClaimPeriod: ListClaimPeriod = .threeMonths
  /// Which day of a registered letter counts (A-MC-14).
  public var lrarCounts: LetterDay = .sent
  /// The least invoice of an online order (A-MC-27).
  public var minInvoiceHt: Money = Money(cents: 300_00)
  /// The least quantity of a mailing (MC-II.4).
  public var minMailingItems: Int = 100
  /// Percent of letters that came back (A-MC-22).
  public var npaiThreshold: Int = 7
  /// Addresses beyond the tolerance (A-MC-20).
  public var overDelivery: OverDelivery = .cap
  /// When addresses are rented (A-MC-13).
  public var rentalDate: RentalDate = .send
  /// Jours ouvrés from the validated payment to a sending (MC-B.4).
  public var sendDays: Int = 2
  /// Which jour ouvré after the payment lets send (A-MC-8).
  public var sendDelay: SendDelay = .onDay
  /// Messages to professionals (A-MC-26).
  public var smsProThreshold: ProfessionalMobiles = .none
  /// Percent of undelivered e-mails to individuals (MC-B.9).
  public var thresholdIndividual: Int = 10
  /// Percent of undelivered e-mails to professionals (MC-B.9).
  public var thresholdProfessional: Int = 20
  /// Percent of undelivered messages to individuals (MC-S.5).
  public var thresholdSms: Int = 5
  /// Percent by which a file may differ (MC-L.6).
  public var tolerance: Int = 7
  /// Whether exactly seven percent is tolerated (A-MC-18).
  public var toleranceInclusive: Bool = true
  /// Above it a transfer may be required (MC-II.5).
  public var transferAboveHt: Money = Money(cents: 5_000_00)
  /// Days for which numbers may be used (A-MC-25).
  public var useByDays: Int = 30
  /// What is billed within the tolerance (A-MC-19).
  public var withinToleranceBill: BilledQuantity = .delivered

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("auto_terminate", &autoTerminate)
    try visitor.field("bill_to", &billTo)
    try visitor.field("booster_commit_from", &boosterCommitFrom)
    try visitor.field("booster_commit_months", &boosterCommitMonths)
    try visitor.field("booster_stop_refund", &boosterStopRefund)
    try visitor.field("cgv_delay_from", &cgvDelayFrom)
    try visitor.field("change_applies", &changeApplies)
    try visitor.field("change_days", &changeDays)
    try visitor.field("claim_months", &claimMonths)
    try visitor.field("click_long_stop_months", &clickLongStopMonths)
    try visitor.field("client_file_retention_days", &clientFileRetentionDays)
    try visitor.field("countries", &countries, ListCoding<IDCoding>.self)
    try visitor.field("credit_review_days", &creditReviewDays)
    try visitor.field("cure_days", &cureDays)
    try visitor.field("delivery_date", &deliveryDate)
    try visitor.field("dossier_fee_ht", &dossierFeeHt)
    try visitor.field("early_notice", &earlyNotice)
    try visitor.field("fm_days", &fmDays)
    try visitor.field("guarantee_answer_days", &guaranteeAnswerDays)
    try visitor.field("indemnity", &indemnity)
    try visitor.field("list_claim_period", &listClaimPeriod)
    try visitor.field("lrar_counts", &lrarCounts)
    try visitor.field("min_invoice_ht", &minInvoiceHt)
    try visitor.field("min_mailing_items", &minMailingItems)
    try visitor.field("npai_threshold", &npaiThreshold)
    try visitor.field("over_delivery", &overDelivery)
    try visitor.field("rental_date", &rentalDate)
    try visitor.field("send_days", &sendDays)
    try visitor.field("send_delay", &sendDelay)
    try visitor.field("sms_pro_threshold", &smsProThreshold)
    try visitor.field("threshold_individual", &thresholdIndividual)
    try visitor.field("threshold_professional", &thresholdProfessional)
    try visitor.field("threshold_sms", &thresholdSms)
    try visitor.field("tolerance", &tolerance)
    try visitor.field("tolerance_inclusive", &toleranceInclusive)
    try visitor.field("transfer_above_ht", &transferAboveHt)
    try visitor.field("use_by_days", &useByDays)
    try visitor.field("within_tolerance_bill", &withinToleranceBill)
  }
}
