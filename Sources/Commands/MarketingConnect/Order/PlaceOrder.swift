public import Ledger

/// A client accepts a proposal: an e-mailing, messages, letters (MC-D.1, MC-D.6). The basket is what was shown.
public struct PlaceOrder: CommandBody {
  public static let verb: StaticString = "PlaceOrder"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var agent: String?
  public var basket: [BasketItem] = []
  public var client = String.unset
  public var offer = Offer.unset
  public var order = String.unset
  public var paidBy: String?
  public var sale: SaleChannel?
  public var shownHt = Money.unset
  public var signedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agent", &agent, IDCoding.self)
    try visitor.field("basket", &basket)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("offer", &offer)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("paid_by", &paidBy, IDCoding.self)
    try visitor.field("sale", &sale)
    try visitor.field("shown_ht", &shownHt)
    try visitor.field("signed_at", &signedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try OrderDrafting.decide(
      PlacedOrder(
        order: order, client: client, agent: agent, offer: offer, basket: basket, shown: shownHt,
        sale: sale ?? .online, paidBy: paidBy, at: signedAt),
      "MC-D.1", request, book)
  }
}
