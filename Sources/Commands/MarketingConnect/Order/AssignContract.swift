public import Ledger

/// The provider assigns an order to a successor, who takes all its duties; a client may not (MC-III.7).
public struct AssignContract: CommandBody {
  public static let verb: StaticString = "AssignContract"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var agreement: SHA256Text?
  public var contract = String.unset
  public var informedOn: Day?
  public var to = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agreement", &agreement)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("informed_on", &informedOn)
    try visitor.field("to", &to, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, pinned) = try book.liveOrder(contract, "MC-III.7")
    if request.actor.role == .client || request.actor.role == .agent {
      throw Refusal(
        .assignmentForbidden, "MC-III.7", "order \(contract) is bound to \(known.client)",
        try: "let the successor order for itself")
    }
    let assigned = ContractAssigned.with {
      $0.agreement = agreement
      $0.contract = contract
      $0.from = "provider"
      $0.informedOn = informedOn
      $0.to = to
    }
    return Decision([
      Draft(
        "order-\(contract)", .contractAssigned(assigned), occurred: request.occurred(),
        rule: "MC-III.7",
        basis: .fact, terms: pinned.terms)
    ])
  }
}
