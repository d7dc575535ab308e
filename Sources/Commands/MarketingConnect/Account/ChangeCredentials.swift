public import Ledger

/// The provider changes a client's credentials for technical or security reasons, and gives the new ones within twenty-four hours (MC-II.1).
public struct ChangeCredentials: CommandBody {
  public static let verb: StaticString = "ChangeCredentials"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var changedAt: Instant?
  public var communicatedAt: Instant?
  public var party = String.unset
  public var reason = String.unset
  public var user = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("changed_at", &changedAt)
    try visitor.field("communicated_at", &communicatedAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.parties[party] == nil { throw Refusal.unknown("client", party, "MC-II.1") }
    let at = changedAt ?? request.received
    try request.requirePast(at, "changed")
    if let communicatedAt { try request.requirePast(communicatedAt, "communicated") }
    let changed = CredentialsChanged.with {
      $0.changedAt = at
      $0.communicatedAt = communicatedAt
      $0.party = party
      $0.reason = reason
      $0.user = user
    }
    let draft = Draft(
      "party-\(party)", .credentialsChanged(changed), occurred: request.occurred(at),
      rule: "MC-II.1",
      basis: .fact)
    if communicatedAt != nil {
      return Decision(
        [draft]
          + MarketDeadline.met(
            .credentials, about: user, stream: "party-\(party)", rule: "MC-II.1", request, book,
            terms: nil)
          + answered(.communicateCredentials, user, "communicated", "MC-II.1", request, book))
    }
    let terms = book.acceptedTerms(of: party) ?? .none
    return Decision([
      draft,
      MarketDeadline.set(
        .credentials, about: user, from: Paris.day(of: at), 24, .hour, until: at + 24 * 3600,
        stream: "party-\(party)", rule: "MC-II.1", terms, request),
    ])
  }
}
