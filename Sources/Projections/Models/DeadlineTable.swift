import Ledger

/// `deadline`, as a view: each deadline with its period.
enum DeadlineTable {
  static let table = Table(
    "deadline", "periods, with each day counted or skipped and its reason", key: ["deadline"],
    ofClient: "client = ?1",
    view: """
      SELECT deadline, client, kind, subject, rule, set_on, direction, from_day, unit, count,
        last_instant,
        CASE WHEN elapsed_position IS NOT NULL THEN 'elapsed'
          WHEN met_position IS NOT NULL THEN 'met'
          WHEN recomputations > 0 THEN 'recomputed' ELSE 'open' END AS state,
        days, calendars, recomputations, elapsed_at, set_position, recomputed_position,
        elapsed_position, met_at, met_position
      FROM deadline_life CROSS JOIN deadline_period USING (period)
      """,
    [
      .required("deadline"), .optional("client"), .required("kind"), .required("subject"),
      .required("rule"), .required("set_on", .day), .required("direction"),
      .required("from_day", .day), .required("unit"), .required("count", .integer),
      .required("last_instant", .instant), .required("state"), .required("days", .list),
      .required("calendars", .list), .required("recomputations", .integer),
      .optional("elapsed_at", .instant), .required("set_position", .integer),
      .optional("recomputed_position", .integer), .optional("elapsed_position", .integer),
      .optional("met_at", .instant), .optional("met_position", .integer),
    ])
}

/// `deadline_period`: how periods were counted, each with the trace of its days.
enum PeriodTable: ReadModel {
  static let table = Table(
    "deadline_period", "how the periods of deadlines were counted", key: ["period"], isPart: true,
    [
      .required("period", .integer), .required("kind"), .required("rule"),
      .required("direction"), .required("from_day", .day), .required("unit"),
      .required("count", .integer), .required("last_instant", .instant),
      .required("days", .list), .required("calendars", .list),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.deadlines.periods.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    for (index, period) in models.deadlines.periods.enumerated() {
      row.integer(index)
      row.text(period.kind.rawValue)
      row.text(period.rule)
      row.text(period.direction.rawValue)
      row.day(period.from)
      row.text(period.unit.rawValue)
      row.integer(period.n)
      row.instant(period.last)
      DayTrace.write(period, &row)
      row.list(period.calendar)
      try row.endRow()
    }
  }
}

/// `deadline_life`: what each deadline is about, and what happened to it.
enum DeadlineLifeTable: ReadModel {
  static let table = Table(
    "deadline_life", "what happened to each deadline", key: ["deadline"], isPart: true,
    [
      .required("deadline"), .optional("client"), .required("subject"),
      .required("period", .integer), .required("set_on", .day),
      .required("recomputations", .integer), .optional("elapsed_at", .instant),
      .required("set_position", .integer), .optional("recomputed_position", .integer),
      .optional("elapsed_position", .integer), .optional("met_at", .instant),
      .optional("met_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.deadlines.deadlines.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let deadlines = models.deadlines.deadlines
    try deadlines.forEach(by: { $0.id }) { (_, deadline) throws(ProjectionError) in
      row.text(deadline.id)
      row.text(models.client(of: deadline))
      row.text(deadline.subject)
      row.integer(deadline.period)
      row.day(deadline.setOn)
      row.integer(deadline.recomputations)
      row.instant(deadline.elapsedPosition == nil ? nil : deadline.elapsedAt)
      row.integer(deadline.setPosition)
      row.integer(deadline.recomputedPosition)
      row.integer(deadline.elapsedPosition)
      row.instant(deadline.metAt)
      row.integer(deadline.metPosition)
      try row.endRow()
    }
  }
}

extension ReadModels {
  func client(of deadline: DeadlineModel.Deadline) -> String? {
    switch deadlines.periods[deadline.period].kind {
    case .walletCredit: return late.party(ofPayment: deadline.subject, payments)
    case .walletRefund, .advance: return deadline.subject
    case .proposal: return nil
    case .term, .cure, .anomaly: if deadline.subjectIndex < 0 { return nil }
    default: return client(ofPeriodAbout: deadline.subject)
    }
    switch deadlines.periods[deadline.period].kind {
    case .term, .cure: return contracts.contracts[deadline.subjectIndex].event.party
    case .anomaly:
      let contract = appointments.appointments[deadline.subjectIndex].contractIndex
      return contract < 0 ? nil : contracts.contracts[contract].event.party
    default: return nil
    }
  }

  /// The client of an order, a campaign, a file, a claim, a change, a user or a request.
  func client(ofPeriodAbout subject: String) -> String? {
    contracts.look(up: subject)?.event.party ?? advertising.owners[subject]
  }
}
