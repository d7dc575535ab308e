public import Ledger

/// What is known of a client changed (BC-7.4).
public struct ChangePartyDetails: CommandBody {
  public static let verb: StaticString = "ChangePartyDetails"
  public static let namesPeople = true
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var effectiveAt: Instant?
  public var party = String.unset
  public var person = Person.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, PersonCoding.self)
  }

  public mutating func fingerprint(_ key: any FingerprintKey) { person.fingerprint(key) }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    if book.parties[party] == nil { throw Refusal.unknown("client", party, book.clauses.details) }
    let fields = person.known
    if fields.isEmpty {
      throw Refusal(
        .notInThisState, book.clauses.details, "no detail of client \(party) is given",
        try: "say what changed")
    }
    let changed = PartyDetailsChanged.with {
      $0.changed = fields
      if book.system == .activeProspects {
        $0.dedupe = person.sealedFingerprints(for: .billing)
      }
      $0.effectiveAt = effectiveAt ?? request.received
      $0.party = party
      $0.person = person.id
      $0.values = person.sealed(for: .billing)
    }
    return Decision([
      Draft(
        "party-\(party)", .partyDetailsChanged(changed), occurred: request.occurred(),
        rule: book.clauses.details, basis: .fact)
    ])
  }
}
