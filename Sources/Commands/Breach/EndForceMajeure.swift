public import Ledger

/// What kept a party from performing is over (BC-10.1).
public struct EndForceMajeure: CommandBody {
  public static let verb: StaticString = "EndForceMajeure"
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var contract = String.unset
  public var to = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("to", &to)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.forceMajeure)
    try request.requireClient(is: contract.party)
    guard let open = contract.forceMajeure.first(where: { $0.to == nil }) else {
      throw Refusal(
        .notInThisState, book.clauses.forceMajeure,
        "no force majeure runs on contract \(contract.id)",
        try: "nothing: there is none to end")
    }
    if to < open.from || to > request.received {
      throw Refusal(
        .timeRefused, book.clauses.forceMajeure,
        "from \(open.from) to \(to), handed in at \(request.received)",
        try: "give the instant at which it ended")
    }
    let ended = ForceMajeureEnded.with {
      $0.contract = contract.id
      $0.to = to
    }
    return Decision([
      Draft(
        "contract-\(contract.id)", .forceMajeureEnded(ended), occurred: request.occurred(to),
        rule: book.clauses.forceMajeure, basis: .fact, terms: contract.terms)
    ])
  }
}
