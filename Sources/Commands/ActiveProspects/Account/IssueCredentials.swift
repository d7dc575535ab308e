public import Ledger

/// A user of a client is given access (AP-1.2, MC-II.1). The secret is never kept, the login is sealed.
public struct IssueCredentials: CommandBody {
  public static let verb: StaticString = "IssueCredentials"
  public static let systems = [System.activeProspects, .marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var communicatedAt: Instant?
  public var login = String.unset
  public var party = String.unset
  public var user = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("communicated_at", &communicatedAt)
    try visitor.field("login", &login)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let rule = book.system == .marketingconnect ? "MC-II.1" : "AP-1.2"
    let (account, terms) = try book.beneficiary(party, rule)
    if account.users.contains(user) {
      throw Refusal(
        .alreadyExists, rule, "user \(user) of client \(party) has access",
        try: "change its codes with CustomiseCredentials")
    }
    let at = communicatedAt ?? request.received
    try request.requirePast(at, "communicated")
    let issued = CredentialsIssued.with {
      $0.communicatedAt = at
      $0.login = .clear(Personal.with { $0.text = login }, of: account.person, for: .billing)
      $0.party = party
      $0.person = account.person
      $0.user = user
    }
    return Decision([
      Draft(
        "party-\(party)", .credentialsIssued(issued), occurred: request.occurred(at),
        rule: rule, basis: .fact, terms: terms.version)
    ])
  }
}
