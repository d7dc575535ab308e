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
      event: event, terms: recorded.terms ?? "", priceList: event.priceList,
      subscribedPosition: recorded.position)
    if let known = named.find(event.contract) {
      contracts[known] = contract
      return
    }
    named.add(event.contract, at: contracts.count)
    contracts.append(contract)
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
    guard let days = terms.config(contract.terms)?.bc.noticeDays else { return }
    found(
      Violation(
        .contract, [id], found: "a last notice day on \(notice)",
        expected: "\(ends - days), \(days) days before \(ends)", at: recorded.position),
      unless: notice == ends - days)
  }
}

enum ContractTable: ReadModel {
  static let table = Table(
    "contract", "subscriptions, with the running term and the texts they are pinned to",
    key: ["contract"], ofClient: "client = ?1",
    [
      .required("contract"), .required("client"), .required("plan"), .required("status"),
      .optional("start", .day), .optional("term_ends", .day), .optional("last_notice_day", .day),
      .required("terms"), .required("price_list"), .optional("quota", .integer),
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
      row.text(contract.event.plan)
      row.text(contract.anchor == nil ? "subscribed" : "active")
      row.day(contract.anchor)
      row.day(contract.termEnds)
      row.day(contract.lastNoticeDay)
      row.text(contract.terms)
      row.text(contract.priceList)
      row.integer(contract.event.quota)
      row.money(contract.event.price)
      row.money(contract.event.extraPrice)
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
