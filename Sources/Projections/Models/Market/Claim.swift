import Ledger

/// `claim`: what beneficiaries claimed for leads, and what was agreed (CLM, AP-3.3).
struct ClaimModel {
  struct Claim {
    var event: LeadClaimFiled
    var settled: LeadClaimSettled?
    /// The part of it above the price, which no credit bears.
    var excess = Money.zero
    var rejected: LeadClaimRejected?
    /// A person agreed to more than the price.
    var isOverPriceApproved = false
    var position: Int
    var closedPosition: Int?

    var state: StaticString {
      if settled != nil { return "settled" }
      return rejected == nil ? "open" : "rejected"
    }
  }

  private(set) var claims: [Claim] = []
  private var places: [String: Int] = [:]

  func look(up claim: String) -> Claim? { places[claim].map { claims[$0] } }

  mutating func filed(_ claim: Claim) {
    places[claim.event.claim] = claims.count
    claims.append(claim)
  }

  mutating func change(_ claim: String, _ change: (inout Claim) -> Void) {
    if let index = places[claim] { change(&claims[index]) }
  }
}

extension ReadModels {
  mutating func filed(_ event: LeadClaimFiled, _ recorded: RecordedEvent) {
    claims.filed(ClaimModel.Claim(event: event, position: recorded.position))
  }

  mutating func settled(_ event: LeadClaimSettled, _ recorded: RecordedEvent) {
    checkSettled(event, recorded)
    let owned = leads.purchases(of: event.lead, by: event.party)
    let split = PriceShares(
      of: event.amountHt, over: owned.map { leads.purchases[$0].unsettled })
    for (index, share) in zip(owned, split.shares) { leads.purchases[index].settled += share }
    claims.change(event.claim) {
      $0.settled = event
      $0.excess = split.excess
      $0.closedPosition = recorded.position
    }
  }

  mutating func rejected(_ event: LeadClaimRejected, _ recorded: RecordedEvent) {
    checkOpen(event.claim, recorded)
    claims.change(event.claim) {
      $0.rejected = event
      $0.closedPosition = recorded.position
    }
  }
}

enum ClaimTable: ReadModel {
  static let table = Table(
    "claim", "claims for leads, and what was agreed", key: ["claim"], ofClient: "client = ?1",
    [
      .required("claim"), .required("lead"), .required("client"), .required("claim_kind"),
      .required("covered", .flag), .required("late", .flag), .optional("duplicate_of"),
      .required("filed_at", .instant), .required("state"), .optional("price", .money),
      .optional("amount", .money), .optional("form"), .optional("replacement"),
      .optional("reason"), .required("position", .integer),
      .optional("closed_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.claims.claims.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let claims = models.claims.claims
    try claims.forEach(by: { $0.event.claim }) { (_, claim) throws(ProjectionError) in
      row.text(claim.event.claim)
      row.text(claim.event.lead)
      row.text(claim.event.party)
      row.text(claim.event.kind.rawValue)
      row.flag(claim.event.covered)
      row.flag(claim.event.late)
      row.text(claim.event.duplicateOf)
      row.instant(claim.event.filedAt)
      row.choice(claim.state)
      let paid = models.leads.purchases(of: claim.event.lead, by: claim.event.party)
        .map { models.leads.purchases[$0].event.priceHt }
      row.money(paid.isEmpty ? nil : paid.sum())
      row.money(claim.settled?.amountHt)
      row.text(claim.settled?.form.rawValue)
      row.text(claim.settled?.replacement)
      row.text(claim.rejected?.reason)
      row.integer(claim.position)
      row.integer(claim.closedPosition)
      try row.endRow()
    }
  }
}
