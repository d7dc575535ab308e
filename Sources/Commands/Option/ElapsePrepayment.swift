public import Ledger

/// The first day of months to be paid in advance is over: without the payment they are billed one by one, without
/// discount (BC-4.6).
public struct ElapsePrepayment: CommandBody {
  public static let verb: StaticString = "ElapsePrepayment"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.scheduler]

  public var contract = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-4.6")
    guard let prepayment = contract.prepayment, let anchor = contract.anchor else {
      throw Refusal.unknown("payment in advance of contract", contract.id, "BC-4.6")
    }
    let deactivated = OptionDeactivated.with {
      $0.contract = contract.id
      $0.effectiveOn = ContractMonth.first(prepayment.month, anchor: anchor)
      $0.option = .prepay3
      $0.reason = .notPaid
    }
    let draft = Draft(
      "contract-\(contract.id)", .optionDeactivated(deactivated), occurred: request.occurred(),
      rule: "BC-4.6", basis: .computed, terms: contract.terms)
    // The months that follow are invoiced by the agenda, at once for the one that has begun.
    return Decision(
      [draft]
        + CreditNoteDrafting.whole(
          prepayment.invoice, contract.account, usable: .nextInvoices, rule: "BC-4.6",
          basis: .computed, request, book),
      effect: Refusal(
        .prepayNotReceived, "BC-4.6",
        "invoice \(prepayment.invoice) was not paid by the first day of its first month",
        try: "nothing: the months are billed one by one"))
  }
}
