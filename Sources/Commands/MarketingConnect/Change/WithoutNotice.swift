import Ledger

/// How an order of MARKETINGCONNECT is suspended or ended (MC-III.9, MC-III.10): after a registered letter without effect
/// for seven days, or without delay where it is not paid or its advertisement is unlawful.
enum WithoutNotice {
  static func suspend(
    _ contract: Contract, _ reason: String?, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> [Draft] {
    let ground: SuspensionReason
    var drafts: [Draft] = []
    var notice: String?
    switch reason {
    case SuspensionReason.nonPayment.rawValue:
      try requireDefault(contract, book)
      ground = .nonPayment
    case SuspensionReason.unlawful.rawValue: ground = .unlawful
    default:
      let formal = try SanctionRight.require(contract, nil, request, book)
      drafts = SanctionRight.exercised(formal, "suspended", contract, request, book)
      (ground, notice) = (.breach, formal.id)
    }
    let suspended = AccessSuspended.with {
      $0.contract = contract.id
      $0.effectiveAt = request.received
      $0.notice = notice
      $0.reason = ground
      $0.scope = .services
    }
    return drafts + [
      Draft(
        "contract-\(contract.id)", .accessSuspended(suspended), occurred: request.occurred(),
        rule: "MC-III.9", basis: .decision, terms: contract.terms)
    ]
  }

  static func end(
    _ contract: Contract, _ cause: EndCause, _ notice: String?, _ request: Request,
    _ book: borrowing Book
  ) throws(Refusal) -> Decision {
    let day = Paris.day(of: request.received)
    let isClient = request.actor.role == .client || request.actor.role == .agent
    switch cause {
    case .forceMajeure:
      if isClient {
        throw Refusal(
          .groundNotAvailable, "MC-III.10", "only the provider may end an order for force majeure",
          try: "wait until it is over")
      }
      try requireLasting(contract, request, book)
      return Decision(ended(contract, cause, on: day, rule: "MC-III.10", request))
    case .nonPayment:
      try requireDefault(contract, book)
      return Decision(ended(contract, cause, on: day, rule: "MC-III.9", request))
    default:
      if isClient {
        throw Refusal(
          .orderIrrevocable, "MC-III.2", "order \(contract.id) is firm",
          try: "nothing: it is irrevocable")
      }
      let formal = try SanctionRight.require(contract, notice, request, book)
      return Decision(
        SanctionRight.exercised(formal, "terminated", contract, request, book)
          + ended(contract, .breach, on: day, rule: "MC-III.9", request))
    }
  }

  static func ended(
    _ contract: Contract, _ cause: EndCause, on day: Day, rule: String, _ request: Request
  ) -> [Draft] {
    let ended = ContractEnded.with {
      $0.by = .provider
      $0.cause = cause
      $0.contract = contract.id
      $0.effectiveOn = day
    }
    return [
      Draft(
        "contract-\(contract.id)", .contractEnded(ended), occurred: request.occurred(), rule: rule,
        basis: .decision, terms: contract.terms)
    ]
  }

  /// Something of the order is due and not paid: an invoice, or its first payment (MC-II.8).
  private static func requireDefault(_ contract: Contract, _ book: borrowing Book) throws(Refusal) {
    let order = book.advertising.orders[contract.id]
    let isUnpaid = order?.invoice.map { book.open(of: $0) > .zero } == true
    let isFirstLate = book.tasks[taskID(contract.id, .chaseFirstPayment)] != nil
    if isUnpaid || isFirstLate { return }
    throw Refusal(
      .noPaymentDefault, "MC-III.9", "nothing of order \(contract.id) is due and unpaid",
      try: "nothing: it goes on")
  }

  /// More than ninety jours ouvrés of force majeure (MC-III.10, A-MC-36).
  private static func requireLasting(
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) {
    guard let running = contract.forceMajeure.first(where: { $0.to == nil }) else {
      throw Refusal(
        .rightNotOpen, "MC-III.10", "no force majeure is declared on order \(contract.id)",
        try: "declare it with DeclareForceMajeure")
    }
    guard let period = patience(contract, from: running.from, book) else {
      throw Refusal.unknown("calendar from", Paris.text(running.from), "MC-III.10")
    }
    if Paris.day(of: request.received) <= period.last {
      throw Refusal(
        .rightNotOpen, "MC-III.10", "\(period.count) jours ouvrés are over on \(period.last)",
        try: "wait until then")
    }
  }

  /// The jours ouvrés of force majeure to wait; nil while no calendar covers them.
  static func patience(_ contract: Contract, from: Instant, _ book: borrowing Book)
    -> CountedPeriod?
  {
    let config = contract.pinned.config
    do throws(CalendarMissing) {
      return try CountedPeriod.counting(
        config.marketingconnect.fmDays, BusinessDays(region: config.region),
        after: Paris.day(of: from), in: book.calendars)
    } catch { return nil }
  }
}
