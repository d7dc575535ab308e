public import Ledger

/// A client is told of new prices or terms (MC-III.4, MC-III.5): it has thirty days to terminate, and they apply in the month that follows at the earliest.
public struct NotifyChange: CommandBody {
  public static let verb: StaticString = "NotifyChange"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var appliesFrom: Day?
  public var change = ChangeKind.unset
  public var channel: String?
  public var contract = String.unset
  public var informedOn = Day.unset
  public var newList: String?
  public var notice = String.unset
  public var oldList: String?
  public var publishedOn: Day?
  public var version: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("applies_from", &appliesFrom)
    try visitor.field("change", &change)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("informed_on", &informedOn)
    try visitor.field("new_list", &newList, IDCoding.self)
    try visitor.field("notice", &notice, IDCoding.self)
    try visitor.field("old_list", &oldList, IDCoding.self)
    try visitor.field("published_on", &publishedOn)
    try visitor.field("version", &version, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, pinned) = try book.liveOrder(contract, "MC-III.4")
    if book.advertising.changes[notice] != nil {
      throw Refusal(
        .alreadyExists, "MC-III.4", "change \(notice) is notified", try: "use another id")
    }
    if let version, book.terms[version] == nil {
      throw Refusal.unknown("terms", version, "MC-III.5")
    }
    if informedOn > request.today {
      throw Refusal(
        .timeRefused, "G-2", "informed on \(informedOn)", try: "record it once it is sent")
    }
    let readings = pinned.pinned.config.marketingconnect
    let from =
      readings.cgvDelayFrom == .publication
      ? publishedOn ?? informedOn : max(publishedOn ?? informedOn, informedOn)
    let last = from + readings.changeDays
    let earliest =
      readings.changeApplies == .firstOfNextMonth ? last.firstOfMonth.adding(months: 1) : last + 1
    if let appliesFrom, appliesFrom < earliest {
      throw Refusal(
        .changeTooEarly, "MC-III.4",
        "from \(appliesFrom); \(client(known)) may refuse until \(last)",
        try: "apply it from \(earliest)")
    }
    let notified = PriceChangeNotified.with {
      $0.answerUntil = last
      $0.appliesFrom = appliesFrom ?? earliest
      $0.change = change
      $0.channel = channel ?? "email"
      $0.client = known.client
      $0.contract = contract
      $0.newList = newList
      $0.notice = notice
      $0.oldList = oldList
      $0.sentAt = Paris.start(of: informedOn)
      $0.version = version
    }
    let rule = change == .terms ? "MC-III.5" : "MC-III.4"
    return Decision([
      Draft(
        "contract-\(contract)", .priceChangeNotified(notified), occurred: request.occurred(),
        rule: rule,
        basis: .fact, terms: pinned.terms),
      MarketDeadline.set(
        .change, about: notice, from: from, readings.changeDays, .calendar,
        until: Paris.end(of: last),
        stream: "contract-\(contract)", rule: rule, pinned.pinned, request),
    ])
  }

  private func client(_ order: AdvertisingOrder) -> String { "client \(order.client)" }
}
