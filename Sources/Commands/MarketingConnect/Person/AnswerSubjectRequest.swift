public import Ledger

/// A person's request is answered, and passed on to whom it concerns (MC-B.14, MC-L.13).
public struct AnswerSubjectRequest: CommandBody {
  public static let verb: StaticString = "AnswerSubjectRequest"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var propagatedTo: [String]?
  public var request = String.unset
  public var result = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("propagated_to", &propagatedTo, ListCoding<IDCoding>.self)
    try visitor.field("request", &request, IDCoding.self)
    try visitor.field("result", &result, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.advertising.requests[self.request] else {
      throw Refusal.unknown("request", self.request, "MC-B.14")
    }
    if known.isAnswered {
      throw Refusal(
        .notInThisState, "MC-B.14", "request \(self.request) is answered",
        try: "nothing: it is done")
    }
    let at = at ?? request.received
    try request.requirePast(at, "answered")
    let answered = DataSubjectRequestAnswered.with {
      $0.at = at
      $0.propagatedTo = propagatedTo
      $0.request = self.request
      $0.result = result
    }
    let stream = "subject-\(known.subject)"
    return Decision(
      [
        Draft(
          stream, .dataSubjectRequestAnswered(answered), occurred: request.occurred(at),
          rule: "MC-B.14",
          basis: .fact)
      ]
        + MarketDeadline.met(
          .subjectRequest, about: self.request, stream: stream, rule: "MC-B.14", request, book,
          terms: nil))
  }
}
