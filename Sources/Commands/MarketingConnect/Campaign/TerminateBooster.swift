public import Ledger

/// A client ends a campaign of clicks by e-mail, with all references (MC-A.8): at once after the first three months, else when they are over (A-MC-5).
public struct TerminateBooster: CommandBody {
  public static let verb: StaticString = "TerminateBooster"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign = String.unset
  public var clientNo: String?
  public var company: String?
  public var emailTo = String.unset
  public var orderNo: String?
  public var receivedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("client_no", &clientNo, IDCoding.self)
    try visitor.field("company", &company)
    try visitor.field("email_to", &emailTo)
    try visitor.field("order_no", &orderNo, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-A.8")
    let (order, contract) = try book.liveOrder(known.order, "MC-A.8")
    try request.requireClient(is: order.client)
    guard let started = known.started, !known.stopped else {
      throw Refusal(
        .notInThisState, "MC-A.8", "campaign \(campaign) does not run",
        try: "nothing: it does not run")
    }
    let at = receivedAt ?? request.received
    try request.requirePast(at, "received")
    let readings = contract.pinned.config.marketingconnect
    let from = Paris.day(of: readings.boosterCommitFrom == .start ? started : order.placedAt)
    let free = Paris.start(of: from.adding(months: readings.boosterCommitMonths))
    let notice = "\(campaign)~stop-\(contract.notices + 1)"
    var drafts = [
      Notices.recorded(notice, known.order, .stop, "email", at, rule: "MC-A.8", contract, request)
    ]
    if emailTo != BoosterNotice.address || orderNo == nil || clientNo == nil || company == nil {
      let isElsewhere = emailTo != BoosterNotice.address
      let hold = Refusal(
        isElsewhere ? .wrongNoticeAddress : .referencesMissing, "MC-A.8",
        isElsewhere
          ? "sent to another address" : "an order number, a client number or a name is missing",
        try: isElsewhere ? "send it to \(BoosterNotice.address)" : "complete it")
      drafts += [
        Notices.qualified(
          notice, known.order, isElsewhere ? .wrongForm : .incomplete, nil, rule: "MC-A.8",
          contract, request),
        openTask(.completeNotice, about: notice, hold, request, terms: contract.terms),
      ]
      return Decision(drafts, held: hold)
    }
    if at < free {
      let isVoid = readings.earlyNotice == .void
      drafts.append(
        Notices.qualified(
          notice, known.order, isVoid ? .late : .deferred, isVoid ? nil : Paris.day(of: free),
          rule: "MC-A.8", contract, request))
      return Decision(
        drafts,
        effect: Refusal(
          .commitmentRunning, "MC-A.8", "the three months run until \(Paris.text(free))",
          try: isVoid ? "ask again from then on" : "nothing: it stops then"))
    }
    drafts.append(
      Notices.qualified(
        notice, known.order, .valid, Paris.day(of: at), rule: "MC-A.8", contract, request))
    drafts += BoosterNotice.stop(campaign, known.order, at: at, contract, request)
    return Decision(drafts)
  }
}

/// The end of a campaign of clicks, asked by e-mail (MC-A.8).
enum BoosterNotice {
  /// Where the e-mail must go, word for word.
  static let address = "factu@solocalms.fr"

  static func stop(
    _ campaign: String, _ order: String, at: Instant, _ contract: Contract, _ request: Request
  ) -> [Draft] {
    let stopped = CampaignStopped.with {
      $0.at = at
      $0.campaign = campaign
      $0.contract = order
      $0.reason = .notice
    }
    let ended = ContractEnded.with {
      $0.by = .client
      $0.cause = .boosterStop
      $0.contract = order
      $0.effectiveOn = Paris.day(of: at)
    }
    return [
      Draft(
        "campaign-\(campaign)", .campaignStopped(stopped), occurred: at, rule: "MC-A.8",
        basis: .computed, terms: contract.terms),
      Draft(
        "contract-\(order)", .contractEnded(ended), occurred: at, rule: "MC-A.8", basis: .computed,
        terms: contract.terms),
    ]
  }
}

/// Writings that ask for an end, and what they come to.
enum Notices {
  static func recorded(
    _ notice: String, _ contract: String, _ type: NoticeType, _ channel: String, _ at: Instant,
    sent: Instant? = nil, letter: SHA256Text? = nil, rule: String, _ pinned: Contract,
    _ request: Request
  ) -> Draft {
    let recorded = NoticeRecorded.with {
      $0.by = .client
      $0.channel = channel
      $0.contract = contract
      $0.letter = letter
      $0.notice = notice
      $0.receivedAt = at
      $0.sentAt = sent
      $0.type = type
    }
    return Draft(
      "contract-\(contract)", .noticeRecorded(recorded), occurred: request.occurred(at), rule: rule,
      basis: .fact, terms: pinned.terms)
  }

  static func qualified(
    _ notice: String, _ contract: String, _ result: NoticeResult, _ effectiveOn: Day?, rule: String,
    _ pinned: Contract, _ request: Request
  ) -> Draft {
    let qualified = NoticeQualified.with {
      $0.contract = contract
      $0.deadline = "\(notice)~effect"
      $0.effectiveOn = effectiveOn
      $0.notice = notice
      $0.result = result
    }
    return Draft(
      "contract-\(contract)", .noticeQualified(qualified), occurred: request.occurred(), rule: rule,
      basis: .computed, terms: pinned.terms)
  }
}
