public import Ledger

/// Clicks of a day, as the search engine counts them: official (MC-A.3). A correction is negative; a count of the client is kept as evidence.
public struct ReportClicks: CommandBody {
  public static let verb: StaticString = "ReportClicks"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var campaign = String.unset
  public var clicks = Int.unset
  public var day = Day.unset
  public var source = ClickSource.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("clicks", &clicks)
    try visitor.field("day", &day)
    try visitor.field("source", &source)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-A.3")
    let (order, contract) = try book.order(known.order, "MC-A.3")
    guard let started = known.started else {
      throw Refusal(
        .notInThisState, "MC-A.3", "campaign \(campaign) is not started", try: "start it first")
    }
    if day < Paris.day(of: started) || day > request.today {
      throw Refusal(
        .timeRefused, "MC-A.3", "\(day) is outside the campaign", try: "report a day that it ran")
    }
    let reported = ClicksReported.with {
      $0.campaign = campaign
      $0.day = day
      $0.delta = clicks
      $0.order = known.order
      $0.source = source
    }
    let stream = "campaign-\(campaign)"
    var drafts = [
      Draft(
        stream, .clicksReported(reported), occurred: request.occurred(), rule: "MC-A.3",
        basis: .fact,
        terms: contract.terms)
    ]
    if source == .clientAnalytics {
      return Decision(
        drafts,
        effect: Refusal(
          .clickSourceNotOfficial, "MC-A.3",
          "\(clicks) clicks by the client's own tool count nothing",
          try: "nothing: the count of the search engine is official"))
    }
    if !known.stopped, let wanted = order.clicks, known.clicks + clicks >= wanted {
      let stopped = CampaignStopped.with {
        $0.at = request.received
        $0.campaign = campaign
        $0.contract = known.order
        $0.reason = .clicksReached
      }
      drafts.append(
        Draft(
          stream, .campaignStopped(stopped), occurred: request.occurred(), rule: "MC-A.6",
          basis: .computed, terms: contract.terms))
    }
    return Decision(drafts)
  }
}
