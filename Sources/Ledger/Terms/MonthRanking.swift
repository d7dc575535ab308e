/// Which appointments of a month are included in the quota, and which are extra (BC-6.3).

/// A validated appointment as the ranking sees it.
public struct ValidatedAppointment: Sendable, Equatable {
  public var appointment: String
  public var effectiveAt: Instant
  public var recorded: Instant
  public var startsAt: Instant
  /// The position at which it was booked: the booking sequence.
  public var booked: Int
  /// The position of the event that validated it.
  public var validated: Int
  /// The rank frozen in an invoice line, once it was invoiced.
  public var invoicedRank: Int?

  public init(
    appointment: String, effectiveAt: Instant, recorded: Instant, startsAt: Instant, booked: Int,
    validated: Int, invoicedRank: Int?
  ) {
    self.appointment = appointment
    self.effectiveAt = effectiveAt
    self.recorded = recorded
    self.startsAt = startsAt
    self.booked = booked
    self.validated = validated
    self.invoicedRank = invoicedRank
  }
}

/// The place of one appointment in its month.
public struct Rank: Sendable, Equatable {
  public var appointment: ValidatedAppointment
  public var rank: Int
  public var isExtra: Bool
}

public enum MonthRanking {
  /// Ranks the validated appointments of one month.
  ///
  /// The next free rank goes to the next one validated; among those validated at one instant, by
  /// date and time, then booking sequence. An appointment that was contested is validated later, and
  /// so comes after those that were not (A-BC-32). A rank frozen in an invoice line stays.
  public static func rank(_ validated: [ValidatedAppointment], quota: Int) -> [Rank] {
    let ordered = validated.sorted {
      ($0.effectiveAt, $0.startsAt, $0.booked) < ($1.effectiveAt, $1.startsAt, $1.booked)
    }
    var included = 0
    var lastExtra = max(quota, ordered.compactMap(\.invoicedRank).max() ?? 0)
    return ordered.map { appointment in
      if let frozen = appointment.invoicedRank {
        return Rank(appointment: appointment, rank: frozen, isExtra: true)
      }
      if included < quota {
        included += 1
        return Rank(appointment: appointment, rank: included, isExtra: false)
      }
      lastExtra += 1
      return Rank(appointment: appointment, rank: lastExtra, isExtra: true)
    }
  }
}

/// The month whose quota an appointment counts against: of the contract, or of the calendar
/// (A-BC-18).
public struct QuotaMonth: Hashable, Sendable, Comparable {
  public var first: Day

  public init(first: Day) { self.first = first }

  public init(of day: Day, anchor: Day, period: QuotaPeriod) {
    switch period {
    case .contractMonth:
      let number = ContractMonth.number(of: day, anchor: anchor)
      first = ContractMonth.first(number, anchor: anchor)
    case .calendarMonth: first = day.firstOfMonth
    }
  }

  public static func < (left: QuotaMonth, right: QuotaMonth) -> Bool { left.first < right.first }
}
