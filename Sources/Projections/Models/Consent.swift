import Ledger

/// `consent`: who agreed to what, with the proof, until it was taken back (BC-2.1).
struct ConsentModel {
  struct Consent {
    var event: ConsentRecorded
    var recordedAt: Instant
    var withdrawnAt: Instant?
    var position: Int
  }

  private(set) var consents: [Consent] = []

  mutating func recorded(_ event: ConsentRecorded, _ recorded: RecordedEvent) {
    consents.append(
      Consent(event: event, recordedAt: recorded.occurred, position: recorded.position))
  }

  mutating func withdrawn(_ event: ConsentWithdrawn) {
    for index in consents.indices
    where consents[index].event.subjectKey == event.subjectKey
      && consents[index].event.purpose == event.purpose && consents[index].withdrawnAt == nil
    { consents[index].withdrawnAt = event.at }
  }
}

enum ConsentTable: ReadModel {
  static let table = Table(
    "consent", "who agreed to what, with the proof, until it was taken back", key: ["position"],
    [
      .required("position", .integer), .required("subject"), .required("purpose"),
      .required("basis"), .required("proof"), .required("given_at", .instant),
      .optional("withdrawn_at", .instant), .required("state"),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.consents.consents.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    for consent in models.consents.consents {
      row.integer(consent.position)
      row.text(consent.event.subjectKey)
      row.text(consent.event.purpose)
      row.text(consent.event.basis.rawValue)
      row.text(consent.event.proof.hex)
      row.instant(consent.recordedAt)
      row.instant(consent.withdrawnAt)
      row.choice(consent.withdrawnAt == nil ? "given" : "withdrawn")
      try row.endRow()
    }
  }
}
