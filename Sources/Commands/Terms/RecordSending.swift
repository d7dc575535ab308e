public import Ledger

/// Somebody sent something (a reminder, an invoice): a fact, since the ledger sends nothing itself.
public struct RecordSending: CommandBody {
  public static let verb: StaticString = "RecordSending"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var about = String.unset
  public var channel = String.unset
  public var kind = String.unset
  public var proof: SHA256Text?
  public var sentAt: Instant?
  public var toRef = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("about", &about, DerivedIDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("proof", &proof)
    try visitor.field("sent_at", &sentAt)
    try visitor.field("to_ref", &toRef, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let at = sentAt ?? request.received
    if at > request.received {
      throw Refusal(
        .timeRefused, "G-2", "sent at \(at), handed in at \(request.received)",
        try: "record it once it was sent")
    }
    let sent = ReminderSent.with {
      $0.about = about
      $0.at = at
      $0.channel = channel
      $0.kind = kind
      $0.proof = proof
      $0.to = toRef
    }
    return Decision([
      Draft(
        "ledger", .reminderSent(sent), occurred: request.occurred(at), rule: "G-18", basis: .fact)
    ])
  }
}
