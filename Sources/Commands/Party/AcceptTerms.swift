public import Ledger

/// A client accepts a version of the terms without reserve (BC-0.2).
public struct AcceptTerms: CommandBody {
  public static let verb: StaticString = "AcceptTerms"
  public static let roles: [Role] = [.client, .staff, .agent, .system]

  public var checkboxAt = Instant.unset
  public var party = String.unset
  public var user: String?
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("checkbox_at", &checkboxAt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("user", &user, IDCoding.self)
    try visitor.field("version", &version, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    guard let known = book.parties[party] else {
      throw Refusal.unknown("client", party, book.clauses.acceptance)
    }
    guard book.terms[version] != nil else {
      throw Refusal.unknown("terms", version, book.clauses.acceptance)
    }
    if known.acceptedTerms[version] != nil {
      throw Refusal(
        .alreadyExists, book.clauses.acceptance, "client \(party) accepted terms \(version)",
        try: "nothing: the acceptance stands")
    }
    if checkboxAt > request.received {
      throw Refusal(
        .timeRefused, book.clauses.acceptance,
        "accepted at \(checkboxAt), received at \(request.received)",
        try: "give the instant at which the box was ticked")
    }
    let event = TermsVersionAccepted.with {
      $0.acceptedAt = checkboxAt
      $0.issuer = .provider
      $0.method = .onlineSubscription
      $0.party = party
      $0.user = user
      $0.version = version
    }
    return Decision([
      Draft(
        "party-\(party)", .termsVersionAccepted(event), occurred: request.occurred(checkboxAt),
        rule: book.clauses.acceptance, basis: .fact, terms: version)
    ])
  }
}
