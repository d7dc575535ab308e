public import Ledger

/// A client subscribes to a plan (BC-4.2) under the terms and the prices of the day (BC-0.1).
public struct Subscribe: CommandBody {
  public static let verb: StaticString = "Subscribe"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var client = String.unset
  public var contract = String.unset
  /// The multichannel option from the start (BC-5.2).
  public var multichannel: Bool?
  public var plan = String.unset
  /// Three months in advance (BC-4.6).
  public var prepay3: Bool?
  public var priceSeen = Money.unset
  public var startOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("multichannel", &multichannel)
    try visitor.field("plan", &plan, IDCoding.self)
    try visitor.field("prepay3", &prepay3)
    try visitor.field("price_seen", &priceSeen)
    try visitor.field("start_on", &startOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: client)
    guard let party = book.parties[client] else {
      throw Refusal.unknown("client", client, "BC-4.2")
    }
    let today = Paris.day(of: request.received)
    let (terms, offer) = try offer(on: today, book)
    if party.acceptedTerms[terms.version] == nil {
      throw Refusal(
        .termsNotAccepted, "BC-0.2", "client \(client) has not accepted terms \(terms.version)",
        try: "send AcceptTerms first")
    }
    if book.contracts[contract] != nil {
      throw Refusal(
        .alreadyExists, "BC-4.2", "contract \(contract) exists", try: "use another id")
    }
    try Eligibility.require(client, party, book)
    if startOn < today {
      throw Refusal(
        .timeRefused, "BC-4.2", "start on \(startOn), subscribed on \(today)",
        try: "start on \(today) or later")
    }
    let (list, price) = try SubscriptionPrice.listed(plan, request.received, book)
    let listed = price.unit.times(1)
    if listed != priceSeen { throw SubscriptionPrice.mismatch(priceSeen, listed, list) }
    var drafts = drafts(request, terms, offer, list, price)
    if multichannel == true || prepay3 == true {
      var subscribed = starting(terms, offer, list, price, request)
      if multichannel == true {
        let option = try MultichannelOffer.draft(
          subscribed, from: startOn, seen: nil, request, book)
        if case .optionActivated(let event) = option.event {
          subscribed.option = MultichannelOption(
            price: event.price ?? .zero, activated: request.position + drafts.count, firstMonth: 0,
            nextMonth: 0, minUntil: event.minUntil ?? startOn)
        }
        drafts.append(option)
      }
      if prepay3 == true {
        drafts += Prepaying.drafts(subscribed, from: 0, request, book)
      }
    }
    return Decision(drafts)
  }

  /// The contract as it will stand, for the options that are taken with it.
  private func starting(
    _ terms: PublishedTerms, _ offer: Plan, _ list: PriceListPublished, _ price: PriceEntry,
    _ request: Request
  ) -> Contract {
    var contract = Contract(
      id: contract, party: client, plan: plan, quota: offer.quota, extraPrice: offer.extraPrice,
      price: priceSeen, vatCode: price.vatCode, priceList: list.listId, pinned: terms,
      termMonths: terms.config.btbconnect.minimumMonths, subscribed: request.position)
    let term = Term(
      anchor: startOn, months: contract.termMonths, noticeDays: terms.config.btbconnect.noticeDays)
    contract.anchor = startOn
    contract.termEnds = term.ends
    contract.minimumEnds = term.ends
    return contract
  }

  /// The terms of the day, and the plan in them (BC-0.1).
  private func offer(on today: Day, _ book: borrowing Book) throws(Refusal) -> (
    PublishedTerms, Plan
  ) {
    let terms = book.termsInForce(on: today)
    if let terms, let offer = terms.config.btbconnect.plan(plan) { return (terms, offer) }
    let later = book.terms.values.filter { $0.config.btbconnect.plan(plan) != nil }
      .map(\.effectiveFrom).min()
    guard let later else {
      let known = terms?.config.btbconnect.plans.map(\.code).joined(separator: ", ") ?? "none"
      throw Refusal(
        .planUnknown, "BC-4.2", "plan \(plan), offered are \(known)", try: "choose one of them")
    }
    throw Refusal(
      .planNotAvailable, "BC-0.1", "plan \(plan) is offered from \(later), subscribed on \(today)",
      try: "subscribe from \(later)")
  }

  private func drafts(
    _ request: Request, _ terms: PublishedTerms, _ offer: Plan,
    _ list: PriceListPublished, _ price: PriceEntry
  ) -> [Draft] {
    let readings = terms.config.btbconnect
    let subscribed = ContractSubscribed.with {
      $0.contract = contract
      $0.extraPrice = offer.extraPrice
      $0.party = client
      $0.plan = plan
      $0.price = priceSeen
      $0.priceBasis = price.basis
      $0.priceList = list.listId
      $0.quota = offer.quota
      $0.termMonths = readings.minimumMonths
      $0.vatCode = price.vatCode
    }
    let term = Term(
      anchor: startOn, months: readings.minimumMonths, noticeDays: readings.noticeDays)
    let activated = ContractActivated.with {
      $0.anchorDay = startOn
      $0.contract = contract
      $0.inForceOn = startOn
      $0.lastNoticeDay = term.lastNoticeDay
      $0.nextDue = startOn
      $0.termEnds = term.ends
    }
    let stream = "contract-\(contract)"
    let occurred = request.occurred()
    return [
      Draft(
        stream, .contractSubscribed(subscribed), occurred: occurred, rule: "BC-4.2", basis: .fact,
        terms: terms.version),
      Draft(
        stream, .contractActivated(activated), occurred: occurred, rule: "BC-4.3",
        basis: .computed, terms: terms.version),
      Draft(
        stream, .deadlineSet(term.deadline(contract)), occurred: occurred, rule: "BC-4.3",
        basis: .computed, terms: terms.version),
    ]
  }
}
