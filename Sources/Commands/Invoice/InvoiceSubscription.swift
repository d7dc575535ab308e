public import Ledger

/// Invoices one month of subscription in advance, on its first day (BC-4.5, A-BC-24), with the option on a line of
/// its own; or the option alone, when the month itself is invoiced already or paid in advance.
public struct InvoiceSubscription: CommandBody {
  public static let verb: StaticString = "InvoiceSubscription"
  public static let systems = [System.btbconnect]
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
    let contract = try book.contract(contract, "BC-4.5")
    guard let anchor = contract.anchor else {
      throw Refusal.unknown("start of contract", contract.id, "BC-4.5")
    }
    let month = ContractMonth.number(of: periodFrom, anchor: anchor)
    let last = ContractMonth.last(month, anchor: anchor)
    let period = "du \(periodFrom.french) au \(last.french)"
    var lines: [InvoiceLine] = []
    let billsPlan = contract.billsPlan(in: month)
    if billsPlan {
      lines.append(
        line(
          "Abonnement \(contract.plan), \(period)", contract.price, contract.vatCode,
          source: contract.subscribed))
    }
    // A line of its own, with VAT (BC-5.1, BC-5.2).
    if let option = contract.option, contract.billsOption(in: month) {
      lines.append(
        line("Option Multicanal, \(period)", option.price, .standard, source: option.activated))
    }
    if billsPlan { lines += extras(contract) }
    return Decision(
      InvoiceDrafting.issue(
        billsPlan ? .subscription : .option, contract.account, lines, period: (periodFrom, last),
        rule: billsPlan ? "BC-4.5" : "BC-5.2", request, book))
  }

  /// A month that begins on the day of the extras' closing takes them along, on one invoice (BC-5.2); what is
  /// validated later that day is invoiced at its end.
  private func extras(_ contract: Contract) -> [InvoiceLine] {
    let closing = ClosingDay.within(
      CalendarMonth(of: periodFrom), anchor: contract.anchor ?? periodFrom,
      reading: contract.readings.extrasInvoice)
    return closing == periodFrom ? ExtrasToInvoice(contract, closing: closing).lines(contract) : []
  }

  private func line(_ label: String, _ price: Money, _ code: VATCode, source: Int) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = price
      $0.label = label
      $0.qty = 1
      $0.sourceEvents = [source]
      $0.unit = UnitPrice(price)
      $0.vatCode = code
    }
  }
}
