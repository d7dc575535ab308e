public import Ledger

/// A beneficiary pays the coming invoice in advance (AP-4.10): the money waits for it.
public struct PayAdvance: CommandBody {
  public static let verb: StaticString = "PayAdvance"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  public var amount = Money.unset
  public var method = PaymentMethod.unset
  public var party = String.unset
  public var payment = String.unset
  public var valueDate = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("method", &method)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("value_date", &valueDate)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try RecordPayment.with {
      $0.amount = amount
      $0.client = party
      $0.method = method
      $0.payment = payment
      $0.purpose = PaymentPurpose.advance
      $0.valueDate = valueDate
    }.decide(request, book)
  }
}
