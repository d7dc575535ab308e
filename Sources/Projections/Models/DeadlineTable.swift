import Ledger

/// `deadline`, as a table: the periods folded in `DeadlineModel`, each with the trace of its days.
enum DeadlineTable: ReadModel {
  static let table = Table(
    "deadline", "periods, with each day counted or skipped and its reason", key: ["deadline"],
    indexed: ["client"], ofClient: "client = ?1",
    [
      .required("deadline"), .optional("client"), .required("kind"), .required("subject"),
      .required("rule"), .required("set_on", .day), .required("direction"),
      .required("from_day", .day), .required("unit"), .required("count", .integer),
      .required("last_instant", .instant), .required("state"), .required("days", .list),
      .required("calendars", .list), .required("recomputations", .integer),
      .optional("elapsed_at", .instant), .required("set_position", .integer),
      .optional("recomputed_position", .integer), .optional("elapsed_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.deadlines.deadlines.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let deadlines = models.deadlines.deadlines
    for index in deadlines.order(by: { $0.id }) {
      let deadline = deadlines[index]
      row.text(deadline.id)
      if let client = models.client(of: deadline) { row.text(client) } else { row.none() }
      row.text(deadline.kind.rawValue)
      row.text(deadline.subject)
      row.text(deadline.rule)
      row.day(deadline.setOn)
      row.text(deadline.direction.rawValue)
      row.day(deadline.from)
      row.text(deadline.unit.rawValue)
      row.integer(deadline.n)
      row.instant(deadline.last)
      row.choice(deadline.state)
      DayTrace.write(deadline, &row)
      row.list(deadline.calendar)
      row.integer(deadline.recomputations)
      row.instant(deadline.elapsedPosition == nil ? nil : deadline.elapsedAt)
      row.integer(deadline.setPosition)
      row.integer(deadline.recomputedPosition)
      row.integer(deadline.elapsedPosition)
      try row.endRow()
    }
  }
}

extension ReadModels {
  func client(of deadline: DeadlineModel.Deadline) -> String? {
    if deadline.subjectIndex < 0 { return nil }
    switch deadline.kind {
    case .term: return contracts.contracts[deadline.subjectIndex].event.party
    case .anomaly:
      let contract = appointments.appointments[deadline.subjectIndex].contractIndex
      return contract < 0 ? nil : contracts.contracts[contract].event.party
    }
  }
}
