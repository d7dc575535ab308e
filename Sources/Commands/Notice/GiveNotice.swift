public import Ledger

/// A party gives notice that the contract shall not go on (BC-4.4). Any dated writing will do (A-BC-22); it is
/// always recorded (G-1), and takes effect at the first échéance that it is in time for.
public struct GiveNotice: CommandBody {
  public static let verb: StaticString = "GiveNotice"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var by: Side?
  public var channel = String.unset
  public var contract = String.unset
  /// The end that the notice asks for, when it names one.
  public var endsOn: Day?
  public var letter: SHA256Text?
  public var notice: String?
  public var receivedAt: Instant?
  public var sentAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("ends_on", &endsOn)
    try visitor.field("letter", &letter)
    try visitor.field("notice", &notice, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("sent_at", &sentAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-4.4")
    try request.requireClient(is: contract.party)
    let by = by ?? (request.actor.role == .provider ? .provider : .client)
    if by == .provider && !contract.readings.providerMayEnd {
      throw Refusal(
        .rightNotOpen, "BC-4.4", "these terms give notice to the client alone",
        try: "let the contract go on, or publish other terms")
    }
    let received = receivedAt ?? request.received
    if received > request.received || sentAt.map({ $0 > received }) == true {
      throw Refusal(
        .timeRefused, "G-2",
        "sent \(sentAt?.description ?? "at no time"), received \(received), handed in "
          + "\(request.received)", try: "give the instants in their order")
    }
    let qualified = Qualification(
      contract, on: Paris.day(of: counted(received, request, contract.readings)), wanted: endsOn,
      committed: contract.committedUntil(book))
    return Decision(
      drafts(by, received, qualified, contract, request)
        + past(qualified, by, contract, request, book), effect: qualified.effect(contract))
  }

  /// A notice recorded after the échéance that it was in time for: the contract ended there, and what was invoiced
  /// since is credited (G-2); what was delivered since, a person decides.
  private func past(
    _ qualified: Qualification, _ by: Side, _ contract: Contract, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    guard let end = qualified.effectiveOn, let term = contract.termEnds, end < term else {
      return []
    }
    let credited = MonthsCredited.drafts(
      of: contract, from: end, rule: "BC-4.4", usable: .refund, request, book,
      where: { $0.appointment == nil })
    let delivered = book.appointments.all {
      $0.contract == contract.id && $0.invoice != nil && !$0.credited
        && Paris.day(of: $0.startsAt) >= end
    }
    let asked = delivered.map(\.id).sorted().map {
      openTask(.issueCreditNote, about: $0, rule: "BC-4.4", request, terms: contract.terms)
    }
    return Ending.drafts(
      contract, .nonRenewal, by: by, on: end, rule: "BC-4.4", request, book)
      + credited.drafts + asked
  }

  /// The instant that counts: that of sending when it is proven, else that of reception (A-BC-21).
  private func counted(_ received: Instant, _ request: Request, _ readings: BTBConnectReadings)
    -> Instant
  {
    let isProven =
      request.hasProof || letter != nil
      || GiveNotice.dated.contains(channel) && request.actor.role != .client
    guard readings.noticeCounts == .sent, isProven, let sentAt else { return received }
    return sentAt
  }

  /// Channels that prove their own date, in the hands of others than the client who gives notice.
  private static let dated = ["online", "form", "lrar", "email_ar"]

  private func drafts(
    _ by: Side, _ received: Instant, _ qualified: Qualification, _ contract: Contract,
    _ request: Request
  ) -> [Draft] {
    let id = notice ?? "\(contract.id)~notice-\(contract.notices + 1)"
    let recorded = NoticeRecorded.with {
      $0.by = by
      $0.channel = channel
      $0.contract = contract.id
      $0.letter = letter
      $0.notice = id
      $0.receivedAt = received
      $0.sentAt = sentAt
      $0.type = .nonRenewal
      $0.wantedOn = endsOn
    }
    let result = NoticeQualified.with {
      $0.contract = contract.id
      $0.deadline = DeadlineID.term(contract.id, ends: contract.termEnds ?? .unset)
      $0.effectiveOn = qualified.effectiveOn
      $0.notice = id
      $0.result = qualified.result
    }
    let stream = "contract-\(contract.id)"
    let occurred = request.occurred(sentAt ?? received)
    var drafts = [
      Draft(
        stream, .noticeRecorded(recorded), occurred: occurred, rule: "BC-4.4", basis: .fact,
        terms: contract.terms),
      Draft(
        stream, .noticeQualified(result), occurred: occurred, rule: "BC-4.4", basis: .computed,
        terms: contract.terms),
    ]
    if by == .provider {
      // The text names the client alone: the provider's end is a right that it exercises (A-BC-23).
      drafts.append(
        decided(
          .endContract, about: contract.id, exercised: true, reason: "notice \(id)",
          rule: "BC-4.4", request, terms: contract.terms))
    }
    return drafts
  }
}

/// What a notice brings about: the échéance it is in time for, fifteen days before (BC-4.4).
struct Qualification {
  var result: NoticeResult
  var effectiveOn: Day?

  init(_ contract: Contract, on day: Day, wanted: Day?, committed: Day?) {
    guard let anchor = contract.anchor, let term = contract.termEnds, contract.ended == nil else {
      self.init(result: .incomplete, effectiveOn: nil)
      return
    }
    let days = contract.readings.noticeDays
    let minimum = contract.minimumEnds ?? term
    let earliest = max(minimum, committed ?? minimum, wanted ?? minimum)
    var end = min(minimum, term)
    while day > end - days || end < earliest {
      end = ContractMonth.first(ContractMonth.number(of: end, anchor: anchor) + 1, anchor: anchor)
    }
    // Recorded late, it is measured against the échéance that followed it.
    var measured = min(contract.minimumEnds ?? term, term)
    while measured <= day { measured = contract.dueDay(after: measured) }
    let isEarly = wanted.map { $0 < term } == true && contract.isInMinimumTerm
    self.init(
      result: day > measured - days ? .late : isEarly ? .deferred : .valid, effectiveOn: end)
  }

  private init(result: NoticeResult, effectiveOn: Day?) {
    self.result = result
    self.effectiveOn = effectiveOn
  }

  /// The code that says why the notice does not end the contract as soon as was asked.
  func effect(_ contract: Contract) -> Refusal? {
    guard let effectiveOn, let term = contract.termEnds else { return nil }
    let days = contract.readings.noticeDays
    return switch result {
    case .late:
      Refusal(
        .noticeLate, "BC-4.4",
        "notice after \(term - days), the last day for the échéance of \(term)",
        try: "nothing: the contract ends on \(effectiveOn)")
    case .deferred:
      Refusal(
        .minimumTerm, "BC-4.3", "the minimum term runs to \(term)",
        try: "nothing: the contract ends on \(effectiveOn)")
    case .valid, .wrongForm, .incomplete: nil
    }
  }
}
