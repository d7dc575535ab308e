import Ledger

/// The quota month of every appointment, and the rank of those validated in it (BC-6.3).
struct Ranking {
  /// First days of the quota months by appointment; `Int32.min` where the contract never ran.
  private var months: [Int32]
  /// Ranks by appointment: above zero included, below zero extra, zero without a rank.
  var ranks: [Int32]

  init(_ models: borrowing ReadModels) {
    let appointments = models.appointments.appointments
    let contracts = models.contracts.contracts
    let rules = Ranking.rules(models)
    months = [Int32](repeating: .min, count: appointments.count)
    ranks = [Int32](repeating: 0, count: appointments.count)
    var validated: [(contract: Int, month: Int32, index: Int)] = []
    for index in appointments.indices {
      let contract = appointments[index].contractIndex
      guard contract >= 0, let rule = rules[contract] else { continue }
      let month = QuotaMonth(
        of: Paris.day(of: appointments[index].startsAt), anchor: rule.anchor, period: rule.period)
      months[index] = month.first.number
      if appointments[index].validated != nil && appointments[index].bookedBucket != .starter {
        validated.append((contract, month.first.number, index))
      }
    }
    validated.sort { ($0.contract, $0.month, $0.index) < ($1.contract, $1.month, $1.index) }
    var from = 0
    while from < validated.count {
      var to = from + 1
      while to < validated.count, validated[to].contract == validated[from].contract,
        validated[to].month == validated[from].month
      { to += 1 }
      rank(
        validated[from..<to].map(\.index), appointments,
        quota: contracts[validated[from].contract].quota(
          ofMonth: Day(number: Int(validated[from].month))))
      from = to
    }
  }

  func month(of index: Int) -> Day? {
    months[index] == .min ? nil : Day(number: Int(months[index]))
  }

  /// Ranks one month; `members` stand in the order of booking.
  private mutating func rank(
    _ members: [Int], _ appointments: [AppointmentModel.Appointment], quota: Int
  ) {
    let validated = members.map { index in
      let appointment = appointments[index]
      return ValidatedAppointment(
        appointment: appointment.id, effectiveAt: appointment.validatedAt,
        recorded: appointment.validatedRecorded, startsAt: appointment.startsAt,
        booked: appointment.booked, validated: appointment.validated ?? 0,
        invoicedRank: appointment.invoicedRank)
    }
    for ranked in MonthRanking.rank(validated, quota: quota) {
      let index = Ranking.index(bookedAt: ranked.appointment.booked, members, appointments)
      ranks[index] = Int32(ranked.isExtra ? -ranked.rank : ranked.rank)
    }
  }

  private static func index(
    bookedAt position: Int, _ members: [Int], _ appointments: [AppointmentModel.Appointment]
  ) -> Int {
    var (low, high) = (0, members.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if appointments[members[middle]].booked < position { low = middle + 1 } else { high = middle }
    }
    return members[low]
  }

  /// What ranks the appointments of a contract.
  private struct Rule {
    var anchor: Day
    var period: QuotaPeriod
  }

  /// The rule of each contract; nil for one that never ran.
  private static func rules(_ models: borrowing ReadModels) -> [Rule?] {
    var periods: [String: QuotaPeriod] = [:]
    for version in models.terms.versions {
      periods[version.event.version] = version.event.config.btbconnect.quotaPeriod
    }
    var rules: [Rule?] = []
    for contract in models.contracts.contracts {
      guard let anchor = contract.anchor else {
        rules.append(nil)
        continue
      }
      let period = periods[contract.terms] ?? .contractMonth
      rules.append(Rule(anchor: anchor, period: period))
    }
    return rules
  }
}
