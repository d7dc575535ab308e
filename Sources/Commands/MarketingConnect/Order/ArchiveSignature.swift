public import Ledger

/// The proof file of an electronic signature is archived (MC-II.9): sending and reception are the instant of the signature.
public struct ArchiveSignature: CommandBody {
  public static let verb: StaticString = "ArchiveSignature"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var certificate: String?
  public var docHash = SHA256Text.unset
  public var party = String.unset
  public var proofFile = SHA256Text.unset
  public var provider = String.unset
  public var signedAt = Instant.unset
  public var signer = Person.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("certificate", &certificate, IDCoding.self)
    try visitor.field("doc_hash", &docHash)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("proof_file", &proofFile)
    try visitor.field("provider", &provider, IDCoding.self)
    try visitor.field("signed_at", &signedAt)
    try visitor.field("signer", &signer, PersonCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.parties[party] == nil { throw Refusal.unknown("client", party, "MC-II.9") }
    try request.requirePast(signedAt, "signed")
    let archived = SignatureProofArchived.with {
      $0.certificateId = certificate
      $0.doc = docHash
      $0.kind = certificate == nil ? .click : .otpCertificate
      $0.party = party
      $0.person = signer.id
      $0.proofFile = proofFile
      $0.provider = provider
      $0.signedAt = signedAt
      $0.signer = signer.sealed(for: .identity)
    }
    return Decision([
      Draft(
        "party-\(party)", .signatureProofArchived(archived), occurred: request.occurred(signedAt),
        rule: "MC-II.9", basis: .fact)
    ])
  }
}
