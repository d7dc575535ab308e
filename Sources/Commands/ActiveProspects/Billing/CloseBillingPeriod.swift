public import Ledger

/// The purchases of a half-month are invoiced on the 16th, or on the 1st (AP-4.3), and debited ten days later (AP-4.2).
/// The scheduler asks for it; a half-month that comes to nothing has no invoice.
public struct CloseBillingPeriod: CommandBody {
  public static let verb: StaticString = "CloseBillingPeriod"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.scheduler, .provider, .staff]

  public var party = String.unset
  public var period = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("period", &period)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (account, terms) = try book.beneficiary(party, "AP-4.3")
    guard let half = BillingHalf(first: period) else {
      throw Refusal(
        .unknownReference, "AP-4.3", "no half-month begins on \(period)",
        try: "give the 1st or the 16th of a month")
    }
    if request.now < half.end {
      throw Refusal(
        .periodOpen, "AP-4.3", "the half-month from \(period) is invoiced on \(half.invoiceDay)",
        try: "wait: the agenda invoices it")
    }
    guard let invoice = HalfMonthInvoice(party, period, book) else {
      if account.invoicedHalves.contains(period) {
        throw Refusal(
          .periodAlreadyClosed, "AP-4.3",
          "the half-month from \(period) of client \(party) is invoiced",
          try: "nothing: what is recorded late gets an invoice of its own")
      }
      throw Refusal(
        .notInThisState, "AP-4.3", "client \(party) bought nothing by direct debit from \(period)",
        try: "nothing: there is nothing to invoice")
    }
    if invoice.total == .zero {
      throw Refusal(
        .notInThisState, "AP-4.3", "what client \(party) bought from \(period) comes to nothing",
        try: "nothing: there is nothing to invoice")
    }
    return Decision(
      LeadLine.invoice(
        .purchases, party, terms, invoice.lines, half, rule: "AP-4.3", request, book))
  }
}
