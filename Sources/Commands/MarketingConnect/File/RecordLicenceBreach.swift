public import Ledger

/// A file was used beyond its licence (MC-L.1, MC-L.2): a fact.
public struct RecordLicenceBreach: CommandBody {
  public static let verb: StaticString = "RecordLicenceBreach"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var facts = SHA256Text.unset
  public var kind = LicenceBreach.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("facts", &facts)
    try visitor.field("kind", &kind)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.order(order, "MC-L.2")
    let recorded = LicenceBreachRecorded.with {
      $0.client = known.client
      $0.facts = facts
      $0.kind = kind
      $0.order = order
    }
    return Decision([
      Draft(
        "order-\(order)", .licenceBreachRecorded(recorded), occurred: request.occurred(),
        rule: "MC-L.2", basis: .fact, terms: contract.terms)
    ])
  }
}
