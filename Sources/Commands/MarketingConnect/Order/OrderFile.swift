public import Ledger

/// A client orders a file of addresses, for the uses that it names (MC-L.1), and declares that it holds the
/// authorisations for them (MC-L.11).
public struct OrderFile: CommandBody {
  public static let verb: StaticString = "OrderFile"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var agent: String?
  public var category = AddressCategory.unset
  public var client = String.unset
  public var criteria = String.unset
  public var order = String.unset
  public var paidBy: String?
  public var quantity = Int.unset
  public var sale: SaleChannel?
  public var signedAt: Instant?
  public var unitPriceHt = UnitPrice.unset
  public var uses: [LicenceUse] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agent", &agent, IDCoding.self)
    try visitor.field("category", &category)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("criteria", &criteria, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("paid_by", &paidBy, IDCoding.self)
    try visitor.field("quantity", &quantity)
    try visitor.field("sale", &sale)
    try visitor.field("signed_at", &signedAt)
    try visitor.field("unit_price_ht", &unitPriceHt)
    try visitor.field("uses", &uses)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if uses.isEmpty || quantity < 1 {
      throw Refusal(
        .useNotLicensed, "MC-L.1", "\(quantity) addresses for \(uses.count) uses",
        try: "name how many, and what for")
    }
    let item = BasketItem.with {
      $0.category = category
      $0.code = criteria
      $0.qty = quantity
      $0.unit = unitPriceHt
    }
    var placed = PlacedOrder(
      order: order, client: client, agent: agent, offer: .list, basket: [item],
      shown: unitPriceHt.times(quantity), sale: sale ?? .online, paidBy: paidBy, at: signedAt)
    placed.uses = uses
    return try OrderDrafting.decide(placed, "MC-L.1", request, book)
  }
}
