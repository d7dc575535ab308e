public import Ledger

/// A client complains that its clicks take longer than indicated: the time is not guaranteed (MC-A.6).
public struct ClaimDelay: CommandBody {
  public static let verb: StaticString = "ClaimDelay"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-A.6")
    let (order, contract) = try book.order(known.order, "MC-A.6")
    try request.requireClient(is: order.client)
    if let months = contract.pinned.config.marketingconnect.clickLongStopMonths.count,
      let started = known.started, !known.stopped,
      request.today > Paris.day(of: started).adding(months: months)
    {
      return Decision([
        openTask(.qualifyClaim, about: campaign, rule: "MC-A.6", request, terms: contract.terms)
      ])
    }
    throw Refusal(
      .durationNotGuaranteed, "MC-A.6",
      "\(known.clicks) of \(order.clicks ?? 0) clicks: the time is indicative",
      try: "nothing: the campaign goes on until all are delivered")
  }
}
