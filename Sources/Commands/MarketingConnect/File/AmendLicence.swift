public import Ledger

/// An amendment widens what a file may be used for (MC-L.1).
public struct AmendLicence: CommandBody {
  public static let verb: StaticString = "AmendLicence"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var avenantRef = String.unset
  public var order = String.unset
  public var uses: [LicenceUse] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("avenant_ref", &avenantRef, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("uses", &uses)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.order(order, "MC-L.1")
    let amended = LicenceAmended.with {
      $0.avenant = avenantRef
      $0.client = known.client
      $0.order = order
      $0.uses = uses
    }
    return Decision([
      Draft(
        "order-\(order)", .licenceAmended(amended), occurred: request.occurred(), rule: "MC-L.1",
        basis: .fact, terms: contract.terms)
    ])
  }
}
