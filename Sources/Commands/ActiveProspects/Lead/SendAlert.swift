public import Ledger

/// A beneficiary was told of a new lead by e-mail (AP-7.2), unless it stopped alerts (AP-6.4).
public struct SendAlert: CommandBody {
  public static let verb: StaticString = "SendAlert"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var emailRef: String?
  public var lead = String.unset
  public var party = String.unset
  public var sentAt: Instant?
  public var token = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("email_ref", &emailRef, DerivedIDCoding.self)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("sent_at", &sentAt)
    try visitor.field("token", &token, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (account, terms) = try book.beneficiary(party, "AP-7.2")
    if book.market.leads[lead] == nil { throw Refusal.unknown("lead", lead, "AP-7.2") }
    if book.market.tokens[token] != nil {
      throw Refusal(.alreadyExists, "AP-7.2", "link \(token) was sent", try: "use another link")
    }
    if !account.alerts || !account.correspondence {
      throw Refusal(
        .alertsStopped, "AP-6.4", "client \(party) stopped alerts", try: "nothing: send it none")
    }
    let address = account.addressID(party)
    if let emailRef, emailRef != address {
      throw Refusal(
        .alertLinkRevoked, "AP-7.2", "address \(emailRef) was replaced by \(address)",
        try: "send it to the address in force")
    }
    let at = sentAt ?? request.received
    try request.requirePast(at, "sent")
    let sent = LeadAlertSent.with {
      $0.address = address
      $0.lead = lead
      $0.party = party
      $0.sentAt = at
      $0.token = token
    }
    return Decision([
      Draft(
        "lead-\(lead)", .leadAlertSent(sent), occurred: request.occurred(at), rule: "AP-7.2",
        basis: .fact, terms: terms.version)
    ])
  }
}
