public import Ledger

/// Which events are about one client: those that name it, and those about what is its own. It must see
/// every event from the first.
public struct ClientFilter {
  private let client: String
  private var contracts: Set<String> = []
  private var appointments: Set<String> = []
  private var subjects: Set<String> = []

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
    case .invoiceLinesListed(let event): return subjects.contains(event.invoice)
    case .invoiceIssued(let event): return event.party == client
    case .creditNoteIssued(let event): return event.party == client
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
      .referenceRatePublished, .commandRefused:
      return false
    }
  }

  private func isOwn(_ subject: String) -> Bool {
    subject == client || contracts.contains(subject) || appointments.contains(subject)
      || subjects.contains(subject)
  }

  private mutating func own(
    _ id: String, in set: WritableKeyPath<ClientFilter, Set<String>>, _ isOwn: Bool
  ) -> Bool {
    if isOwn { self[keyPath: set].insert(id) }
    return isOwn
  }
}
