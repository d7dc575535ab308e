public import Ledger

/// The read models being folded: one pass over the log fills them all, in memory.
///
/// The fold asks no clock, no file and no name: what an event says is so. It is total, since an
/// `--as-of` leaves events out.
public struct ReadModels: Sendable {
  /// How many events were folded.
  public internal(set) var position = 0
  /// When the last of them was recorded.
  public internal(set) var lastRecorded: Instant?
  var accounts = Accounts.usual
  /// The contract that the ledger runs.
  var system: System?
  var numberPrefix = ""
  var terms = TermsModel()
  var parties = PartyModel()
  var contracts = ContractModel()
  var appointments = AppointmentModel()
  var anomalies = AnomalyModel()
  var deadlines = DeadlineModel()
  var documents = DocumentModel()
  var payments = PaymentModel()
  var tasks = TaskModel()
  var journal = JournalModel()
  var late = LateModel()
  var access = AccessModel()
  var decisions = DecisionModel()
  var consents = ConsentModel()
  var leads = LeadModel()
  var claims = ClaimModel()
  var wallets = WalletModel()
  var beneficiaries = BeneficiaryModel()
  var fingerprints = FingerprintModel()
  var advertising = AdvertisingModel()
  /// Invariants that an event broke when it was folded.
  var broken: [Violation] = []
  /// The ranks at a position, when they were computed ahead.
  private var ranked: (position: Int, ranking: Ranking)?

  let vantage: Vantage

  /// - Parameter vantage: what the events to come are seen from; the caller leaves the others out.
  public init(_ vantage: Vantage = .now) { self.vantage = vantage }

  /// The instant to which ages are counted.
  var present: Instant? { vantage.present ?? lastRecorded }

  /// Takes one event of the log.
  ///
  /// - Parameter open: gives personal data in clear, or nil when its key is gone.
  public mutating func fold(
    _ recorded: RecordedEvent,
    open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    position += 1
    lastRecorded = recorded.recorded
    switch recorded.event {
    case .appointmentBooked(let event): booked(event, recorded)
    case .deadlineSet(let event): deadlineSet(event, recorded)
    case .deadlineElapsed(let event): deadlineElapsed(event, recorded)
    case .appointmentDeemedValidated(let event): validated(event, recorded)
    case .appointmentOutcomeRecorded(let event): outcome(event, recorded)
    case .appointmentRescheduled(let event): rescheduled(event, recorded)
    case .appointmentCancelled(let event): cancelled(event, recorded)
    case .appointmentValidationReversed(let event): reversed(event, recorded)
    case .anomalyReported(let event): reported(event, recorded)
    case .anomalyResolved(let event): resolved(event, recorded)
    case .deadlineRecomputed(let event): deadlineRecomputed(event, recorded)
    case .invoiceLinesListed(let event): documents.listed(event)
    case .invoiceIssued(let event): issued(event, recorded)
    case .creditNoteIssued(let event): credited(event, recorded)
    case .paymentReceived(let event): paid(event, recorded)
    case .paymentAllocated(let event): allocated(event, recorded)
    case .taskOpened(let event): tasks.opened(event, recorded)
    case .decisionRecorded(let event): decided(event, recorded)
    case .eventCorrected(let event): corrected(event, recorded)
    case .contractSubscribed(let event): contracts.subscribed(event, recorded)
    case .contractActivated(let event): activated(event, recorded)
    case .contractRenewed(let event): renewed(event, recorded)
    case .partyRegistered(let event): registered(event, recorded, open)
    case .termsVersionAccepted(let event):
      parties.accepted(event)
      terms.accepted(event)
    case .termsVersionPublished(let event): terms.published(event, recorded)
    case .ledgerCreated(let event):
      accounts = event.provider.accounts
      system = event.contract
      numberPrefix = event.provider.numberPrefix
    case .partyDetailsChanged(let event): detailsChanged(event, recorded, open)
    default: foldRest(recorded, open)
    }
    if system == .marketingconnect { foldAdvertising(recorded) }
  }

  /// The types of event that come less often.
  private mutating func foldRest(
    _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    switch recorded.event {
    case .orderPlaced(let event):
      contracts.ordered(event, recorded, isPack: system != .marketingconnect)
    case .orderCancelled(let event): contracts.change(event.order) { $0.isRefunded = true }
    case .campaignStarted(let event): campaignStarted(event)
    case .planChanged(let event): contracts.change(event.contract) { $0.nextPlan = event }
    case .optionDeactivated(let event): contracts.optionEnded(event)
    case .noticeQualified(let event):
      contracts.change(event.contract) { contract in
        guard let day = event.effectiveOn else { return }
        contract.notices.append((event.notice, day))
        contract.endsOn = contract.notices.map(\.day).min()
      }
    case .formalNoticeSent(let event): access.notified(event)
    case .formalNoticeCured(let event):
      access.cured(event)
      tasks.close(event.notice, .sanctionBreach, by: nil, recorded)
    case .accessSuspended, .accessRestored, .contractEnded: accessChanged(recorded)
    case .referenceRatePublished(let event): late.rates.append(event)
    case .paymentInitiated(let event): late.initiated(event)
    case .paymentRejected(let event): rejected(event, recorded)
    case .recoveryIndemnityCharged(let event):
      charged(
        LateModel.Charge(
          id: event.charge, kind: .indemnity, invoice: event.invoice,
          collection: event.collection, party: event.party,
          amount: event.amount + (event.vat ?? .zero), vat: event.vat ?? .zero,
          position: recorded.position), recorded)
    case .lateInterestAssessed(let event):
      charged(
        LateModel.Charge(
          id: event.charge, kind: .interest, invoice: event.invoice, party: event.party,
          amount: event.amount, through: event.payment == nil ? event.to : nil,
          position: recorded.position), recorded)
    case .refundIssued(let event): refunded(event, recorded)
    case .consentRecorded(let event): consents.recorded(event, recorded)
    case .consentWithdrawn(let event): consents.withdrawn(event)
    default: foldMarket(recorded, open)
    }
  }

  /// Computes the ranks once, for `violations` and for the file; of use when all events are folded.
  public mutating func rank() { ranked = (position, Ranking(self)) }

  func ranking() -> Ranking {
    if let ranked, ranked.position == position { return ranked.ranking }
    return Ranking(self)
  }

  mutating func found(_ violation: @autoclosure () -> Violation, unless holds: Bool) {
    if !holds { broken.append(violation()) }
  }
}
