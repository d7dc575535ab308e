public import Ledger

/// A document that money is owed on.
public struct Invoice: Sendable {
  public var party: String
  public var contract: String?
  public var kind: InvoiceKind
  public var dueOn: Day
  public var collectOn: Day?
  public var issueDate: Day
  public var periodFrom: Day?
  public var open: Money
  public var lines: [InvoiceLine]
  public var groups: [VATGroup]
  public var pinned: PublishedTerms
  /// Where it stands in the log.
  public var position: Int
  /// The latest value date of what was paid on it.
  public var paidOn: Day?
  /// Debits asked of the bank, in order; the last one may wait for its answer.
  public var debits: [String] = []
  public var pendingDebit: String?
  /// A person was asked what became of the pending debit.
  public var isAsked = false
  /// Payments of it that the bank sent back.
  public var rejections: [String] = []
  public var indemnity = false
  public var interestCharges = 0
  /// The last day of the interest on what was open when the contract ended.
  public var interestTo: Day?
  /// Parts paid late whose interest waits for a rate.
  public var lateParts: [LatePart] = []
  /// What was credited of each VAT code, before VAT.
  public var credited: [VATCode: Money] = [:]

  /// Its amount, VAT included.
  var total: Money { groups.map { $0.base + $0.vat }.sum() }

  /// What is not credited yet of a VAT code, before VAT.
  func left(of code: VATCode) -> Money {
    let billed = groups.filter { $0.vatCode == code }.map(\.base).sum()
    return billed - (credited[code] ?? .zero)
  }

  /// The last day on which it is paid in time: a debit may settle on the day of collection (G-6), unless
  /// one was rejected, other than the payment asked about.
  func lastTimelyDay(for payment: String? = nil) -> Day {
    rejections.contains { $0 != payment } ? dueOn : max(dueOn, collectOn ?? dueOn)
  }

  /// The last day on which months paid in advance are paid in time: a debit may settle on the day of
  /// collection (G-6).
  var lastDayInAdvance: Day { debits.isEmpty ? dueOn : max(dueOn, collectOn ?? dueOn) }

  /// The part of a payment that came late, or nil when it came in time.
  ///
  /// A debit that waits for its answer stops lateness, however long the bank takes.
  /// What interest was charged on when the contract ended counts from the day after.
  func latePart(_ amount: Money, of payment: String? = nil, on valueDate: Day) -> LatePart? {
    let isPending = pendingDebit != nil && rejections.isEmpty
    if !kind.canBeLate || isPending || valueDate <= lastTimelyDay(for: payment) { return nil }
    guard let charged = interestTo, charged >= dueOn else {
      return LatePart(base: amount, from: dueOn + 1, to: valueDate)
    }
    return valueDate > charged ? LatePart(base: amount, from: charged + 1, to: valueDate) : nil
  }
}

/// Interest or an indemnity: owed like an invoice, outside VAT.
public struct Charge: Sendable {
  public var party: String
  /// The invoice that it is on; none for a procedure as a whole.
  public var invoice: String?
  public var kind: ChargeKind
  public var amount: Money
  public var open: Money
  /// The payment whose lateness it is interest on.
  public var payment: String?
  /// The last day of the interest.
  public var through: Day?
  public var position: Int
}

/// What is owed beside invoices.
public enum ChargeKind: String, Choice {
  case interest, indemnity
  /// A cost of recovery (AP-4.13).
  case fee
}

/// A credit note, as refunds need to know it.
public struct CreditNote: Sendable {
  public var party: String
  public var usable: CreditUse
}

/// Money received, and which debts it settled.
public struct Payment: Sendable {
  public var party: String
  public var amount: Money
  public var valueDate: Day
  public var received: Int
  public var allocations: [Allocation] = []
  /// It is not counted any more: corrected, or rejected by the bank.
  public var isGone = false
}

extension Book {
  /// What is open of an invoice or a charge.
  func open(of document: String) -> Money {
    invoices[document]?.open ?? charges[document]?.open ?? .zero
  }

  /// Who owes an invoice or a charge.
  func debtor(of document: String) -> String? {
    invoices[document]?.party ?? charges[document]?.party
  }

  /// Whose a payment or a debit is, and whether it is not counted any more.
  func paymentState(_ id: String) -> (party: String, isGone: Bool)? {
    if let payment = payments[id] { return (payment.party, payment.isGone) }
    guard let number = debits[id], let invoice = invoices[number] else { return nil }
    return (invoice.party, invoice.pendingDebit != id)
  }

  /// The invoices that a payment had settled, or that a debit was for.
  func invoices(touchedBy payment: String) -> [String] {
    (payments[payment]?.allocations.map(\.document) ?? []) + [debits[payment]].compactMap { $0 }
  }
}
