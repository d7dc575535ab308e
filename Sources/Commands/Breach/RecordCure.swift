public import Ledger

/// The client cured the breach that it was put on notice for (BC-9.1).
public struct RecordCure: CommandBody {
  public static let verb: StaticString = "RecordCure"
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var how = String.unset
  public var notice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("how", &how, IDCoding.self)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (contract, formal) = try book.formalNotice(notice)
    try request.requireClient(is: contract.party)
    if formal.cured {
      throw Refusal(
        .notInThisState, book.clauses.breach, "the breach of notice \(notice) is cured",
        try: "nothing: it stands")
    }
    let cured = FormalNoticeCured.with {
      $0.contract = contract.id
      $0.curedAt = request.received
      $0.how = how
      $0.notice = notice
    }
    return Decision([
      Draft(
        "contract-\(contract.id)", .formalNoticeCured(cured), occurred: request.occurred(),
        rule: book.clauses.breach, basis: .fact, terms: contract.terms, cause: formal.sent)
    ])
  }
}
