public import Ledger

/// A client was told of a new version of the terms (BC-8.2): recorded, since the ledger sends nothing itself.
public struct ProposeTerms: CommandBody {
  public static let verb: StaticString = "ProposeTerms"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var channel = String.unset
  public var party = String.unset
  public var proposedAt: Instant?
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("proposed_at", &proposedAt)
    try visitor.field("version", &version, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.parties[party] == nil { throw Refusal.unknown("client", party, book.clauses.newTerms) }
    guard let terms = book.terms[version] else {
      throw Refusal.unknown("terms", version, book.clauses.newTerms)
    }
    let at = proposedAt ?? request.received
    if at > request.received {
      throw Refusal(
        .timeRefused, "G-2", "proposed at \(at), handed in at \(request.received)",
        try: "record it once it was sent")
    }
    let proposed = TermsVersionProposed.with {
      $0.appliesOn = applies(terms, from: Paris.day(of: at), book)
      $0.channel = channel
      $0.kind = .cgv
      $0.party = party
      $0.proposedAt = at
      $0.version = version
    }
    return Decision([
      Draft(
        "party-\(party)", .termsVersionProposed(proposed), occurred: request.occurred(at),
        rule: book.clauses.newTerms, basis: .fact, terms: version)
    ])
  }

  /// The échéance from which it may reach the client's contract, fifteen days from now (A-BC-34).
  private func applies(_ terms: PublishedTerms, from day: Day, _ book: borrowing Book) -> Day {
    var first: Day?
    for contract in book.contracts.values
    where contract.party == party && contract.ended == nil && contract.pack == nil {
      let due = contract.dueDay(
        onOrAfter: max(terms.effectiveFrom, day + contract.readings.noticeDays))
      first = min(first ?? due, due)
    }
    return first ?? terms.effectiveFrom
  }
}
