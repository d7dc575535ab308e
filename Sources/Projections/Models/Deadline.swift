import Ledger

/// `deadline`: each period, how it was counted, and whether it ended (G-4, G-7).
struct DeadlineModel {
  struct Deadline {
    var id: String
    var kind: DeadlineKind
    var subject: String
    /// Where its appointment stands, or its contract, by kind; -1 when unknown.
    var subjectIndex: Int
    var rule: String
    var setOn: Day
    var direction: Direction
    var from: Day
    var n: Int
    var unit: DayUnit
    var last: Instant
    var skipped: [SkippedDay]
    var calendar: [String]
    var recomputations = 0
    var elapsedAt = Instant.unset
    var setPosition: Int
    var recomputedPosition: Int?
    var elapsedPosition: Int?

    var state: StaticString {
      if elapsedPosition != nil { return "elapsed" }
      return recomputations > 0 ? "recomputed" : "open"
    }
  }

  var deadlines: [Deadline] = []
  private var named = Naming()

  mutating func find(_ deadline: String) -> Int? { named.find(deadline) }

  mutating func add(_ deadline: Deadline) -> Int {
    named.add(deadline.id, at: deadlines.count)
    deadlines.append(deadline)
    return deadlines.count - 1
  }
}

extension ReadModels {
  mutating func deadlineSet(_ event: DeadlineSet, _ recorded: RecordedEvent) {
    if deadlines.find(event.deadline) != nil {
      found(
        Violation(
          .deadline, [event.deadline], found: "set again", expected: "set once",
          at: recorded.position), unless: false)
      return
    }
    let subject: Int?
    switch event.kind {
    case .anomaly: subject = appointments.find(event.subject)
    case .term: subject = contracts.find(event.subject)
    }
    let deadline = DeadlineModel.Deadline(
      id: event.deadline, kind: event.kind, subject: event.subject, subjectIndex: subject ?? -1,
      rule: recorded.rule, setOn: Paris.day(of: recorded.occurred), direction: event.direction,
      from: event.from, n: event.n, unit: event.unit, last: event.lastInstant,
      skipped: event.skipped, calendar: event.calendar, setPosition: recorded.position)
    checkCount(deadline, recorded.position)
    let index = deadlines.add(deadline)
    if event.kind == .anomaly, let subject {
      appointments.appointments[subject].deadline = index
    }
  }

  mutating func deadlineElapsed(_ event: DeadlineElapsed, _ recorded: RecordedEvent) {
    guard let index = deadlines.find(event.deadline) else {
      found(
        Violation(
          .deadline, [event.deadline], found: "elapsed", expected: "set first",
          at: recorded.position), unless: false)
      return
    }
    if let before = deadlines.deadlines[index].elapsedPosition {
      found(
        Violation(
          .deadline, [event.deadline], found: "elapsed again",
          expected: "once, at position \(before)", at: recorded.position), unless: false)
      return
    }
    let end = Instant(microseconds: deadlines.deadlines[index].last.microseconds + 1)
    found(
      Violation(
        .deadline, [event.deadline], found: "elapsed as of \(event.effectiveAt)",
        expected: "its end, \(end)", at: recorded.position),
      unless: event.effectiveAt == end)
    deadlines.deadlines[index].elapsedPosition = recorded.position
    deadlines.deadlines[index].elapsedAt = event.effectiveAt
  }

  mutating func deadlineRecomputed(_ event: DeadlineRecomputed, _ recorded: RecordedEvent) {
    guard let index = deadlines.find(event.deadline) else {
      found(
        Violation(
          .deadline, [event.deadline], found: "counted anew", expected: "set first",
          at: recorded.position), unless: false)
      return
    }
    var deadline = deadlines.deadlines[index]
    found(
      Violation(
        .deadline, [event.deadline], found: "counted anew from \(event.old)",
        expected: "from \(deadline.last), as it stood", at: recorded.position),
      unless: event.old == deadline.last)
    deadline.from = event.from
    deadline.n = event.n
    deadline.unit = event.unit
    deadline.last = event.new
    deadline.skipped = event.skipped
    deadline.calendar = event.calendar
    deadline.recomputations += 1
    deadline.recomputedPosition = recorded.position
    deadlines.deadlines[index] = deadline
    checkCount(deadline, recorded.position)
  }

  /// As many days stand between the first and the last as are counted and skipped (DL, G-4).
  private mutating func checkCount(_ deadline: DeadlineModel.Deadline, _ position: Int) {
    guard DayTrace.countsDays(deadline.unit) else { return }
    let days = abs(Paris.day(of: deadline.last) - deadline.from)
    found(
      Violation(
        .deadline, [deadline.id],
        found: "\(days) days, \(deadline.skipped.count) of them skipped",
        expected: "\(deadline.n) counted", at: position),
      unless: days - deadline.skipped.count == deadline.n)
  }
}
