public import Ledger

/// A subscription (BC-4), or a Starter Pack (BC-3).
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
  /// The échéance of the minimum term (BC-4.3).
  public var minimumEnds: Day?
  /// Months of subscription invoiced so far.
  public var monthsInvoiced = 0
  /// The last closing that the agenda was given.
  public var closingPlanned: Day?
  /// Validated appointments of each quota month.
  public var validated = ValidatedMonths()

  /// How many notices were recorded.
  public var notices = 0
  /// The notices that end it, each with its échéance.
  public var noticeDays: [GivenNotice] = []
  /// The échéance that a notice ends it at, and who gave it.
  public var endsOn: Day?
  public var endedBy = Side.client
  /// The first day on which it is over.
  public var ended: Day?
  public var suspended = false
  public var formalNotices: [FormalNotice] = []
  public var forceMajeure: [ForceMajeurePeriod] = []
  public var pack: Pack?
  public var option: MultichannelOption?
  public var prepayment: Prepayment?
  /// Months in advance that were not paid in time, as far as is known.
  public var lapsed: Prepayment?
  public var nextPlan: PlanChanged?
  /// The plans before this one, each with the day on which it ended.
  public var pastPlans: [PastPlan] = []
}

extension Contract {
  var terms: String { pinned.version }
  /// The readings of BTBCONNECT under which it runs.
  var readings: BTBConnectReadings { _read { yield pinned.config.btbconnect } }

  var account: BillingAccount {
    BillingAccount(id: id, party: party, pinned: pinned, priceList: priceList)
  }

  var isInMinimumTerm: Bool { termEnds == minimumEnds }

  /// The day before which no notice ends it: months paid in advance bind both (A-BC-28).
  func committedUntil(_ book: borrowing Book) -> Day? {
    guard let prepayment, let anchor, book.invoices[prepayment.invoice]?.open == .zero else {
      return nil
    }
    return ContractMonth.first(prepayment.next, anchor: anchor)
  }

  /// The first échéance on or after a day.
  func dueDay(onOrAfter day: Day) -> Day {
    guard let anchor, var due = termEnds else { return day }
    while due < day {
      due = ContractMonth.first(ContractMonth.number(of: due, anchor: anchor) + 1, anchor: anchor)
    }
    return due
  }

  /// The échéance that follows one.
  func dueDay(after due: Day) -> Day {
    guard let anchor else { return due + 1 }
    return ContractMonth.first(ContractMonth.number(of: due, anchor: anchor) + 1, anchor: anchor)
  }

  /// The first day of a contract month on or after a day.
  func monthStart(onOrAfter day: Day) -> Day {
    guard let anchor else { return day }
    if day <= anchor { return anchor }
    let number = ContractMonth.number(of: day, anchor: anchor)
    let first = ContractMonth.first(number, anchor: anchor)
    return first == day ? day : ContractMonth.first(number + 1, anchor: anchor)
  }

  /// The quota and the price of an extra on a day (A-BC-30).
  func plan(on day: Day) -> (quota: Int, extraPrice: Money) {
    if let past = pastPlans.first(where: { day < $0.until }) {
      return (past.quota, past.extraPrice)
    }
    return (quota, extraPrice)
  }

  /// Whether force majeure kept the client from acting at some time between two instants (BC-10.1).
  func clientWasPrevented(from: Instant, to: Instant) -> Bool {
    forceMajeure.contains {
      $0.affected == .client && $0.from < to && $0.to.map { $0 > from } != false
    }
  }
}

/// Who is billed, and under which terms and prices.
struct BillingAccount {
  /// The contract; none for an account of Active Prospects.
  var id: String?
  var party: String
  var pinned: PublishedTerms
  var priceList: String?
}

/// A plan that a contract had.
public struct PastPlan: Sendable {
  public var until: Day
  public var quota: Int
  public var extraPrice: Money
}

/// A notice that ends the contract, and when.
public struct GivenNotice: Sendable {
  public var id: String
  public var recorded: Int
  public var effectiveOn: Day?
}

/// A formal notice, and whether its breach was cured (BC-9.1).
public struct FormalNotice: Sendable {
  public var id: String
  public var sent: Int
  /// The first instant at which the right to suspend or terminate is open.
  public var opens: Instant?
  public var cured = false
  /// Its days to cure are over, and somebody was asked.
  public var elapsed = false
}

/// A time at which a party could not perform (BC-10.1).
public struct ForceMajeurePeriod: Sendable {
  public var affected: Side
  public var from: Instant
  public var to: Instant?
}

/// A Starter Pack: ten slots, and who fills them (BC-3).
public struct Pack: Sendable {
  /// What price lists and orders call it.
  static let code = "STARTER"

  public var slots: Int
  public var invoice = ""
  public var campaign: String?
  public var refunded = false
  /// True once all were delivered, until a slot is given back.
  public var stopped = false
  /// The appointments that hold a slot.
  public var used: Set<String> = []
  /// Of these, the validated ones, and those that were held.
  public var validated: Set<String> = []
  public var held: Set<String> = []

  /// Whether another appointment may be booked in it.
  var hasFreeSlot: Bool { campaign != nil && !refunded && used.count < slots }
}

/// The multichannel option of a contract (BC-5).
public struct MultichannelOption: Sendable {
  public var price: Money
  public var activated: Int
  public var firstMonth: Int
  /// The first month that is not invoiced yet.
  public var nextMonth: Int
  /// The first day on which it may end.
  public var minUntil: Day
  /// The first day without it, once its end is known; and the contract month of that day.
  public var until: Day?
  public var endMonth: Int?

  /// Whether it runs in a contract month.
  func covers(_ month: Int) -> Bool {
    month >= firstMonth && endMonth.map { month < $0 } != false
  }
}

/// Months paid in advance, or to be (BC-4.6).
public struct Prepayment: Sendable {
  public var month: Int
  /// The first month after them.
  public var next: Int
  public var invoice = ""
  /// Whether the option is in its price (A-BC-25).
  public var withOption = false
}
