public import Ledger

/// All that the rules need to know to decide: the events so far, folded into one value.
///
/// `evolve` is total: any event of the log is taken, and nothing is asked of a clock. There is one book
/// a ledger, and it is never copied.
public struct Book: ~Copyable, Sendable {
  public internal(set) var ledger: LedgerCreated?
  /// When the last event was recorded: the ledger's clock never goes back behind it.
  public internal(set) var clock: Instant?
  public internal(set) var calendars = Calendars()
  public internal(set) var terms: [String: PublishedTerms] = [:]
  public internal(set) var priceLists: [String: PriceListPublished] = [:]
  public internal(set) var rates: [ReferenceRatePublished] = []
  public internal(set) var parties: [String: Party] = [:]
  public internal(set) var contracts: [String: Contract] = [:]
  public internal(set) var appointments: [String: Appointment] = [:]
  /// The appointment of each anomaly.
  public internal(set) var anomalies: [String: String] = [:]
  public internal(set) var invoices: [String: Invoice] = [:]
  public internal(set) var payments: [String: Payment] = [:]
  public internal(set) var tasks: [String: OpenTask] = [:]
  public internal(set) var agenda = Agenda()
  /// How many documents each year's series holds.
  public internal(set) var numbered: [Int: Int] = [:]
  public internal(set) var lastIssueDate: Day?
  /// Lines listed ahead of an invoice that follows in the same block.
  var pendingLines: [String: [InvoiceLine]] = [:]

  public init() {}

  /// The terms in force for a subscription on a day: the latest version effective by then.
  func termsInForce(on day: Day) -> PublishedTerms? {
    terms.values.filter { $0.effectiveFrom <= day }
      .max { ($0.effectiveFrom, $0.version) < ($1.effectiveFrom, $1.version) }
  }

  /// The price list in force at an instant.
  func priceList(at instant: Instant) -> PriceListPublished? {
    priceLists.values.filter { $0.effectiveFrom <= instant }
      .max { ($0.effectiveFrom, $0.listId) < ($1.effectiveFrom, $1.listId) }
  }

  /// The VAT rate of a code on a day; nothing is charged on exempt lines (BC-4.1, G-12).
  func vatRate(of code: VATCode, on day: Day) -> Rate {
    guard code == .standard else { return .zero }
    let known = rates.filter { $0.kind == .vat && $0.effectiveFrom <= day }
    return known.max { $0.effectiveFrom < $1.effectiveFrom }?.value ?? .zero
  }

}

/// A version of the terms, shared by all contracts that run under it (G-10).
public final class PublishedTerms: Sendable {
  public let version: String
  public let effectiveFrom: Day
  public let config: TermsConfig

  init(_ event: TermsVersionPublished) {
    version = event.version
    effectiveFrom = event.effectiveFrom
    config = event.config
  }
}

/// A client, and what it owes and is owed.
public struct Party: Sendable {
  public var eligible: Bool
  public var registrationNo: String?
  public var acceptedTerms: Set<String> = []
  /// Numbers of the invoices not fully paid, in the order of their issue.
  public var openInvoices: [String] = []
  /// Payments and credit notes not fully used, oldest first.
  public var credits: [Allocation] = []
}

/// A subscription (BC-4).
public struct Contract: Sendable {
  public var id: String
  public var party: String
  public var plan: String
  public var quota: Int
  public var extraPrice: Money
  public var price: Money
  public var vatCode: VATCode
  public var priceList: String
  /// The version of the terms it is pinned to.
  public var pinned: PublishedTerms
  public var termMonths: Int
  /// The position of the event that made it.
  public var subscribed: Int
  public var anchor: Day?
  /// The échéance: the first day after the running term.
  public var termEnds: Day?
  /// Months of subscription invoiced so far.
  public var monthsInvoiced = 0
  /// The last closing that the agenda was given.
  public var closingPlanned: Day?
  /// Validated appointments of each quota month.
  public var validated: [QuotaMonth: [ValidatedAppointment]] = [:]
}

extension Contract {
  var terms: String { pinned.version }
  /// The readings of BTBCONNECT under which it runs.
  var readings: BTBConnectReadings { _read { yield pinned.config.bc } }
}

/// An appointment, from booking to invoice (BC-1.2 to BC-1.4).
public struct Appointment: Sendable {
  public var id: String
  public var contract: String
  public var startsAt: Instant
  public var booked: Int
  public var cancelled = false
  /// What the cancellation or the outcome means, once one is recorded.
  public var effect: OutcomeEffect?
  public var outcomeRecorded: Int?
  public var anomalies: [Anomaly] = []
  /// The first instant after the period for anomalies.
  public var deadlineEnd: Instant
  public var deadlineSet: Int
  public var elapsed = false
  public var validated: Int?
  public var invoice: InvoicedIn?
  public var credited = false

  /// The invoice that bills it, and its rank there.
  public struct InvoicedIn: Sendable {
    public var number: String
    public var rank: Int
  }

  /// An accepted anomaly makes it void, whatever is recorded or decided later (BC-1.4).
  public var isVoidByAnomaly: Bool { anomalies.contains { $0.resolution == .accepted } }

  /// An anomaly suspends validation until it is decided.
  public var isContested: Bool { anomalies.contains { $0.isOpen } }
}

/// An anomaly reported on an appointment.
public struct Anomaly: Sendable {
  public var id: String
  public var reported: Int
  public var received: Instant
  public var admission: Admission
  public var resolution: Resolution?
  public var withdrawn = false

  /// It suspends validation: in time, not decided yet.
  public var isOpen: Bool { !withdrawn && resolution == nil && admission != .denied }
}

/// A document that money is owed on.
public struct Invoice: Sendable {
  public var party: String
  public var contract: String?
  public var dueOn: Day
  public var issueDate: Day
  public var open: Money
  public var lines: [InvoiceLine]
}

/// Money received, and which debts it settled.
public struct Payment: Sendable {
  public var party: String
  public var amount: Money
  public var received: Int
  public var allocations: [Allocation] = []
  public var corrected = false
}

/// A task that waits for a person.
public struct OpenTask: Sendable {
  public var right: Right
  public var subject: String
  public var rule: String
  public var opened: Int
}
