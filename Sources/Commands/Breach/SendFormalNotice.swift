public import Ledger

/// The provider puts the client on notice to cure a serious breach within fifteen days of reception (BC-9.1).
public struct SendFormalNotice: CommandBody {
  public static let verb: StaticString = "SendFormalNotice"
  public static let roles: [Role] = [.provider, .staff]

  public var breach = String.unset
  public var channel = String.unset
  public var contract = String.unset
  public var notice: String?
  public var receivedAt: Instant?
  public var sentAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("notice", &notice, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("sent_at", &sentAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.breach)
    let id = notice ?? "\(contract.id)~formal-\(contract.formalNotices.count + 1)"
    if book.formalNotices[id] != nil {
      throw Refusal(
        .alreadyExists, book.clauses.breach, "formal notice \(id) is recorded",
        try: "use another id")
    }
    if sentAt > request.received || receivedAt.map({ $0 < sentAt || $0 > request.received }) == true
    {
      throw Refusal(
        .timeRefused, "G-2",
        "sent \(sentAt), received \(receivedAt?.description ?? "at no known time"), handed in "
          + "\(request.received)", try: "give the instants in their order")
    }
    let period = try cure(contract, book)
    let sent = FormalNoticeSent.with {
      $0.breach = breach
      $0.channel = channel
      $0.contract = contract.id
      $0.cureUntil = period?.last
      $0.kind = .breach
      $0.notice = id
      $0.receivedAt = receivedAt
      $0.sentAt = sentAt
    }
    let stream = "contract-\(contract.id)"
    var drafts = [
      Draft(
        stream, .formalNoticeSent(sent), occurred: request.occurred(sentAt),
        rule: book.clauses.breach,
        basis: .fact, terms: contract.terms)
    ]
    if let period {
      let deadline = DeadlineSet.with {
        $0.deadline = DeadlineID.cure(id)
        $0.direction = .forward
        $0.from = period.from
        $0.kind = .cure
        $0.lastInstant = period.lastInstant
        $0.n = period.count
        $0.skipped = period.skipped
        $0.subject = contract.id
        $0.unit = period.unit
      }
      drafts.append(
        Draft(
          stream, .deadlineSet(deadline), occurred: request.occurred(receivedAt),
          rule: book.clauses.breach,
          basis: .computed, terms: contract.terms))
    }
    return Decision(drafts)
  }

  /// The days to cure, from reception on.
  private func cure(_ contract: Contract, _ book: borrowing Book) throws(Refusal) -> CountedPeriod?
  {
    guard let receivedAt else { return nil }
    let period = CountedPeriod.calendarDays(
      contract.pinned.config.cureDays, after: Paris.day(of: receivedAt))
    switch contract.pinned.config.common.rollNonWorking {
    case .none: return period
    case .cpc642:
      do {
        return try period.rolled(region: contract.pinned.config.region, in: book.calendars)
      } catch { throw Refusal.missing(error, "G-4") }
    }
  }
}
