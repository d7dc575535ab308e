public import Ledger

/// A client chooses another plan: from the next échéance, at the price of the day (A-BC-20), under terms that it
/// accepted (BC-0.1).
public struct ChangePlan: CommandBody {
  public static let verb: StaticString = "ChangePlan"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var chosenAt: Instant?
  public var contract = String.unset
  public var plan = String.unset
  public var priceSeen: Money?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("chosen_at", &chosenAt)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("plan", &plan, IDCoding.self)
    try visitor.field("price_seen", &priceSeen)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-4.2")
    try request.requireClient(is: contract.party)
    let terms = try offering(contract, on: Paris.day(of: request.received), book)
    guard let offer = terms.config.btbconnect.plan(plan), let ends = contract.termEnds else {
      throw Refusal.unknown("plan", plan, "BC-4.2")
    }
    if contract.ended != nil || contract.endsOn != nil || plan == contract.plan {
      throw Refusal(
        .notInThisState, "BC-4.2",
        plan == contract.plan
          ? "contract \(contract.id) is on plan \(plan)" : "contract \(contract.id) ends",
        try: "nothing: there is nothing to change")
    }
    let (list, entry) = try SubscriptionPrice.listed(plan, request.received, book)
    let price = entry.unit.times(1)
    if let priceSeen, priceSeen != price {
      throw SubscriptionPrice.mismatch(priceSeen, price, list)
    }
    let changed = PlanChanged.with {
      $0.chosenAt = chosenAt ?? request.received
      $0.contract = contract.id
      $0.effectiveOn = ends
      $0.extraPrice = offer.extraPrice
      $0.from = contract.plan
      $0.kind = offer.quota >= contract.quota ? .upgrade : .downgrade
      $0.price = price
      $0.priceList = list.listId
      $0.quota = offer.quota
      $0.termsVersion = terms.version
      $0.to = plan
    }
    return Decision([
      Draft(
        "contract-\(contract.id)", .planChanged(changed), occurred: request.occurred(chosenAt),
        rule: "BC-4.2", basis: .fact, terms: contract.terms)
    ])
  }

  /// The newest terms in force that the client accepted and that offer the plan.
  private func offering(_ contract: Contract, on day: Day, _ book: borrowing Book)
    throws(Refusal) -> PublishedTerms
  {
    let accepted = book.parties[contract.party]?.acceptedTerms ?? [:]
    let offering = book.terms.values.filter { $0.config.btbconnect.plan(plan) != nil }
    if offering.isEmpty {
      throw Refusal(
        .planUnknown, "BC-4.2", "plan \(plan) is in no terms", try: "choose one that is offered")
    }
    let known = offering.filter {
      $0.effectiveFrom <= day && (accepted[$0.version] != nil || $0.version == contract.terms)
    }
    guard let newest = known.max(by: { $0.order < $1.order }) else {
      throw Refusal(
        .planNotAvailable, "BC-0.1",
        "plan \(plan) is not in terms \(contract.terms), nor in others that the client accepted",
        try: "let the client accept the terms that offer it")
    }
    return newest
  }
}
