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
  public internal(set) var appointments = Shelf<Appointment>(.appointments)
  /// The appointment of each anomaly.
  public internal(set) var anomalies = Shelf<String>(.anomalies)
  public internal(set) var invoices = Shelf<Invoice>(.invoices)
  public internal(set) var payments = Shelf<Payment>(.payments)
  public internal(set) var tasks = Shelf<OpenTask>(.tasks)
  public internal(set) var agenda = Agenda()
  /// How many documents each year's series holds.
  public internal(set) var numbered: [Int: Int] = [:]
  public internal(set) var lastIssueDate: Day?
  /// The contract of each formal notice.
  public internal(set) var formalNotices: [String: String] = [:]
  /// The contract of each campaign.
  public internal(set) var campaigns: [String: String] = [:]
  /// The invoice of each debit.
  public internal(set) var debits = Shelf<String>(.debits)
  /// Where the rejection of each payment stands.
  public internal(set) var rejections: [String: Int] = [:]
  public internal(set) var creditNotes = Shelf<CreditNote>(.creditNotes)
  public internal(set) var charges = Shelf<Charge>(.charges)
  /// The interest charged with each payment.
  public internal(set) var interest = Shelf<[String]>(.interest)
  public internal(set) var refunds: Set<String> = []
  public internal(set) var consents: [ConsentKey: Int] = [:]
  public internal(set) var scrubs: [Scrub] = []
  /// What Active Prospects knows beside clients and invoices.
  public internal(set) var market = Market()
  /// What MARKETINGCONNECT knows beside clients, contracts and invoices.
  public internal(set) var advertising = Advertising()
  /// Lines listed ahead of an invoice that follows in the same block.
  var pendingLines: [String: [InvoiceLine]] = [:]

  public init() {}

  /// The contract that the ledger runs.
  var system: System { ledger?.contract ?? .btbconnect }

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
  func vatRate(of code: VATCode, on day: Day, for client: String) -> Rate {
    guard code == .standard else { return .zero }
    let all = rates.filter { $0.kind == .vat && $0.effectiveFrom <= day }
    let own = all.filter { $0.territory == parties[client]?.territory }
    let known = own.isEmpty ? all.filter { $0.territory == nil || $0.territory == "FR" } : own
    return known.max { $0.effectiveFrom < $1.effectiveFrom }?.value ?? .zero
  }

}

extension Party {
  /// The nine digits that name a legal person, of its own number or of an establishment's (A-BC-13).
  var siren: String? { registrationNo.map { String($0.prefix(9)) } }
}

/// A version of the terms, shared by all contracts that run under it (G-10).
public final class PublishedTerms: Sendable {
  public let version: String
  public let effectiveFrom: Day
  public let config: TermsConfig

  /// Versions in the order in which they came into force.
  var order: (Day, String) { (effectiveFrom, version) }

  init(_ event: TermsVersionPublished) {
    version = event.version
    effectiveFrom = event.effectiveFrom
    config = event.config
  }

  init(version: String, effectiveFrom: Day, config: TermsConfig) {
    self.version = version
    self.effectiveFrom = effectiveFrom
    self.config = config
  }

  /// Of no contract.
  static let none = PublishedTerms(version: "", effectiveFrom: .unset, config: TermsConfig())
}

/// A client, and what it owes and is owed.
public struct Party: Sendable {
  public var eligible: Bool
  public var territory: String
  /// Where it is billed (MC-III.1).
  public var country: String
  public var registrationNo: String?
  /// The versions of the terms that it accepted, each with the instant.
  public var acceptedTerms: [String: Instant] = [:]
  /// The mandate for direct debits; the day on which the first one was signed, and when that was recorded.
  public var mandate: String?
  public var mandateSigned: Day?
  public var mandateFrom: Instant?
  public var mandatePosition: Int?
  /// When it was first told of, or accepted, each version of the terms.
  public var informed: [String: Day] = [:]
  /// Its Starter Packs, by order.
  public var packs: [String] = []
  /// Interest and indemnities not fully paid, in the order in which they were charged.
  public var openCharges: [String] = []
  /// Numbers of the invoices not fully paid, in the order of their issue.
  public var openInvoices: [String] = []
  /// Payments and credit notes not fully used, oldest first.
  public var credits: [Allocation] = []
  /// Credit notes to be paid back and payments for the Tirelire, which no invoice uses up.
  public var reserved: Set<String> = []

  /// What the next invoice will use up.
  var freeCredit: Money {
    credits.filter { !reserved.contains($0.document) }.map(\.amount).sum()
  }
}

/// An appointment, from booking to invoice (BC-1.2 to BC-1.4).
public struct Appointment: Sendable {
  public var id: String
  public var contract: String
  /// The order of the pack whose slot it takes; nil when it counts against the quota.
  public var pack: String?
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

/// A task that waits for a person.
public struct OpenTask: Sendable {
  public var right: Right
  public var subject: String
  public var rule: String
  public var opened: Int
}

/// A consent of a person to a purpose.
public struct ConsentKey: Hashable, Sendable {
  public var subject: String
  public var purpose: String

  init(_ subject: String, _ purpose: String) {
    self.subject = subject
    self.purpose = purpose
  }
}

/// A file of numbers that was cleared of those on a list of opposition.
public struct Scrub: Sendable {
  public var file: String
  public var day: Day
}
