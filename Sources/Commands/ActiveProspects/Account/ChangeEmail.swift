public import Ledger

/// A beneficiary gives another e-mail address for its alerts (AP-7.3); links sent to the old one end.
public struct ChangeEmail: CommandBody {
  public static let verb: StaticString = "ChangeEmail"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]
  public static let namesPeople = true

  public var fromEmail: String?
  public var new = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("from_email", &fromEmail)
    try visitor.field("new", &new)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-7.3")
    try account.requireIdentity(party, sender: sender)
    let changed = PartyDetailsChanged.with {
      $0.changed = ["email"]
      $0.dedupe = .clear(
        Personal.with { $0.fingerprints = [address].compactMap { $0 } }, of: account.person,
        for: .billing)
      $0.effectiveAt = request.received
      $0.party = party
      $0.person = account.person
      $0.values = .clear(Personal.with { $0.email = new }, of: account.person, for: .billing)
    }
    return Decision([
      Draft(
        "party-\(party)", .partyDetailsChanged(changed), occurred: request.occurred(),
        rule: "AP-7.3",
        basis: .fact, terms: terms.version)
    ])
  }

  /// Put in before the command is decided.
  private var address: Fingerprint?
  private var sender: Fingerprint?

  public mutating func fingerprint(_ key: any FingerprintKey) {
    address = key.fingerprint(.email, new)
    sender = fromEmail.map { key.fingerprint(.email, $0) }
  }
}
