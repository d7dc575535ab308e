import Ledger

/// One French line per event, in the words of the contracts: each type of event has its own.
enum FrenchSummary {
  static func of(_ event: Event) -> String {
    switch event {
    case .ledgerCreated(let event): line(event)
    case .termsVersionPublished(let event): line(event)
    case .termsVersionAccepted(let event): line(event)
    case .priceListPublished(let event): line(event)
    case .holidayCalendarPublished(let event): line(event)
    case .referenceRatePublished(let event): line(event)
    case .partyRegistered(let event): line(event)
    case .contractSubscribed(let event): line(event)
    case .contractActivated(let event): line(event)
    case .contractRenewed(let event): line(event)
    case .appointmentBooked(let event): line(event)
    case .appointmentRescheduled(let event): line(event)
    case .appointmentCancelled(let event): line(event)
    case .appointmentOutcomeRecorded(let event): line(event)
    case .anomalyReported(let event): line(event)
    case .anomalyResolved(let event): line(event)
    case .appointmentDeemedValidated(let event): line(event)
    case .appointmentValidationReversed(let event): line(event)
    case .invoiceLinesListed(let event): line(event)
    case .invoiceIssued(let event): line(event)
    case .creditNoteIssued(let event): line(event)
    case .paymentReceived(let event): line(event)
    case .paymentAllocated(let event): line(event)
    case .taskOpened(let event): line(event)
    case .decisionRecorded(let event): line(event)
    case .deadlineSet(let event): line(event)
    case .deadlineElapsed(let event): line(event)
    case .deadlineRecomputed(let event): line(event)
    case .eventCorrected(let event): line(event)
    case .noticeRecorded(let event): line(event)
    case .noticeQualified(let event): line(event)
    case .contractEnded(let event): line(event)
    case .formalNoticeSent(let event): line(event)
    case .formalNoticeCured(let event): line(event)
    case .accessSuspended(let event): line(event)
    case .accessRestored(let event): line(event)
    case .forceMajeureDeclared(let event): line(event)
    case .forceMajeureEnded(let event): line(event)
    case .orderPlaced(let event): line(event)
    case .orderCancelled(let event): line(event)
    case .campaignStarted(let event): line(event)
    case .campaignStopped(let event): line(event)
    case .optionActivated(let event): line(event)
    case .optionDeactivated(let event): line(event)
    case .planChanged(let event): line(event)
    case .paymentMethodRegistered(let event): line(event)
    case .paymentInitiated(let event): line(event)
    case .paymentRejected(let event): line(event)
    case .recoveryIndemnityCharged(let event): line(event)
    case .lateInterestAssessed(let event): line(event)
    case .refundIssued(let event): line(event)
    case .consentRecorded(let event): line(event)
    case .consentWithdrawn(let event): line(event)
    case .oppositionScrubRecorded(let event): line(event)
    case .reminderSent(let event): line(event)
    case .termsVersionProposed(let event): line(event)
    case .termsVersionRefused(let event): line(event)
    case .declarationMade(let event): line(event)
    case .partyDetailsChanged(let event): line(event)
    case .captureSiteRegistered(let event): line(event)
    case .leadCaptured(let event): line(event)
    case .leadOffered(let event): line(event)
    case .leadPriceChanged(let event): line(event)
    case .leadAlertSent(let event): line(event)
    case .leadPurchased(let event): line(event)
    case .leadFollowUpRecorded(let event): line(event)
    case .leadClaimFiled(let event): line(event)
    case .leadClaimSettled(let event): line(event)
    case .leadClaimRejected(let event): line(event)
    case .paymentModeChanged(let event): line(event)
    case .paymentValidated(let event): line(event)
    case .walletCredited(let event): line(event)
    case .walletDebited(let event): line(event)
    case .advancePaymentDemanded(let event): line(event)
    case .feeCharged(let event): line(event)
    case .credentialsIssued(let event): line(event)
    case .credentialsChanged(let event): line(event)
    case .unauthorisedUseReported(let event): line(event)
    case .identityVerified(let event): line(event)
    case .documentReceived(let event): line(event)
    case .preferencesChanged(let event): line(event)
    case .accountClosed(let event): line(event)
    case .invoiceMadeAvailable(let event): line(event)
    case .collectionOpened(let event): line(event)
    case .deadlineMet(let event): line(event)
    case .orderConfirmed(let event): line(event)
    case .creditReviewCompleted(let event): line(event)
    case .guaranteeRequested(let event): line(event)
    case .guaranteeResponseRecorded(let event): line(event)
    case .priceChangeNotified(let event): line(event)
    case .contractAssigned(let event): line(event)
    case .signatureProofArchived(let event): line(event)
    case .creativeApproved(let event): line(event)
    case .targetingSelected(let event): line(event)
    case .customerFileUploaded(let event): line(event)
    case .sendScheduled(let event): line(event)
    case .messagesSent(let event): line(event)
    case .deliveryReportRecorded(let event): line(event)
    case .clicksReported(let event): line(event)
    case .fileDelivered(let event): line(event)
    case .undeliverableReturned(let event): line(event)
    case .replacementSupplied(let event): line(event)
    case .licenceAmended(let event): line(event)
    case .licenceBreachRecorded(let event): line(event)
    case .sourceDataRefreshed(let event): line(event)
    case .legalHoldPlaced(let event): line(event)
    case .legalHoldReleased(let event): line(event)
    case .deliveryClaimFiled(let event): line(event)
    case .deliveryClaimQualified(let event): line(event)
    case .dataSubjectRequestReceived(let event): line(event)
    case .dataSubjectRequestAnswered(let event): line(event)
    case .dataBreachRecorded(let event): line(event)
    case .dataBreachNotified(let event): line(event)
    case .processingInstructionRecorded(let event): line(event)
    case .subprocessorRecorded(let event): line(event)
    case .dataExported(let event): line(event)
    case .dataDestroyed(let event): line(event)
    case .contentRestricted(let event): line(event)
    case .incidentDeclared(let event): line(event)
    case .commandRefused(let event): line(event)
    }
  }

  /// What a code of an event says.
  static func word<T: Choice>(_ code: T, _ column: String) -> String {
    FrenchWords.word(code.rawValue, column)
  }

  static func unit(_ unit: DayUnit) -> String { word(unit, "unit") }
  static func channel(_ channel: String) -> String { FrenchWords.word(channel, "channel") }
}

// MARK: Reference and clients

extension FrenchSummary {
  static func line(_ event: LedgerCreated) -> String {
    "registre \(event.name) créé pour \(event.contract.rawValue), horloge "
      + word(event.clock, "clock")
  }

  static func line(_ event: TermsVersionPublished) -> String {
    "conditions \(event.version) publiées, en vigueur le \(event.effectiveFrom)"
  }

  static func line(_ event: TermsVersionAccepted) -> String {
    "conditions \(event.version) acceptées par le client \(event.party) : "
      + word(event.method, "method")
  }

  static func line(_ event: TermsVersionProposed) -> String {
    "conditions \(event.version) portées à la connaissance du client \(event.party) par "
      + channel(event.channel)
      + (event.appliesOn.map { ", applicables le \($0)" } ?? "")
  }

  static func line(_ event: TermsVersionRefused) -> String {
    "conditions \(event.version) refusées par le client \(event.party)"
  }

  static func line(_ event: PriceListPublished) -> String {
    "tarif \(event.listId) publié, à compter du \(Paris.text(event.effectiveFrom))"
  }

  static func line(_ event: HolidayCalendarPublished) -> String {
    "calendrier \(event.calendar.reference) publié, \(event.dates.count) jours fermés"
  }

  static func line(_ event: ReferenceRatePublished) -> String {
    "\(word(event.kind, "rate_kind")) : \(event.value) % à compter du \(event.effectiveFrom)"
  }

  static func line(_ event: PartyRegistered) -> String {
    "client \(event.party) inscrit" + (event.eligible ? "" : ", sa profession est à examiner")
  }

  static func line(_ event: PartyDetailsChanged) -> String {
    let fields = event.changed.map { FrenchWords.word($0, "detail") }
    return "coordonnées du client \(event.party) modifiées : \(fields.joined(separator: ", "))"
  }

  static func line(_ event: DeclarationMade) -> String {
    "déclaration du client \(event.party) : \(word(event.type, "declaration"))"
  }

  static func line(_ event: ConsentRecorded) -> String {
    "consentement de \(event.subjectKey) recueilli, finalité : "
      + FrenchWords.word(event.purpose, "purpose")
  }

  static func line(_ event: ConsentWithdrawn) -> String {
    "consentement de \(event.subjectKey) retiré, finalité : "
      + FrenchWords.word(event.purpose, "purpose")
  }

  static func line(_ event: OppositionScrubRecorded) -> String {
    "fichier \(event.file) confronté à la liste \(word(event.list, "list")), numéros retirés : "
      + "\(event.removed)"
  }
}
