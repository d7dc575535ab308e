public import Ledger

/// No quantity is imposed on a beneficiary (AP-6.3): always refused.
public struct SetCommitment: CommandBody {
  public static let verb: StaticString = "SetCommitment"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var minimum = Int.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("minimum", &minimum)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    _ = try book.beneficiary(party, "AP-6.3")
    throw Refusal(
      .noCommitmentAllowed, "AP-6.3", "a minimum of \(minimum) leads for client \(party)",
      try: "leave it free: the text imposes no quantity")
  }
}
