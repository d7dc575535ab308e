public import Ledger

/// A person agreed beforehand to be called (BC-2.1); the proof is kept by its hash.
public struct RecordConsent: CommandBody {
  public static let verb: StaticString = "RecordConsent"
  public static let roles: [Role] = [.provider, .staff, .agent, .system, .prospect]

  public var proof = SHA256Text.unset
  public var purpose = String.unset
  public var subject = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("proof", &proof)
    try visitor.field("purpose", &purpose, IDCoding.self)
    try visitor.field("subject", &subject, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let recorded = ConsentRecorded.with {
      $0.basis = .optIn
      $0.proof = proof
      $0.purpose = purpose
      $0.subjectKey = subject
    }
    return Decision([
      Draft(
        "person-\(subject)", .consentRecorded(recorded), occurred: request.occurred(),
        rule: book.clauses.consent, basis: .fact)
    ])
  }
}
