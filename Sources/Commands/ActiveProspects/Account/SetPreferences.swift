public import Ledger

/// The sectors and zones that a beneficiary wants alerts of (AP-1.7), from the treatment of its request on (A-AP-5).
public struct SetPreferences: CommandBody {
  public static let verb: StaticString = "SetPreferences"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var party = String.unset
  public var requestedAt: Instant?
  public var sectors: [String]?
  public var zones: [String]?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("requested_at", &requestedAt)
    try visitor.field("sectors", &sectors, ListCoding<IDCoding>.self)
    try visitor.field("zones", &zones, ListCoding<IDCoding>.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (_, terms) = try book.beneficiary(party, "AP-1.7")
    let asked = requestedAt ?? request.received
    try request.requirePast(asked, "requested")
    return Decision(
      [
        PreferenceDrafting.change(party, "AP-1.7", terms, request) {
          $0.requestedAt = asked
          $0.sectors = sectors
          $0.zones = zones
        }
      ] + answered(.applyPreferences, party, "done", "AP-1.8", request, book)
        + answered(.verifySender, party, "verified", "AP-1.8", request, book))
  }
}

enum PreferenceDrafting {
  static func change(
    _ party: String, _ rule: String, _ terms: PublishedTerms, _ request: Request,
    _ fill: (inout PreferencesChanged) -> Void
  ) -> Draft {
    var changed = PreferencesChanged()
    changed.party = party
    changed.requestedAt = request.received
    changed.effectiveAt = request.received
    fill(&changed)
    return Draft(
      "party-\(party)", .preferencesChanged(changed), occurred: request.occurred(), rule: rule,
      basis: .fact, terms: terms.version)
  }
}

/// The decision that an open task asked for is taken by doing it.
func answered(
  _ right: Right, _ subject: String, _ reason: String, _ rule: String, _ request: Request,
  _ book: borrowing Book
) -> [Draft] {
  if book.tasks[taskID(subject, right)] == nil { return [] }
  return [decided(right, about: subject, exercised: true, reason: reason, rule: rule, request)]
}

extension Request {
  /// - Throws: `G_TIME_REFUSED` when it is told before it happened (G-2).
  func requirePast(_ at: Instant, _ what: String) throws(Refusal) {
    if at <= received { return }
    throw Refusal(
      .timeRefused, "G-2", "\(what) at \(Paris.text(at)), handed in at \(Paris.text(received))",
      try: "record it once it happened")
  }
}
