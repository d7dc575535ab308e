public import Ledger

/// A person exercises or waives a right that the text gives (G-15). Waiving once does not waive later.
public struct RecordDecision: CommandBody {
  public static let verb: StaticString = "RecordDecision"
  public static let roles: [Role] = [.provider, .staff]

  public var exercised = false
  public var reason = String.unset
  public var task = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("exercised", &exercised)
    try visitor.field("reason", &reason)
    try visitor.field("task", &task, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let open = book.tasks[task] else { throw Refusal.unknown("open task", task, "G-15") }
    if open.right == .billAppointment, exercised,
      book.appointments[open.subject]?.isVoidByAnomaly == true
    {
      throw Refusal(
        .notInThisState, "BC-1.4", "an anomaly of appointment \(open.subject) was accepted",
        try: "waive the right: the appointment is not billable")
    }
    let recorded = DecisionRecorded.with {
      $0.by = request.actor.user ?? request.actor.id
      $0.exercised = exercised
      $0.reason = reason
      $0.right = open.right
      $0.subject = open.subject
      $0.task = task
    }
    let drafts = [
      Draft(
        "task-\(task)", .decisionRecorded(recorded), occurred: request.occurred(),
        rule: open.rule, basis: .decision, cause: open.opened)
    ]
    switch open.right {
    case .acceptClient: return Decision(drafts)
    case .admitAnomaly: return Decision(drafts + admit(open.subject, request, book))
    case .billAppointment: return Decision(drafts + bill(open.subject, request, book))
    case .issueCreditNote: return Decision(drafts + credit(open.subject, request, book))
    case .validateAppointment: return Decision(drafts + validate(open.subject, request, book))
    case .endContract, .creditUnderDelivery, .answerDebit, .informClients:
      return Decision(drafts)
    case .proposeTerms, .chaseAdvance, .approveSettlement, .payExcess, .setOff, .sendBankDetails,
      .requireTransfer, .inviteTransfer, .chaseFirstPayment, .startCampaign, .checkSite,
      .completeNotice, .setDossierFee, .awaitClaimLetter, .communicateCredentials,
      .endForForceMajeure, .stopReference:
      return Decision(drafts)
    case .verifySender:
      if !exercised { return Decision(drafts) }
      return Decision(
        drafts + [openTask(.applyPreferences, about: open.subject, rule: "AP-1.8", request)])
    case .resolveAnomaly, .recordOutcome, .sanctionBreach, .representDebit, .publishRate,
      .applyPreferences, .followUpLead, .settleClaim, .creditWallet, .withdrawDirectDebit,
      .demandAdvance, .openCollection, .renewInsurance, .awaitLetter, .refundWallet,
      .qualifyClaim, .scrubFile, .declinePerformance, .answerSubject:
      if !exercised && open.right.canBeWaived { return Decision(drafts) }
      throw Refusal(
        .notInThisState, "G-15", "task \(task) is done by a command of its own",
        try: "send \(open.right.command)")
    }
  }

  /// Force majeure kept the client from contesting: validated by decision, or not (BC-10.1).
  private func validate(_ id: String, _ request: Request, _ book: borrowing Book) -> [Draft] {
    guard exercised, let appointment = book.appointments[id],
      let contract = book.contracts[appointment.contract]
    else { return [] }
    return validation(appointment, contract, closing: nil, request, book)
  }

  /// An anomaly by other means counts, and waits for its decision; or it does not (A-BC-6).
  private func admit(_ anomaly: String, _ request: Request, _ book: borrowing Book) -> [Draft] {
    guard let id = book.anomalies[anomaly], let appointment = book.appointments[id],
      let contract = book.contracts[appointment.contract]
    else { return [] }
    if exercised { return [AnomalyPeriod.decisionTask(anomaly, contract, request, book)] }
    return validation(appointment, contract, closing: anomaly, request, book)
  }

  /// An appointment that the client cancelled is billable after all, or not (A-BC-3).
  private func bill(_ id: String, _ request: Request, _ book: borrowing Book) -> [Draft] {
    guard exercised, var appointment = book.appointments[id],
      let contract = book.contracts[appointment.contract]
    else { return [] }
    appointment.effect = .billable
    return validation(appointment, contract, closing: nil, request, book)
  }

  private func validation(
    _ appointment: Appointment, _ contract: Contract, closing anomaly: String?,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    guard Validation.opens(appointment, closing: anomaly, contract.readings) else {
      return []
    }
    return [
      Validation.draft(
        appointment, contract, at: request.received, .decision, cause: request.position)
    ]
  }

  private func credit(_ id: String, _ request: Request, _ book: borrowing Book) -> [Draft] {
    guard exercised, let appointment = book.appointments[id], !appointment.credited else {
      return []
    }
    return CreditNoteDrafting.credit(
      appointment, source: request.position, rule: "G-8", request, book)
  }
}

extension Right {
  /// The command that does what the task asks for.
  fileprivate var command: String {
    switch self {
    case .resolveAnomaly: "ResolveAnomaly"
    case .recordOutcome: "RecordOutcome"
    case .sanctionBreach: "SuspendAccess or TerminateContract"
    case .representDebit: "RepresentDebit"
    case .publishRate: "PublishRate"
    case .applyPreferences: "SetPreferences"
    case .followUpLead: "RecordFollowUp"
    case .settleClaim: "SettleLeadClaim or RejectLeadClaim"
    case .creditWallet: "CreditWallet"
    case .withdrawDirectDebit: "WithdrawDirectDebit"
    case .demandAdvance: "DemandAdvance"
    case .openCollection: "OpenCollection"
    case .renewInsurance: "ReceiveDocument"
    case .awaitLetter: "RequestClosure"
    case .refundWallet: "SettleClosure"
    default: "RecordDecision"
    }
  }

  /// Whether not doing it is a decision too (G-15).
  fileprivate var canBeWaived: Bool {
    switch self {
    case .sanctionBreach, .representDebit, .applyPreferences, .followUpLead, .withdrawDirectDebit,
      .demandAdvance, .openCollection, .renewInsurance, .awaitLetter:
      true
    default: false
    }
  }
}
