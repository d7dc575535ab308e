public import Ledger

/// Adds the multichannel option to a subscription (BC-5.2), at the price of the day, with VAT (BC-5.1).
public struct ActivateMultichannel: CommandBody {
  public static let verb: StaticString = "ActivateMultichannel"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var contract = String.unset
  public var from = Day.unset
  public var priceSeen: Money?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("price_seen", &priceSeen)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-5.2")
    try request.requireClient(is: contract.party)
    if contract.pack != nil {
      throw Refusal(
        .optionNeedsSubscription, "BC-5.2", "\(contract.id) is a Starter Pack",
        try: "subscribe to a plan first")
    }
    if contract.ended != nil || contract.option.map({ $0.until == nil }) == true {
      throw Refusal(
        .notInThisState, "BC-5.2",
        "contract \(contract.id) \(contract.ended != nil ? "is over" : "has the option")",
        try: "nothing: there is nothing to add")
    }
    if from < Paris.day(of: request.received) {
      throw Refusal(
        .timeRefused, "BC-5.2", "from \(from), asked on \(Paris.day(of: request.received))",
        try: "activate it from that day or later")
    }
    return Decision([
      try MultichannelOffer.draft(contract, from: from, seen: priceSeen, request, book)
    ])
  }
}

/// The multichannel option as the list of the day sells it: a price before VAT, at the standard rate.
enum MultichannelOffer {
  /// What price lists call it.
  static let codes = ["MULTICHANNEL", "MULTICANAL"]

  static func draft(
    _ contract: Contract, from: Day, seen: Money?, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Draft {
    guard let list = book.priceList(at: request.received),
      let entry = list.entries.first(where: { codes.contains($0.code) })
    else { throw Refusal.unknown("price of option", codes[0], "BC-5.1") }
    if entry.basis != .net || entry.vatCode != .standard {
      throw Refusal(
        .multichannelBreakdownMissing, "BC-5.1",
        "list \(list.listId) sells it \(entry.basis.rawValue), \(entry.vatCode.rawValue): base, VAT "
          + "and total would not show", try: "publish a price before VAT at the standard rate")
    }
    let price = entry.unit.times(1)
    if let seen, seen != price {
      throw Refusal(
        .priceMismatch, "BC-5.1", "price seen \(seen) EUR, list \(list.listId) says \(price) EUR",
        try: "show the client the list of the day")
    }
    let start = contract.monthStart(onOrAfter: from)
    let activated = OptionActivated.with {
      $0.contract = contract.id
      $0.effectiveOn = start
      $0.minUntil = commitment(contract, from: start)
      $0.option = .multichannel
      $0.price = price
      $0.priceList = list.listId
      $0.vatCode = entry.vatCode
    }
    return Draft(
      "contract-\(contract.id)", .optionActivated(activated), occurred: request.occurred(),
      rule: "BC-5.2", basis: .fact, terms: contract.terms, cause: contract.subscribed)
  }

  /// The same minimum as the subscription's, ending on one of its échéances (A-BC-29).
  private static func commitment(_ contract: Contract, from start: Day) -> Day {
    let least =
      switch contract.readings.optionTerm {
      case .ownThreeMonths: start.adding(months: contract.readings.minimumMonths)
      case .aligned: start + 1
      }
    return contract.dueDay(onOrAfter: least)
  }
}
