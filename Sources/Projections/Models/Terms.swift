import Ledger

/// `terms`: the versions of the text, and how many accepted each.
struct TermsModel {
  struct Version {
    var event: TermsVersionPublished
    var accepted = 0
    var position: Int
  }

  private(set) var versions: [Version] = []
  private var named = Naming()

  mutating func published(_ event: TermsVersionPublished, _ recorded: RecordedEvent) {
    if let known = named.find(event.version) {
      versions[known].event = event
      return
    }
    named.add(event.version, at: versions.count)
    versions.append(Version(event: event, position: recorded.position))
  }

  mutating func accepted(_ event: TermsVersionAccepted) {
    if let known = named.find(event.version) { versions[known].accepted += 1 }
  }

  func config(_ version: String) -> TermsConfig? {
    named.look(up: version).map { versions[$0].event.config }
  }
}

enum TermsTable: ReadModel {
  static let table = Table(
    "terms", "versions of the terms, with the readings that decide ranks and invoices",
    key: ["version"],
    [
      .required("version"), .optional("ref"), .required("effective_from", .day),
      .required("published_on", .day), .required("issuer"), .optional("quota_period"),
      .optional("extras_invoice"), .optional("validation_rule"),
      .optional("anomaly_days", .integer),
      .optional("notice_days", .integer), .required("accepted", .integer),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.terms.versions.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let versions = models.terms.versions
    try versions.forEach(by: { $0.event.version }) { (_, version) throws(ProjectionError) in
      let config = version.event.config
      // Terms without readings of their own are those of BTBCONNECT as its text has them.
      let readings = config.ap == nil && config.mc == nil ? config.btbconnect : nil
      row.text(version.event.version)
      row.text(version.event.ref)
      row.day(version.event.effectiveFrom)
      row.day(version.event.publishedOn)
      row.text(version.event.issuer.rawValue)
      row.text(readings?.quotaPeriod.rawValue)
      row.text(readings?.extrasInvoice.rawValue)
      row.text(readings?.validationRule.rawValue)
      row.integer(readings?.anomalyDays)
      row.integer(readings?.noticeDays)
      row.integer(version.accepted)
      row.integer(version.position)
      try row.endRow()
    }
  }
}

/// `reading`: every key of each version with its reading, as stored (table H, G-10).
enum ReadingTable: ReadModel {
  static let table = Table(
    "reading", "every reading and figure of each version of the terms", key: ["version", "key"],
    [.required("version"), .required("key"), .required("reading")])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.terms.versions.reduce(0) { $0 + $1.event.config.readings.count }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let versions = models.terms.versions
    try versions.forEach(by: { $0.event.version }) { (_, version) throws(ProjectionError) in
      let readings = version.event.config.readings
      try readings.forEach(by: { $0.key }) { (_, reading) throws(ProjectionError) in
        row.text(version.event.version)
        row.text(reading.key)
        row.text(reading.reading)
        try row.endRow()
      }
    }
  }
}
