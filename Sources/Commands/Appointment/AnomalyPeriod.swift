import Ledger

/// The period for reporting an anomaly: five jours ouvrables after the day of the appointment
/// (BC-1.3), and what is made of it.
enum AnomalyPeriod {
  /// - Throws: `G_UNKNOWN_REFERENCE` when no calendar covers it: never extrapolated (G-9).
  static func after(_ startsAt: Instant, _ contract: Contract, _ book: borrowing Book)
    throws(Refusal) -> CountedPeriod
  { try after(startsAt, contract, book, book.calendars) }

  static func after(
    _ startsAt: Instant, _ contract: Contract, _ book: borrowing Book, _ calendars: Calendars
  ) throws(Refusal) -> CountedPeriod {
    let terms = contract.pinned
    let region = terms.config.btbconnect.holidayRegion
    do {
      let period = try CountedPeriod.counting(
        terms.config.btbconnect.anomalyDays, WorkingDays(region: region),
        after: Paris.day(of: startsAt),
        in: calendars)
      return switch terms.config.common.rollNonWorking {
      case .none: period
      case .cpc642: try period.rolled(region: region, in: calendars)
      }
    } catch { throw Refusal.missing(error, "BC-1.3") }
  }

  static func deadline(_ appointment: String, _ period: CountedPeriod) -> DeadlineSet {
    DeadlineSet.with {
      $0.calendar = period.calendars
      $0.deadline = DeadlineID.anomaly(appointment)
      $0.direction = .forward
      $0.from = period.from
      $0.kind = .anomaly
      $0.lastInstant = period.lastInstant
      $0.n = period.count
      $0.skipped = period.skipped
      $0.subject = appointment
      $0.unit = period.unit
    }
  }

  static func recomputed(
    _ appointment: Appointment, _ period: CountedPeriod, _ cause: RecomputeCause
  ) -> DeadlineRecomputed {
    DeadlineRecomputed.with {
      $0.calendar = period.calendars
      $0.cause = cause
      $0.deadline = DeadlineID.anomaly(appointment.id)
      $0.from = period.from
      $0.n = period.count
      $0.new = period.lastInstant
      $0.old = appointment.deadlineEnd.justBefore
      $0.skipped = period.skipped
      $0.unit = period.unit
    }
  }

  /// The task of deciding on an anomaly, within ten jours ouvrables: an alert only (A-BC-9).
  static func decisionTask(
    _ anomaly: String, _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> Draft {
    let readings = contract.readings
    let answerBy: Day?
    do {
      answerBy = try CountedPeriod.counting(
        readings.anomalyDecisionDays, WorkingDays(region: readings.holidayRegion),
        after: Paris.day(of: request.received), in: book.calendars
      ).last
    } catch { answerBy = nil }
    return openTask(
      .resolveAnomaly, about: anomaly, rule: "BC-1.4", answerBy: answerBy, request,
      terms: contract.terms)
  }
}

/// Counting periods anew after a calendar was corrected (G-5): what changes is said, never silent.
enum Recount {
  static func affected(
    by calendar: HolidayCalendar, with calendars: Calendars, _ request: Request,
    _ book: borrowing Book
  ) throws(Refusal) -> [Draft] {
    if calendar.version == 1 { return [] }
    var drafts: [Draft] = []
    let near = book.appointments.all {
      let day = Paris.day(of: $0.startsAt)
      return (day.year...(day + 31).year).contains(calendar.year)
    }
    for (_, appointment) in near.sorted(by: { $0.id < $1.id }) {
      guard let contract = book.contracts[appointment.contract],
        contract.readings.holidayRegion.region == calendar.region
      else { continue }
      let period = try AnomalyPeriod.after(appointment.startsAt, contract, book, calendars)
      if period.end == appointment.deadlineEnd { continue }
      drafts.append(
        Draft(
          "appointment-\(appointment.id)",
          .deadlineRecomputed(
            AnomalyPeriod.recomputed(appointment, period, .calendarCorrected)),
          occurred: request.occurred(), rule: "G-5", basis: .computed, terms: contract.terms,
          cause: appointment.deadlineSet))
      drafts += nowInTime(appointment, contract, period, request, book)
    }
    return drafts
  }

  /// An anomaly that was late by the wrong calendar, and is in time by the right one.
  private static func nowInTime(
    _ appointment: Appointment, _ contract: Contract, _ period: CountedPeriod,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let anomaly = appointment.anomalies.first {
      $0.admission == .denied && $0.resolution == nil && !$0.withdrawn
        && $0.received >= appointment.deadlineEnd && $0.received < period.end
    }
    guard let anomaly, appointment.validated != nil else { return [] }
    return Validation.reverse(
      appointment, contract, .anomalyInTime, evidence: anomaly.reported,
      occurred: request.occurred(), request)
      + [AnomalyPeriod.decisionTask(anomaly.id, contract, request, book)]
  }
}
