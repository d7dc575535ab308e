public import Ledger

/// A document came in: a certificate of insurance (AP-5.1), a template of the client (MC-B.1).
public struct ReceiveDocument: CommandBody {
  public static let verb: StaticString = "ReceiveDocument"
  public static let systems = [System.activeProspects, .marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var datedOn: Day?
  public var hash = SHA256Text.unset
  public var party = String.unset
  public var receivedAt: Instant?
  public var type = DocumentType.unset
  public var validTo: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("dated_on", &datedOn)
    try visitor.field("hash", &hash)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("type", &type)
    try visitor.field("valid_to", &validTo)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let isOfOrder = book.system == .marketingconnect
    let rule = isOfOrder ? "MC-B.1" : "AP-5.1"
    if book.parties[party] == nil { throw Refusal.unknown("client", party, rule) }
    let terms = book.acceptedTerms(of: party)?.version
    let at = receivedAt ?? request.received
    try request.requirePast(at, "received")
    let received = DocumentReceived.with {
      $0.datedOn = datedOn
      $0.docType = type
      $0.hash = hash
      $0.party = party
      $0.receivedAt = at
      $0.validTo = validTo
    }
    return Decision(
      [
        Draft(
          "party-\(party)", .documentReceived(received), occurred: request.occurred(at),
          rule: rule, basis: .fact, terms: terms)
      ] + answered(.renewInsurance, party, "received", "AP-5.1", request, book))
  }
}
