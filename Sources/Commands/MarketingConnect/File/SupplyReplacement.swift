public import Ledger

/// Other addresses are given instead of a credit, with the consent of the client (A-MC-24).
public struct SupplyReplacement: CommandBody {
  public static let verb: StaticString = "SupplyReplacement"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var consented = false
  public var count = Int.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("consented", &consented)
    try visitor.field("count", &count)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.order(order, "MC-L.7")
    if !consented {
      throw Refusal(
        .creditOnly, "MC-L.7", "the client did not agree to other addresses",
        try: "credit it, or ask for its consent")
    }
    let supplied = ReplacementSupplied.with {
      $0.client = known.client
      $0.consented = consented
      $0.count = count
      $0.order = order
    }
    return Decision([
      Draft(
        "order-\(order)", .replacementSupplied(supplied), occurred: request.occurred(),
        rule: "MC-L.7",
        basis: .fact, terms: contract.terms)
    ])
  }
}
