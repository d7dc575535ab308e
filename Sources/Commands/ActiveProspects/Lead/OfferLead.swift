public import Ledger

/// A lead is put up for sale, in one mode or both (AP-1.3), at prices that can be seen before buying (AP-3.1).
public struct OfferLead: CommandBody {
  public static let verb: StaticString = "OfferLead"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var effectiveAt: Instant?
  public var lead = String.unset
  public var modes: [SellingMode] = []
  public var priceExclusiveHt: Money?
  public var priceSharedHt: Money?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("modes", &modes)
    try visitor.field("price_exclusive_ht", &priceExclusiveHt)
    try visitor.field("price_shared_ht", &priceSharedHt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.market.leads[lead] else {
      throw Refusal.unknown("lead", lead, "AP-1.3")
    }
    let at = effectiveAt ?? request.received
    for mode in modes {
      let given = mode == .exclusive ? priceExclusiveHt : priceSharedHt
      if (given ?? book.price(of: known, mode, at: at) ?? .zero) <= .zero {
        throw Refusal(
          .notInThisState, "AP-3.1", "no price above zero of lead \(lead) in \(mode.rawValue) mode",
          try: "give its price, or that of its range")
      }
    }
    let offered = LeadOffered.with {
      $0.effectiveAt = at
      $0.lead = lead
      $0.modes = modes
      $0.priceExclusive = priceExclusiveHt
      $0.priceShared = priceSharedHt
    }
    return Decision([
      Draft(
        "lead-\(lead)", .leadOffered(offered), occurred: request.occurred(), rule: "AP-1.3",
        basis: .fact)
    ])
  }
}
