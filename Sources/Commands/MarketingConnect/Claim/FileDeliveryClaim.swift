public import Ledger

/// A client claims for addresses (MC-B.9, MC-B.10, MC-L.7, MC-S.5): a fact, even late, by e-mail, or on a ground that nobody guarantees (MC-B.11).
public struct FileDeliveryClaim: CommandBody {
  public static let verb: StaticString = "FileDeliveryClaim"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign: String?
  public var channel = String.unset
  public var claim = String.unset
  public var ground = ClaimGround.unset
  public var lrarRef: SHA256Text?
  public var order: String?
  public var receivedOn = Day.unset
  public var sentOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("ground", &ground)
    try visitor.field("lrar_ref", &lrarRef)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("received_on", &receivedOn)
    try visitor.field("sent_on", &sentOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let named = try campaign.map { id throws(Refusal) in try book.advertisingCampaign(id, "MC-B.9")
    }
    guard let id = order ?? named?.order else { throw Refusal.unknown("order", "none", "MC-B.9") }
    let (known, contract) = try book.order(id, "MC-B.9")
    try request.requireClient(is: known.client)
    if book.advertising.claims[claim] != nil {
      throw Refusal(.alreadyExists, "MC-B.9", "claim \(claim) is filed", try: "use another id")
    }
    if receivedOn < sentOn || receivedOn > request.today {
      throw Refusal(
        .timeRefused, "G-2", "sent on \(sentOn), received on \(receivedOn)",
        try: "give the days in their order")
    }
    let filed = DeliveryClaimFiled.with {
      $0.campaign = campaign
      $0.channel = channel
      $0.claim = claim
      $0.client = known.client
      $0.ground = ground
      $0.lrar = lrarRef
      $0.order = id
      $0.receivedOn = receivedOn
      $0.sentOn = sentOn
    }
    let rights = ClaimRights(known, named, contract)
    let draft = Draft(
      "claim-\(claim)", .deliveryClaimFiled(filed), occurred: request.occurred(), rule: rights.rule,
      basis: .fact, terms: contract.terms)
    if ground == .noReply || ground == .delay {
      return Decision(
        [draft],
        effect: Refusal(
          .mcClaimGroundNotCovered, "MC-B.11",
          "\(ground.rawValue): names, reading and answers are not guaranteed",
          try: "nothing: only undelivered addresses are indemnified"))
    }
    if let late = rights.late(sentOn: sentOn, receivedOn: receivedOn) {
      return Decision([draft], effect: late)
    }
    if !RegisteredLetter.channels.contains(channel) {
      let hold = Refusal(
        .lrarRequired, rights.timeRule, "claimed by \(channel); the time to claim runs on",
        try:
          "send a registered letter with acknowledgement before \(rights.last.map { "\($0)" } ?? "the last day")"
      )
      return Decision(
        [draft, openTask(.awaitClaimLetter, about: claim, hold, request, terms: contract.terms)],
        held: hold)
    }
    return Decision([
      draft,
      openTask(.qualifyClaim, about: claim, rule: rights.rule, request, terms: contract.terms),
    ])
  }
}
