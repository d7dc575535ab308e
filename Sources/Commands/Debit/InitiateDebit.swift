public import Ledger

/// The day of collection has come: the debit is asked of the bank (BC-4.5, G-6). It pays nothing yet.
public struct InitiateDebit: CommandBody {
  public static let verb: StaticString = "InitiateDebit"
  public static let roles: [Role] = [.scheduler]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let invoice = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, book.clauses.debit)
    }
    return Decision([
      DebitDrafting.initiate(
        self.invoice, invoice, on: Paris.day(of: request.occurred()), request,
        rule: book.clauses.debit)
    ])
  }
}

/// Asking the bank for a debit.
enum DebitDrafting {
  /// How long a debit without an answer stops lateness, in TARGET days (design § Payments).
  static let answerDays = 5

  static func initiate(
    _ number: String, _ invoice: Invoice, on day: Day, _ request: Request, rule: String
  ) -> Draft {
    let id = "\(number)-D\(invoice.debits.count + 1)"
    let initiated = PaymentInitiated.with {
      $0.amount = invoice.open
      $0.collectOn = day
      $0.invoice = number
      $0.method = .directDebit
      $0.party = invoice.party
      $0.payment = id
    }
    return Draft(
      "payment-\(id)", .paymentInitiated(initiated), occurred: request.occurred(), rule: rule,
      basis: .computed)
  }
}
