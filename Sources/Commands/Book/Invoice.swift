public import Ledger

/// A document that money is owed on.
public struct Invoice: Sendable {
  public var party: String
  public var contract: String?
  public var kind: InvoiceKind
  public var dueOn: Day
  public var collectOn: Day?
  public var issueDate: Day
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
  public var rejected = false
  public var indemnity = false
  public var interestCharges = 0
  /// Parts paid late whose interest waits for a rate.
  public var lateParts: [LatePart] = []
  /// What was credited of each VAT code, before VAT.
  public var credited: [VATCode: Money] = [:]

  /// What is not credited yet of a VAT code, before VAT.
  func left(of code: VATCode) -> Money {
    let billed = groups.filter { $0.vatCode == code }.map(\.base).sum()
    return billed - (credited[code] ?? .zero)
  }

  /// The last day on which it is paid in time: a debit may settle on the day of collection (G-6), unless
  /// one was rejected.
  var lastTimelyDay: Day { rejected ? dueOn : max(dueOn, collectOn ?? dueOn) }

  /// The last day on which months paid in advance are paid in time: a debit may settle on the day of
  /// collection (G-6).
  var lastDayInAdvance: Day { debits.isEmpty ? dueOn : max(dueOn, collectOn ?? dueOn) }

  /// Whether not paying it in time costs interest and the indemnity: an order in advance that is not paid
  /// is not carried out, and owes nothing.
  var canBeLate: Bool {
    switch kind {
    case .subscription, .extras, .option: true
    case .starter, .prepayment: false
    }
  }

  /// The part of a payment that came late, or nil when it came in time.
  ///
  /// A debit that waits for its answer stops lateness, however long the bank takes.
  func latePart(_ amount: Money, on valueDate: Day) -> LatePart? {
    let isPending = pendingDebit != nil && !rejected
    if !canBeLate || isPending || valueDate <= lastTimelyDay { return nil }
    return LatePart(base: amount, from: dueOn + 1, to: valueDate)
  }
}

/// An amount paid late, and the days that count: both included.
public struct LatePart: Sendable, Equatable {
  public var base: Money
  public var from: Day
  public var to: Day
}

/// Interest or an indemnity: owed like an invoice, outside VAT.
public struct Charge: Sendable {
  public var party: String
  public var invoice: String
  public var amount: Money
  public var open: Money
  public var isInterest: Bool
  /// The payment whose lateness it is interest on.
  public var payment: String?
  public var position: Int
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

  /// The rate of the European Central Bank in force at the start of a half-year; nil when none was published
  /// since the half-year before: never extrapolated.
  func refinancingRate(of half: HalfYear) -> Rate? {
    rates.filter {
      $0.kind == .ecbRefinancing && $0.effectiveFrom <= half.first
        && $0.effectiveFrom > half.previous.first
    }.max { $0.effectiveFrom < $1.effectiveFrom }?.value
  }
}
