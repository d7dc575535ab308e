public import Ledger

/// The first outbound action of a campaign (A-BC-16): for a pack once it is paid in full (BC-3.1), for a
/// subscription as evidence (BC-2.1, BC-5.4).
public struct StartCampaign: CommandBody {
  public static let verb: StaticString = "StartCampaign"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var campaign = String.unset
  public var channel = CampaignChannel.unset
  public var contract: String?
  public var order: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("channel", &channel)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(order ?? contract ?? "", "BC-3.1")
    if book.campaigns[campaign] != nil {
      throw Refusal(
        .alreadyExists, "BC-3.1", "campaign \(campaign) was started", try: "use another id")
    }
    let at = at ?? request.received
    if at > request.received {
      throw Refusal(
        .timeRefused, "G-2", "started at \(at), handed in at \(request.received)",
        try: "record it once it has started")
    }
    if let ended = contract.ended {
      throw Refusal(
        .notInThisState, "BC-2.1", "contract \(contract.id) ended on \(ended)",
        try: "nothing: nothing is prospected for it")
    }
    if let pack = contract.pack {
      if pack.refunded || pack.campaign != nil {
        throw Refusal(
          .notInThisState, "BC-3.3",
          "pack \(contract.id) \(pack.refunded ? "was refunded" : "has campaign \(pack.campaign ?? "")")",
          try: "nothing: it starts once")
      }
      let open = book.invoices[pack.invoice]?.open ?? .zero
      if open > .zero {
        throw Refusal(
          .starterNotPaid, "BC-3.1", "\(open) EUR of pack \(contract.id) are not paid",
          try: "start once it is paid in full")
      }
    }
    let started = CampaignStarted.with {
      $0.at = at
      $0.campaign = campaign
      $0.channel = channel
      $0.contract = contract.id
    }
    return Decision([
      Draft(
        "campaign-\(campaign)", .campaignStarted(started), occurred: request.occurred(at),
        rule: contract.pack == nil ? "BC-2.1" : "BC-3.1", basis: .fact, terms: contract.terms)
    ])
  }
}
