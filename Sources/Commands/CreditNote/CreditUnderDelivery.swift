public import Ledger

/// The provider credits a month in which it could do less than the quota: nothing obliges it to (BC-8.1), so it is a
/// decision.
public struct CreditUnderDelivery: CommandBody {
  public static let verb: StaticString = "CreditUnderDelivery"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.provider, .staff]

  public var amount = Money.unset
  public var contract = String.unset
  public var invoice = String.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-8.1")
    guard let billed = book.invoices[invoice], billed.contract == contract.id else {
      throw Refusal.unknown("invoice of contract \(contract.id)", invoice, "BC-8.1")
    }
    if amount <= .zero || amount > billed.left(of: contract.vatCode) {
      throw Refusal(
        .notInThisState, "BC-8.1",
        "\(amount) EUR to credit, invoice \(invoice) has \(billed.left(of: contract.vatCode)) EUR left",
        try: "credit what is left of it")
    }
    let line = InvoiceLine.with {
      $0.ht = amount
      $0.label = "Geste commercial"
      $0.qty = 1
      $0.sourceEvents = [request.position]
      $0.unit = UnitPrice(amount)
      $0.vatCode = contract.vatCode
    }
    let groups = VAT.groups(
      of: [line], rounding: contract.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: billed.issueDate, for: contract.party) })
    return Decision(
      [
        decided(
          .creditUnderDelivery, about: invoice, exercised: true, reason: reason, rule: "BC-8.1",
          request, terms: contract.terms)
      ]
        + CreditNoteDrafting.note(
          invoice, billed, [line], groups, usable: .nextInvoices, rule: "BC-8.1", basis: .decision,
          request, book))
  }
}
