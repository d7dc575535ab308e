public import Ledger

/// A user changes its codes (AP-7.3).
public struct CustomiseCredentials: CommandBody {
  public static let verb: StaticString = "CustomiseCredentials"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]
  public static let namesPeople = true

  public var fromEmail: String?
  public var party = String.unset
  public var user = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("from_email", &fromEmail)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-7.3")
    if !account.users.contains(user) {
      throw Refusal.unknown("user of client \(party)", user, "AP-7.3")
    }
    try account.requireIdentity(party, sender: sender)
    let changed = CredentialsChanged.with {
      $0.changedAt = request.received
      $0.party = party
      $0.reason = "customised"
      $0.user = user
    }
    return Decision([
      Draft(
        "party-\(party)", .credentialsChanged(changed), occurred: request.occurred(),
        rule: "AP-7.3",
        basis: .fact, terms: terms.version)
    ])
  }

  private var sender: Fingerprint?

  public mutating func fingerprint(_ key: any FingerprintKey) {
    sender = fromEmail.map { key.fingerprint(.email, $0) }
  }
}
