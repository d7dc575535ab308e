public import Ledger

/// A beneficiary claims for a lead (AP-3.3): a fact, even on a ground that is not covered (AP-2.2, AP-7.1).
public struct FileLeadClaim: CommandBody {
  public static let verb: StaticString = "FileLeadClaim"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var claim = String.unset
  public var evidence: SHA256Text?
  public var filedAt: Instant?
  public var kind = ClaimKind.unset
  public var lead = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("evidence", &evidence)
    try visitor.field("filed_at", &filedAt)
    try visitor.field("kind", &kind)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (_, terms) = try book.beneficiary(party, "AP-3.3")
    guard let known = book.market.leads[lead] else { throw Refusal.unknown("lead", lead, "AP-3.3") }
    if book.market.claims[claim] != nil {
      throw Refusal(.alreadyExists, "AP-3.3", "claim \(claim) is filed", try: "use another id")
    }
    guard let own = known.owners.last(where: { $0.party == party }) else {
      throw Refusal(
        .claimNotOwner, "AP-3.3", "client \(party) did not buy lead \(lead)",
        try: "claim for a lead that it bought")
    }
    let at = filedAt ?? request.received
    try request.requirePast(at, "filed")
    let readings = terms.config.activeProspects
    let day = Paris.day(of: own.at)
    let isBarred = Paris.day(of: at) > day.adding(months: 12 * readings.claimLimitYears)
    let covered = (kind == .duplicate || kind == .wrongDetails) && !isBarred
    let filed = LeadClaimFiled.with {
      $0.claim = claim
      $0.covered = covered
      $0.duplicateOf = kind == .duplicate ? original(of: known, own, readings, book) : nil
      $0.evidence = evidence
      $0.filedAt = at
      $0.kind = kind
      $0.late = Paris.day(of: at) > day + readings.claimSoftLimitDays
      $0.lead = lead
      $0.party = party
    }
    let draft = Draft(
      "lead-\(lead)", .leadClaimFiled(filed), occurred: request.occurred(at), rule: "AP-3.3",
      basis: .fact, terms: terms.version)
    if covered {
      return Decision([
        draft, openTask(.settleClaim, about: claim, rule: "AP-3.3", request, terms: terms.version),
      ])
    }
    return Decision([draft], effect: refusal(isBarred, readings))
  }

  /// The lead of the same person and range that the same beneficiary bought before, within the window (A-AP-7).
  private func original(
    of known: Lead, _ own: Ownership, _ readings: ActiveProspectsReadings, _ book: borrowing Book
  ) -> String? {
    let window = Paris.start(of: Paris.day(of: own.at) + -readings.duplicateWindowDays)
    let others = book.market.leads.values.filter { other in
      other.id != known.id && other.range == known.range
        && other.fingerprints.contains(where: known.fingerprints.contains)
        && other.owners.contains { $0.party == party && $0.at <= own.at && $0.at >= window }
    }
    return others.min { $0.captured < $1.captured }?.id
  }

  private func refusal(_ isBarred: Bool, _ readings: ActiveProspectsReadings) -> Refusal {
    if isBarred {
      return Refusal(
        .claimGroundNotCovered, "AP-3.3", "bought more than \(readings.claimLimitYears) years ago",
        try: "nothing: the purchase stays due")
    }
    return Refusal(
      .claimGroundNotCovered, kind == .unauthorised ? "AP-7.1" : "AP-2.2",
      "\(kind.rawValue) is no duplicate and no wrong detail",
      try: "nothing: the purchase stays due, unless staff proves a fault of its own")
  }
}
