public import Ledger

/// A client refuses a version of the terms: those it has go on (A-BC-34).
public struct RefuseTerms: CommandBody {
  public static let verb: StaticString = "RefuseTerms"
  public static let roles: [Role] = [.client, .staff, .agent, .system]

  public var party = String.unset
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("version", &version, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    guard let known = book.parties[party] else {
      throw Refusal.unknown("client", party, book.clauses.newTerms)
    }
    if book.terms[version] == nil { throw Refusal.unknown("terms", version, book.clauses.newTerms) }
    if known.acceptedTerms[version] != nil {
      throw Refusal(
        .notInThisState, book.clauses.newTerms, "client \(party) accepted terms \(version)",
        try: "nothing: the acceptance stands")
    }
    let refused = TermsVersionRefused.with {
      $0.channel = request.channel
      $0.party = party
      $0.refusedAt = request.received
      $0.version = version
    }
    return Decision([
      Draft(
        "party-\(party)", .termsVersionRefused(refused), occurred: request.occurred(),
        rule: book.clauses.newTerms, basis: .fact, terms: version)
    ])
  }
}
