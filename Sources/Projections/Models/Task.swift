import Ledger

/// `task`: what waits for a person, and who decided it (G-15).
struct TaskModel {
  struct Task {
    var event: TaskOpened
    var opened: Int
    var closed: Int?
    var closedAt: Instant?
    var decidedBy: String?
    var exercised: Bool?
  }

  private struct About: Hashable {
    var subject: String
    var right: Right
  }

  private(set) var tasks: [Task] = []
  /// The latest task of a name; one closed may be opened again.
  private var latest: [About: Int] = [:]

  mutating func opened(_ event: TaskOpened, _ recorded: RecordedEvent) {
    latest[About(subject: event.subject, right: event.right)] = tasks.count
    tasks.append(Task(event: event, opened: recorded.position))
  }

  mutating func close(
    _ subject: String, _ right: Right, by: String?, exercised: Bool? = nil,
    _ recorded: RecordedEvent
  ) {
    guard !latest.isEmpty, let index = latest[About(subject: subject, right: right)],
      tasks[index].closed == nil
    else { return }
    tasks[index].closed = recorded.position
    tasks[index].closedAt = recorded.recorded
    tasks[index].decidedBy = by
    tasks[index].exercised = exercised
  }

  /// True when such a task was ever opened.
  func wasOpened(_ subject: String, _ right: Right) -> Bool {
    latest[About(subject: subject, right: right)] != nil
  }
}

extension ReadModels {
  mutating func decided(_ event: DecisionRecorded, _ recorded: RecordedEvent) {
    tasks.close(
      event.subject, event.right, by: event.by, exercised: event.exercised, recorded)
    switch event.right {
    case .acceptClient: parties.decided(event.subject, eligible: event.exercised)
    case .admitAnomaly:
      change(anomaly: event.subject) { $0.admission = event.exercised ? .admitted : .denied }
    case .billAppointment:
      if let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = event.exercised ? .billable : .void
      }
    case .validateAppointment:
      if !event.exercised, let index = appointments.find(event.subject) {
        appointments.appointments[index].effect = .void
      }
    case .approveSettlement:
      claims.change(event.subject) { $0.isOverPriceApproved = event.exercised }
    case .withdrawDirectDebit:
      beneficiaries.change(event.subject) { $0.isDebitWithdrawn = event.exercised }
    default: break
    }
    decisions.taken(event, client: client(of: event.right, event.subject), recorded)
  }

  /// The client whom a task is about.
  func client(of task: TaskModel.Task) -> String? {
    client(of: task.event.right, task.event.subject)
  }

  func client(of right: Right, _ subject: String) -> String? {
    let contract: Int?
    switch right {
    case .acceptClient: return subject
    case .admitAnomaly, .resolveAnomaly:
      contract = anomalies.look(up: subject).map {
        appointments.appointments[$0.appointment].contractIndex
      }
    case .billAppointment, .recordOutcome, .validateAppointment:
      contract = appointments.look(up: subject)?.contractIndex
    case .issueCreditNote:
      // Of an appointment, or of an invoice as a whole.
      guard let appointment = appointments.look(up: subject) else {
        return documents.look(up: subject)?.event.party
      }
      contract = appointment.contractIndex
    case .publishRate, .creditUnderDelivery: return documents.look(up: subject)?.event.party
    case .endContract: return contracts.look(up: subject)?.event.party
    case .sanctionBreach:
      return access.contract(ofNotice: subject).flatMap { contracts.look(up: $0)?.event.party }
    case .representDebit, .answerDebit: return late.party(ofPayment: subject, payments)
    case .informClients, .proposeTerms: return nil
    case .applyPreferences, .verifySender, .withdrawDirectDebit, .demandAdvance, .chaseAdvance,
      .openCollection, .renewInsurance, .awaitLetter, .refundWallet, .setOff, .sendBankDetails:
      return subject
    case .requireTransfer, .inviteTransfer, .chaseFirstPayment, .startCampaign, .checkSite,
      .completeNotice, .setDossierFee, .qualifyClaim, .awaitClaimLetter, .scrubFile,
      .communicateCredentials, .declinePerformance, .endForForceMajeure, .answerSubject,
      .stopReference:
      return contracts.look(up: subject)?.event.party
    case .settleClaim, .approveSettlement, .payExcess: return claims.look(up: subject)?.event.party
    case .creditWallet: return late.party(ofPayment: subject, payments)
    case .followUpLead:
      // Of the one who bought it; of nobody alone where several did.
      let owners = leads.look(up: subject)?.purchases.map { leads.purchases[$0].event.party } ?? []
      return owners.unique.count == 1 ? owners.first : nil
    }
    guard let contract, contract >= 0 else { return nil }
    return contracts.contracts[contract].event.party
  }
}

enum TaskTable: ReadModel {
  static let table = Table(
    "task", "what waits for a person, its age to the instant asked about, who decided it",
    key: ["task", "opened_position"], ofClient: "client = ?1",
    [
      .required("task"), .optional("client"), .required("right"), .required("subject"),
      .required("rule"), .optional("code"), .required("opens_at", .instant),
      .optional("answer_by", .day), .required("age_days", .integer), .required("state"),
      .optional("decided_by"), .optional("exercised", .flag),
      .required("opened_position", .integer), .optional("closed_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.tasks.tasks.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let tasks = models.tasks.tasks
    try tasks.forEach(by: { $0.event.task }) { (_, task) throws(ProjectionError) in
      let present = models.present ?? task.event.opensAt
      let until = min(task.closedAt ?? present, present)
      row.text(task.event.task)
      row.integer(task.opened)
      row.text(models.client(of: task))
      row.text(task.event.right.rawValue)
      row.text(task.event.subject)
      row.text(task.event.rule)
      row.text(task.event.code)
      row.instant(task.event.opensAt)
      row.day(task.event.answerBy)
      row.integer(max(0, Paris.day(of: until) - Paris.day(of: task.event.opensAt)))
      row.text(task.closed == nil ? "open" : "done")
      row.text(task.decidedBy)
      row.flag(task.exercised)
      row.integer(task.closed)
      try row.endRow()
    }
  }
}
