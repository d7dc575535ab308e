public import Ledger

/// Both sides agree on an indemnity (AP-3.3): a line of the next invoice, a credit note, money back in the Tirelire, or
/// another lead. More than was paid for the lead waits for a person, who pays what is above it beside the invoices.
public struct SettleLeadClaim: CommandBody {
  public static let verb: StaticString = "SettleLeadClaim"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var agreedAt: Instant?
  public var amountHt = Money.unset
  public var claim = String.unset
  public var form = SettlementForm.unset
  public var replacement: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agreed_at", &agreedAt)
    try visitor.field("amount_ht", &amountHt)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("form", &form)
    try visitor.field("replacement", &replacement, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.market.claims[claim], let lead = book.market.leads[known.lead] else {
      throw Refusal.unknown("claim", claim, "AP-3.3")
    }
    let (account, terms) = try book.beneficiary(known.party, "AP-3.3")
    if known.isClosed {
      throw Refusal(
        .claimAlreadyClosed, "AP-3.3", "claim \(claim) is settled or rejected",
        try: "nothing: it is closed")
    }
    if !known.isCovered && !request.hasProof {
      throw Refusal(
        .claimGroundNotCovered, "AP-7.1", "claim \(claim) is on a ground that is not covered",
        try: "give the proof of a fault of Active Prospects")
    }
    let at = agreedAt ?? request.received
    try request.requirePast(at, "agreed")
    if amountHt <= .zero {
      throw Refusal(
        .notInThisState, "AP-3.3", "\(amountHt) EUR to indemnify", try: "give an amount above zero")
    }
    let settlement = ClaimSettlement(
      claim: claim, lead: lead, owned: lead.owners.filter { $0.party == known.party },
      amount: amountHt, form: form, terms: terms)
    if settlement.shares.excess > .zero && !known.isOverPriceApproved {
      let paid = settlement.owned.map(\.price).sum()
      let hold = Refusal(
        .claimOverPrice, "AP-3.3", "\(amountHt) EUR for a lead of \(paid) EUR",
        try:
          "decide task \(taskID(claim, .approveSettlement)) with RecordDecision, then settle it again"
      )
      return Decision(
        [openTask(.approveSettlement, about: claim, hold, request, terms: terms.version)],
        held: hold)
    }
    let settled = LeadClaimSettled.with {
      $0.agreedAt = at
      $0.amountHt = amountHt
      $0.claim = claim
      $0.form = form
      $0.lead = known.lead
      $0.party = known.party
      $0.replacement = replacement
    }
    let draft = Draft(
      "lead-\(known.lead)", .leadClaimSettled(settled), occurred: request.occurred(at),
      rule: "AP-3.3",
      basis: .decision, terms: terms.version)
    return Decision(
      answered(.settleClaim, claim, "settled", "AP-3.3", request, book) + [draft]
        + (try settlement.drafts(replacement, account, request, book)),
      warnings: settlement.warnings)
  }
}
