import Ledger

/// Periods that are not counted in working days: hours that elapse, and calendar days.
enum MarketDeadline {
  /// - Parameter number: which of the subject's periods of this kind it is, where there may be several.
  static func id(_ kind: DeadlineKind, _ subject: String, number: Int? = nil) -> String {
    "\(subject)~\(kind.rawValue)" + (number.map { "-\($0)" } ?? "")
  }

  static func set(
    _ kind: DeadlineKind, _ number: Int? = nil, about subject: String, from: Day, _ count: Int,
    _ unit: DayUnit,
    until end: Instant, stream: String, rule: String, _ terms: PublishedTerms, _ request: Request
  ) -> Draft {
    let set = DeadlineSet.with {
      $0.deadline = id(kind, subject, number: number)
      $0.direction = .forward
      $0.from = from
      $0.kind = kind
      $0.lastInstant = end.justBefore
      $0.n = count
      $0.subject = subject
      $0.unit = unit
    }
    return Draft(
      stream, .deadlineSet(set), occurred: request.occurred(), rule: rule, basis: .computed,
      terms: terms.version)
  }

  /// A period of days that were counted, with those that were skipped.
  static func set(
    _ kind: DeadlineKind, about subject: String, _ period: CountedPeriod, stream: String,
    rule: String, _ terms: PublishedTerms, _ request: Request
  ) -> Draft {
    let set = DeadlineSet.with {
      $0.calendar = period.calendars
      $0.deadline = id(kind, subject)
      $0.direction = .forward
      $0.from = period.from
      $0.kind = kind
      $0.lastInstant = period.lastInstant
      $0.n = period.count
      $0.skipped = period.skipped
      $0.subject = subject
      $0.unit = period.unit
    }
    return Draft(
      stream, .deadlineSet(set), occurred: request.occurred(), rule: rule, basis: .computed,
      terms: terms.version)
  }

  /// The period is over in time, when it still runs.
  static func met(
    _ kind: DeadlineKind, about subject: String, stream: String, rule: String, _ request: Request,
    _ book: borrowing Book, terms: String?
  ) -> [Draft] {
    met(id(kind, subject), stream: stream, rule: rule, request, book, terms: terms)
  }

  static func met(
    _ deadline: String, stream: String, rule: String, _ request: Request, _ book: borrowing Book,
    terms: String?
  ) -> [Draft] {
    guard let period = book.market.deadlines[deadline] else { return [] }
    let at = request.occurred()
    if at >= period.end { return [] }
    let met = DeadlineMet.with {
      $0.at = at
      $0.deadline = deadline
    }
    return [
      Draft(
        stream, .deadlineMet(met), occurred: at, rule: rule, basis: .computed, terms: terms,
        cause: period.set)
    ]
  }

  /// The end of a period without what it was set for: somebody is asked (AP-4.5, AP-4.10, AP-6.9).
  static func elapse(_ deadline: String, _ request: Request, _ book: borrowing Book)
    throws(Refusal) -> Decision
  {
    guard let period = book.market.deadlines[deadline] else {
      throw Refusal.unknown("deadline", deadline, "G-7")
    }
    let (right, rule, stream): (Right, String, String) =
      switch period.kind {
      case .walletCredit: (.creditWallet, "AP-4.5", "payment-\(period.subject)")
      case .walletRefund: (.refundWallet, "AP-6.9", "party-\(period.subject)")
      default: (.chaseAdvance, "AP-4.10", "party-\(period.subject)")
      }
    let elapsed = DeadlineElapsed.with {
      $0.deadline = deadline
      $0.effectiveAt = period.end
    }
    let draft = Draft(
      stream, .deadlineElapsed(elapsed), occurred: period.end, rule: rule, basis: .computed,
      cause: period.set)
    let isAsked = book.tasks[taskID(period.subject, right)] != nil
    let isMoot =
      right == .chaseAdvance && book.market.beneficiaries[period.subject]?.advanceOwed == nil
    if isAsked || isMoot { return Decision([draft]) }
    return Decision([draft, openTask(right, about: period.subject, rule: rule, request)])
  }
}
