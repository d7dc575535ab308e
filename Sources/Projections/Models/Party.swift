import Ledger

/// `party`: the clients. The name stands sealed in the log; `[erased]` when its key is destroyed.
struct PartyModel {
  struct Party {
    var event: PartyRegistered
    var name: String?
    var eligible: Bool
    var accepted: [String] = []
    var position: Int
  }

  static let erased = "[erased]"

  private(set) var parties: [Party] = []
  private var named = Naming()

  mutating func registered(_ event: PartyRegistered, name: String?, _ position: Int) {
    var kept = event
    kept.identity = .none
    kept.dedupe = .none
    let party = Party(event: kept, name: name, eligible: event.eligible, position: position)
    if let known = named.find(event.party) {
      parties[known] = party
      return
    }
    named.add(event.party, at: parties.count)
    parties.append(party)
  }

  mutating func accepted(_ event: TermsVersionAccepted) {
    guard let index = named.find(event.party), !parties[index].accepted.contains(event.version)
    else { return }
    parties[index].accepted.append(event.version)
  }

  mutating func named(_ party: String, _ name: String) {
    if let index = named.find(party) { parties[index].name = name }
  }

  mutating func decided(_ party: String, eligible: Bool) {
    if let index = named.find(party) { parties[index].eligible = eligible }
  }
}

extension ReadModels {
  mutating func detailsChanged(
    _ event: PartyDetailsChanged, _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    fingerprints.learn(event.dedupe, of: event.person, "party", event.party, recorded, open)
    guard event.changed.contains("name"), case .box(let box) = event.values else { return }
    let known = open(box, "values", recorded)
    parties.named(event.party, known.map { $0.name ?? "" } ?? PartyModel.erased)
  }

  mutating func registered(
    _ event: PartyRegistered, _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    let name: String?
    switch event.identity {
    case .none: name = nil
    case .clear(let personal, _, _): name = personal.name
    case .box(let box):
      let personal = open(box, "identity", recorded)
      name = personal.map(\.name) ?? PartyModel.erased
    }
    parties.registered(event, name: name, recorded.position)
    payments.know(event.party)
    if system == .activeProspects { beneficiaries.registered(event.party, recorded.position) }
    fingerprints.learn(event.dedupe, of: event.person, "party", event.party, recorded, open)
  }
}

enum PartyTable: ReadModel {
  static let table = Table(
    "party", "clients; the name is [erased] once its key is destroyed", key: ["party"],
    ofClient: "party = ?1",
    [
      .required("party"), .required("kind"), .optional("registration_no"),
      .optional("profession"), .required("eligible", .flag), .optional("name"),
      .required("accepted_terms", .list), .required("person"), .required("billing_country"),
      .required("territory"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.parties.parties.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let parties = models.parties.parties
    try parties.forEach(by: { $0.event.party }) { (_, party) throws(ProjectionError) in
      row.text(party.event.party)
      row.text(party.event.kind.rawValue)
      row.text(party.event.registrationNo)
      row.text(party.event.profession)
      row.flag(party.eligible)
      row.text(party.name)
      row.list(party.accepted)
      row.text(party.event.person)
      row.text(party.event.billingCountry)
      row.text(party.event.territory)
      row.integer(party.position)
      try row.endRow()
    }
  }
}
