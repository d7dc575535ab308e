import Ledger

/// `deadline`: each period, how it was counted, and whether it ended (G-4, G-7).
struct DeadlineModel {
  struct Deadline {
    var id: String
    var subject: String
    /// Where its appointment stands, or its contract, by kind; -1 when unknown.
    var subjectIndex: Int
    /// Where its period stands among the periods.
    var period: Int
    var setOn: Day
    var recomputations = 0
    var elapsedAt = Instant.unset
    var setPosition: Int
    var recomputedPosition: Int?
    var elapsedPosition: Int?
    /// When what it was set for was done, within it.
    var metAt: Instant?
    var metPosition: Int?

    var isOver: Bool { elapsedPosition != nil || metPosition != nil }
  }

  /// What a deadline counts, and how: most deadlines share theirs with others.
  struct Period: Hashable {
    var kind: DeadlineKind
    var rule: String
    var direction: Direction
    var from: Day
    var n: Int
    var unit: DayUnit
    var last: Instant
    var skipped: [SkippedDay]
    var calendar: [String]

    /// The rest follows from these, but for a few.
    func hash(into hasher: inout Hasher) {
      hasher.combine(from)
      hasher.combine(n)
      hasher.combine(last.microseconds)
    }
  }

  var deadlines: [Deadline] = []
  private(set) var periods: [Period] = []
  private var places: [Period: Int] = [:]
  private var named = Naming()

  mutating func find(_ deadline: String) -> Int? { named.find(deadline) }

  mutating func place(of period: Period) -> Int {
    if let known = places[period] { return known }
    places[period] = periods.count
    periods.append(period)
    return periods.count - 1
  }

  /// True when there was none of this name: `add` must follow.
  mutating func name(_ deadline: String) -> Bool {
    named.add(deadline, at: deadlines.count) == nil
  }

  mutating func add(_ deadline: Deadline) -> Int {
    deadlines.append(deadline)
    return deadlines.count - 1
  }
}

extension ReadModels {
  mutating func deadlineSet(_ event: DeadlineSet, _ recorded: RecordedEvent) {
    if !deadlines.name(event.deadline) {
      found(
        Violation(
          .deadline, [event.deadline], found: "set again", expected: "set once",
          at: recorded.position), unless: false)
      return
    }
    let subject: Int?
    switch event.kind {
    case .anomaly: subject = appointments.find(event.subject)
    case .term, .cure: subject = contracts.find(event.subject)
    default: subject = nil
    }
    let period = DeadlineModel.Period(
      kind: event.kind, rule: recorded.rule, direction: event.direction, from: event.from,
      n: event.n, unit: event.unit, last: event.lastInstant, skipped: event.skipped,
      calendar: event.calendar)
    checkCount(period, event.deadline, recorded.position)
    let deadline = DeadlineModel.Deadline(
      id: event.deadline, subject: event.subject, subjectIndex: subject ?? -1,
      period: deadlines.place(of: period), setOn: Paris.day(of: recorded.occurred),
      setPosition: recorded.position)
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
    if let before = deadlines.deadlines[index].metPosition {
      found(
        Violation(
          .deadline, [event.deadline], found: "elapsed", expected: "met at position \(before)",
          at: recorded.position), unless: false)
      return
    }
    let period = deadlines.deadlines[index].period
    let end = Instant(microseconds: deadlines.periods[period].last.microseconds + 1)
    found(
      Violation(
        .deadline, [event.deadline], found: "elapsed as of \(event.effectiveAt)",
        expected: "its end, \(end)", at: recorded.position),
      unless: event.effectiveAt == end)
    deadlines.deadlines[index].elapsedPosition = recorded.position
    deadlines.deadlines[index].elapsedAt = event.effectiveAt
    let subject = deadlines.deadlines[index].subjectIndex
    if subject >= 0 && deadlines.periods[period].kind == .anomaly { appointments.expect(subject) }
  }

  /// What a period was set for was done within it (DL): never both met and elapsed.
  mutating func deadlineMet(_ event: DeadlineMet, _ recorded: RecordedEvent) {
    guard let index = deadlines.find(event.deadline) else {
      found(
        Violation(
          .deadline, [event.deadline], found: "met", expected: "set first",
          at: recorded.position), unless: false)
      return
    }
    let deadline = deadlines.deadlines[index]
    let period = deadlines.periods[deadline.period]
    // Hours run to the instant at which they have elapsed, days to their last one (G-3).
    let last =
      period.unit == .hour ? Instant(microseconds: period.last.microseconds + 1) : period.last
    found(
      Violation(
        .deadline, [event.deadline], found: "met at \(event.at)",
        expected: deadline.isOver ? "met or elapsed once" : "by \(last), its last instant",
        at: recorded.position), unless: !deadline.isOver && event.at <= last)
    if deadline.isOver { return }
    deadlines.deadlines[index].metAt = event.at
    deadlines.deadlines[index].metPosition = recorded.position
  }

  mutating func deadlineRecomputed(_ event: DeadlineRecomputed, _ recorded: RecordedEvent) {
    guard let index = deadlines.find(event.deadline) else {
      found(
        Violation(
          .deadline, [event.deadline], found: "counted anew", expected: "set first",
          at: recorded.position), unless: false)
      return
    }
    var period = deadlines.periods[deadlines.deadlines[index].period]
    found(
      Violation(
        .deadline, [event.deadline], found: "counted anew from \(event.old)",
        expected: "from \(period.last), as it stood", at: recorded.position),
      unless: event.old == period.last)
    period.from = event.from
    period.n = event.n
    period.unit = event.unit
    period.last = event.new
    period.skipped = event.skipped
    period.calendar = event.calendar
    deadlines.deadlines[index].period = deadlines.place(of: period)
    deadlines.deadlines[index].recomputations += 1
    deadlines.deadlines[index].recomputedPosition = recorded.position
    checkCount(period, event.deadline, recorded.position)
  }

  /// As many days stand between the first and the last as are counted and skipped (DL, G-4).
  private mutating func checkCount(
    _ period: DeadlineModel.Period, _ deadline: String, _ position: Int
  ) {
    guard DayTrace.countsDays(period.unit) else { return }
    let days = abs(Paris.day(of: period.last) - period.from)
    found(
      Violation(
        .deadline, [deadline], found: "\(days) days, \(period.skipped.count) of them skipped",
        expected: "\(period.n) counted", at: position),
      unless: days - period.skipped.count == period.n)
  }
}
