public import Ledger

/// Money of a credit note went back to the client (BC-3.4).
public struct RecordRefund: CommandBody {
  public static let verb: StaticString = "RecordRefund"
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  public var amount = Money.unset
  public var creditNote = String.unset
  public var method = PaymentMethod.unset
  public var refund = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("credit_note", &creditNote, IDCoding.self)
    try visitor.field("method", &method)
    try visitor.field("refund", &refund, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let note = book.creditNotes[creditNote] else {
      throw Refusal.unknown("credit note", creditNote, book.clauses.refund)
    }
    if book.system == .marketingconnect && note.usable == .nextInvoices
      && book.advertising.fileCredits.contains(creditNote)
    {
      throw Refusal(
        .creditOnly, "MC-L.7", "credit note \(creditNote) is used on the next invoices only",
        try: "let it settle the next invoice")
    }
    if book.refunds.contains(refund) {
      throw Refusal(
        .alreadyExists, book.clauses.refund, "refund \(refund) is recorded", try: "use another id")
    }
    let free =
      book.parties[note.party]?.credits.first { $0.document == creditNote }?.amount ?? .zero
    if amount <= .zero || amount > free {
      throw Refusal(
        .notInThisState, book.clauses.refund,
        "\(amount) EUR to refund, \(free) EUR of \(creditNote) are left",
        try: "refund what is left of it")
    }
    let issued = RefundIssued.with {
      $0.amountTtc = amount
      $0.method = method
      $0.party = note.party
      $0.refund = refund
      $0.relatesTo = creditNote
    }
    return Decision([
      Draft(
        "payment-\(refund)", .refundIssued(issued), occurred: request.occurred(),
        rule: book.clauses.refund,
        basis: .fact)
    ])
  }
}
