public import Ledger

/// The bank said nothing of a debit for five TARGET days: a person has to ask (BC-4.5).
public struct ElapseDebit: CommandBody {
  public static let verb: StaticString = "ElapseDebit"
  public static let roles: [Role] = [.scheduler]

  public var payment = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("payment", &payment, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    Decision([openTask(.answerDebit, about: payment, rule: book.clauses.debit, request)])
  }
}
