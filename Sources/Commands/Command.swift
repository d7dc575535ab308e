public import Ledger

/// A request to the ledger, as one line of JSON: who asks what, when.
///
/// ```json
/// {"id":"c-0007","command":"ReportAnomaly","at":"2026-04-08T16:20:00+02:00",
///  "actor":{"role":"client","id":"C-012"},"channel":"form","data":{…}}
/// ```
public struct Command: Sendable {
  public var id: String
  public var at: Instant?
  public var receivedAt: Instant?
  public var occurredAt: Instant?
  public var actor: Actor
  public var channel: String?
  public var expect: ExpectedVersion?
  public var proofs: [String]
  public var body: any CommandBody
}

/// The fields of one command, and its rule.
public protocol CommandBody: Record {
  /// The verb, as callers write it.
  static var verb: StaticString { get }
  /// Who may ask (G-17).
  static var roles: [Role] { get }
  /// The contracts that know it.
  static var systems: [System] { get }
  /// Whether it names people whose phone or e-mail is to be recognised.
  static var namesPeople: Bool { get }
  /// Puts the fingerprints of phones and e-mails in.
  mutating func fingerprint(_ key: any FingerprintKey)
  /// The rule that the authority comes from.
  static var authority: String { get }
  /// Says yes with events, or no with a refusal. Pure: reads no clock, changes nothing.
  func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision
}

extension CommandBody {
  /// What the rule says, with what follows from it whoever asked.
  public func decision(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if !Self.systems.contains(book.system) {
      throw Refusal(
        .unknownReference, "G-16", "\(Self.verb) is no command of \(book.system.rawValue)",
        try: "see minutier schema for the commands of each contract")
    }
    var decision = try decide(request, book)
    switch book.system {
    case .btbconnect:
      decision.drafts += PackProgress.following(decision.drafts, request, book)
    case .activeProspects: decision.drafts += MarketFollowing(decision.drafts, request, book).drafts
    case .marketingconnect:
      decision.drafts += AdvertisingFollowing(decision.drafts, request, book).drafts
    case .exanergy, .assoconnect: break
    }
    return decision
  }
}

/// Makes fingerprints of phones and e-mails, under a key that the rules do not hold.
public protocol FingerprintKey {
  func fingerprint(_ kind: FingerprintKind, _ text: String) -> Fingerprint
}

extension Person {
  /// Puts the fingerprints of what is known of the person in.
  mutating func fingerprint(_ key: any FingerprintKey) {
    fingerprints =
      [email.map { key.fingerprint(.email, $0) }, phone.map { key.fingerprint(.phone, $0) }]
      .compactMap { $0 }
  }
}

extension CommandBody {
  public static var authority: String { "G-17" }
  public static var systems: [System] { Array(System.allCases) }
  public static var namesPeople: Bool { false }
  public mutating func fingerprint(_ key: any FingerprintKey) {}
}

/// The version of a stream that the caller saw (G-16).
public struct ExpectedVersion: Record {
  public var stream = String.unset
  public var version = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("stream", &stream, DerivedIDCoding.self)
    try visitor.field("version", &version)
  }
}

/// The frame of a command, without its data.
public struct CommandFrame: Record {
  public var actor = Actor.unset
  public var at: Instant?
  public var channel: String?
  public var command = String.unset
  public var data = AnyObject()
  public var expect: ExpectedVersion?
  public var id = String.unset
  public var occurredAt: Instant?
  public var proofs: [SHA256Text]?
  public var receivedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("actor", &actor)
    try visitor.field("at", &at)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("command", &command, IDCoding.self)
    try visitor.field("data", &data)
    try visitor.field("expect", &expect)
    try visitor.field("id", &id, IDCoding.self)
    try visitor.field("occurred_at", &occurredAt)
    try visitor.field("proofs", &proofs)
    try visitor.field("received_at", &receivedAt)
  }

  /// Where the object of the data stands; it is read once the verb is known.
  public struct AnyObject: FieldValue {
    var index = 0

    public static let unset = AnyObject()
    public static func isUnset(_ value: AnyObject) -> Bool { false }

    public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError)
      -> AnyObject
    { AnyObject(index: index) }

    public static func write(_ value: AnyObject, into writer: inout CanonicalWriter) {
      preconditionFailure("a frame is only read")
    }

    public static func describe(into writer: inout CanonicalWriter) {
      writer.json(#"{"type":"object"}"#)
    }
  }
}

extension Command {
  /// Reads one command from a tape.
  ///
  /// - Throws: `FormatError` naming the field and what was expected of it.
  public init(_ tape: borrowing Tape) throws(FormatError) {
    let frame = try CommandFrame.read(tape, 0)
    guard let kind = CommandKind.all.first(where: { "\($0.verb)" == frame.command }) else {
      let verbs = CommandKind.all.map { "\($0.verb)" }.joined(separator: ", ")
      throw FormatError("\"\(frame.command)\" is not one of \(verbs)", at: "command")
    }
    do { body = try kind.read(tape, frame.data.index) } catch {
      throw FormatError(error.problem, at: error.path.isEmpty ? "data" : "data.\(error.path)")
    }
    id = frame.id
    at = frame.at
    receivedAt = frame.receivedAt
    occurredAt = frame.occurredAt
    actor = frame.actor
    channel = frame.channel
    expect = frame.expect
    proofs = frame.proofs?.map(\.hex) ?? []
  }
}

/// A command as the parser knows it.
public struct CommandKind: Sendable {
  public let verb: StaticString
  public let roles: [Role]
  let read: @Sendable (borrowing Tape, Int) throws(FormatError) -> any CommandBody
  /// Writes the JSON Schema of the command's data.
  public let describe: @Sendable (inout CanonicalWriter) -> Void

  init<B: CommandBody>(_ type: B.Type) {
    verb = B.verb
    roles = B.roles
    describe = { B.describe(into: &$0) }
    read = { (tape, index) throws(FormatError) in try B.read(tape, index) }
  }

  /// Every command, the most frequent first; the last ones are the scheduler's.
  public static let all: [CommandKind] = [
    CommandKind(BookAppointment.self), CommandKind(RecordOutcome.self),
    CommandKind(ReportAnomaly.self), CommandKind(ResolveAnomaly.self),
    CommandKind(RescheduleAppointment.self), CommandKind(CancelAppointment.self),
    CommandKind(RecordPayment.self), CommandKind(Subscribe.self), CommandKind(AcceptTerms.self),
    CommandKind(RegisterParty.self), CommandKind(RecordDecision.self),
    CommandKind(CorrectEvent.self), CommandKind(CloseExtras.self),
    CommandKind(PublishTerms.self), CommandKind(PublishPriceList.self),
    CommandKind(PublishCalendar.self), CommandKind(EndForceMajeure.self),
    CommandKind(DeclareForceMajeure.self), CommandKind(RecordCure.self),
    CommandKind(RestoreAccess.self), CommandKind(SendFormalNotice.self),
    CommandKind(SuspendAccess.self), CommandKind(TerminateContract.self),
    CommandKind(RecordConsent.self), CommandKind(RecordScrub.self),
    CommandKind(WithdrawConsent.self), CommandKind(CreditUnderDelivery.self),
    CommandKind(IssueCreditNote.self), CommandKind(RecordRefund.self),
    CommandKind(RecordPaymentRejection.self), CommandKind(RegisterMandate.self),
    CommandKind(RepresentDebit.self), CommandKind(GiveNotice.self),
    CommandKind(ActivateMultichannel.self), CommandKind(DeactivateMultichannel.self),
    CommandKind(PrepayThreeMonths.self), CommandKind(ChangePartyDetails.self),
    CommandKind(AllocatePayment.self), CommandKind(PublishRate.self),
    CommandKind(OrderStarterPack.self), CommandKind(RequestRefund.self),
    CommandKind(StartCampaign.self), CommandKind(ChangePlan.self), CommandKind(ProposeTerms.self),
    CommandKind(RecordSending.self), CommandKind(RefuseTerms.self),
    CommandKind(PurchaseLead.self),
    CommandKind(CaptureLead.self),
    CommandKind(OfferLead.self),
    CommandKind(SendAlert.self),
    CommandKind(ChangeEmail.self),
    CommandKind(ChangeLeadPrice.self),
    CommandKind(ChoosePaymentMode.self),
    CommandKind(CreditWallet.self),
    CommandKind(CustomiseCredentials.self),
    CommandKind(DemandAdvance.self),
    CommandKind(FileLeadClaim.self),
    CommandKind(IssueCredentials.self),
    CommandKind(OpenCollection.self),
    CommandKind(PayAdvance.self),
    CommandKind(ReceiveDocument.self),
    CommandKind(RecordFollowUp.self),
    CommandKind(RecordProcedureCost.self),
    CommandKind(RegisterCaptureSite.self),
    CommandKind(RejectLeadClaim.self),
    CommandKind(ReportUnauthorisedUse.self),
    CommandKind(RequestClosure.self),
    CommandKind(RequestPreferenceChange.self),
    CommandKind(RequestRib.self),
    CommandKind(SendInvoiceByPost.self),
    CommandKind(SetCommitment.self),
    CommandKind(SetPreferences.self),
    CommandKind(SettleClosure.self),
    CommandKind(SettleLeadClaim.self),
    CommandKind(StopAlerts.self),
    CommandKind(StopCorrespondence.self),
    CommandKind(TopUpWallet.self),
    CommandKind(ValidatePayment.self),
    CommandKind(VerifyIdentity.self),
    CommandKind(WithdrawDirectDebit.self),
    CommandKind(AmendLicence.self),
    CommandKind(AnswerGuarantee.self),
    CommandKind(AnswerSubjectRequest.self),
    CommandKind(ApproveCreative.self),
    CommandKind(ArchiveSignature.self),
    CommandKind(AssignContract.self),
    CommandKind(CancelOrder.self),
    CommandKind(ChangeCredentials.self),
    CommandKind(ChooseDataFate.self),
    CommandKind(ChargeDossierFee.self),
    CommandKind(ClaimDelay.self),
    CommandKind(DeclareIncident.self),
    CommandKind(DeclinePerformance.self),
    CommandKind(DeliverFile.self),
    CommandKind(FileDeliveryClaim.self),
    CommandKind(NotifyBreach.self),
    CommandKind(NotifyChange.self),
    CommandKind(ObjectToSharing.self),
    CommandKind(OrderClickPack.self),
    CommandKind(OrderFile.self),
    CommandKind(PayOrder.self),
    CommandKind(PlaceOrder.self),
    CommandKind(QualifyDeliveryClaim.self),
    CommandKind(ReceiveOrderForm.self),
    CommandKind(RecordBreach.self),
    CommandKind(RecordLicenceBreach.self),
    CommandKind(RecordSourceRefresh.self),
    CommandKind(RecordSubjectRequest.self),
    CommandKind(RecordSubprocessor.self),
    CommandKind(RefuseCard.self),
    CommandKind(ReportClicks.self),
    CommandKind(ReportDelivery.self),
    CommandKind(RequestGuarantee.self),
    CommandKind(RequestPaperInvoice.self),
    CommandKind(RequireTransfer.self),
    CommandKind(RestrictContent.self),
    CommandKind(ReturnUndeliverables.self),
    CommandKind(ReviewCredit.self),
    CommandKind(ScheduleSend.self),
    CommandKind(SelectTargeting.self),
    CommandKind(SendMessages.self),
    CommandKind(ShareWithGroup.self),
    CommandKind(StartClicks.self),
    CommandKind(StartPhoneCampaign.self),
    CommandKind(SupplyReplacement.self),
    CommandKind(TerminateBooster.self),
    CommandKind(TerminateForChange.self),
    CommandKind(UploadCustomerFile.self),
    CommandKind(WarrantOptIn.self),
    CommandKind(WarrantSite.self),
    CommandKind(CloseBillingPeriod.self),
    CommandKind(OpenReminder.self),
    CommandKind(ElapseDeadline.self),
    CommandKind(RenewContract.self), CommandKind(InvoiceSubscription.self),
    CommandKind(ElapseDebit.self), CommandKind(InitiateDebit.self),
    CommandKind(AssessInterest.self), CommandKind(ChargeIndemnity.self),
    CommandKind(EndContract.self), CommandKind(ElapsePrepayment.self),
  ]
}
