public import Ledger

/// An invoice is not paid in time: 40 € are due for its recovery (G-19, C. com. D441-5), once.
public struct ChargeIndemnity: CommandBody {
  public static let verb: StaticString = "ChargeIndemnity"
  public static let roles: [Role] = [.scheduler]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, "G-19")
    }
    let charged = RecoveryIndemnityCharged.with {
      $0.amount = known.pinned.config.common.recoveryIndemnity
      $0.charge = "\(invoice)-IR"
      $0.invoice = invoice
      $0.party = known.party
    }
    return Decision([
      Draft(
        "invoice-\(invoice)", .recoveryIndemnityCharged(charged), occurred: request.occurred(),
        rule: "G-19", basis: .computed, terms: known.pinned.version)
    ])
  }
}

/// Interest on what is paid late: the rate of the European Central Bank and ten points (G-19), by days of
/// 365, each half-year at its rate, rounded once (C. com. L441-10).
enum LateInterest {
  static let daysOfYear = 365

  /// The days of a part that was paid late, by half-years, each with its rate.
  ///
  /// - Returns: nil when a rate is not published: never extrapolated.
  static func periods(_ part: LatePart, _ margin: Rate, _ book: borrowing Book)
    -> [InterestPeriod]?
  {
    var periods: [InterestPeriod] = []
    var from = part.from
    while from <= part.to {
      let half = HalfYear(of: from)
      guard let rate = book.refinancingRate(of: half) else { return nil }
      let to = min(part.to, half.last)
      periods.append(
        InterestPeriod.with {
          $0.days = to - from + 1
          $0.from = from
          $0.rate = Rate(hundredths: rate.hundredths + margin.hundredths)
          $0.to = to
        })
      from = to + 1
    }
    return periods
  }

  static func amount(_ base: Money, _ periods: [InterestPeriod]) -> Money {
    let weighted = periods.map { $0.days * $0.rate.hundredths }.reduce(0, +)
    return Money(cents: roundedHalfUp(base.cents * weighted, over: daysOfYear * 10_000))
  }

  /// What a late payment of an invoice costs, or the task of publishing the rate that is missing.
  static func drafts(
    _ number: String, _ invoice: Invoice, _ part: LatePart, rank: Int, of payment: String? = nil,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let common = invoice.pinned.config.common
    guard common.lateOverlay == .on else { return [] }
    guard let periods = periods(part, common.lateMargin, book) else {
      if book.tasks[taskID(number, .publishRate)] != nil { return [] }
      return [
        openTask(
          .publishRate, about: number, rule: "G-19", request, terms: invoice.pinned.version)
      ]
    }
    let amount = amount(part.base, periods)
    if amount == .zero { return [] }
    let assessed = LateInterestAssessed.with {
      $0.amount = amount
      $0.base = part.base
      $0.baseKind = .ttc
      $0.charge = "\(number)-LI\(rank)"
      $0.from = part.from
      $0.invoice = number
      $0.party = invoice.party
      $0.payment = payment
      $0.periods = periods
      $0.to = part.to
      $0.units = .days
    }
    return [
      Draft(
        "invoice-\(number)", .lateInterestAssessed(assessed), occurred: request.occurred(),
        rule: "G-19", basis: .computed, terms: invoice.pinned.version)
    ]
  }
}

/// Half a year, at whose start the rate of late interest is read (C. com. L441-10).
struct HalfYear {
  var first: Day

  init(of day: Day) {
    let (year, month, _) = day.civil
    first = Day(year: year, month: month < 7 ? 1 : 7, day: 1) ?? day
  }

  var last: Day { first.adding(months: 6) - 1 }
  var previous: HalfYear { HalfYear(of: first - 1) }
}
