public import Ledger

/// A campaign of clicks starts: paid, on a site that answers, with a redirection of its own (MC-A.2, MC-A.5, MC-D.4).
public struct StartClicks: CommandBody {
  public static let verb: StaticString = "StartClicks"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var campaign = String.unset
  public var order = String.unset
  public var redirectUrl = String.unset
  public var siteReachable = false

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("redirect_url", &redirectUrl)
    try visitor.field("site_reachable", &siteReachable)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.runningOrder(order, "MC-A.2")
    if known.offer != .booster {
      throw Refusal(
        .notInThisState, "MC-A.1", "order \(order) is of \(known.offer.rawValue)",
        try: "start an order of clicks")
    }
    _ = try book.requireValidated(known, order, "MC-A.2")
    if book.advertising.redirections.contains(redirectUrl) {
      throw Refusal(
        .redirectUrlNotUnique, "MC-D.4", "another campaign redirects there",
        try: "give this campaign an address of its own")
    }
    if book.advertising.campaigns[campaign]?.started != nil {
      throw Refusal(
        .alreadyExists, "MC-A.2", "campaign \(campaign) was started", try: "use another id")
    }
    let at = at ?? request.received
    try request.requirePast(at, "started")
    if !siteReachable {
      let hold = Refusal(
        .siteOffline, "MC-A.5", "the site of campaign \(campaign) does not answer",
        try: "start it once the site is online")
      return Decision(
        [openTask(.checkSite, about: campaign, hold, request, terms: contract.terms)], held: hold)
    }
    let readings = contract.pinned.config.marketingconnect
    let from = Paris.day(of: readings.boosterCommitFrom == .start ? at : known.placedAt)
    let free = from.adding(months: readings.boosterCommitMonths)
    let started = CampaignStarted.with {
      $0.at = at
      $0.campaign = campaign
      $0.channel = .searchAds
      $0.contract = order
      $0.redirectUrl = redirectUrl
    }
    return Decision(
      [
        Draft(
          "campaign-\(campaign)", .campaignStarted(started), occurred: request.occurred(at),
          rule: "MC-A.2", basis: .fact, terms: contract.terms)
      ]
        + MarketDeadline.met(
          .targetStart, about: order, stream: "order-\(order)", rule: "MC-A.2", request, book,
          terms: contract.terms)
        + [
          MarketDeadline.set(
            .commitment, about: campaign, from: from, readings.boosterCommitMonths, .month,
            until: Paris.start(of: free), stream: "campaign-\(campaign)", rule: "MC-A.8",
            contract.pinned, request)
        ]
        + answered(.checkSite, campaign, "online", "MC-A.5", request, book)
        + answered(.startCampaign, order, "started", "MC-A.2", request, book))
  }
}
