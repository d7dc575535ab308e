/// Everything that can happen, as one closed list: a case a type, each with its fields in a file of
/// its kind (`ReferenceEvents`, `AppointmentEvents`, …).

/// The fields of one type of event.
public protocol EventPayload: Record {
  /// The name of the type, as stored.
  static var type: StaticString { get }
  /// The version of its fields. A change that old readers would misread makes a new one.
  static var schema: Int { get }
  /// True when some field is personal, and so is stored sealed.
  static var isPersonal: Bool { get }
}

extension EventPayload {
  public static var schema: Int { 1 }
  public static var isPersonal: Bool { false }

  var personalFields: [(String, Sealed)] {
    var visitor = PersonalFields()
    var copy = self
    do { try copy.visit(&visitor) } catch { preconditionFailure("\(Self.type): \(error)") }
    return visitor.found
  }
}

/// Large and rare ones are held indirectly, so that the others stay cheap to hand on.
public enum Event: Sendable {
  indirect case ledgerCreated(LedgerCreated)
  indirect case termsVersionPublished(TermsVersionPublished)
  indirect case termsVersionAccepted(TermsVersionAccepted)
  indirect case priceListPublished(PriceListPublished)
  indirect case holidayCalendarPublished(HolidayCalendarPublished)
  indirect case referenceRatePublished(ReferenceRatePublished)
  indirect case partyRegistered(PartyRegistered)
  indirect case contractSubscribed(ContractSubscribed)
  indirect case contractActivated(ContractActivated)
  indirect case contractRenewed(ContractRenewed)
  case appointmentBooked(AppointmentBooked)
  case appointmentRescheduled(AppointmentRescheduled)
  case appointmentCancelled(AppointmentCancelled)
  case appointmentOutcomeRecorded(AppointmentOutcomeRecorded)
  indirect case anomalyReported(AnomalyReported)
  case anomalyResolved(AnomalyResolved)
  case appointmentDeemedValidated(AppointmentDeemedValidated)
  case appointmentValidationReversed(AppointmentValidationReversed)
  indirect case invoiceLinesListed(InvoiceLinesListed)
  indirect case invoiceIssued(InvoiceIssued)
  indirect case creditNoteIssued(CreditNoteIssued)
  case paymentReceived(PaymentReceived)
  case paymentAllocated(PaymentAllocated)
  indirect case taskOpened(TaskOpened)
  indirect case decisionRecorded(DecisionRecorded)
  case deadlineSet(DeadlineSet)
  case deadlineElapsed(DeadlineElapsed)
  indirect case deadlineRecomputed(DeadlineRecomputed)
  indirect case eventCorrected(EventCorrected)
  indirect case noticeRecorded(NoticeRecorded)
  indirect case noticeQualified(NoticeQualified)
  indirect case contractEnded(ContractEnded)
  indirect case formalNoticeSent(FormalNoticeSent)
  indirect case formalNoticeCured(FormalNoticeCured)
  indirect case accessSuspended(AccessSuspended)
  indirect case accessRestored(AccessRestored)
  indirect case forceMajeureDeclared(ForceMajeureDeclared)
  indirect case forceMajeureEnded(ForceMajeureEnded)
  indirect case orderPlaced(OrderPlaced)
  indirect case orderCancelled(OrderCancelled)
  indirect case campaignStarted(CampaignStarted)
  indirect case campaignStopped(CampaignStopped)
  indirect case optionActivated(OptionActivated)
  indirect case optionDeactivated(OptionDeactivated)
  indirect case planChanged(PlanChanged)
  indirect case paymentMethodRegistered(PaymentMethodRegistered)
  indirect case paymentInitiated(PaymentInitiated)
  indirect case paymentRejected(PaymentRejected)
  indirect case recoveryIndemnityCharged(RecoveryIndemnityCharged)
  indirect case lateInterestAssessed(LateInterestAssessed)
  indirect case refundIssued(RefundIssued)
  indirect case consentRecorded(ConsentRecorded)
  indirect case consentWithdrawn(ConsentWithdrawn)
  indirect case oppositionScrubRecorded(OppositionScrubRecorded)
  indirect case reminderSent(ReminderSent)
  indirect case termsVersionProposed(TermsVersionProposed)
  indirect case termsVersionRefused(TermsVersionRefused)
  indirect case declarationMade(DeclarationMade)
  indirect case partyDetailsChanged(PartyDetailsChanged)
  indirect case captureSiteRegistered(CaptureSiteRegistered)
  indirect case leadCaptured(LeadCaptured)
  indirect case leadOffered(LeadOffered)
  indirect case leadPriceChanged(LeadPriceChanged)
  indirect case leadAlertSent(LeadAlertSent)
  indirect case leadPurchased(LeadPurchased)
  indirect case leadFollowUpRecorded(LeadFollowUpRecorded)
  indirect case leadClaimFiled(LeadClaimFiled)
  indirect case leadClaimSettled(LeadClaimSettled)
  indirect case leadClaimRejected(LeadClaimRejected)
  indirect case paymentModeChanged(PaymentModeChanged)
  indirect case paymentValidated(PaymentValidated)
  indirect case walletCredited(WalletCredited)
  indirect case walletDebited(WalletDebited)
  indirect case advancePaymentDemanded(AdvancePaymentDemanded)
  indirect case feeCharged(FeeCharged)
  indirect case credentialsIssued(CredentialsIssued)
  indirect case credentialsChanged(CredentialsChanged)
  indirect case unauthorisedUseReported(UnauthorisedUseReported)
  indirect case identityVerified(IdentityVerified)
  indirect case documentReceived(DocumentReceived)
  indirect case preferencesChanged(PreferencesChanged)
  indirect case accountClosed(AccountClosed)
  indirect case invoiceMadeAvailable(InvoiceMadeAvailable)
  indirect case collectionOpened(CollectionOpened)
  indirect case deadlineMet(DeadlineMet)
  indirect case orderConfirmed(OrderConfirmed)
  indirect case creditReviewCompleted(CreditReviewCompleted)
  indirect case guaranteeRequested(GuaranteeRequested)
  indirect case guaranteeResponseRecorded(GuaranteeResponseRecorded)
  indirect case priceChangeNotified(PriceChangeNotified)
  indirect case contractAssigned(ContractAssigned)
  indirect case signatureProofArchived(SignatureProofArchived)
  indirect case creativeApproved(CreativeApproved)
  indirect case targetingSelected(TargetingSelected)
  indirect case customerFileUploaded(CustomerFileUploaded)
  indirect case sendScheduled(SendScheduled)
  indirect case messagesSent(MessagesSent)
  indirect case deliveryReportRecorded(DeliveryReportRecorded)
  indirect case clicksReported(ClicksReported)
  indirect case fileDelivered(FileDelivered)
  indirect case undeliverableReturned(UndeliverableReturned)
  indirect case replacementSupplied(ReplacementSupplied)
  indirect case licenceAmended(LicenceAmended)
  indirect case licenceBreachRecorded(LicenceBreachRecorded)
  indirect case sourceDataRefreshed(SourceDataRefreshed)
  indirect case legalHoldPlaced(LegalHoldPlaced)
  indirect case legalHoldReleased(LegalHoldReleased)
  indirect case deliveryClaimFiled(DeliveryClaimFiled)
  indirect case deliveryClaimQualified(DeliveryClaimQualified)
  indirect case dataSubjectRequestReceived(DataSubjectRequestReceived)
  indirect case dataSubjectRequestAnswered(DataSubjectRequestAnswered)
  indirect case dataBreachRecorded(DataBreachRecorded)
  indirect case dataBreachNotified(DataBreachNotified)
  indirect case processingInstructionRecorded(ProcessingInstructionRecorded)
  indirect case subprocessorRecorded(SubprocessorRecorded)
  indirect case dataExported(DataExported)
  indirect case dataDestroyed(DataDestroyed)
  indirect case contentRestricted(ContentRestricted)
  indirect case incidentDeclared(IncidentDeclared)
  case commandRefused(CommandRefused)

  /// Hands the fields to a visitor, uncopied and with their own type.
  public func accept<V: PayloadVisitor>(_ visitor: inout V) -> V.Result {
    switch self {
    case .ledgerCreated(let fields): visitor.visit(fields)
    case .termsVersionPublished(let fields): visitor.visit(fields)
    case .termsVersionAccepted(let fields): visitor.visit(fields)
    case .priceListPublished(let fields): visitor.visit(fields)
    case .holidayCalendarPublished(let fields): visitor.visit(fields)
    case .referenceRatePublished(let fields): visitor.visit(fields)
    case .partyRegistered(let fields): visitor.visit(fields)
    case .contractSubscribed(let fields): visitor.visit(fields)
    case .contractActivated(let fields): visitor.visit(fields)
    case .contractRenewed(let fields): visitor.visit(fields)
    case .appointmentBooked(let fields): visitor.visit(fields)
    case .appointmentRescheduled(let fields): visitor.visit(fields)
    case .appointmentCancelled(let fields): visitor.visit(fields)
    case .appointmentOutcomeRecorded(let fields): visitor.visit(fields)
    case .anomalyReported(let fields): visitor.visit(fields)
    case .anomalyResolved(let fields): visitor.visit(fields)
    case .appointmentDeemedValidated(let fields): visitor.visit(fields)
    case .appointmentValidationReversed(let fields): visitor.visit(fields)
    case .invoiceLinesListed(let fields): visitor.visit(fields)
    case .invoiceIssued(let fields): visitor.visit(fields)
    case .creditNoteIssued(let fields): visitor.visit(fields)
    case .paymentReceived(let fields): visitor.visit(fields)
    case .paymentAllocated(let fields): visitor.visit(fields)
    case .taskOpened(let fields): visitor.visit(fields)
    case .decisionRecorded(let fields): visitor.visit(fields)
    case .deadlineSet(let fields): visitor.visit(fields)
    case .deadlineElapsed(let fields): visitor.visit(fields)
    case .deadlineRecomputed(let fields): visitor.visit(fields)
    case .eventCorrected(let fields): visitor.visit(fields)
    case .noticeRecorded(let fields): visitor.visit(fields)
    case .noticeQualified(let fields): visitor.visit(fields)
    case .contractEnded(let fields): visitor.visit(fields)
    case .formalNoticeSent(let fields): visitor.visit(fields)
    case .formalNoticeCured(let fields): visitor.visit(fields)
    case .accessSuspended(let fields): visitor.visit(fields)
    case .accessRestored(let fields): visitor.visit(fields)
    case .forceMajeureDeclared(let fields): visitor.visit(fields)
    case .forceMajeureEnded(let fields): visitor.visit(fields)
    case .orderPlaced(let fields): visitor.visit(fields)
    case .orderCancelled(let fields): visitor.visit(fields)
    case .campaignStarted(let fields): visitor.visit(fields)
    case .campaignStopped(let fields): visitor.visit(fields)
    case .optionActivated(let fields): visitor.visit(fields)
    case .optionDeactivated(let fields): visitor.visit(fields)
    case .planChanged(let fields): visitor.visit(fields)
    case .paymentMethodRegistered(let fields): visitor.visit(fields)
    case .paymentInitiated(let fields): visitor.visit(fields)
    case .paymentRejected(let fields): visitor.visit(fields)
    case .recoveryIndemnityCharged(let fields): visitor.visit(fields)
    case .lateInterestAssessed(let fields): visitor.visit(fields)
    case .refundIssued(let fields): visitor.visit(fields)
    case .consentRecorded(let fields): visitor.visit(fields)
    case .consentWithdrawn(let fields): visitor.visit(fields)
    case .oppositionScrubRecorded(let fields): visitor.visit(fields)
    case .reminderSent(let fields): visitor.visit(fields)
    case .termsVersionProposed(let fields): visitor.visit(fields)
    case .termsVersionRefused(let fields): visitor.visit(fields)
    case .declarationMade(let fields): visitor.visit(fields)
    case .partyDetailsChanged(let fields): visitor.visit(fields)
    case .captureSiteRegistered(let fields): visitor.visit(fields)
    case .leadCaptured(let fields): visitor.visit(fields)
    case .leadOffered(let fields): visitor.visit(fields)
    case .leadPriceChanged(let fields): visitor.visit(fields)
    case .leadAlertSent(let fields): visitor.visit(fields)
    case .leadPurchased(let fields): visitor.visit(fields)
    case .leadFollowUpRecorded(let fields): visitor.visit(fields)
    case .leadClaimFiled(let fields): visitor.visit(fields)
    case .leadClaimSettled(let fields): visitor.visit(fields)
    case .leadClaimRejected(let fields): visitor.visit(fields)
    case .paymentModeChanged(let fields): visitor.visit(fields)
    case .paymentValidated(let fields): visitor.visit(fields)
    case .walletCredited(let fields): visitor.visit(fields)
    case .walletDebited(let fields): visitor.visit(fields)
    case .advancePaymentDemanded(let fields): visitor.visit(fields)
    case .feeCharged(let fields): visitor.visit(fields)
    case .credentialsIssued(let fields): visitor.visit(fields)
    case .credentialsChanged(let fields): visitor.visit(fields)
    case .unauthorisedUseReported(let fields): visitor.visit(fields)
    case .identityVerified(let fields): visitor.visit(fields)
    case .documentReceived(let fields): visitor.visit(fields)
    case .preferencesChanged(let fields): visitor.visit(fields)
    case .accountClosed(let fields): visitor.visit(fields)
    case .invoiceMadeAvailable(let fields): visitor.visit(fields)
    case .collectionOpened(let fields): visitor.visit(fields)
    case .deadlineMet(let fields): visitor.visit(fields)
    case .orderConfirmed(let fields): visitor.visit(fields)
    case .creditReviewCompleted(let fields): visitor.visit(fields)
    case .guaranteeRequested(let fields): visitor.visit(fields)
    case .guaranteeResponseRecorded(let fields): visitor.visit(fields)
    case .priceChangeNotified(let fields): visitor.visit(fields)
    case .contractAssigned(let fields): visitor.visit(fields)
    case .signatureProofArchived(let fields): visitor.visit(fields)
    case .creativeApproved(let fields): visitor.visit(fields)
    case .targetingSelected(let fields): visitor.visit(fields)
    case .customerFileUploaded(let fields): visitor.visit(fields)
    case .sendScheduled(let fields): visitor.visit(fields)
    case .messagesSent(let fields): visitor.visit(fields)
    case .deliveryReportRecorded(let fields): visitor.visit(fields)
    case .clicksReported(let fields): visitor.visit(fields)
    case .fileDelivered(let fields): visitor.visit(fields)
    case .undeliverableReturned(let fields): visitor.visit(fields)
    case .replacementSupplied(let fields): visitor.visit(fields)
    case .licenceAmended(let fields): visitor.visit(fields)
    case .licenceBreachRecorded(let fields): visitor.visit(fields)
    case .sourceDataRefreshed(let fields): visitor.visit(fields)
    case .legalHoldPlaced(let fields): visitor.visit(fields)
    case .legalHoldReleased(let fields): visitor.visit(fields)
    case .deliveryClaimFiled(let fields): visitor.visit(fields)
    case .deliveryClaimQualified(let fields): visitor.visit(fields)
    case .dataSubjectRequestReceived(let fields): visitor.visit(fields)
    case .dataSubjectRequestAnswered(let fields): visitor.visit(fields)
    case .dataBreachRecorded(let fields): visitor.visit(fields)
    case .dataBreachNotified(let fields): visitor.visit(fields)
    case .processingInstructionRecorded(let fields): visitor.visit(fields)
    case .subprocessorRecorded(let fields): visitor.visit(fields)
    case .dataExported(let fields): visitor.visit(fields)
    case .dataDestroyed(let fields): visitor.visit(fields)
    case .contentRestricted(let fields): visitor.visit(fields)
    case .incidentDeclared(let fields): visitor.visit(fields)
    case .commandRefused(let fields): visitor.visit(fields)
    }
  }

  public var payload: any EventPayload {
    var visitor = PayloadItself()
    return accept(&visitor)
  }

  /// The type of the fields: its name, its schema.
  public var kind: any EventPayload.Type {
    var visitor = PayloadKind()
    return accept(&visitor)
  }

  /// The name of the type, as stored.
  public var type: String { kind.type.description }

  /// Writes the fields, without the personal ones.
  func writeData(into writer: inout CanonicalWriter) {
    withUnsafeMutablePointer(to: &writer) { pointer in
      var visitor = PayloadWriting(writer: pointer)
      accept(&visitor)
    }
  }
}

/// What is done with the fields of any type of event.
public protocol PayloadVisitor {
  associatedtype Result
  mutating func visit<P: EventPayload>(_ payload: P) -> Result
}

private struct PayloadItself: PayloadVisitor {
  func visit<P: EventPayload>(_ payload: P) -> any EventPayload { payload }
}

private struct PayloadKind: PayloadVisitor {
  func visit<P: EventPayload>(_ payload: P) -> any EventPayload.Type { P.self }
}

private struct PayloadWriting: PayloadVisitor {
  let writer: UnsafeMutablePointer<CanonicalWriter>

  func visit<P: EventPayload>(_ payload: P) { P.write(payload, into: &writer.pointee) }
}

/// A type of event as the decoder knows it.
public struct EventKind: Sendable {
  public let name: StaticString
  public let schema: Int
  let type: any EventPayload.Type
  let read: @Sendable (borrowing Tape, Int, Int?) throws(FormatError) -> Event
  let direct: DirectKind
  /// Writes the JSON Schema of the type's data.
  public let describe: @Sendable (inout CanonicalWriter) -> Void
  public let sealedFields: [String]
  let isPersonal: Bool

  init<P: EventPayload>(_ type: P.Type, _ wrap: @escaping @Sendable (P) -> Event) {
    name = P.type
    schema = P.schema
    self.type = type
    sealedFields = P.sealedFields
    isPersonal = P.isPersonal
    describe = { P.describe(into: &$0) }
    read = { (tape, index, sealed) throws(FormatError) in
      wrap(try P.read(tape, index, sealedAt: sealed, keepingDefaults: false))
    }
    direct = DirectKind(type, wrap)
  }

  static func named(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> EventKind {
    for kind in all where tape.matches(index, kind.name) { return kind }
    throw FormatError(
      "\"\(tape.string(index).prefix(60))\" is not a type known here; use a newer program",
      at: "type")
  }

  /// Every type, in the order of table A, the most frequent first.
  public static let all: [EventKind] = [
    EventKind(AppointmentBooked.self) { .appointmentBooked($0) },
    EventKind(DeadlineSet.self) { .deadlineSet($0) },
    EventKind(DeadlineElapsed.self) { .deadlineElapsed($0) },
    EventKind(AppointmentDeemedValidated.self) { .appointmentDeemedValidated($0) },
    EventKind(AppointmentOutcomeRecorded.self) { .appointmentOutcomeRecorded($0) },
    EventKind(InvoiceIssued.self) { .invoiceIssued($0) },
    EventKind(LedgerCreated.self) { .ledgerCreated($0) },
    EventKind(TermsVersionPublished.self) { .termsVersionPublished($0) },
    EventKind(TermsVersionAccepted.self) { .termsVersionAccepted($0) },
    EventKind(PriceListPublished.self) { .priceListPublished($0) },
    EventKind(HolidayCalendarPublished.self) { .holidayCalendarPublished($0) },
    EventKind(ReferenceRatePublished.self) { .referenceRatePublished($0) },
    EventKind(PartyRegistered.self) { .partyRegistered($0) },
    EventKind(ContractSubscribed.self) { .contractSubscribed($0) },
    EventKind(ContractActivated.self) { .contractActivated($0) },
    EventKind(ContractRenewed.self) { .contractRenewed($0) },
    EventKind(AppointmentRescheduled.self) { .appointmentRescheduled($0) },
    EventKind(AppointmentCancelled.self) { .appointmentCancelled($0) },
    EventKind(AnomalyReported.self) { .anomalyReported($0) },
    EventKind(AnomalyResolved.self) { .anomalyResolved($0) },
    EventKind(AppointmentValidationReversed.self) { .appointmentValidationReversed($0) },
    EventKind(InvoiceLinesListed.self) { .invoiceLinesListed($0) },
    EventKind(CreditNoteIssued.self) { .creditNoteIssued($0) },
    EventKind(PaymentReceived.self) { .paymentReceived($0) },
    EventKind(PaymentAllocated.self) { .paymentAllocated($0) },
    EventKind(TaskOpened.self) { .taskOpened($0) },
    EventKind(DecisionRecorded.self) { .decisionRecorded($0) },
    EventKind(DeadlineRecomputed.self) { .deadlineRecomputed($0) },
    EventKind(EventCorrected.self) { .eventCorrected($0) },
    EventKind(NoticeRecorded.self) { .noticeRecorded($0) },
    EventKind(NoticeQualified.self) { .noticeQualified($0) },
    EventKind(ContractEnded.self) { .contractEnded($0) },
    EventKind(FormalNoticeSent.self) { .formalNoticeSent($0) },
    EventKind(FormalNoticeCured.self) { .formalNoticeCured($0) },
    EventKind(AccessSuspended.self) { .accessSuspended($0) },
    EventKind(AccessRestored.self) { .accessRestored($0) },
    EventKind(ForceMajeureDeclared.self) { .forceMajeureDeclared($0) },
    EventKind(ForceMajeureEnded.self) { .forceMajeureEnded($0) },
    EventKind(OrderPlaced.self) { .orderPlaced($0) },
    EventKind(OrderCancelled.self) { .orderCancelled($0) },
    EventKind(CampaignStarted.self) { .campaignStarted($0) },
    EventKind(CampaignStopped.self) { .campaignStopped($0) },
    EventKind(OptionActivated.self) { .optionActivated($0) },
    EventKind(OptionDeactivated.self) { .optionDeactivated($0) },
    EventKind(PlanChanged.self) { .planChanged($0) },
    EventKind(PaymentMethodRegistered.self) { .paymentMethodRegistered($0) },
    EventKind(PaymentInitiated.self) { .paymentInitiated($0) },
    EventKind(PaymentRejected.self) { .paymentRejected($0) },
    EventKind(RecoveryIndemnityCharged.self) { .recoveryIndemnityCharged($0) },
    EventKind(LateInterestAssessed.self) { .lateInterestAssessed($0) },
    EventKind(RefundIssued.self) { .refundIssued($0) },
    EventKind(ConsentRecorded.self) { .consentRecorded($0) },
    EventKind(ConsentWithdrawn.self) { .consentWithdrawn($0) },
    EventKind(OppositionScrubRecorded.self) { .oppositionScrubRecorded($0) },
    EventKind(ReminderSent.self) { .reminderSent($0) },
    EventKind(TermsVersionProposed.self) { .termsVersionProposed($0) },
    EventKind(TermsVersionRefused.self) { .termsVersionRefused($0) },
    EventKind(DeclarationMade.self) { .declarationMade($0) },
    EventKind(PartyDetailsChanged.self) { .partyDetailsChanged($0) },
    EventKind(CaptureSiteRegistered.self) { .captureSiteRegistered($0) },
    EventKind(LeadCaptured.self) { .leadCaptured($0) },
    EventKind(LeadOffered.self) { .leadOffered($0) },
    EventKind(LeadPriceChanged.self) { .leadPriceChanged($0) },
    EventKind(LeadAlertSent.self) { .leadAlertSent($0) },
    EventKind(LeadPurchased.self) { .leadPurchased($0) },
    EventKind(LeadFollowUpRecorded.self) { .leadFollowUpRecorded($0) },
    EventKind(LeadClaimFiled.self) { .leadClaimFiled($0) },
    EventKind(LeadClaimSettled.self) { .leadClaimSettled($0) },
    EventKind(LeadClaimRejected.self) { .leadClaimRejected($0) },
    EventKind(PaymentModeChanged.self) { .paymentModeChanged($0) },
    EventKind(PaymentValidated.self) { .paymentValidated($0) },
    EventKind(WalletCredited.self) { .walletCredited($0) },
    EventKind(WalletDebited.self) { .walletDebited($0) },
    EventKind(AdvancePaymentDemanded.self) { .advancePaymentDemanded($0) },
    EventKind(FeeCharged.self) { .feeCharged($0) },
    EventKind(CredentialsIssued.self) { .credentialsIssued($0) },
    EventKind(CredentialsChanged.self) { .credentialsChanged($0) },
    EventKind(UnauthorisedUseReported.self) { .unauthorisedUseReported($0) },
    EventKind(IdentityVerified.self) { .identityVerified($0) },
    EventKind(DocumentReceived.self) { .documentReceived($0) },
    EventKind(PreferencesChanged.self) { .preferencesChanged($0) },
    EventKind(AccountClosed.self) { .accountClosed($0) },
    EventKind(InvoiceMadeAvailable.self) { .invoiceMadeAvailable($0) },
    EventKind(CollectionOpened.self) { .collectionOpened($0) },
    EventKind(DeadlineMet.self) { .deadlineMet($0) },
    EventKind(OrderConfirmed.self) { .orderConfirmed($0) },
    EventKind(CreditReviewCompleted.self) { .creditReviewCompleted($0) },
    EventKind(GuaranteeRequested.self) { .guaranteeRequested($0) },
    EventKind(GuaranteeResponseRecorded.self) { .guaranteeResponseRecorded($0) },
    EventKind(PriceChangeNotified.self) { .priceChangeNotified($0) },
    EventKind(ContractAssigned.self) { .contractAssigned($0) },
    EventKind(SignatureProofArchived.self) { .signatureProofArchived($0) },
    EventKind(CreativeApproved.self) { .creativeApproved($0) },
    EventKind(TargetingSelected.self) { .targetingSelected($0) },
    EventKind(CustomerFileUploaded.self) { .customerFileUploaded($0) },
    EventKind(SendScheduled.self) { .sendScheduled($0) },
    EventKind(MessagesSent.self) { .messagesSent($0) },
    EventKind(DeliveryReportRecorded.self) { .deliveryReportRecorded($0) },
    EventKind(ClicksReported.self) { .clicksReported($0) },
    EventKind(FileDelivered.self) { .fileDelivered($0) },
    EventKind(UndeliverableReturned.self) { .undeliverableReturned($0) },
    EventKind(ReplacementSupplied.self) { .replacementSupplied($0) },
    EventKind(LicenceAmended.self) { .licenceAmended($0) },
    EventKind(LicenceBreachRecorded.self) { .licenceBreachRecorded($0) },
    EventKind(SourceDataRefreshed.self) { .sourceDataRefreshed($0) },
    EventKind(LegalHoldPlaced.self) { .legalHoldPlaced($0) },
    EventKind(LegalHoldReleased.self) { .legalHoldReleased($0) },
    EventKind(DeliveryClaimFiled.self) { .deliveryClaimFiled($0) },
    EventKind(DeliveryClaimQualified.self) { .deliveryClaimQualified($0) },
    EventKind(DataSubjectRequestReceived.self) { .dataSubjectRequestReceived($0) },
    EventKind(DataSubjectRequestAnswered.self) { .dataSubjectRequestAnswered($0) },
    EventKind(DataBreachRecorded.self) { .dataBreachRecorded($0) },
    EventKind(DataBreachNotified.self) { .dataBreachNotified($0) },
    EventKind(ProcessingInstructionRecorded.self) { .processingInstructionRecorded($0) },
    EventKind(SubprocessorRecorded.self) { .subprocessorRecorded($0) },
    EventKind(DataExported.self) { .dataExported($0) },
    EventKind(DataDestroyed.self) { .dataDestroyed($0) },
    EventKind(ContentRestricted.self) { .contentRestricted($0) },
    EventKind(IncidentDeclared.self) { .incidentDeclared($0) },
    EventKind(CommandRefused.self) { .commandRefused($0) },
  ]
}

/// Collects the personal fields of a payload that hold something.
struct PersonalFields: FieldVisitor, ~Copyable {
  private(set) var found: [(String, Sealed)] = []

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {}

  mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) {}

  mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {
    if value != .none { found.append(("\(key)", value)) }
  }
}
