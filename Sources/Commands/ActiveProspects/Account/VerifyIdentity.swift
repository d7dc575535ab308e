public import Ledger

/// Somebody who asks for another address or other codes is checked (AP-7.3).
public struct VerifyIdentity: CommandBody {
  public static let verb: StaticString = "VerifyIdentity"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var method = String.unset
  public var party = String.unset
  public var result = IdentityResult.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("method", &method, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("result", &result)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (_, terms) = try book.beneficiary(party, "AP-7.3")
    let verified = IdentityVerified.with {
      $0.by = request.actor.user ?? request.actor.id
      $0.method = method
      $0.party = party
      $0.result = result
    }
    return Decision([
      Draft(
        "party-\(party)", .identityVerified(verified), occurred: request.occurred(), rule: "AP-7.3",
        basis: .fact, terms: terms.version)
    ])
  }
}

extension Beneficiary {
  /// Whether a request may be followed: not after a check that failed, and from an unknown address only after one
  /// that succeeded (A-AP-26).
  func requireIdentity(_ party: String, sender: Fingerprint?) throws(Refusal) {
    let isKnown = sender.map(senders.contains) ?? true
    if identity == .ok || identity == nil && isKnown { return }
    throw Refusal(
      .identityNotVerified, "AP-7.3",
      identity == .failed
        ? "the identity of who asks for client \(party) was checked in vain"
        : "the request for client \(party) comes from an unknown address",
      try: "check the identity, and record it with VerifyIdentity")
  }
}
