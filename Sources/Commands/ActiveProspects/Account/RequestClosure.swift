public import Ledger

/// A beneficiary wants to stop (AP-6.5). A registered letter closes the account and starts the sixty days (AP-6.8, AP-6.9);
/// another writing is recorded and waits for the letter.
public struct RequestClosure: CommandBody {
  public static let verb: StaticString = "RequestClosure"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var channel = String.unset
  public var letterRef: SHA256Text?
  public var party = String.unset
  public var receivedOn: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("letter_ref", &letterRef)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("received_on", &receivedOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-6.5")
    if account.closure != nil {
      throw Refusal(
        .accountClosed, "AP-6.5", "the closure of client \(party) was asked for",
        try: "nothing: it is being treated")
    }
    let received = receivedOn.map { max(Paris.start(of: $0), .unset) } ?? request.received
    try request.requirePast(received, "received")
    let writing = Writing.draft(
      .closure, party, account, channel: channel, sentAt: nil, receivedAt: received,
      letter: letterRef,
      rule: "AP-6.8", terms, request)
    if !RegisteredLetter.channels.contains(channel) {
      let hold = Refusal(
        .registeredLetterRequired, "AP-6.8", "closure asked by \(channel)",
        try: "ask by registered letter: the sixty days run from its reception")
      if book.tasks[taskID(party, .awaitLetter)] != nil { return Decision([writing], held: hold) }
      return Decision(
        [writing, openTask(.awaitLetter, about: party, hold, request, terms: terms.version)],
        held: hold)
    }
    let readings = terms.config.activeProspects
    let day = Paris.day(of: received)
    var drafts = [
      writing,
      MarketDeadline.set(
        .walletRefund, about: party, from: day, readings.refundDays, .calendar,
        until: Paris.end(of: day + readings.refundDays), stream: "party-\(party)", rule: "AP-6.9",
        terms,
        request),
      openTask(
        .refundWallet, about: party, rule: "AP-6.9", answerBy: day + readings.refundDays, request,
        terms: terms.version),
    ]
    drafts += answered(.awaitLetter, party, "letter received", "AP-6.8", request, book)
    if readings.interruptAt == .receipt {
      drafts += AccountEnding.drafts(party, at: received, terms, request, book)
    }
    return Decision(drafts)
  }
}

/// « Courrier recommandé », with or without acknowledgement, on paper or electronic (A-AP-22).
enum RegisteredLetter {
  static let channels: Set<String> = ["registered_letter", "lr", "lrar", "lre"]
}

/// An account stops: nothing is bought any more, and what is open and late bears its interest (AP-4.11, AP-6.5).
enum AccountEnding {
  static func drafts(
    _ party: String, at effective: Instant, _ terms: PublishedTerms, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    let closed = AccountClosed.with {
      $0.cause = "requested"
      $0.effectiveAt = effective
      $0.party = party
    }
    return [
      Draft(
        "party-\(party)", .accountClosed(closed), occurred: request.occurred(effective),
        rule: "AP-6.5", basis: .computed, terms: terms.version)
    ] + InterestDrafting.atEnd(of: party, on: Paris.day(of: effective), request, book)
  }
}
