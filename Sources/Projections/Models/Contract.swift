import Ledger

/// `contract`: the subscriptions, their running term and what they are pinned to (BC-4).
struct ContractModel {
  struct Contract {
    var event: ContractSubscribed
    var terms: String
    var priceList: String
    /// Months and terms count from here, once the contract is activated.
    var anchor: Day?
    var termEnds: Day?
    var lastNoticeDay: Day?
    var renewals = 0
    /// The plan as it is now; another one stands in `event` once it changed.
    var plan: String
    var quota: Int?
    var price: Money
    var extraPrice: Money?
    var nextPlan: PlanChanged?
    /// Quotas of the plans before this one, each with the day on which it ended.
    var pastQuotas: [(until: Day, quota: Int?)] = []
    /// Months paid in advance, or to be: the first, and the one after them.
    var prepaid: Range<Int>?
    var isPack = false
    /// An order of MARKETINGCONNECT, which begins when it is firm.
    var isOrder = false
    var packInvoice: String?
    var isRefunded = false
    var endsOn: Day?
    /// The notices that end it, each with its échéance.
    var notices: [(id: String, day: Day)] = []
    var access = Access.State()
    /// The contract month that the next subscription invoice is for.
    var monthsInvoiced = 0
    var subscribedPosition: Int
    var activatedPosition: Int?
    var renewedPosition: Int?
  }

  var contracts: [Contract] = []
  private var named = Naming()

  mutating func subscribed(_ event: ContractSubscribed, _ recorded: RecordedEvent) {
    let contract = Contract(
      event: event, terms: recorded.terms ?? "", priceList: event.priceList, plan: event.plan,
      quota: event.quota, price: event.price, extraPrice: event.extraPrice,
      subscribedPosition: recorded.position)
    add(contract)
  }

  /// A Starter Pack, or an order of MARKETINGCONNECT, stands among the contracts, without a term.
  mutating func ordered(_ event: OrderPlaced, _ recorded: RecordedEvent, isPack: Bool) {
    let subscribed = ContractSubscribed.with {
      $0.contract = event.order
      $0.party = event.client
      $0.plan = event.product
      $0.price = event.totalHt
      $0.priceBasis = .net
      $0.priceList = ""
      $0.termMonths = 0
      $0.vatCode = .standard
    }
    var pack = Contract(
      event: subscribed, terms: recorded.terms ?? "", priceList: "", plan: event.product,
      quota: nil, price: event.totalHt, extraPrice: nil, subscribedPosition: recorded.position)
    pack.isPack = isPack
    pack.isOrder = !isPack
    add(pack)
  }

  private mutating func add(_ contract: Contract) {
    if let known = named.find(contract.event.contract) {
      contracts[known] = contract
      return
    }
    named.add(contract.event.contract, at: contracts.count)
    contracts.append(contract)
  }

  /// The months before one are invoiced; those paid in advance are passed over.
  mutating func goOn(_ index: Int, _ month: Int) {
    let prepaid = contracts[index].prepaid
    contracts[index].monthsInvoiced =
      prepaid?.lowerBound == month ? prepaid?.upperBound ?? month : month
  }

  mutating func prepaid(_ event: InvoiceIssued) {
    guard let id = event.contract, let index = named.find(id), let from = event.periodFrom,
      let to = event.periodTo, let anchor = contracts[index].anchor
    else { return }
    let first = ContractMonth.number(of: from, anchor: anchor)
    contracts[index].prepaid = first..<ContractMonth.number(of: to + 1, anchor: anchor)
    if contracts[index].monthsInvoiced == first { goOn(index, first) }
  }

  mutating func optionEnded(_ event: OptionDeactivated) {
    guard event.option == .prepay3, let index = named.find(event.contract),
      let prepaid = contracts[index].prepaid
    else { return }
    contracts[index].prepaid = nil
    contracts[index].monthsInvoiced = min(contracts[index].monthsInvoiced, prepaid.lowerBound)
  }

  mutating func noticeUndone(_ notice: String) {
    for index in contracts.indices
    where contracts[index].notices.contains(where: { $0.id == notice }) {
      contracts[index].notices.removeAll { $0.id == notice }
      contracts[index].endsOn = contracts[index].notices.map(\.day).min()
    }
  }

  mutating func change(_ contract: String, _ change: (inout Contract) -> Void) {
    if let index = named.find(contract) { change(&contracts[index]) }
  }

  mutating func find(_ contract: String) -> Int? { named.find(contract) }
  func look(up contract: String) -> Contract? { named.look(up: contract).map { contracts[$0] } }
}

extension ReadModels {
  mutating func activated(_ event: ContractActivated, _ recorded: RecordedEvent) {
    guard let index = contracts.find(event.contract) else { return }
    contracts.contracts[index].anchor = event.anchorDay
    contracts.contracts[index].termEnds = event.termEnds
    contracts.contracts[index].lastNoticeDay = event.lastNoticeDay
    contracts.contracts[index].activatedPosition = recorded.position
    let months = contracts.contracts[index].event.termMonths
    checkTerm(
      contracts.contracts[index], ends: event.termEnds,
      expected: event.anchorDay.adding(months: months), notice: event.lastNoticeDay, recorded)
  }

  /// A renewal begins where the term ended, and ends a month of the anchor later (CTR, BC-4.4).
  mutating func renewed(_ event: ContractRenewed, _ recorded: RecordedEvent) {
    guard let index = contracts.find(event.contract) else { return }
    let before = contracts.contracts[index]
    contracts.contracts[index].termEnds = event.to
    contracts.contracts[index].lastNoticeDay = event.lastNoticeDay
    contracts.contracts[index].terms = event.termsVersion
    contracts.contracts[index].priceList = event.priceList
    contracts.contracts[index].renewals += 1
    planRenewed(index, event)
    contracts.contracts[index].renewedPosition = recorded.position
    guard let ended = before.termEnds, let anchor = before.anchor else { return }
    found(
      Violation(
        .contract, [event.contract], found: "a period from \(event.from)",
        expected: "one from \(ended), where the last ended", at: recorded.position),
      unless: event.from == ended)
    let month = ContractMonth.number(of: event.from, anchor: anchor) + 1
    checkTerm(
      contracts.contracts[index], ends: event.to,
      expected: ContractMonth.first(month, anchor: anchor), notice: event.lastNoticeDay, recorded)
  }

  /// Another plan, or other terms for the same one, from the échéance on.
  private mutating func planRenewed(_ index: Int, _ event: ContractRenewed) {
    var contract = contracts.contracts[index]
    let before = contract.quota
    if let next = contract.nextPlan, next.effectiveOn <= event.from {
      contract.plan = next.to
      contract.quota = next.quota
      contract.price = next.price
      contract.extraPrice = next.extraPrice
      contract.nextPlan = nil
    } else if let offer = terms.config(event.termsVersion)?.btbconnect.plan(contract.plan) {
      contract.quota = offer.quota
      contract.extraPrice = offer.extraPrice
    }
    if contract.quota != before { contract.pastQuotas.append((event.from, before)) }
    contracts.contracts[index] = contract
  }

  private mutating func checkTerm(
    _ contract: ContractModel.Contract, ends: Day, expected: Day, notice: Day,
    _ recorded: RecordedEvent
  ) {
    let id = contract.event.contract
    found(
      Violation(
        .contract, [id], found: "a term that ends on \(ends)",
        expected: "\(expected), counted from the anchor", at: recorded.position),
      unless: ends == expected)
    guard let days = terms.config(contract.terms)?.btbconnect.noticeDays else { return }
    found(
      Violation(
        .contract, [id], found: "a last notice day on \(notice)",
        expected: "\(ends - days), \(days) days before \(ends)", at: recorded.position),
      unless: notice == ends - days)
  }
}

extension ContractModel.Contract {
  var status: StaticString {
    if access.ended != nil { return "ended" }
    if isOrder && isRefunded { return "cancelled" }
    if access.suspended != nil { return "suspended" }
    if endsOn != nil { return "on_notice" }
    if isPack && isRefunded { return "refunded" }
    return anchor == nil ? "subscribed" : "active"
  }

  /// The quota of the month that begins on a day.
  func quota(ofMonth first: Day) -> Int {
    pastQuotas.first { first < $0.until }?.quota ?? quota ?? 0
  }
}

enum ContractTable: ReadModel {
  static let table = Table(
    "contract", "subscriptions, with the running term and the texts they are pinned to",
    key: ["contract"], ofClient: "client = ?1",
    [
      .required("contract"), .required("client"), .required("plan"), .required("status"),
      .optional("start", .day), .optional("term_ends", .day), .optional("last_notice_day", .day),
      .optional("ends_on", .day), .required("terms"), .required("price_list"),
      .optional("quota", .integer),
      .required("price", .money), .optional("extra_price", .money), .required("price_basis"),
      .required("vat_code"), .required("term_months", .integer), .required("renewals", .integer),
      .required("months_invoiced", .integer), .required("subscribed_position", .integer),
      .optional("activated_position", .integer), .optional("renewed_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.contracts.contracts.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let contracts = models.contracts.contracts
    try contracts.forEach(by: { $0.event.contract }) { (_, contract) throws(ProjectionError) in
      row.text(contract.event.contract)
      row.text(contract.event.party)
      row.text(contract.plan)
      row.choice(contract.status)
      row.day(contract.anchor)
      row.day(contract.termEnds)
      row.day(contract.lastNoticeDay)
      row.day(contract.endsOn)
      row.text(contract.terms)
      row.text(contract.priceList)
      row.integer(contract.quota)
      row.money(contract.price)
      row.money(contract.extraPrice)
      row.text(contract.event.priceBasis.rawValue)
      row.text(contract.event.vatCode.rawValue)
      row.integer(contract.event.termMonths)
      row.integer(contract.renewals)
      row.integer(contract.monthsInvoiced)
      row.integer(contract.subscribedPosition)
      row.integer(contract.activatedPosition)
      row.integer(contract.renewedPosition)
      try row.endRow()
    }
  }
}
