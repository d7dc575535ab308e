public import Ledger

/// A beneficiary buys a lead (AP-1.3), at the price that it saw (AP-3.1), through its session or the link of an alert
/// (AP-1.2, AP-7.2).
public struct PurchaseLead: CommandBody {
  public static let verb: StaticString = "PurchaseLead"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var channel = PurchaseChannel.unset
  public var lead = String.unset
  public var mode = SellingMode.unset
  public var party = String.unset
  public var paymentMode: String?
  public var priceSeenHt = Money.unset
  public var session: String?
  public var sessionExpiresAt: Instant?
  public var token: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("channel", &channel)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("mode", &mode)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment_mode", &paymentMode, IDCoding.self)
    try visitor.field("price_seen_ht", &priceSeenHt)
    try visitor.field("session", &session, IDCoding.self)
    try visitor.field("session_expires_at", &sessionExpiresAt)
    try visitor.field("token", &token, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    guard let known = book.market.leads[lead] else { throw Refusal.unknown("lead", lead, "AP-1.3") }
    let (account, _) = try book.beneficiary(party, "AP-1.1")
    let at = request.occurred()
    let terms = try requireTerms(at, book)
    let readings = terms.config.activeProspects
    if account.isClosed(at: at) {
      throw Refusal(
        .accountClosed, "AP-6.5", "the account of client \(party) is closed",
        try: "nothing: it buys no more")
    }
    try requireAccess(account, readings, at, book)
    let upgraded = try LeadAvailability(known, readings).require(mode, for: party)
    let flags = try warnings(account, known, readings, at)
    let price = try requirePrice(known, less: upgraded, at, book)
    let payment = try requirePayment(account, readings, at, book)
    let purchase = Purchase(
      lead: known, party: party, mode: mode, price: price,
      vat: book.vatRate(of: .standard, on: Paris.day(of: at), for: party), payment: payment,
      channel: channel, seen: priceSeenHt, session: session, token: token, flags: flags.map(\.code))
    return Decision(
      try purchase.drafts(account, terms, at, request, book), warnings: flags)
  }

  /// Without acceptance nothing is bought (AP-1.1); a newer version that is not accepted changes nothing, unless the
  /// terms say so (A-AP-20). What counts is what was accepted at the instant of the purchase.
  private func requireTerms(_ at: Instant, _ book: borrowing Book) throws(Refusal) -> PublishedTerms
  {
    let newest = book.termsInForce(on: Paris.day(of: at))
    guard let terms = book.acceptedTerms(of: party, by: at) else {
      throw Refusal(
        .apTermsNotAccepted, "AP-1.1", "client \(party) accepted no terms by \(Paris.text(at))",
        try: "accept \(newest?.version ?? "them") with AcceptTerms")
    }
    if terms.config.activeProspects.blockOnUnacceptedTerms, let newest, newest.order > terms.order {
      throw Refusal(
        .apTermsNotAccepted, "AP-6.2", "client \(party) has not accepted terms \(newest.version)",
        try: "accept them with AcceptTerms")
    }
    return terms
  }

  /// A session of somebody who was given access, or the link of an alert (AP-1.2, AP-7.2).
  private func requireAccess(
    _ account: Beneficiary, _ readings: ActiveProspectsReadings, _ at: Instant,
    _ book: borrowing Book
  ) throws(Refusal) {
    if channel == .web {
      let isOpen = sessionExpiresAt.map { at < $0 } ?? true
      if session != nil && isOpen && !account.users.isEmpty { return }
      throw Refusal(
        .notAuthenticated, "AP-1.2", "no open session of client \(party)",
        try: "log in, or use the link of an alert")
    }
    guard let token, let link = book.market.tokens[token], link.party == party, link.lead == lead
    else {
      throw Refusal(
        .notAuthenticated, "AP-7.2",
        "link \(token ?? "none") is no alert of lead \(lead) to client \(party)",
        try: "log in, or use the link that was sent")
    }
    let sentOn = Paris.day(of: link.sentAt)
    let isOver = readings.alertTokenDays.count.map { at >= Paris.end(of: sentOn + $0) } ?? false
    if link.address != account.addressID(party) || isOver {
      throw Refusal(
        .alertLinkRevoked, "AP-7.2",
        isOver
          ? "the link was sent at \(Paris.text(link.sentAt))" : "its address was replaced since",
        try: "log in to buy")
    }
  }

  /// What the purchase is accepted in spite of (AP-1.7, AP-5.1), unless the terms make it a condition.
  private func warnings(
    _ account: Beneficiary, _ known: Lead, _ readings: ActiveProspectsReadings, _ at: Instant
  ) throws(Refusal) -> [Refusal] {
    var flags: [Refusal] = []
    let isInSectors = account.sectors?.contains(known.range) ?? true
    let isInZones = known.zone.flatMap { account.zones?.contains($0) } ?? true
    if !isInSectors || !isInZones {
      let flag = Refusal(
        .outsidePreferences, "AP-1.7",
        "lead \(lead) is outside the sectors or zones of client \(party)",
        try: "nothing: they limit alerts, not purchases")
      if readings.restrictPurchaseToPreferences { throw flag }
      flags.append(flag)
    }
    if let insuredTo = account.insuredTo, Paris.day(of: at) > insuredTo {
      let flag = Refusal(
        .insuranceExpired, "AP-5.1", "the certificate of insurance ended on \(insuredTo)",
        try: "hand in a new one with ReceiveDocument")
      if readings.blockIfInsuranceExpired { throw flag }
      flags.append(flag)
    }
    return flags
  }

  /// The price is the one that was seen (AP-3.1); the sole buyer of a shared lead pays the difference (A-AP-1).
  private func requirePrice(
    _ known: Lead, less paid: Money, _ at: Instant, _ book: borrowing Book
  ) throws(Refusal) -> Money {
    guard let full = book.price(of: known, mode, at: at) else {
      throw Refusal(
        .modeNotOffered, "AP-1.3", "lead \(lead) has no price in \(mode.rawValue) mode",
        try: "wait until it is offered")
    }
    let price = max(.zero, full - paid)
    if price != priceSeenHt {
      throw Refusal(
        .priceChanged, "AP-3.1", "seen \(priceSeenHt) EUR, the price is \(price) EUR before VAT",
        try: "confirm with price_seen_ht \(price)")
    }
    return price
  }

  private func requirePayment(
    _ account: Beneficiary, _ readings: ActiveProspectsReadings, _ at: Instant,
    _ book: borrowing Book
  ) throws(Refusal) -> PaymentMode {
    let asked = paymentMode.map { PaymentMode(rawValue: $0) } ?? account.mode
    guard let asked, let active = account.mode else {
      throw Refusal(
        .paymentModeUnknown, "AP-4.1",
        "\(paymentMode ?? "no way of paying") is none that client \(party) chose",
        try: "choose direct_debit or wallet with ChoosePaymentMode")
    }
    if asked == .directDebit && account.isDebitWithdrawn {
      throw Refusal(
        .directDebitWithdrawn, "AP-4.9", "direct debit was withdrawn from client \(party)",
        try: "buy from the Tirelire")
    }
    let mayMix = readings.mixedModes && asked == .wallet && account.balance > .zero
    if asked != active && !mayMix {
      throw Refusal(
        .notInThisState, "AP-4.1", "client \(party) pays by \(active.rawValue)",
        try: "change it with ChoosePaymentMode")
    }
    let isSigned = book.parties[party]?.mandateSigned.map { $0 <= Paris.day(of: at) } ?? false
    if asked == .directDebit && !isSigned {
      throw Refusal(
        .noMandate, "AP-4.1", "client \(party) signed no mandate by \(Paris.day(of: at))",
        try: "register it with RegisterMandate")
    }
    if asked == .directDebit && readings.blockUntilAdvance && account.advanceOwed != nil {
      throw Refusal(
        .notInThisState, "AP-4.10", "the advance that was demanded of client \(party) is not paid",
        try: "pay it with PayAdvance")
    }
    return asked
  }
}
