public import Ledger

/// A client terminates by registered letter since it does not want a change (MC-III.4, MC-III.5): the day of sending counts (A-MC-31).
public struct TerminateForChange: CommandBody {
  public static let verb: StaticString = "TerminateForChange"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var change = String.unset
  public var channel = String.unset
  public var contract = String.unset
  public var lrar: SHA256Text?
  public var notice: String?
  public var receivedOn: Day?
  public var sentOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("change", &change, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("lrar", &lrar)
    try visitor.field("notice", &notice, IDCoding.self)
    try visitor.field("received_on", &receivedOn)
    try visitor.field("sent_on", &sentOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, pinned) = try book.liveOrder(contract, "MC-III.4")
    try request.requireClient(is: known.client)
    guard let told = book.advertising.changes[change], told.contract == contract else {
      throw Refusal.unknown("change", change, "MC-III.4")
    }
    if sentOn > request.today {
      throw Refusal(.timeRefused, "G-2", "sent on \(sentOn)", try: "record it once it is sent")
    }
    let rule = told.isOfTerms ? "MC-III.5" : "MC-III.4"
    let id = notice ?? "\(contract)~change-\(pinned.notices + 1)"
    let received = Paris.start(of: receivedOn ?? request.today)
    var drafts = [
      Notices.recorded(
        id, contract, .change, channel, min(received, request.received),
        sent: Paris.start(of: sentOn), letter: lrar, rule: rule, pinned,
        request)
    ]
    if !RegisteredLetter.channels.contains(channel) {
      let hold = Refusal(
        .lrarRequired, rule, "terminated by \(channel)",
        try: "send a registered letter before \(told.answerUntil)")
      drafts += [
        Notices.qualified(id, contract, .wrongForm, nil, rule: rule, pinned, request),
        openTask(.completeNotice, about: id, hold, request, terms: pinned.terms),
      ]
      return Decision(drafts, held: hold)
    }
    if sentOn > told.answerUntil {
      drafts.append(Notices.qualified(id, contract, .late, nil, rule: rule, pinned, request))
      return Decision(
        drafts,
        effect: Refusal(
          .mcNoticeLate, rule, "sent on \(sentOn), the last day was \(told.answerUntil)",
          try: "nothing: the change is deemed accepted"))
    }
    drafts.append(Notices.qualified(id, contract, .valid, sentOn, rule: rule, pinned, request))
    let ended = ContractEnded.with {
      $0.by = .client
      $0.cause = .changeRefused
      $0.contract = contract
      $0.effectiveOn = request.today
    }
    drafts.append(
      Draft(
        "contract-\(contract)", .contractEnded(ended), occurred: request.occurred(), rule: rule,
        basis: .computed, terms: pinned.terms))
    return Decision(
      drafts
        + MarketDeadline.met(
          .change, about: change, stream: "contract-\(contract)", rule: rule, request, book,
          terms: pinned.terms))
  }
}
