public import Ledger

/// What Active Prospects knows beside clients, invoices and payments: leads and who owns them, the accounts of
/// beneficiaries, their Tirelires.
public struct Market: Sendable {
  /// The range of each capture site (AP-1.5).
  public internal(set) var sites: [String: String] = [:]
  public internal(set) var leads: [String: Lead] = [:]
  /// Prices of whole ranges (AP-3.2).
  public internal(set) var rangePrices: [String: [LeadPrice]] = [:]
  public internal(set) var beneficiaries: [String: Beneficiary] = [:]
  public internal(set) var claims: [String: LeadClaim] = [:]
  /// The links of alerts (AP-7.2).
  public internal(set) var tokens: [String: AlertToken] = [:]
  /// Payments for the Tirelire.
  public internal(set) var topUps: [String: TopUp] = [:]
  /// Procedures of recovery, with the costs charged in each.
  public internal(set) var collections: [String: RecoveryProcedure] = [:]
  /// Periods that run, by deadline, with what they are about.
  public internal(set) var deadlines: [String: RunningPeriod] = [:]
}

/// A lead: a person's request for information, offered for sale (AP-1.3 to AP-1.6).
public struct Lead: Sendable {
  public var id: String
  public var range: String
  public var zone: String?
  public var fingerprints: [Fingerprint]
  public var captured: Int
  public var modes: [SellingMode] = []
  public var prices: [LeadPrice] = []
  public var owners: [Ownership] = []
}

/// A price before VAT, from an instant on.
public struct LeadPrice: Sendable {
  public var mode: SellingMode
  public var price: Money
  public var from: Instant
  public var position: Int
}

/// One purchase of a lead.
public struct Ownership: Sendable {
  public var party: String
  public var mode: SellingMode
  public var price: Money
  public var vat: Rate
  public var paymentMode: PaymentMode
  public var at: Instant
  public var position: Int
  /// The invoice that bills it, for a purchase by direct debit.
  public var invoice: String?
  /// The lots that paid it, for a purchase from the Tirelire.
  public var parts: [LotPart] = []
  /// What was settled of claims on it, before VAT; never above its price.
  public var settled = Money.zero
  public var isFollowedUp = false

  /// What a claim can still give back of its price.
  var unsettled: Money { price - settled }
}

/// A link that lets buy one lead without credentials (AP-7.2).
public struct AlertToken: Sendable {
  public var party: String
  public var lead: String
  /// The address that it was sent to.
  public var address: String
  public var sentAt: Instant
}

/// A claim on a lead (AP-3.3).
public struct LeadClaim: Sendable {
  public var lead: String
  public var party: String
  public var isCovered: Bool
  /// A person agreed to more than the price.
  public var isOverPriceApproved = false
  public var isClosed = false
}

/// A payment for the Tirelire (AP-4.4 to AP-4.6).
public struct TopUp: Sendable {
  public var party: String
  public var validated: Instant?
  public var isCredited = false
}

/// A procedure of amicable recovery (AP-4.12).
public struct RecoveryProcedure: Sendable {
  public var party: String
  public var costs = 0
}

/// A period that ends with something to do or to ask.
public struct RunningPeriod: Sendable {
  public var kind: DeadlineKind
  public var subject: String
  public var end: Instant
  public var set: Int
}

/// The account of a buyer of leads.
public struct Beneficiary: Sendable {
  /// The natural person whose key seals what is personal.
  public var person: String
  public var mode: PaymentMode?
  /// Direct debits are refused (AP-4.9).
  public var isDebitWithdrawn = false
  public var rejections = 0
  /// Those who were given access (AP-1.2).
  public var users: Set<String> = []
  public var sectors: [String]?
  public var zones: [String]?
  public var alerts = true
  public var correspondence = true
  /// How many e-mail addresses it had before this one.
  public var address = 0
  /// The fingerprints of its address.
  public var senders: [Fingerprint] = []
  /// The last check of identity that nothing was done with yet.
  public var identity: IdentityResult?
  /// How many writings came from it.
  public var notices = 0
  /// The last day of its certificate of insurance.
  public var insuredTo: Day?
  public var lots: [Lot] = []
  /// How many lots there were.
  public var lotCount = 0
  /// Leads bought by direct debit and not invoiced, by half-month.
  public var halves: [Day: HalfMonth] = [:]
  /// Half-months that were invoiced.
  public var invoicedHalves: Set<Day> = []
  /// What was bought by direct debit in each calendar month, before VAT, by its first day.
  public var bought: [Day: Money] = [:]
  /// The period whose invoice is demanded in advance, until it is paid.
  public var advanceOwed: Day?
  /// What is left to pay of it.
  public var advanceLeft = Money.zero
  /// How many periods to pay an advance were set, and the last one.
  public var advancesDue = 0
  public var advanceDeadline: String?
  public var closure: Closure?
}

/// Money in the Tirelire that came at once, with the VAT that it bore.
public struct Lot: Sendable {
  public var id: String
  /// What is left of it, in the basis of the wallet.
  public var left: Money
  public var vat: Rate
  /// The document that bore its VAT.
  public var invoice: String?
}

/// What a half-month's invoice will bear.
public struct HalfMonth: Sendable {
  /// In the order in which they were recorded.
  public var purchases: [Purchased] = []
  /// Settled claims, each with the lead and the amount.
  public var settlements: [Settlement] = []

  public struct Purchased: Sendable {
    public var lead: String
    public var position: Int
  }

  public struct Settlement: Sendable {
    public var claim: String
    public var lead: String
    public var amount: Money
    public var vat: Rate
    public var position: Int
  }

  /// One line for each settlement and rate, whatever purchases it is of.
  mutating func settle(_ settlement: Settlement) {
    let same = settlements.firstIndex {
      $0.position == settlement.position && $0.vat == settlement.vat
    }
    if let same {
      settlements[same].amount += settlement.amount
    } else {
      settlements.append(settlement)
    }
  }
}

/// The end of an account (AP-6.5 to AP-6.9).
public struct Closure: Sendable {
  /// When the registered letter came.
  public var received: Instant
  /// From when on nothing is bought.
  public var effective: Instant?
  /// Its documents are drawn up.
  public var isSettled = false
}

extension Beneficiary {
  /// What is in the Tirelire, in its basis.
  var balance: Money { lots.map(\.left).sum() }

  /// The reference of its e-mail address.
  func addressID(_ party: String) -> String { "\(party)~email-\(address + 1)" }

  func isClosed(at instant: Instant) -> Bool {
    closure?.effective.map { $0 <= instant } == true
  }
}

extension Book {
  /// The terms that a beneficiary accepted last, for all it buys and without end (AP-6.1, AP-6.2); nil when it
  /// accepted none.
  /// With an instant, those that it had accepted by then.
  func acceptedTerms(of party: String, by instant: Instant? = nil) -> PublishedTerms? {
    (parties[party]?.acceptedTerms ?? [:])
      .filter { accepted in instant.map { accepted.value <= $0 } ?? true }
      .compactMap { terms[$0.key] }.max { $0.order < $1.order }
  }

  /// A client and its account, with the terms that it accepted, or the newest ones before it accepts any.
  func beneficiary(_ id: String, _ rule: String) throws(Refusal) -> (Beneficiary, PublishedTerms) {
    guard let account = market.beneficiaries[id] else {
      throw Refusal.unknown("client", id, rule)
    }
    let newest = terms.values.max { $0.order < $1.order }
    return (account, acceptedTerms(of: id) ?? newest ?? .none)
  }

  /// The price of a lead in a mode at an instant, before VAT (AP-3.1, AP-3.2).
  func price(of lead: Lead, _ mode: SellingMode, at instant: Instant) -> Money? {
    let known = lead.prices + (market.rangePrices[lead.range] ?? [])
    return known.filter { $0.mode == mode && $0.from <= instant }
      .max { ($0.from, $0.position) < ($1.from, $1.position) }?.price
  }
}

extension BillingAccount {
  init(_ party: String, _ terms: PublishedTerms) {
    self.init(id: nil, party: party, pinned: terms, priceList: nil)
  }
}

/// Half a month of purchases: from the 1st to the 15th, or from the 16th to the last day (AP-4.3).
struct BillingHalf {
  var first: Day

  init(of day: Day) {
    let (year, month, number) = day.civil
    first = Day(year: year, month: month, day: number < 16 ? 1 : 16) ?? day
  }

  /// A half-month by its first day; nil when none begins then.
  init?(first day: Day) {
    self.init(of: day)
    if first != day { return nil }
  }

  /// The day of its invoice: the 16th, or the 1st.
  var invoiceDay: Day {
    first.civil.day == 1 ? first + 15 : first.firstOfMonth.adding(months: 1)
  }
  var last: Day { invoiceDay - 1 }
  /// The instant at which it is closed.
  var end: Instant { Paris.start(of: invoiceDay) }
}

extension Book {
  /// The readings of the newest terms: for what concerns no account.
  var newestReadings: ActiveProspectsReadings {
    terms.values.max { $0.order < $1.order }?.config.activeProspects ?? ActiveProspectsReadings()
  }
}
