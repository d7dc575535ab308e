import Ledger

/// `decision`: the rights that people exercised or waived, each with its own decision (G-15).
struct DecisionModel {
  struct Decision {
    var event: DecisionRecorded
    var client: String?
    var rule: String
    var at: Instant
    var position: Int
  }

  private(set) var decisions: [Decision] = []

  mutating func taken(_ event: DecisionRecorded, client: String?, _ recorded: RecordedEvent) {
    decisions.append(
      Decision(
        event: event, client: client, rule: recorded.rule, at: recorded.recorded,
        position: recorded.position))
  }
}

enum DecisionTable: ReadModel {
  static let table = Table(
    "decision", "rights exercised or waived, by whom and why", key: ["position"],
    ofClient: "client = ?1",
    [
      .required("position", .integer), .required("right"), .required("subject"),
      .optional("client"), .required("exercised", .flag), .required("by"), .required("reason"),
      .required("rule"), .required("decided_at", .instant), .required("task"),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.decisions.decisions.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    for decision in models.decisions.decisions {
      row.integer(decision.position)
      row.text(decision.event.right.rawValue)
      row.text(decision.event.subject)
      row.text(decision.client)
      row.flag(decision.event.exercised)
      row.text(decision.event.by)
      row.text(decision.event.reason)
      row.text(decision.rule)
      row.instant(decision.at)
      row.text(decision.event.task)
      try row.endRow()
    }
  }
}
