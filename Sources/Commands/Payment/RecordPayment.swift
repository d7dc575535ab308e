public import Ledger

/// Money came in, by the bank's word. The debtor's choice says what it settles, else the oldest debt
/// (G-14).
public struct RecordPayment: CommandBody {
  public static let verb: StaticString = "RecordPayment"
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  public var allocate: [Allocation]?
  public var amount = Money.unset
  public var client = String.unset
  public var method = PaymentMethod.unset
  public var payment = String.unset
  public var purpose: String?
  public var valueDate = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("allocate", &allocate)
    try visitor.field("amount", &amount)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("method", &method)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("purpose", &purpose)
    try visitor.field("value_date", &valueDate)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let party = book.parties[client] else { throw Refusal.unknown("client", client, "G-14") }
    for part in allocate ?? [] where book.debtor(of: part.document) != client {
      throw Refusal.unknown("invoice of client \(client)", part.document, "G-14")
    }
    if book.payments[payment] != nil {
      throw Refusal(
        .alreadyExists, "G-14", "payment \(payment) is recorded", try: "use another id")
    }
    let chosen = choice(book).map(\.amount).sum()
    if amount <= .zero || (allocate ?? []).contains(where: { $0.amount <= .zero })
      || chosen > amount
    {
      throw Refusal(
        .notInThisState, "G-14", "payment of \(amount) EUR, allocated \(chosen) EUR",
        try: "give amounts above zero that add up to the payment at most")
    }
    let received = PaymentReceived.with {
      $0.amount = amount
      $0.method = method
      $0.party = client
      $0.payment = payment
      $0.purpose = purpose
      $0.valueDate = valueDate
    }
    let occurred = request.occurred(Paris.start(of: valueDate))
    let draft = Draft(
      "payment-\(payment)", .paymentReceived(received), occurred: occurred, rule: "G-14",
      basis: .fact)
    if isKept(book) { return Decision([draft]) }
    if let inAdvance = PaidInAdvance.drafts(self, request, book) {
      return Decision([draft] + inAdvance)
    }
    return Decision(
      [draft]
        + AllocationDrafting.allocate(
          payment, amount, of: client, on: valueDate, party,
          chosen: choice(book), request, book),
      effect: lapsed(book))
  }

  /// Money for the Tirelire, and an advance on the coming invoice, settle nothing that is open (AP-4.4, AP-4.10).
  private func isKept(_ book: borrowing Book) -> Bool {
    guard book.system == .activeProspects else { return false }
    return purpose == PaymentPurpose.wallet || purpose == PaymentPurpose.advance
      || book.market.topUps[payment] != nil
  }

  /// Months that were to be paid in advance, and were not: what comes for them later buys no discount (BC-4.6).
  private func lapsed(_ book: borrowing Book) -> Refusal? {
    let late = (allocate ?? []).first { part in
      guard let invoice = book.invoices[part.document], invoice.kind == .prepayment else {
        return false
      }
      return valueDate > invoice.lastDayInAdvance && invoice.credited.values.sum() > .zero
    }
    return late.map {
      Refusal(
        .prepayNotReceived, "BC-4.6",
        "invoice \($0.document) was not paid by the first day of its first month",
        try: "nothing: the months are billed one by one, and the payment settles them")
    }
  }

  /// What the debtor chose; a debit is for its invoice.
  private func choice(_ book: borrowing Book) -> [Allocation] {
    if let allocate { return allocate }
    guard let number = book.debits[payment], let open = book.invoices[number]?.open, open > .zero
    else { return [] }
    return [Allocation(number, min(open, amount))]
  }
}
