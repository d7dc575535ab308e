public import Ledger

/// Invoices one month of subscription in advance, on its first day (BC-4.5, A-BC-24).
public struct InvoiceSubscription: CommandBody {
  public static let verb: StaticString = "InvoiceSubscription"
  public static let roles: [Role] = [.scheduler]

  public var contract = String.unset
  public var periodFrom = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("period_from", &periodFrom)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let contract = book.contracts[contract], let anchor = contract.anchor else {
      throw Refusal.unknown("contract", contract, "BC-4.5")
    }
    let last = ContractMonth.last(
      ContractMonth.number(of: periodFrom, anchor: anchor), anchor: anchor)
    let line = InvoiceLine.with {
      $0.ht = contract.price
      $0.label =
        "Abonnement \(contract.plan), du \(periodFrom.french) au \(last.french)"
      $0.qty = 1
      $0.sourceEvents = [contract.subscribed]
      $0.unit = UnitPrice(contract.price)
      $0.vatCode = contract.vatCode
    }
    return Decision(
      InvoiceDrafting.issue(
        .subscription, contract, [line], from: periodFrom, to: last, rule: "BC-4.5", request,
        book))
  }
}
