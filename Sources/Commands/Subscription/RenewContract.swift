public import Ledger

/// The term ended and nobody gave notice: one more month (BC-4.4).
public struct RenewContract: CommandBody {
  public static let verb: StaticString = "RenewContract"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.scheduler]

  public var contract = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let contract = book.contracts[contract], let anchor = contract.anchor,
      let ended = contract.termEnds
    else { throw Refusal.unknown("contract", contract, "BC-4.4") }
    let terms = book.termsOnRenewal(contract, on: ended)
    let months = ContractMonth.number(of: ended, anchor: anchor) + 1
    let term = Term(anchor: anchor, months: months, noticeDays: terms.config.btbconnect.noticeDays)
    let elapsed = DeadlineElapsed.with {
      $0.deadline = DeadlineID.term(contract.id, ends: ended)
      $0.effectiveAt = Paris.start(of: ended)
    }
    let renewed = ContractRenewed.with {
      $0.contract = contract.id
      $0.from = ended
      $0.lastNoticeDay = term.lastNoticeDay
      $0.priceList = nextList(contract, on: ended)
      $0.termsVersion = terms.version
      $0.to = term.ends
    }
    let stream = "contract-\(contract.id)"
    let events: [(Event, String)] = [
      (.deadlineElapsed(elapsed), "BC-4.3"), (.contractRenewed(renewed), "BC-4.4"),
      (.deadlineSet(term.deadline(contract.id)), "BC-4.4"),
    ]
    return Decision(
      events.map { event, rule in
        Draft(
          stream, event, occurred: request.occurred(), rule: rule, basis: .computed,
          terms: contract.terms, cause: contract.subscribed)
      })
  }
}

/// The price list from an échéance on: of a plan chosen before, else the one it has.
private func nextList(_ contract: Contract, on day: Day) -> String {
  guard let next = contract.nextPlan, next.effectiveOn <= day else { return contract.priceList }
  return next.priceList
}

/// A term of a contract, counted in months from its anchor (BC-4.3, BC-4.4).
struct Term {
  var period: CountedPeriod
  var lastNoticeDay: Day

  init(anchor: Day, months: Int, noticeDays: Int) {
    period = CountedPeriod.months(months, from: anchor)
    lastNoticeDay = period.last + 1 - noticeDays
  }

  /// The échéance: the first day after the term.
  var ends: Day { period.last + 1 }

  func deadline(_ contract: String) -> DeadlineSet {
    DeadlineSet.with {
      $0.deadline = DeadlineID.term(contract, ends: ends)
      $0.direction = .forward
      $0.from = period.from
      $0.kind = .term
      $0.lastInstant = period.lastInstant
      $0.n = period.count
      $0.subject = contract
      $0.unit = period.unit
    }
  }
}
