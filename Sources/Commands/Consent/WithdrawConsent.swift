public import Ledger

/// A person takes an agreement back (BC-2.1).
public struct WithdrawConsent: CommandBody {
  public static let verb: StaticString = "WithdrawConsent"
  public static let roles: [Role] = [.provider, .staff, .agent, .system, .prospect]

  public var purpose = String.unset
  public var subject = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("purpose", &purpose, IDCoding.self)
    try visitor.field("subject", &subject, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.consents[ConsentKey(subject, purpose)] == nil {
      throw Refusal.unknown("consent of", subject, "BC-2.1")
    }
    let withdrawn = ConsentWithdrawn.with {
      $0.at = request.received
      $0.channel = request.channel ?? "unknown"
      $0.purpose = purpose
      $0.subjectKey = subject
    }
    return Decision([
      Draft(
        "person-\(subject)", .consentWithdrawn(withdrawn), occurred: request.occurred(),
        rule: "BC-2.1", basis: .fact)
    ])
  }
}
