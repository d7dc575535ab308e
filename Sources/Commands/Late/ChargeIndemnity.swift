public import Ledger

/// An invoice is not paid in time: 40 € are due for its recovery (G-19, C. com. D441-5), once.
public struct ChargeIndemnity: CommandBody {
  public static let verb: StaticString = "ChargeIndemnity"
  public static let roles: [Role] = [.scheduler]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, "G-19")
    }
    let charged = RecoveryIndemnityCharged.with {
      $0.amount = known.pinned.config.common.recoveryIndemnity
      $0.charge = "\(invoice)-IR"
      $0.invoice = invoice
      $0.party = known.party
    }
    return Decision([
      Draft(
        "invoice-\(invoice)", .recoveryIndemnityCharged(charged), occurred: request.occurred(),
        rule: "G-19", basis: .computed, terms: known.pinned.version)
    ])
  }
}
