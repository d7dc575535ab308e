public import Ledger

/// Makes a client known (BC-1.1): a general insurance agent, or a professional mandated by an
/// insurer. Another profession waits for a decision.
public struct RegisterParty: CommandBody {
  public static let verb: StaticString = "RegisterParty"
  public static let namesPeople = true
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var billingCountry = String.unset
  public var kind = PartyKind.unset
  /// The hash of the mandate that the client declares (BC-1.1).
  public var mandate: SHA256Text?
  public var party = String.unset
  public var person = Person.unset
  public var profession: String?
  public var registrationNo: String?
  public var territory = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("billing_country", &billingCountry, IDCoding.self)
    try visitor.field("kind", &kind)
    try visitor.field("mandate", &mandate)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, PersonCoding.self)
    try visitor.field("profession", &profession, IDCoding.self)
    try visitor.field("registration_no", &registrationNo, IDCoding.self)
    try visitor.field("territory", &territory, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    if book.parties[party] != nil {
      throw Refusal(
        .alreadyExists, book.clauses.registration, "client \(party) is registered",
        try: "use another id")
    }
    let accepted = book.currentReadings.eligibleProfessions
    let eligible = book.system != .btbconnect || profession.map(accepted.contains) ?? true
    let event = PartyRegistered.with {
      $0.billingCountry = billingCountry
      if book.system == .activeProspects {
        $0.dedupe = person.sealedFingerprints(for: .billing)
      }
      $0.eligible = eligible
      $0.identity = person.sealed(for: .billing)
      $0.kind = kind
      $0.party = party
      $0.person = person.id
      $0.profession = profession
      $0.registrationNo = registrationNo
      $0.territory = territory
    }
    var drafts = [
      Draft(
        "party-\(party)", .partyRegistered(event), occurred: request.occurred(),
        rule: book.clauses.registration,
        basis: .fact)
    ]
    if let mandate { drafts.append(declaration(mandate, request, book.clauses.registration)) }
    if eligible { return Decision(drafts) }
    let hold = Refusal(
      .clientNotEligible, book.clauses.registration,
      "profession \(profession ?? "none"), accepted are \(accepted.joined(separator: ", "))",
      try: "decide task \(taskID(party, .acceptClient)) with RecordDecision")
    return Decision(
      drafts + [openTask(.acceptClient, about: party, hold, request)], held: hold)
  }

  public mutating func fingerprint(_ key: any FingerprintKey) { person.fingerprint(key) }

  private func declaration(_ mandate: SHA256Text, _ request: Request, _ rule: String) -> Draft {
    let declared = DeclarationMade.with {
      $0.party = party
      $0.text = mandate
      $0.type = .mandate
      $0.via = .explicit
    }
    return Draft(
      "party-\(party)", .declarationMade(declared), occurred: request.occurred(), rule: rule,
      basis: .fact)
  }
}
