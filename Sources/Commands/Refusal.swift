import Ledger

/// A request that is not granted: what was found, what it is measured against, what to try.
///
/// For facts (a form that came late) the same codes say why an effect is denied or waits.
public struct Refusal: Error, Sendable, Equatable {
  public var code: RefusalCode
  /// The article of the contract, or the general rule.
  public var rule: String
  /// *What was found, what it is measured against (article)*; no personal data.
  public var message: String
  /// What to do about it.
  public var remedy: String

  public init(_ code: RefusalCode, _ rule: String, _ message: String, try remedy: String) {
    self.code = code
    self.rule = rule
    self.message = "\(message) (\(rule))"
    self.remedy = remedy
  }
}

/// Every refusal that a rule here can give, in order of precedence (table I): reuse of an id,
/// authority, unknown reference, terms, state, eligibility, date, money.
public enum RefusalCode: String, Sendable, CaseIterable {
  case commandIDReused = "G_COMMAND_ID_REUSED"
  case staleVersion = "G_STALE_VERSION"
  case actorNotAuthorised = "G_ACTOR_NOT_AUTHORISED"
  case notPlannedByProvider = "BC_NOT_PLANNED_BY_PROVIDER"
  case notAuthenticated = "AP_NOT_AUTHENTICATED"
  case identityNotVerified = "AP_IDENTITY_NOT_VERIFIED"
  case unknownReference = "G_UNKNOWN_REFERENCE"
  case claimNotOwner = "AP_CLAIM_NOT_OWNER"
  case paymentModeUnknown = "AP_PAYMENT_MODE_UNKNOWN"
  case planUnknown = "BC_PLAN_UNKNOWN"
  case planNotAvailable = "BC_PLAN_NOT_AVAILABLE"
  case termsConfigFrozen = "G_TERMS_CONFIG_FROZEN"
  case termsNotAccepted = "BC_TERMS_NOT_ACCEPTED"
  case apTermsNotAccepted = "AP_TERMS_NOT_ACCEPTED"
  case alreadyExists = "G_ALREADY_EXISTS"
  case starterAlreadyUsed = "BC_STARTER_ALREADY_USED"
  case starterAfterSubscription = "BC_STARTER_AFTER_SUBSCRIPTION"
  case optionNeedsSubscription = "BC_OPTION_NEEDS_SUBSCRIPTION"
  case starterNotRefundable = "BC_STARTER_NOT_REFUNDABLE"
  case accountClosed = "AP_ACCOUNT_CLOSED"
  case alertsStopped = "AP_ALERTS_STOPPED"
  case alertLinkRevoked = "AP_ALERT_LINK_REVOKED"
  case alreadyOwned = "AP_ALREADY_OWNED"
  case leadSoldExclusively = "AP_LEAD_SOLD_EXCLUSIVELY"
  case exclusiveUnavailable = "AP_EXCLUSIVE_UNAVAILABLE"
  case modeNotOffered = "AP_MODE_NOT_OFFERED"
  case claimAlreadyClosed = "AP_CLAIM_ALREADY_CLOSED"
  case periodAlreadyClosed = "AP_PERIOD_ALREADY_CLOSED"
  case periodOpen = "AP_PERIOD_OPEN"
  case contractSuspended = "BC_CONTRACT_SUSPENDED"
  case breachCured = "BC_BREACH_CURED"
  case notInThisState = "G_NOT_IN_THIS_STATE"
  case noActiveFormula = "BC_NO_ACTIVE_FORMULA"
  case appointmentAlreadyInvoiced = "BC_APPOINTMENT_ALREADY_INVOICED"
  case appointmentNotValidated = "BC_APPOINTMENT_NOT_VALIDATED"
  case clientNotEligible = "BC_CLIENT_NOT_ELIGIBLE"
  case notQualified = "BC_NOT_QUALIFIED"
  case prospectConsentMissing = "BC_PROSPECT_CONSENT_MISSING"
  case siteRangeMismatch = "AP_SITE_RANGE_MISMATCH"
  case leadWithoutDetails = "AP_LEAD_WITHOUT_DETAILS"
  case noCommitmentAllowed = "AP_NO_COMMITMENT_ALLOWED"
  case invoiceNotSent = "AP_INVOICE_NOT_SENT"
  /// Accepted with a flag, unless the terms make it a condition.
  case outsidePreferences = "AP_OUTSIDE_PREFERENCES"
  /// Accepted with a flag, unless the terms make it a condition.
  case insuranceExpired = "AP_INSURANCE_EXPIRED"
  case advanceNotApplicable = "AP_ADVANCE_NOT_APPLICABLE"
  case interestNotApplicable = "AP_INTEREST_NOT_APPLICABLE"
  case rightNotOpen = "G_RIGHT_NOT_OPEN"
  case timeRefused = "G_TIME_REFUSED"
  case dateInPast = "BC_DATE_IN_PAST"
  case notOverdue = "AP_NOT_OVERDUE"
  case priceChanged = "AP_PRICE_CHANGED"
  case noMandate = "AP_NO_MANDATE"
  case directDebitWithdrawn = "AP_DIRECT_DEBIT_WITHDRAWN"
  case walletInsufficient = "AP_WALLET_INSUFFICIENT"
  case invalidAmount = "AP_INVALID_AMOUNT"
  case topupMethod = "AP_TOPUP_METHOD"
  case topupWithoutInvoice = "AP_TOPUP_WITHOUT_INVOICE"
  case advanceThresholdNotReached = "AP_ADVANCE_THRESHOLD_NOT_REACHED"
  case advanceOverCeiling = "AP_ADVANCE_OVER_CEILING"
  case costWithoutProof = "AP_COST_WITHOUT_PROOF"
  case feeExceedsBalance = "AP_FEE_EXCEEDS_BALANCE"
  case priceMismatch = "BC_PRICE_MISMATCH"
  case starterFullPaymentOnly = "BC_STARTER_FULL_PAYMENT_ONLY"
  case starterNotPaid = "BC_STARTER_NOT_PAID"
  case vatOnExemptLine = "BC_VAT_ON_EXEMPT_LINE"
  case vatMentionMissing = "BC_VAT_MENTION_MISSING"
  case multichannelNotSeparate = "BC_MULTICHANNEL_NOT_SEPARATE"
  case multichannelBreakdownMissing = "BC_MULTICHANNEL_BREAKDOWN_MISSING"
  /// Recorded, but the notice came after its last day.
  case noticeLate = "BC_NOTICE_LATE"
  /// Recorded, but no contract ends inside its minimum term.
  case minimumTerm = "BC_MINIMUM_TERM"
  /// Recorded, but the option is committed for longer.
  case optionCommitment = "BC_OPTION_COMMITMENT"
  /// Recorded; the months are billed without discount.
  case prepayNotReceived = "BC_PREPAY_NOT_RECEIVED"
  case prepayThreeMonthsOnly = "BC_PREPAY_THREE_MONTHS_ONLY"
  /// Recorded, but the anomaly came after its period.
  case anomalyLate = "BC_ANOMALY_LATE"
  /// Recorded; whether an anomaly by other means counts waits for a person.
  case anomalyNotByForm = "BC_ANOMALY_NOT_BY_FORM"
  /// Recorded; whether the appointment is billable waits for a person (A-BC-3).
  case cancellationUndecided = "BC_CANCELLATION_UNDECIDED"
  /// Recorded; a request from an unknown address waits for a person.
  case unverifiedSender = "AP_UNVERIFIED_SENDER"
  /// Recorded, but a claim on this ground is not indemnified.
  case claimGroundNotCovered = "AP_CLAIM_GROUND_NOT_COVERED"
  /// More than the price waits for a person; what is above it is paid beside the invoices.
  case claimOverPrice = "AP_CLAIM_OVER_PRICE"
  /// Recorded; the closure waits for a registered letter.
  case registeredLetterRequired = "AP_REGISTERED_LETTER_REQUIRED"
}
