public import Ledger

/// Somebody else used an account (AP-7.1): recorded; purchases stay due.
public struct ReportUnauthorisedUse: CommandBody {
  public static let verb: StaticString = "ReportUnauthorisedUse"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var facts: String?
  public var party = String.unset
  public var user: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("facts", &facts)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-7.1")
    let at = at ?? request.received
    try request.requirePast(at, "noticed")
    let reported = UnauthorisedUseReported.with {
      $0.facts =
        facts.map { text in
          .clear(Personal.with { $0.text = text }, of: account.person, for: .dispute)
        }
        ?? .none
      $0.noticedAt = at
      $0.party = party
      $0.person = account.person
      $0.user = user
    }
    return Decision([
      Draft(
        "party-\(party)", .unauthorisedUseReported(reported), occurred: request.occurred(at),
        rule: "AP-7.1", basis: .fact, terms: terms.version)
    ])
  }
}
