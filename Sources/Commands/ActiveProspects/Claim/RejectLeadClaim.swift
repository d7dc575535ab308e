public import Ledger

/// A claim is not followed (AP-3.3): the indemnity is by agreement, never automatic (A-AP-8).
public struct RejectLeadClaim: CommandBody {
  public static let verb: StaticString = "RejectLeadClaim"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var claim = String.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.market.claims[claim] else {
      throw Refusal.unknown("claim", claim, "AP-3.3")
    }
    if known.isClosed {
      throw Refusal(
        .claimAlreadyClosed, "AP-3.3", "claim \(claim) is settled or rejected",
        try: "nothing: it is closed")
    }
    let (_, terms) = try book.beneficiary(known.party, "AP-3.3")
    let rejected = LeadClaimRejected.with {
      $0.claim = claim
      $0.lead = known.lead
      $0.party = known.party
      $0.reason = reason
    }
    return Decision(
      answered(.settleClaim, claim, "rejected", "AP-3.3", request, book) + [
        Draft(
          "lead-\(known.lead)", .leadClaimRejected(rejected), occurred: request.occurred(),
          rule: "AP-3.3", basis: .decision, terms: terms.version)
      ])
  }
}
