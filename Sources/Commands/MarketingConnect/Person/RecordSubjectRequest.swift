public import Ledger

/// A person asks for a right over its data, directly or through a client (MC-B.14, MC-III.13): to be answered within a month (GDPR 12).
public struct RecordSubjectRequest: CommandBody {
  public static let verb: StaticString = "RecordSubjectRequest"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var channel: String?
  public var kind = SubjectRight.unset
  public var party: String?
  public var request = String.unset
  public var subjectRef = String.unset
  public var via = RequestVia.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("kind", &kind)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("request", &request, IDCoding.self)
    try visitor.field("subject_ref", &subjectRef, IDCoding.self)
    try visitor.field("via", &via)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.advertising.requests[self.request] != nil {
      throw Refusal(
        .alreadyExists, "MC-B.14", "request \(self.request) is recorded", try: "use another id")
    }
    let at = at ?? request.received
    try request.requirePast(at, "received")
    let day = Paris.day(of: at)
    let due = day.adding(months: 1)
    let received = DataSubjectRequestReceived.with {
      $0.channel = channel
      $0.dueOn = due
      $0.kind = kind
      $0.party = party
      $0.receivedAt = at
      $0.request = self.request
      $0.subjectKey = subjectRef
      $0.via = via
    }
    let rule = channel == "dpo_email" ? "MC-III.13" : "MC-B.14"
    let stream = "subject-\(subjectRef)"
    var drafts = [
      Draft(
        stream, .dataSubjectRequestReceived(received), occurred: request.occurred(at), rule: rule,
        basis: .fact),
      MarketDeadline.set(
        .subjectRequest, about: self.request, from: day, 1, .month, until: Paris.end(of: due),
        stream: stream, rule: rule, .none, request),
    ]
    if kind == .objection || kind == .erasure {
      let withdrawn = ConsentWithdrawn.with {
        $0.at = at
        $0.channel = channel ?? via.rawValue
        $0.purpose = Purpose.prospecting
        $0.subjectKey = subjectRef
      }
      drafts.append(
        Draft(
          stream, .consentWithdrawn(withdrawn), occurred: request.occurred(at), rule: rule,
          basis: .computed))
    }
    return Decision(drafts)
  }
}
