public import Ledger

/// What became of a lead at who bought it (AP-2.1).
public struct RecordFollowUp: CommandBody {
  public static let verb: StaticString = "RecordFollowUp"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var lead = String.unset
  public var outcome = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("outcome", &outcome, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (_, terms) = try book.beneficiary(party, "AP-2.1")
    guard book.market.leads[lead]?.owners.contains(where: { $0.party == party }) == true else {
      throw Refusal.unknown("lead of client \(party)", lead, "AP-2.1")
    }
    let at = at ?? request.received
    try request.requirePast(at, "followed up")
    let recorded = LeadFollowUpRecorded.with {
      $0.at = at
      $0.lead = lead
      $0.outcome = outcome
      $0.party = party
    }
    var drafts = [
      Draft(
        "lead-\(lead)", .leadFollowUpRecorded(recorded), occurred: request.occurred(at),
        rule: "AP-2.1",
        basis: .fact, terms: terms.version)
    ]
    drafts += answered(.followUpLead, lead, "recorded", "AP-2.1", request, book)
    return Decision(drafts)
  }
}
