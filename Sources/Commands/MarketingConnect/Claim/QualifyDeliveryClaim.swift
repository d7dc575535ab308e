public import Ledger

/// What a claim comes to (MC-B.9): each category on its own total, in whole numbers; a credit note for what is indemnified.
public struct QualifyDeliveryClaim: CommandBody {
  public static let verb: StaticString = "QualifyDeliveryClaim"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var claim = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("claim", &claim, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.advertising.claims[claim] else {
      throw Refusal.unknown("claim", claim, "MC-B.9")
    }
    if known.isClosed {
      throw Refusal(
        .notInThisState, "MC-B.9", "claim \(claim) is qualified", try: "nothing: it is done")
    }
    let (order, contract) = try book.order(known.order, "MC-B.9")
    if let earlier = book.advertising.claims.first(where: {
      $0.value.order == known.order && $0.value.campaign == known.campaign && $0.value.isIndemnified
    }) {
      throw Refusal(
        .notInThisState, "MC-B.9", "claim \(earlier.key) was indemnified for the same addresses",
        try: "nothing: each address is paid once")
    }
    let campaign = known.campaign.flatMap { book.advertising.campaigns[$0] }
    let rights = ClaimRights(order, campaign, contract)
    if let late = rights.late(sentOn: known.sentOn, receivedOn: known.receivedOn) { throw late }
    if !RegisteredLetter.channels.contains(known.channel) {
      throw Refusal(
        .lrarRequired, rights.timeRule, "claim \(claim) came by \(known.channel)",
        try: "wait for the registered letter")
    }
    let parts =
      order.offer == .list
      ? try QualifiedClaim.ofList(order, known, rights)
      : try QualifiedClaim.ofCampaign(campaign, known, rights, order)
    return try QualifiedClaim.decide(claim, known, parts, rights, contract, request, book)
  }
}

/// One category of a claim, counted.
struct QualifiedClaim {
  var category: AddressCategory?
  var total: Int
  var undelivered: Int
  var threshold: Int
  var indemnified: Int
  /// The item of the basket that it is billed by.
  var code: String

  /// Letters that came back of a file (MC-L.7): both they and the registered letter are needed.
  static func ofList(_ order: AdvertisingOrder, _ claim: DeliveryClaim, _ rights: ClaimRights)
    throws(Refusal) -> [QualifiedClaim]
  {
    guard let returned = order.returned, let total = order.delivered else {
      throw Refusal(
        .notInThisState, "MC-L.7", "nothing that came back of order \(claim.order) was handed in",
        try: "hand it in with ReturnUndeliverables")
    }
    let day = max(returned.receivedOn, claim.sentOn)
    if let last = rights.last, day > last {
      throw Refusal(
        .npaiLate, "MC-L.7", "letter and returns were complete on \(day), the last day was \(last)",
        try: "nothing: deemed waived for good")
    }
    let threshold = rights.readings.npaiThreshold
    let exceeds = returned.count * 100 > threshold * total
    return [
      QualifiedClaim(
        category: order.items.first?.category, total: total, undelivered: returned.count,
        threshold: threshold, indemnified: exceeds ? returned.count : 0,
        code: order.items.first?.code ?? "")
    ]
  }

  /// The reports of a campaign, by category (MC-B.9, MC-S.5); the client's own addresses are never indemnified.
  static func ofCampaign(
    _ campaign: AdvertisingCampaign?, _ claim: DeliveryClaim, _ rights: ClaimRights,
    _ order: AdvertisingOrder
  ) throws(Refusal) -> [QualifiedClaim] {
    guard let campaign, !campaign.reports.isEmpty else {
      throw Refusal(
        .notInThisState, "MC-B.6", "no delivery is reported for claim of order \(claim.order)",
        try: "report it with ReportDelivery")
    }
    return AddressCategory.allCases.compactMap { category in
      guard let report = campaign.reports[category] else { return nil }
      let threshold = rights.threshold(category)
      let isRented = campaign.source == .soms
      let item = order.items.first { $0.category == category } ?? order.items.first
      return QualifiedClaim(
        category: category, total: report.rented, undelivered: report.undelivered,
        threshold: threshold ?? 100,
        indemnified: isRented
          ? threshold.map {
            rights.indemnified(report.undelivered, of: report.rented, above: $0)
          } ?? 0 : 0,
        code: item?.code ?? "")
    }
  }

  static func decide(
    _ id: String, _ claim: DeliveryClaim, _ parts: [QualifiedClaim], _ rights: ClaimRights,
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> Decision {
    guard let number = rights.order.invoice, let invoice = book.invoices[number] else {
      throw Refusal(
        .notInThisState, rights.rule, "order \(claim.order) is not invoiced",
        try: "nothing: there is nothing to credit")
    }
    var drafts: [Draft] = []
    var lines: [InvoiceLine] = []
    let refusal = denial(parts, rights)
    for part in parts {
      let unit = InvoicedValue(invoice: invoice).unit(of: part.code)
      let amount = unit?.times(part.indemnified) ?? .zero
      let qualified = DeliveryClaimQualified.with {
        $0.amountHt = amount
        $0.category = part.category
        $0.claim = id
        $0.client = rights.order.client
        $0.code = part.indemnified == 0 ? refusal?.code.rawValue : nil
        $0.indemnified = part.indemnified
        $0.order = claim.order
        $0.rate = Percentage(part.undelivered, of: part.total)
        $0.rented = part.total
        $0.result = part.indemnified == 0 ? .denied : .indemnified
        $0.threshold = part.threshold
        $0.undelivered = part.undelivered
        $0.unit = unit
      }
      drafts.append(
        Draft(
          "claim-\(id)", .deliveryClaimQualified(qualified), occurred: request.occurred(),
          rule: rights.rule, basis: .computed, terms: contract.terms, cause: claim.position))
      guard part.indemnified > 0, let unit else { continue }
      lines.append(
        InvoiceLine.with {
          $0.ht = amount
          $0.label = "Adresses non abouties"
          $0.qty = part.indemnified
          $0.sourceEvents = [claim.position, request.position]
          $0.unit = unit
          $0.vatCode = .standard
        })
    }
    drafts += answered(
      .qualifyClaim, id, lines.isEmpty ? "denied" : "indemnified", rights.rule, request, book)
    if lines.isEmpty { return Decision(drafts, effect: refusal) }
    let groups = VAT.groups(
      of: lines, rounding: contract.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: invoice.issueDate, for: invoice.party) })
    return Decision(
      drafts
        + CreditNoteDrafting.note(
          number, invoice, lines, groups, usable: .nextInvoices, rule: rights.rule,
          basis: .computed, cause: claim.position, request, book))
  }

  private static func denial(_ parts: [QualifiedClaim], _ rights: ClaimRights) -> Refusal? {
    if rights.campaign?.source == .client {
      return Refusal(
        .notRentedAddresses, rights.rule, "the addresses are the client's own",
        try: "nothing: only rented addresses are indemnified")
    }
    guard let part = parts.first else { return nil }
    return Refusal(
      .belowThreshold, rights.rule,
      "\(Percentage(part.undelivered, of: part.total)) % of \(part.total), more than \(part.threshold) % is indemnified",
      try: "nothing: it is within the threshold")
  }
}
