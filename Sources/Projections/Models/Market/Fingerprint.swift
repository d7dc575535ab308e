import Ledger

/// `fingerprint`: phones and e-mails as keyed codes, with the person and what it asked or buys, while its key exists
/// (AP-1.8, A-AP-7). Who holds the ledger's key finds a person by it; nobody reads a phone or an e-mail from it.
struct FingerprintModel {
  struct Known {
    var code: Fingerprint
    var person: String
    /// A lead, or a party.
    var about: StaticString
    var subject: String
    var position: Int
  }

  private(set) var known: [Known] = []

  mutating func learn(
    _ sealed: Sealed, of person: String, _ about: StaticString, _ subject: String,
    _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    let personal: Personal? =
      switch sealed {
      case .none: nil
      case .clear(let personal, _, _): personal
      case .box(let box): open(box, "dedupe", recorded)
      }
    for code in personal?.fingerprints ?? [] {
      known.append(
        Known(
          code: code, person: person, about: about, subject: subject, position: recorded.position))
    }
  }
}

enum FingerprintTable: ReadModel {
  static let table = Table(
    "fingerprint", "phones and e-mails as keyed codes, with the person, while its key exists",
    key: ["mac", "position"],
    ofClient: "about = 'party' AND subject = ?1",
    [
      .required("fingerprint_kind"), .required("mac"), .required("person"), .required("about"),
      .required("subject"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.fingerprints.known.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let known = models.fingerprints.known
    try known.forEach(by: { $0.code.mac }) { (_, known) throws(ProjectionError) in
      row.text(known.code.mac)
      row.integer(known.position)
      row.text(known.code.kind.rawValue)
      row.text(known.person)
      row.choice(known.about)
      row.text(known.subject)
      try row.endRow()
    }
  }
}
