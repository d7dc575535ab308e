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
  case sharingObjected = "MC_SHARING_OBJECTED"
  case recipientObjected = "MC_RECIPIENT_OBJECTED"
  case identityNotVerified = "AP_IDENTITY_NOT_VERIFIED"
  case unknownReference = "G_UNKNOWN_REFERENCE"
  case claimNotOwner = "AP_CLAIM_NOT_OWNER"
  case paymentModeUnknown = "AP_PAYMENT_MODE_UNKNOWN"
  case paymentMethod = "MC_PAYMENT_METHOD"
  case formatUnsupported = "MC_FORMAT_UNSUPPORTED"
  case clickSourceNotOfficial = "MC_CLICK_SOURCE_NOT_OFFICIAL"
  case planUnknown = "BC_PLAN_UNKNOWN"
  case planNotAvailable = "BC_PLAN_NOT_AVAILABLE"
  case termsConfigFrozen = "G_TERMS_CONFIG_FROZEN"
  case termsNotAccepted = "BC_TERMS_NOT_ACCEPTED"
  case apTermsNotAccepted = "AP_TERMS_NOT_ACCEPTED"
  case mcTermsNotAccepted = "MC_TERMS_NOT_ACCEPTED"
  case useNotLicensed = "MC_USE_NOT_LICENSED"
  case automatedCallsForbidden = "MC_AUTOMATED_CALLS_FORBIDDEN"
  case transferForbidden = "MC_TRANSFER_FORBIDDEN"
  case assignmentForbidden = "MC_ASSIGNMENT_FORBIDDEN"
  case groundNotAvailable = "MC_GROUND_NOT_AVAILABLE"
  case hostingOutsideEu = "MC_HOSTING_OUTSIDE_EU"
  case alreadyExists = "G_ALREADY_EXISTS"
  case redirectUrlNotUnique = "MC_REDIRECT_URL_NOT_UNIQUE"
  case starterAlreadyUsed = "BC_STARTER_ALREADY_USED"
  case starterAfterSubscription = "BC_STARTER_AFTER_SUBSCRIPTION"
  case optionNeedsSubscription = "BC_OPTION_NEEDS_SUBSCRIPTION"
  case starterNotRefundable = "BC_STARTER_NOT_REFUNDABLE"
  case accountClosed = "AP_ACCOUNT_CLOSED"
  case orderIrrevocable = "MC_ORDER_IRREVOCABLE"
  case creativeNotApproved = "MC_CREATIVE_NOT_APPROVED"
  case optInNotWarranted = "MC_OPT_IN_NOT_WARRANTED"
  case bloctelNotChecked = "MC_BLOCTEL_NOT_CHECKED"
  case consentMissing = "MC_CONSENT_MISSING"
  case signatureProofMissing = "MC_SIGNATURE_PROOF_MISSING"
  case documentAltered = "MC_DOCUMENT_ALTERED"
  case durationNotGuaranteed = "MC_DURATION_NOT_GUARANTEED"
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
  case billingAddressNotInFrance = "MC_BILLING_ADDRESS_NOT_IN_FRANCE"
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
  case sendTooEarly = "MC_SEND_TOO_EARLY"
  case fileUseExpired = "MC_FILE_USE_EXPIRED"
  case changeTooEarly = "MC_CHANGE_TOO_EARLY"
  case notOverdue = "AP_NOT_OVERDUE"
  case priceChanged = "AP_PRICE_CHANGED"
  case basketChanged = "MC_BASKET_CHANGED"
  case paymentNotValidated = "MC_PAYMENT_NOT_VALIDATED"
  case cardRefused = "MC_CARD_REFUSED"
  case transferRequired = "MC_TRANSFER_REQUIRED"
  case transferNotRequired = "MC_TRANSFER_NOT_REQUIRED"
  case noPaymentDefault = "MC_NO_PAYMENT_DEFAULT"
  case creditOnly = "MC_CREDIT_ONLY"
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
  /// Recorded; it takes effect after the three months (A-MC-5).
  case commitmentRunning = "MC_COMMITMENT_RUNNING"
  /// Recorded; the e-mail lacks references and waits.
  case referencesMissing = "MC_REFERENCES_MISSING"
  /// Recorded; the e-mail went elsewhere and waits.
  case wrongNoticeAddress = "MC_WRONG_NOTICE_ADDRESS"
  /// Recorded; the campaign waits for the site.
  case siteOffline = "MC_SITE_OFFLINE"
  /// The order is cancelled; its costs wait for a price list.
  case dossierFeeUndefined = "MC_DOSSIER_FEE_UNDEFINED"
  /// Recorded; the claim waits for a registered letter, and time runs on.
  case lrarRequired = "MC_LRAR_REQUIRED"
  /// Recorded, but deemed waived for good.
  case claimLate = "MC_CLAIM_LATE"
  /// Recorded, but no more than the threshold.
  case belowThreshold = "MC_BELOW_THRESHOLD"
  /// Recorded, but the addresses are the client's own.
  case notRentedAddresses = "MC_NOT_RENTED_ADDRESSES"
  /// Recorded, but nothing of it is guaranteed.
  case mcClaimGroundNotCovered = "MC_CLAIM_GROUND_NOT_COVERED"
  /// Recorded, but returned after three months.
  case npaiLate = "MC_NPAI_LATE"
  /// Recorded, but the right is lost.
  case creditReviewLate = "MC_CREDIT_REVIEW_LATE"
  /// Recorded, but the change is accepted.
  case mcNoticeLate = "MC_NOTICE_LATE"
  /// Accepted with a warning.
  case sireneStale = "MC_SIRENE_STALE"
}
