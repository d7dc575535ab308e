public import Ledger

/// A rejected debit is asked of the bank once more (BC-4.5).
public struct RepresentDebit: CommandBody {
  public static let verb: StaticString = "RepresentDebit"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var collectOn = Day.unset
  public var payment = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("collect_on", &collectOn)
    try visitor.field("payment", &payment, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let (_, isGone) = book.paymentState(payment) else {
      throw Refusal.unknown("payment", payment, book.clauses.debit)
    }
    let unpaid = book.invoices(touchedBy: payment).first {
      book.invoices[$0].map { $0.open > .zero } == true
    }
    guard isGone, let number = unpaid, let invoice = book.invoices[number],
      invoice.pendingDebit == nil
    else {
      throw Refusal(
        .notInThisState, book.clauses.debit,
        "payment \(payment) is no rejected one of an unpaid invoice",
        try: "nothing: there is nothing to collect")
    }
    try requireBankDay(request, book)
    var drafts = [
      DebitDrafting.initiate(
        number, invoice, on: collectOn, request, rule: book.clauses.debit)
    ]
    if book.tasks[taskID(payment, .representDebit)] != nil {
      drafts.insert(
        decided(
          .representDebit, about: payment, exercised: true, reason: "collected on \(collectOn)",
          rule: book.clauses.debit, request), at: 0)
    }
    return Decision(drafts)
  }

  private func requireBankDay(_ request: Request, _ book: borrowing Book) throws(Refusal) {
    let first: Day
    do { first = try TargetDays().first(from: collectOn, in: book.calendars) } catch {
      throw Refusal.missing(error, "G-6")
    }
    if first != collectOn || collectOn < Paris.day(of: request.received) {
      throw Refusal(
        .timeRefused, "G-6", "\(collectOn) is no TARGET day to come", try: "collect on \(first)")
    }
  }
}
