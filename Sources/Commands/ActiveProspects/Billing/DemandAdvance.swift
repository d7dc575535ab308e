public import Ledger

/// Beyond 500 EUR before VAT in a calendar month, the coming invoice may be demanded in advance (AP-4.10, G-15): what
/// credits do not pay of it already. A demand takes the place of what is left of the one before.
public struct DemandAdvance: CommandBody {
  public static let verb: StaticString = "DemandAdvance"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff]

  public var amount = Money.unset
  public var invoicePeriod = Day.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("invoice_period", &invoicePeriod)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (account, terms) = try book.beneficiary(party, "AP-4.10")
    let readings = terms.config.activeProspects
    if account.mode != .directDebit {
      throw Refusal(
        .advanceNotApplicable, "AP-4.10", "client \(party) does not pay by direct debit",
        try: "nothing: it pays in advance")
    }
    guard BillingHalf(of: request.today).first == invoicePeriod else {
      throw Refusal(
        .unknownReference, "AP-4.10",
        "the coming invoice is of the half-month from \(BillingHalf(of: request.today).first)",
        try: "demand that one in advance")
    }
    let month = account.bought[request.today.firstOfMonth] ?? .zero
    if month <= readings.advanceThreshold {
      throw Refusal(
        .advanceThresholdNotReached, "AP-4.10",
        "\(month) EUR bought this month, \(readings.advanceThreshold) EUR are not exceeded",
        try: "wait until they are")
    }
    let coming = HalfMonthInvoice(party, invoicePeriod, book)?.gross(terms) ?? .zero
    let ceiling = max(.zero, coming - (book.parties[party]?.freeCredit ?? .zero))
    if amount <= .zero || amount > ceiling {
      throw Refusal(
        .advanceOverCeiling, "AP-4.10",
        "\(amount) EUR demanded, \(ceiling) EUR are neither invoiced nor paid yet",
        try: ceiling == .zero
          ? "nothing: the coming invoice is paid in advance" : "demand \(ceiling) EUR at most")
    }
    let days = readings.advancePayDays.count
    let demanded = AdvancePaymentDemanded.with {
      $0.amountTtc = amount
      $0.answerBy = days.map { request.today + $0 }
      $0.invoicePeriod = invoicePeriod
      $0.party = party
      $0.totalMonthHt = month
    }
    var drafts = [
      decided(
        .demandAdvance, about: party, exercised: true, reason: "advance of \(amount)",
        rule: "AP-4.10",
        request, terms: terms.version),
      Draft(
        "party-\(party)", .advancePaymentDemanded(demanded), occurred: request.occurred(),
        rule: "AP-4.10", basis: .decision, terms: terms.version),
    ]
    if let days, account.advanceOwed != invoicePeriod {
      drafts.append(
        MarketDeadline.set(
          .advance, account.advancesDue + 1, about: party, from: request.today, days, .calendar,
          until: Paris.end(of: request.today + days), stream: "party-\(party)", rule: "AP-4.10",
          terms,
          request))
    }
    return Decision(drafts)
  }
}
