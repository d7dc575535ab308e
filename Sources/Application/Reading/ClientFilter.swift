public import Ledger

/// Which events are about one client: those that name it, and those about what is its own. It must see
/// every event from the first.
public struct ClientFilter {
  let client: String
  /// Its contracts and orders.
  private(set) var contracts: Set<String> = []
  private var appointments: Set<String> = []
  private(set) var subjects: Set<String> = []

  public init(_ client: String) { self.client = client }

  /// Whether an event is about the client; remembers what it makes the client's own.
  public mutating func takes(_ event: Event) -> Bool {
    switch event {
    case .partyRegistered(let event): return event.party == client
    case .termsVersionAccepted(let event): return event.party == client
    case .contractSubscribed(let event):
      return own(event.contract, in: \.contracts, event.party == client)
    case .contractActivated(let event): return contracts.contains(event.contract)
    case .contractRenewed(let event): return contracts.contains(event.contract)
    case .appointmentBooked(let event):
      return own(event.appointment, in: \.appointments, contracts.contains(event.contract))
    case .appointmentRescheduled(let event): return appointments.contains(event.appointment)
    case .appointmentCancelled(let event): return appointments.contains(event.appointment)
    case .appointmentOutcomeRecorded(let event): return appointments.contains(event.appointment)
    case .anomalyReported(let event):
      return own(event.anomaly, in: \.subjects, appointments.contains(event.appointment))
    case .anomalyResolved(let event): return appointments.contains(event.appointment)
    case .appointmentDeemedValidated(let event): return appointments.contains(event.appointment)
    case .appointmentValidationReversed(let event):
      return appointments.contains(event.appointment)
    case .invoiceLinesListed(let event):
      // Before their invoice, lines are known by what they bill; a shared lead has other buyers too.
      let leads = event.lines.compactMap(\.lead)
      return event.lines.contains { $0.appointment.map(appointments.contains) == true }
        || (!leads.isEmpty && leads.allSatisfy(subjects.contains))
    case .invoiceIssued(let event):
      return own(event.number, in: \.subjects, event.party == client)
    case .creditNoteIssued(let event):
      return own(event.number, in: \.subjects, event.party == client)
    case .paymentReceived(let event):
      return own(event.payment, in: \.subjects, event.party == client)
    case .paymentAllocated(let event): return event.party == client
    case .taskOpened(let event): return isOwn(event.subject)
    case .decisionRecorded(let event): return isOwn(event.subject)
    case .deadlineSet(let event):
      return own(event.deadline, in: \.subjects, isOwn(event.subject))
    case .deadlineElapsed(let event): return subjects.contains(event.deadline)
    case .deadlineRecomputed(let event): return subjects.contains(event.deadline)
    case .eventCorrected(let event): return isOwn(event.subject)
    case .ledgerCreated, .termsVersionPublished, .priceListPublished, .holidayCalendarPublished,
      .referenceRatePublished, .commandRefused, .consentRecorded, .consentWithdrawn,
      .oppositionScrubRecorded:
      return false
    default: return takesRest(event)
    }
  }

  /// The types of event that come less often.
  private mutating func takesRest(_ event: Event) -> Bool {
    switch event {
    case .termsVersionProposed(let event): return event.party == client
    case .termsVersionRefused(let event): return event.party == client
    case .declarationMade(let event): return event.party == client
    case .partyDetailsChanged(let event): return event.party == client
    case .noticeRecorded(let event):
      // A beneficiary has no contract: its writings name it.
      return own(
        event.notice, in: \.subjects,
        contracts.contains(event.contract) || event.contract == client)
    case .noticeQualified(let event): return contracts.contains(event.contract)
    case .contractEnded(let event): return contracts.contains(event.contract)
    case .formalNoticeSent(let event):
      return own(event.notice, in: \.subjects, contracts.contains(event.contract))
    case .formalNoticeCured(let event): return contracts.contains(event.contract)
    case .accessSuspended(let event): return contracts.contains(event.contract)
    case .accessRestored(let event): return contracts.contains(event.contract)
    case .forceMajeureDeclared(let event): return contracts.contains(event.contract)
    case .forceMajeureEnded(let event): return contracts.contains(event.contract)
    case .orderPlaced(let event):
      // An order through an agent is the agent's too (MC-D.7).
      return own(
        event.order, in: \.contracts, event.client == client || event.agent == client)
    case .orderCancelled(let event): return contracts.contains(event.order)
    case .campaignStarted(let event):
      return own(event.campaign, in: \.subjects, contracts.contains(event.contract))
    case .campaignStopped(let event): return contracts.contains(event.contract)
    case .optionActivated(let event): return contracts.contains(event.contract)
    case .optionDeactivated(let event): return contracts.contains(event.contract)
    case .planChanged(let event): return contracts.contains(event.contract)
    case .paymentMethodRegistered(let event): return event.party == client
    case .paymentInitiated(let event):
      return own(event.payment, in: \.subjects, event.party == client)
    case .paymentRejected(let event): return event.party == client
    case .recoveryIndemnityCharged(let event): return event.party == client
    case .lateInterestAssessed(let event): return event.party == client
    case .refundIssued(let event): return event.party == client
    case .reminderSent(let event): return isOwn(event.about)
    default: return takesMarket(event)
    }
  }

  /// Leads, Tirelires and accounts: a lead is a client's own from its purchase on.
  private mutating func takesMarket(_ event: Event) -> Bool {
    switch event {
    case .leadPurchased(let event):
      return own(event.lead, in: \.subjects, event.party == client)
    case .leadAlertSent(let event): return event.party == client
    case .leadFollowUpRecorded(let event): return event.party == client
    case .leadClaimFiled(let event):
      return own(event.claim, in: \.subjects, event.party == client)
    case .leadClaimSettled(let event): return event.party == client
    case .leadClaimRejected(let event): return event.party == client
    case .paymentModeChanged(let event): return event.party == client
    case .paymentValidated(let event): return event.party == client
    case .walletCredited(let event): return event.wallet == client
    case .walletDebited(let event): return event.wallet == client
    case .advancePaymentDemanded(let event): return event.party == client
    case .feeCharged(let event): return event.party == client
    case .deadlineMet(let event): return subjects.contains(event.deadline)
    case .captureSiteRegistered, .leadCaptured, .leadOffered, .leadPriceChanged: return false
    default: return takesAccount(event)
    }
  }

  private mutating func takesAccount(_ event: Event) -> Bool {
    switch event {
    case .credentialsIssued(let event):
      // A user's new credentials have a deadline of their own (MC-II.1).
      return own(event.user, in: \.subjects, event.party == client)
    case .credentialsChanged(let event): return event.party == client
    case .unauthorisedUseReported(let event): return event.party == client
    case .identityVerified(let event): return event.party == client
    case .documentReceived(let event): return event.party == client
    case .preferencesChanged(let event): return event.party == client
    case .accountClosed(let event): return event.party == client
    case .invoiceMadeAvailable(let event): return event.party == client
    case .collectionOpened(let event): return event.party == client
    default: return takesAdvertising(event)
    }
  }

  func isOwn(_ subject: String) -> Bool {
    subject == client || contracts.contains(subject) || appointments.contains(subject)
      || subjects.contains(subject)
  }

  /// Remembers a subject when it is the client's own.
  mutating func ownSubject(_ id: String, _ isOwn: Bool) -> Bool {
    own(id, in: \.subjects, isOwn)
  }

  private mutating func own(
    _ id: String, in set: WritableKeyPath<ClientFilter, Set<String>>, _ isOwn: Bool
  ) -> Bool {
    if isOwn { self[keyPath: set].insert(id) }
    return isOwn
  }
}
