public import Ledger

/// A client chooses when a campaign is sent: not earlier than two jours ouvrés after its payment was validated (MC-B.4, MC-S.2).
public struct ScheduleSend: CommandBody {
  public static let verb: StaticString = "ScheduleSend"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign = String.unset
  public var sendAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("send_at", &sendAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-B.4")
    let (order, contract) = try book.liveOrder(known.order, "MC-B.4")
    try request.requireClient(is: order.client)
    let earliest = try Sending.earliest(order, known.order, contract, book)
    try Sending.require(sendAt, earliest)
    try Sending.requireOptIn(known, order, book)
    let scheduled = SendScheduled.with {
      $0.campaign = campaign
      $0.earliest = earliest
      $0.kind = order.offer == .sms ? .sms : .email
      $0.order = known.order
      $0.sendAt = sendAt
    }
    return Decision([
      Draft(
        "campaign-\(campaign)", .sendScheduled(scheduled), occurred: request.occurred(),
        rule: "MC-B.4",
        basis: .fact, terms: contract.terms)
    ])
  }
}

/// What must hold before anything is sent.
enum Sending {
  /// The first day on which a campaign may be sent (MC-B.4, A-MC-8).
  static func earliest(
    _ order: AdvertisingOrder, _ id: String, _ contract: Contract, _ book: borrowing Book
  ) throws(Refusal) -> Day {
    let validated = try book.requireValidated(order, id, "MC-B.4")
    let readings = contract.pinned.config.marketingconnect
    let days = readings.sendDays + (readings.sendDelay == .onDay ? 0 : 1)
    do throws(CalendarMissing) {
      return try CountedPeriod.counting(
        days, BusinessDays(region: contract.pinned.config.region),
        after: Paris.day(of: validated), in: book.calendars
      ).last
    } catch { throw Refusal.missing(error, "MC-B.4") }
  }

  static func require(_ at: Instant, _ earliest: Day) throws(Refusal) {
    if Paris.day(of: at) >= earliest { return }
    throw Refusal(
      .sendTooEarly, "MC-B.4",
      "\(Paris.text(at)) is before \(earliest), two jours ouvrés after the payment",
      try: "send on \(earliest) at the earliest")
  }

  /// Messages to a client's own contacts need their prior consent, which the client warrants (MC-S.6).
  static func requireOptIn(
    _ campaign: AdvertisingCampaign, _ order: AdvertisingOrder, _ book: borrowing Book
  ) throws(Refusal) {
    if order.offer != .sms || campaign.source == .soms { return }
    if let file = campaign.file, book.advertising.files[file]?.isOptInWarranted == true { return }
    throw Refusal(
      .optInNotWarranted, "MC-S.6",
      "file \(campaign.file ?? "none") has no warranty of prior consent",
      try: "warrant it with WarrantOptIn")
  }
}
