public import Ledger

/// A beneficiary asks by e-mail for other sectors or zones (AP-1.8): a fact; somebody treats it.
public struct RequestPreferenceChange: CommandBody {
  public static let verb: StaticString = "RequestPreferenceChange"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]
  public static let namesPeople = true

  public var fromEmail = String.unset
  public var party = String.unset
  public var requestedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("from_email", &fromEmail)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("requested_at", &requestedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-1.8")
    let at = requestedAt ?? request.received
    try request.requirePast(at, "requested")
    let isKnown = sender.map(account.senders.contains) == true
    let hold = Refusal(
      .unverifiedSender, "AP-1.8", "the address of the sender is not the one of client \(party)",
      try: "check who it is, then decide task \(taskID(party, .verifySender)) with RecordDecision")
    let writing = Writing.draft(
      .change, party, account, channel: "email", sentAt: at, letter: nil, rule: "AP-1.8", terms,
      request)
    if isKnown {
      return Decision([
        writing,
        openTask(.applyPreferences, about: party, rule: "AP-1.8", request, terms: terms.version),
      ])
    }
    return Decision(
      [writing, openTask(.verifySender, about: party, hold, request, terms: terms.version)],
      held: hold)
  }

  private var sender: Fingerprint?

  public mutating func fingerprint(_ key: any FingerprintKey) {
    sender = key.fingerprint(.email, fromEmail)
  }
}

/// A writing of a beneficiary: a fact (G-1).
enum Writing {
  static func draft(
    _ type: NoticeType, _ party: String, _ account: Beneficiary, channel: String, sentAt: Instant?,
    receivedAt: Instant? = nil, letter: SHA256Text?, rule: String, _ terms: PublishedTerms,
    _ request: Request
  ) -> Draft {
    let recorded = NoticeRecorded.with {
      $0.by = .client
      $0.channel = channel
      $0.contract = party
      $0.letter = letter
      $0.notice = "\(party)~notice-\(account.notices + 1)"
      $0.receivedAt = receivedAt ?? request.received
      $0.sentAt = sentAt
      $0.type = type
    }
    return Draft(
      "party-\(party)", .noticeRecorded(recorded), occurred: request.occurred(receivedAt),
      rule: rule, basis: .fact, terms: terms.version)
  }
}
