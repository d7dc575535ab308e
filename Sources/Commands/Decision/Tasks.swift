import Ledger

/// Opens a task for a person. With a `hold`, the effect waits for it, and the task bears its code.
func openTask(
  _ right: Right, about subject: String, _ hold: Refusal? = nil, rule: String? = nil,
  answerBy: Day? = nil, _ request: Request, terms: String? = nil
) -> Draft {
  let id = taskID(subject, right)
  let rule = hold?.rule ?? rule ?? "G-15"
  let opened = TaskOpened.with {
    $0.answerBy = answerBy
    $0.code = hold?.code.rawValue
    $0.opensAt = request.now
    $0.right = right
    $0.rule = rule
    $0.subject = subject
    $0.task = id
  }
  return Draft(
    "task-\(id)", .taskOpened(opened), occurred: request.occurred(), rule: rule, basis: .computed,
    terms: terms, cause: request.position)
}

/// A decision that is taken by doing what it allows: each discretionary effect has one (G-15).
func decided(
  _ right: Right, about subject: String, exercised: Bool, reason: String, rule: String,
  _ request: Request, terms: String? = nil
) -> Draft {
  let id = taskID(subject, right)
  let recorded = DecisionRecorded.with {
    $0.by = request.actor.user ?? request.actor.id
    $0.exercised = exercised
    $0.reason = reason
    $0.right = right
    $0.subject = subject
    $0.task = id
  }
  return Draft(
    "task-\(id)", .decisionRecorded(recorded), occurred: request.occurred(), rule: rule,
    basis: .decision, terms: terms)
}

extension Refusal {
  /// Something named by the command is not known here.
  static func unknown(_ what: String, _ id: String, _ rule: String) -> Refusal {
    Refusal(
      .unknownReference, rule, "\(what) \(id) is not known here",
      try: "check the id, or record it first")
  }

  static func missing(_ calendar: CalendarMissing, _ rule: String) -> Refusal {
    Refusal(
      .unknownReference, rule, calendar.description, try: "publish it with PublishCalendar")
  }
}

extension Book {
  /// An appointment and its contract.
  func appointment(_ id: String, _ rule: String) throws(Refusal) -> (Appointment, Contract) {
    guard let appointment = appointments[id], let contract = contracts[appointment.contract] else {
      throw Refusal.unknown("appointment", id, rule)
    }
    return (appointment, contract)
  }

  /// The readings of the latest terms published: for what happens before any contract.
  var currentReadings: BTBConnectReadings {
    terms.values.max { ($0.effectiveFrom, $0.version) < ($1.effectiveFrom, $1.version) }?
      .config.btbconnect ?? BTBConnectReadings()
  }
}
