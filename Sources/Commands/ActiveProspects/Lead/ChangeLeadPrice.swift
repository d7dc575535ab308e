public import Ledger

/// The price of a lead, or of all leads of a range, moves (AP-3.2); what was bought keeps its price.
public struct ChangeLeadPrice: CommandBody {
  public static let verb: StaticString = "ChangeLeadPrice"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var effectiveAt: Instant?
  public var lead: String?
  public var mode = SellingMode.unset
  public var newHt = Money.unset
  public var range: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("mode", &mode)
    try visitor.field("new_ht", &newHt)
    try visitor.field("range", &range, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if let lead, book.market.leads[lead] == nil { throw Refusal.unknown("lead", lead, "AP-3.2") }
    if let range, !book.market.sites.values.contains(range) {
      throw Refusal.unknown("range", range, "AP-3.2")
    }
    if (lead == nil) == (range == nil) {
      throw Refusal.unknown("lead or range", "\(lead ?? "none") \(range ?? "none")", "AP-3.2")
    }
    let at = effectiveAt ?? request.received
    if at < request.received || newHt <= .zero {
      throw Refusal(
        .timeRefused, "AP-3.2",
        "\(newHt) EUR from \(Paris.text(at)), asked at \(Paris.text(request.received))",
        try: "give a price above zero, from now on: what was bought keeps its price")
    }
    let changed = LeadPriceChanged.with {
      $0.effectiveAt = at
      $0.lead = lead
      $0.mode = mode
      $0.price = newHt
      $0.range = range
    }
    return Decision([
      Draft(
        lead.map { "lead-\($0)" } ?? "ledger", .leadPriceChanged(changed),
        occurred: request.occurred(),
        rule: "AP-3.2", basis: .fact)
    ])
  }
}
