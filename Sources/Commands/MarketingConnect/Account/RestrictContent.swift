public import Ledger

/// Somebody suspended or refused an item: a search engine an advertisement (MC-A.7), which engages nobody.
public struct RestrictContent: CommandBody {
  public static let verb: StaticString = "RestrictContent"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var action = RestrictionAction.unset
  public var by = String.unset
  public var ground = String.unset
  public var item = String.unset
  public var order: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("action", &action)
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("ground", &ground, IDCoding.self)
    try visitor.field("item", &item, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if let order { _ = try book.order(order, "MC-A.7") }
    let restricted = ContentRestricted.with {
      $0.action = action
      $0.by = by
      $0.contract = order
      $0.ground = ground
      $0.item = item
    }
    return Decision([
      Draft(
        order.map { "order-\($0)" } ?? "ledger", .contentRestricted(restricted),
        occurred: request.occurred(), rule: "MC-A.7", basis: .fact)
    ])
  }
}
