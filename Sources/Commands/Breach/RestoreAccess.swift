public import Ledger

/// The service runs again: the breach was cured, or the provider lets it pass (BC-9.1).
public struct RestoreAccess: CommandBody {
  public static let verb: StaticString = "RestoreAccess"
  public static let roles: [Role] = [.provider, .staff]

  public var contract = String.unset
  public var reason: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.breach)
    if !contract.suspended {
      throw Refusal(
        .notInThisState, book.clauses.breach, "contract \(contract.id) is not suspended",
        try: "nothing: the service runs")
    }
    let restored = AccessRestored.with {
      $0.contract = contract.id
      $0.effectiveAt = request.received
      $0.reason = reason ?? "breach_cured"
      $0.scope = .services
    }
    return Decision([
      Draft(
        "contract-\(contract.id)", .accessRestored(restored), occurred: request.occurred(),
        rule: book.clauses.breach, basis: .decision, terms: contract.terms)
    ])
  }
}
