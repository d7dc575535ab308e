// What each large sample is expected to show, and what cannot stand in it.
import Commands
import Testing

/// What a large sample is expected to show, and what cannot stand in it.
struct Coverage: Sendable, CustomTestStringConvertible {
  var sample: Sample
  /// What the codes of its contract begin with, those that all share aside.
  var prefix: String
  /// Types of event of other contracts.
  var foreignEvents: Set<String>
  /// Commands of other contracts, or of the scheduler alone.
  var foreignCommands: Set<String>
  /// Codes that no reply can bear here, and why.
  var silentCodes: [RefusalCode: String] = [:]
  /// Codes that do more than refuse: what else they do.
  var otherOutcomes: [String: Set<RefusalCode>]
  /// Codes that refuse nothing: they hold a fact, or deny its effect.
  var neverRefused: Set<RefusalCode>

  var testDescription: String { sample.name }

  var codes: [RefusalCode] {
    RefusalCode.allCases.filter { $0.rawValue.hasPrefix(prefix) || $0.rawValue.hasPrefix("G_") }
  }

  func outcomes(of code: RefusalCode) -> [String] {
    otherOutcomes.filter { $0.value.contains(code) }.map(\.key)
      + (neverRefused.contains(code) ? [] : ["refused"])
  }

  static let all = [btbconnect, activeProspects]

  static let btbconnect = Coverage(
    sample: .btbconnect, prefix: "BC_",
    foreignEvents: advertisingEvents.union([
      "AccountClosed", "AdvancePaymentDemanded", "CaptureSiteRegistered", "CollectionOpened",
      "CredentialsChanged", "CredentialsIssued", "DeadlineMet", "DocumentReceived", "FeeCharged",
      "IdentityVerified", "InvoiceMadeAvailable", "LeadAlertSent", "LeadCaptured",
      "LeadClaimFiled", "LeadClaimRejected", "LeadClaimSettled", "LeadFollowUpRecorded",
      "LeadOffered", "LeadPriceChanged", "LeadPurchased", "PaymentModeChanged",
      "PaymentValidated", "PreferencesChanged", "UnauthorisedUseReported", "WalletCredited",
      "WalletDebited",
    ]),
    foreignCommands: marketCommands.union(advertisingCommands).union([
      "AssessInterest", "ChargeIndemnity", "ElapseDeadline", "ElapseDebit", "ElapsePrepayment",
      "EndContract", "InitiateDebit", "RenewContract",
    ]),
    silentCodes: [
      .prepayNotReceived:
        "the scheduler finds it, nobody is answered: OptionDeactivated with reason not_paid shows it"
    ],
    otherOutcomes: [
      "held": [.anomalyLate, .anomalyNotByForm, .cancellationUndecided, .clientNotEligible],
      "effect": [
        .anomalyLate, .minimumTerm, .noticeLate, .optionCommitment, .prepayThreeMonthsOnly,
      ],
    ],
    neverRefused: [
      .anomalyLate, .anomalyNotByForm, .cancellationUndecided, .noticeLate, .optionCommitment,
      .prepayThreeMonthsOnly,
    ])

  static let activeProspects = Coverage(
    sample: .activeProspects, prefix: "AP_",
    foreignEvents: advertisingEvents.union([
      "AccessRestored", "AccessSuspended", "AnomalyReported", "AnomalyResolved",
      "AppointmentBooked", "AppointmentCancelled", "AppointmentDeemedValidated",
      "AppointmentOutcomeRecorded", "AppointmentRescheduled", "AppointmentValidationReversed",
      "CampaignStarted", "CampaignStopped", "ContractActivated", "ContractEnded",
      "ContractRenewed", "ContractSubscribed", "DeadlineRecomputed", "ForceMajeureDeclared",
      "ForceMajeureEnded", "FormalNoticeCured", "FormalNoticeSent", "InvoiceLinesListed",
      "NoticeQualified", "OppositionScrubRecorded", "OptionActivated", "OptionDeactivated",
      "OrderCancelled", "OrderPlaced", "PlanChanged", "PriceListPublished",
    ]),
    foreignCommands: advertisingCommands.union([
      "ActivateMultichannel", "BookAppointment", "CancelAppointment", "ChangePlan",
      "ChargeIndemnity",
      "CloseExtras", "CreditUnderDelivery", "DeactivateMultichannel", "DeclareForceMajeure",
      "ElapseDeadline", "ElapseDebit", "ElapsePrepayment", "EndContract", "EndForceMajeure",
      "GiveNotice", "InitiateDebit", "InvoiceSubscription", "OpenReminder", "OrderStarterPack",
      "PrepayThreeMonths", "PublishPriceList", "RecordCure", "RecordOutcome", "RecordScrub",
      "RenewContract", "ReportAnomaly", "RequestRefund", "RescheduleAppointment", "ResolveAnomaly",
      "RestoreAccess", "SendFormalNotice", "StartCampaign", "Subscribe", "SuspendAccess",
      "TerminateContract",
    ]),
    otherOutcomes: [
      "held": [.claimOverPrice, .registeredLetterRequired, .unverifiedSender],
      "effect": [.claimGroundNotCovered],
      "warning": [.claimOverPrice, .insuranceExpired, .outsidePreferences],
    ],
    neverRefused: [.claimOverPrice, .registeredLetterRequired, .unverifiedSender])

  private static let marketCommands: Set = [
    "CaptureLead", "ChangeEmail", "ChangeLeadPrice", "ChoosePaymentMode", "CloseBillingPeriod",
    "CreditWallet", "CustomiseCredentials", "DemandAdvance", "FileLeadClaim", "IssueCredentials",
    "OfferLead", "OpenCollection", "OpenReminder", "PayAdvance", "PurchaseLead",
    "ReceiveDocument", "RecordFollowUp", "RecordProcedureCost", "RegisterCaptureSite",
    "RejectLeadClaim", "ReportUnauthorisedUse", "RequestClosure", "RequestPreferenceChange",
    "RequestRib", "SendAlert", "SendInvoiceByPost", "SetCommitment", "SetPreferences",
    "SettleClosure", "SettleLeadClaim", "StopAlerts", "StopCorrespondence", "TopUpWallet",
    "ValidatePayment", "VerifyIdentity", "WithdrawDirectDebit",
  ]

  /// Types of event of MARKETINGCONNECT alone.
  private static let advertisingEvents: Set = [
    "ClicksReported", "ContentRestricted", "ContractAssigned", "CreativeApproved",
    "CreditReviewCompleted", "CustomerFileUploaded", "DataBreachNotified", "DataBreachRecorded",
    "DataDestroyed", "DataExported", "DataSubjectRequestAnswered", "DataSubjectRequestReceived",
    "DeliveryClaimFiled", "DeliveryClaimQualified", "DeliveryReportRecorded", "FileDelivered",
    "GuaranteeRequested", "GuaranteeResponseRecorded", "IncidentDeclared", "LegalHoldPlaced",
    "LegalHoldReleased", "LicenceAmended", "LicenceBreachRecorded", "MessagesSent",
    "OrderConfirmed", "PriceChangeNotified", "ProcessingInstructionRecorded", "ReplacementSupplied",
    "SendScheduled", "SignatureProofArchived", "SourceDataRefreshed", "SubprocessorRecorded",
    "TargetingSelected", "UndeliverableReturned",
  ]

  private static let advertisingCommands: Set = [
    "AmendLicence", "AnswerGuarantee", "AnswerSubjectRequest", "ApproveCreative",
    "ArchiveSignature", "AssignContract", "CancelOrder", "ChangeCredentials", "ChargeDossierFee",
    "ChooseDataFate", "ClaimDelay", "DeclareIncident", "DeclinePerformance", "DeliverFile",
    "FileDeliveryClaim", "NotifyBreach", "NotifyChange", "ObjectToSharing", "OrderClickPack",
    "OrderFile", "PayOrder", "PlaceOrder", "QualifyDeliveryClaim", "ReceiveOrderForm",
    "RecordBreach", "RecordLicenceBreach", "RecordSourceRefresh", "RecordSubjectRequest",
    "RecordSubprocessor", "RefuseCard", "ReportClicks", "ReportDelivery", "RequestGuarantee",
    "RequestPaperInvoice", "RequireTransfer", "RestrictContent", "ReturnUndeliverables",
    "ReviewCredit", "ScheduleSend", "SelectTargeting", "SendMessages", "ShareWithGroup",
    "StartClicks", "StartPhoneCampaign", "SupplyReplacement", "TerminateBooster",
    "TerminateForChange", "UploadCustomerFile", "WarrantOptIn", "WarrantSite",
  ]
}
