public import Ledger

/// A client approves what will be sent, by its hash (MC-B.2, MC-S.1), and so declares that it obeys the law (MC-B.7).
public struct ApproveCreative: CommandBody {
  public static let verb: StaticString = "ApproveCreative"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .staff, .agent, .system]

  public var at: Instant?
  public var campaign = String.unset
  public var hash = SHA256Text.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("hash", &hash)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-B.2")
    let (order, contract) = try book.liveOrder(known.order, "MC-B.2")
    try request.requireClient(is: order.client)
    let at = at ?? request.received
    try request.requirePast(at, "approved")
    let approved = CreativeApproved.with {
      $0.at = at
      $0.by = request.actor.user ?? request.actor.id
      $0.campaign = campaign
      $0.content = hash
      $0.order = known.order
    }
    let declared = DeclarationMade.with {
      $0.campaign = campaign
      $0.party = order.client
      $0.text = hash
      $0.type = .content
      $0.via = .terms
    }
    let stream = "campaign-\(campaign)"
    return Decision([
      Draft(
        stream, .creativeApproved(approved), occurred: request.occurred(at), rule: "MC-B.2",
        basis: .fact, terms: contract.terms),
      Draft(
        stream, .declarationMade(declared), occurred: request.occurred(at), rule: "MC-B.7",
        basis: .fact, terms: contract.terms),
    ])
  }
}
