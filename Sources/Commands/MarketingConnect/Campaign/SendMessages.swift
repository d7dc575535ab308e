public import Ledger

/// The platform sent a campaign (MC-B.5): what was approved, when it may, to nobody who objects. The month to claim begins (MC-B.10).
public struct SendMessages: CommandBody {
  public static let verb: StaticString = "SendMessages"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var campaign = String.unset
  public var content = SHA256Text.unset
  public var count = Int.unset
  public var recipients: [String]?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("content", &content)
    try visitor.field("count", &count)
    try visitor.field("recipients", &recipients, ListCoding<IDCoding>.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-B.5")
    let (order, contract) = try book.runningOrder(known.order, "MC-B.5")
    let at = at ?? request.received
    try request.requirePast(at, "sent")
    if known.sent != nil {
      throw Refusal(
        .notInThisState, "MC-B.5", "campaign \(campaign) was sent", try: "nothing: it is sent once")
    }
    try Sending.require(at, try Sending.earliest(order, known.order, contract, book))
    try Sending.requireOptIn(known, order, book)
    if known.approved != content.hex || known.approvedAt.map({ $0 > at }) == true {
      throw Refusal(
        .creativeNotApproved, "MC-B.2",
        known.approved == nil
          ? "nothing was approved for campaign \(campaign)"
          : "what is sent is not what was approved",
        try: "have the client approve it with ApproveCreative")
    }
    if let person = (recipients ?? []).first(where: {
      book.advertising.objections.contains(ConsentKey($0, Purpose.prospecting))
    }) {
      throw Refusal(
        .recipientObjected, order.offer == .sms ? "MC-S.6" : "MC-B.14",
        "\(person) objects to being addressed",
        try: "leave the address out")
    }
    let sent = MessagesSent.with {
      $0.at = at
      $0.campaign = campaign
      $0.content = content
      $0.count = count
      $0.order = known.order
    }
    var drafts = [
      Draft(
        "campaign-\(campaign)", .messagesSent(sent), occurred: request.occurred(at), rule: "MC-B.5",
        basis: .fact, terms: contract.terms)
    ]
    let readings = contract.pinned.config.marketingconnect
    if known.source == .soms {
      let day = readings.rentalDate == .order ? Paris.day(of: order.placedAt) : Paris.day(of: at)
      drafts.append(
        MarketDeadline.set(
          .deliveryClaim, about: campaign, from: day, readings.claimMonths, .month,
          until: Paris.end(of: day.adding(months: readings.claimMonths)),
          stream: "campaign-\(campaign)", rule: order.offer == .sms ? "MC-S.5" : "MC-B.10",
          contract.pinned, request))
    } else if let file = known.file {
      let day = Paris.day(of: at)
      drafts.append(
        MarketDeadline.set(
          .clientFile, about: file, from: day, readings.clientFileRetentionDays, .calendar,
          until: Paris.end(of: day + readings.clientFileRetentionDays), stream: "file-\(file)",
          rule: "MC-B.17", contract.pinned, request))
    }
    return Decision(drafts)
  }
}

/// What a person may consent or object to.
enum Purpose {
  static let prospecting = "prospecting"
  static let groupSharing = "group_sharing"
}
