public import Ledger

/// A client warrants that its site is online, lawful, and its own (MC-A.5).
public struct WarrantSite: CommandBody {
  public static let verb: StaticString = "WarrantSite"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign = String.unset
  public var online = false
  public var order = String.unset
  public var text: SHA256Text?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("online", &online)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("text", &text)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-A.5")
    try request.requireClient(is: known.client)
    let types: [DeclarationType] = online ? [.siteOnline, .lawful, .rights] : [.lawful, .rights]
    return Decision(
      types.map { type in
        let declared = DeclarationMade.with {
          $0.campaign = campaign
          $0.party = known.client
          $0.text = text
          $0.type = type
          $0.via = .explicit
        }
        return Draft(
          "campaign-\(campaign)", .declarationMade(declared), occurred: request.occurred(),
          rule: "MC-A.5", basis: .fact, terms: contract.terms)
      })
  }
}
