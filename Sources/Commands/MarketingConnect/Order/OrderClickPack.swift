public import Ledger

/// A client orders a pack of guaranteed clicks, for an indicative time (MC-A.1), at one price for space and
/// administration (MC-A.9).
public struct OrderClickPack: CommandBody {
  public static let verb: StaticString = "OrderClickPack"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var agent: String?
  public var clicks = Int.unset
  public var client = String.unset
  public var indicativeMonths = Int.unset
  public var order = String.unset
  public var pack = String.unset
  public var paidBy: String?
  public var priceHt = Money.unset
  public var sale: SaleChannel?
  public var signedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agent", &agent, IDCoding.self)
    try visitor.field("clicks", &clicks)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("indicative_months", &indicativeMonths)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("pack", &pack, IDCoding.self)
    try visitor.field("paid_by", &paidBy, IDCoding.self)
    try visitor.field("price_ht", &priceHt)
    try visitor.field("sale", &sale)
    try visitor.field("signed_at", &signedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if clicks < 1 || indicativeMonths < 1 {
      throw Refusal(
        .basketChanged, "MC-A.1", "\(clicks) clicks in \(indicativeMonths) months",
        try: "order at least one click and one month")
    }
    let item = BasketItem.with {
      $0.code = pack
      $0.qty = 1
      $0.unit = UnitPrice(priceHt)
    }
    var placed = PlacedOrder(
      order: order, client: client, agent: agent, offer: .booster, basket: [item], shown: priceHt,
      sale: sale ?? .online, paidBy: paidBy, at: signedAt)
    placed.clicks = clicks
    placed.months = indicativeMonths
    return try OrderDrafting.decide(placed, "MC-A.1", request, book)
  }
}
