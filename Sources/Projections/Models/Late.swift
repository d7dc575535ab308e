import Ledger

/// Debits asked of the bank, and what late payment costs (G-19).
struct LateModel {
  enum Kind: String {
    case indemnity, interest
    /// A cost of recovery (AP-4.13).
    case fee
  }

  /// Interest or an indemnity: owed like an invoice.
  struct Charge {
    var id: String
    var kind: Kind
    var invoice: String?
    var collection: String?
    var party: String
    /// VAT included.
    var amount: Money
    var vat = Money.zero
    var paid = Money.zero
    /// The last day of interest that was charged with no payment: at the end of the contract.
    var through: Day?
    var position: Int

    var open: Money { amount - paid }
  }

  /// What is known of the collection of an invoice.
  struct Collection {
    var pending: String?
    var rejections = 0
    var lastRejection: String?
    var rejectedAt: Instant?
    var debits: [String] = []
  }

  /// A procedure of amicable recovery (AP-4.12).
  struct Procedure {
    var event: CollectionOpened
    var position: Int
  }

  private(set) var charges: [Charge] = []
  private(set) var procedures: [Procedure] = []
  private(set) var collections: [String: Collection] = [:]
  var rates: [ReferenceRatePublished] = []
  private var places: [String: Int] = [:]
  private var debits: [String: (invoice: String, party: String)] = [:]

  mutating func add(_ charge: Charge) {
    places[charge.id] = charges.count
    charges.append(charge)
  }

  /// Takes a charge back; gives it as it was.
  mutating func take(back id: String) -> Charge? {
    guard let index = places[id] else { return nil }
    let charge = charges[index]
    charges[index].amount = .zero
    charges[index].vat = .zero
    return charge
  }

  mutating func opened(_ event: CollectionOpened, _ position: Int) {
    procedures.append(Procedure(event: event, position: position))
  }

  func procedure(named id: String) -> Procedure? {
    procedures.last { $0.event.collection == id }
  }

  /// The last procedure that an invoice is in.
  func procedure(of invoice: String) -> CollectionOpened? {
    procedures.last { $0.event.invoices.contains(invoice) }?.event
  }

  /// Settles a charge; false when the document is none.
  mutating func settle(_ part: Allocation) -> Bool {
    guard let index = places[part.document] else { return false }
    charges[index].paid += part.amount
    return true
  }

  func charge(named id: String) -> Charge? { places[id].map { charges[$0] } }

  mutating func initiated(_ event: PaymentInitiated) {
    guard let invoice = event.invoice else { return }
    debits[event.payment] = (invoice, event.party)
    collections[invoice, default: Collection()].pending = event.payment
    collections[invoice]?.debits.append(event.payment)
  }

  mutating func received(_ payment: String) {
    guard let invoice = debits[payment]?.invoice else { return }
    collections[invoice]?.pending = nil
  }

  mutating func rejected(_ event: PaymentRejected, of invoices: [String]) {
    for invoice in invoices + [debits[event.payment]?.invoice].compactMap({ $0 }) {
      collections[invoice, default: Collection()].pending = nil
      if collections[invoice]?.lastRejection == event.payment { continue }
      collections[invoice]?.rejections += 1
      collections[invoice]?.lastRejection = event.payment
      collections[invoice]?.rejectedAt = event.returnedAt
    }
  }

  /// A rejection was recorded by error; a debit that was never received waits for its answer again.
  mutating func restored(_ payment: String) {
    for (invoice, var collection) in collections where collection.lastRejection == payment {
      collection.rejections -= 1
      collection.lastRejection = nil
      collection.rejectedAt = nil
      if collection.pending == nil, collection.debits.contains(payment) {
        collection.pending = payment
      }
      collections[invoice] = collection
    }
  }

  func party(ofPayment payment: String, _ payments: PaymentModel) -> String? {
    debits[payment]?.party ?? payments.credits[payment]?.party
  }

  /// Interest on what is open of an invoice that was not charged yet, by the end of a day; nil when a rate is
  /// missing.
  func accrued(on invoice: DocumentModel.Invoice, by day: Day, _ terms: TermsConfig) -> Money? {
    let collection = collections[invoice.event.number]
    let isRejected = (collection?.rejections ?? 0) > 0
    let due = invoice.event.dueOn
    let lastTimely = isRejected ? due : max(due, invoice.event.collectOn ?? due)
    let isPending = collection?.pending != nil && !isRejected
    guard let late = terms.lateRate, invoice.event.kind.canBeLate, !isPending, day > lastTimely
    else {
      return .zero
    }
    let charged = charges.filter { $0.invoice == invoice.event.number && $0.amount > .zero }
    let from = max(due, charged.compactMap(\.through).max() ?? due) + 1
    if day < from { return .zero }
    let part = LatePart(base: invoice.open, from: from, to: day)
    return LateInterest.periods(part, due: due, at: late, rates: rates)
      .map { LateInterest.amount(part.base, $0) }
  }

  /// What the charges on an invoice come to.
  func total(_ kind: Kind, of invoice: String) -> Money {
    charges.filter { $0.kind == kind && $0.invoice == invoice }.map(\.amount).sum()
  }
}

extension ReadModels {
  mutating func charged(_ charge: LateModel.Charge, _ recorded: RecordedEvent) {
    late.add(charge)
    payments.invoiced(charge.party, charge.amount)
    journal.charged(charge, recorded, accounts)
  }

  /// A charge that was not owed (G-8).
  mutating func uncharged(_ id: String, _ recorded: RecordedEvent) {
    guard let charge = late.take(back: id) else { return }
    payments.invoiced(charge.party, -charge.amount)
    journal.uncharged(charge, recorded, accounts)
  }

  mutating func rejected(_ event: PaymentRejected, _ recorded: RecordedEvent) {
    tasks.close(event.payment, .answerDebit, by: nil, recorded)
    beneficiaries.change(event.party) { $0.rejections += 1 }
    late.rejected(event, of: payments.credits[event.payment]?.allocations.map(\.document) ?? [])
    reopen(event.payment, recorded)
  }

  mutating func refunded(_ event: RefundIssued, _ recorded: RecordedEvent) {
    // As of an instant, a refund may be seen without what it pays back.
    if !vantage.isPrefix && payments.credits[event.relatesTo] == nil { return }
    payments.refunded(event)
    journal.refunded(event, recorded, accounts)
    guard let credit = payments.credits[event.relatesTo] else { return }
    found(
      Violation(
        .balance, [event.refund, event.relatesTo], found: "\(event.amountTtc) paid back",
        expected: "what was left of it", at: recorded.position),
      unless: credit.used + credit.refunded + credit.inWallet <= credit.amount)
  }
}

/// `charge`: interest and indemnities, each with its invoice (G-19).
enum ChargeTable: ReadModel {
  static let table = Table(
    "charge", "interest, indemnities and costs of recovery for late payment", key: ["charge"],
    ofClient: "client = ?1",
    [
      .required("charge"), .required("client"), .required("kind"), .optional("invoice"),
      .optional("collection"),
      .required("vat", .money), .required("amount", .money), .required("paid", .money),
      .required("open", .money),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.late.charges.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let charges = models.late.charges
    try charges.forEach(by: { $0.id }) { (_, charge) throws(ProjectionError) in
      row.text(charge.id)
      row.text(charge.party)
      row.text(charge.kind.rawValue)
      row.text(charge.invoice)
      row.text(charge.collection)
      row.money(charge.vat)
      row.money(charge.amount)
      row.money(charge.paid)
      row.money(charge.open)
      row.integer(charge.position)
      try row.endRow()
    }
  }
}
