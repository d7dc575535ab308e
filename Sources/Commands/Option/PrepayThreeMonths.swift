public import Ledger

/// A client pays three months in advance, with ten per cent off (BC-4.6). The invoice is dated the request; the
/// discount holds if it is paid by the first day of the first month.
public struct PrepayThreeMonths: CommandBody {
  public static let verb: StaticString = "PrepayThreeMonths"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var contract = String.unset
  /// The first day of the first month.
  public var fromPeriod = Day.unset
  public var months: Int?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from_period", &fromPeriod)
    try visitor.field("months", &months)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-4.6")
    try request.requireClient(is: contract.party)
    if let months, months != contract.readings.prepayMonths {
      return notOffered(months, contract, request)
    }
    let month = try firstMonth(contract, request)
    return Decision(Prepaying.drafts(contract, from: month, request, book))
  }

  private func firstMonth(_ contract: Contract, _ request: Request) throws(Refusal) -> Int {
    guard let anchor = contract.anchor, contract.pack == nil, contract.ended == nil else {
      throw Refusal(
        .notInThisState, "BC-4.6", "contract \(contract.id) has no subscription that runs",
        try: "subscribe to a plan first")
    }
    let month = ContractMonth.number(of: fromPeriod, anchor: anchor)
    let isInitial = month + contract.readings.prepayMonths <= contract.termMonths
    if contract.prepayment.map({ month < $0.next }) == true || month < contract.monthsInvoiced
      || contract.endsOn != nil || (contract.readings.prepayWhen == .initial && !isInitial)
    {
      throw Refusal(
        .notInThisState, "BC-4.6",
        "the month of \(fromPeriod) of contract \(contract.id) cannot be prepaid",
        try: "name the first month that is not invoiced")
    }
    let today = Paris.day(of: request.received)
    if ContractMonth.first(month, anchor: anchor) != fromPeriod || fromPeriod < today {
      throw Refusal(
        .timeRefused, "BC-4.6", "from \(fromPeriod), asked on \(today)",
        try: "name the first day of a month of the contract to come")
    }
    return month
  }

  /// Another number of months is a wish that the terms give no effect: kept as the writing it is.
  private func notOffered(_ months: Int, _ contract: Contract, _ request: Request) -> Decision {
    let recorded = NoticeRecorded.with {
      $0.by = .client
      $0.channel = request.channel ?? "unknown"
      $0.contract = contract.id
      $0.notice = "\(contract.id)~notice-\(contract.notices + 1)"
      $0.receivedAt = request.received
      $0.type = .change
    }
    return Decision(
      [
        Draft(
          "contract-\(contract.id)", .noticeRecorded(recorded), occurred: request.occurred(),
          rule: "BC-4.6", basis: .fact, terms: contract.terms)
      ],
      effect: Refusal(
        .prepayThreeMonthsOnly, "BC-4.6",
        "\(months) months asked, the discount is for \(contract.readings.prepayMonths)",
        try: "nothing: the months are billed one by one"))
  }
}

/// The invoice of months paid in advance, and what becomes of it.
enum Prepaying {
  static func drafts(
    _ contract: Contract, from month: Int, after documents: Int = 0, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    let readings = contract.readings
    let anchor = contract.anchor ?? .unset
    let count = readings.prepayMonths
    let first = ContractMonth.first(month, anchor: anchor)
    let next = ContractMonth.first(month + count, anchor: anchor)
    let activated = OptionActivated.with {
      $0.contract = contract.id
      $0.effectiveOn = first
      $0.minUntil = next
      $0.option = .prepay3
      $0.vatCode = contract.vatCode
    }
    let period = "du \(first.french) au \((next - 1).french)"
    var lines = lines(
      "Abonnement \(contract.plan), \(count) mois \(period)", contract.price, contract.vatCode,
      count, readings.prepayDiscount, source: contract.subscribed)
    if readings.prepayScope == .withMultichannel, let option = contract.option,
      option.covers(month + count - 1)
    {
      lines += self.lines(
        "Option Multicanal, \(count) mois \(period)", option.price, .standard, count,
        readings.prepayDiscount, source: option.activated)
    }
    return [
      Draft(
        "contract-\(contract.id)", .optionActivated(activated), occurred: request.occurred(),
        rule: "BC-4.6", basis: .fact, terms: contract.terms)
    ]
      + InvoiceDrafting.issue(
        .prepayment, contract.account, lines, period: (first, next - 1), dueOn: first,
        rule: "BC-4.6", after: documents, request, book)
  }

  /// The months at their price, and the discount on their total, rounded once (BC-4.6).
  private static func lines(
    _ label: String, _ price: Money, _ code: VATCode, _ count: Int, _ discount: Rate, source: Int
  ) -> [InvoiceLine] {
    let total = count * price
    let off = discount.of(total)
    let months = InvoiceLine.with {
      $0.ht = total
      $0.label = label
      $0.qty = count
      $0.sourceEvents = [source]
      $0.unit = UnitPrice(price)
      $0.vatCode = code
    }
    let less = InvoiceLine.with {
      $0.ht = -off
      $0.label = "Remise de \(discount.french)\u{202F}% pour paiement de \(count) mois d’avance"
      $0.qty = -1
      $0.sourceEvents = [source]
      $0.unit = UnitPrice(off)
      $0.vatCode = code
    }
    return [months, less]
  }
}
