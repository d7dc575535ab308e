public import Ledger

/// The échéance for which notice was given has come (BC-4.4).
public struct EndContract: CommandBody {
  public static let verb: StaticString = "EndContract"
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
    let contract = try book.contract(contract, "BC-4.4")
    guard let ended = contract.termEnds else {
      throw Refusal.unknown("term of contract", contract.id, "BC-4.4")
    }
    let elapsed = DeadlineElapsed.with {
      $0.deadline = DeadlineID.term(contract.id, ends: ended)
      $0.effectiveAt = Paris.start(of: ended)
    }
    return Decision(
      [
        Draft(
          "contract-\(contract.id)", .deadlineElapsed(elapsed), occurred: request.occurred(),
          rule: "BC-4.3", basis: .computed, terms: contract.terms, cause: contract.subscribed)
      ]
        + Ending.drafts(
          contract, .nonRenewal, by: contract.endedBy, on: ended, rule: "BC-4.4", request, book))
  }
}

/// What the end of a contract brings with it.
enum Ending {
  static func drafts(
    _ contract: Contract, _ cause: EndCause, by: Side, on day: Day, rule: String,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let stream = "contract-\(contract.id)"
    func draft(_ event: Event) -> Draft {
      Draft(
        stream, event, occurred: request.occurred(), rule: rule,
        basis: cause == .nonRenewal ? .computed : .decision, terms: contract.terms,
        cause: contract.subscribed)
    }
    let ended = ContractEnded.with {
      $0.by = by
      $0.cause = cause
      $0.contract = contract.id
      $0.effectiveOn = day
    }
    return [draft(.contractEnded(ended))]
      + (optionEnd(contract, on: day).map { [draft(.optionDeactivated($0))] } ?? [])
      + campaignEnds(contract, request, book)
      + InterestDrafting.atEnd(of: contract, on: day, request, book)
  }

  /// The option ends with the contract, or is charged to the end of its commitment (A-BC-29).
  private static func optionEnd(_ contract: Contract, on day: Day) -> OptionDeactivated? {
    guard let option = contract.option, option.until.map({ $0 > day }) != false else { return nil }
    let last = contract.readings.optionAfterEnd == .lapse ? day : max(day, option.minUntil)
    return OptionDeactivated.with {
      $0.contract = contract.id
      $0.effectiveOn = last
      $0.option = .multichannel
      $0.reason = .contractEnded
    }
  }

  private static func campaignEnds(
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let running = book.campaigns.filter { $0.value == contract.id }.map(\.key).sorted()
    return running.map { campaign in
      let stopped = CampaignStopped.with {
        $0.at = request.occurred()
        $0.campaign = campaign
        $0.contract = contract.id
        $0.reason = .contractEnded
      }
      return Draft(
        "campaign-\(campaign)", .campaignStopped(stopped), occurred: request.occurred(),
        rule: "BC-2.1", basis: .computed, terms: contract.terms)
    }
  }
}
