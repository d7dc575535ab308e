public import Ledger

/// A file of addresses can be downloaded (MC-L.3): its final invoice is by the quantity delivered (MC-L.6), and it is kept for five years (MC-L.9).
/// Numbers of individuals may be used until a day (MC-L.8).
public struct DeliverFile: CommandBody {
  public static let verb: StaticString = "DeliverFile"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var availableAt: Instant?
  public var file = String.unset
  public var format = String.unset
  public var hash = SHA256Text.unset
  public var order = String.unset
  public var quantity = Int.unset
  public var useBy: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("available_at", &availableAt)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("format", &format, IDCoding.self)
    try visitor.field("hash", &hash)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("quantity", &quantity)
    try visitor.field("use_by", &useBy)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.runningOrder(order, "MC-L.3")
    if known.offer != .list || known.delivered != nil {
      throw Refusal(
        .notInThisState, "MC-L.3",
        "order \(order) is of \(known.offer.rawValue), or its file is delivered",
        try: "deliver the file of an order once")
    }
    _ = try book.requireValidated(known, order, "MC-L.3")
    if book.advertising.files[file] != nil {
      throw Refusal(.alreadyExists, "MC-L.3", "file \(file) is known", try: "use another id")
    }
    guard let format = FileFormat(rawValue: format) else {
      throw Refusal(
        .formatUnsupported, "MC-L.3", "\(format) is no format of delivery",
        try: "deliver it as \(FileFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let at = availableAt ?? request.received
    try request.requirePast(at, "delivered")
    let day = Paris.day(of: at)
    let readings = contract.pinned.config.marketingconnect
    let category = known.items.first?.category
    let isCalled = category == .individual && known.uses.contains(.telemarketing)
    let delivered = FileDelivered.with {
      $0.availableAt = at
      $0.category = category
      $0.client = known.client
      $0.delivered = quantity
      $0.file = file
      $0.format = format
      $0.hash = hash
      $0.holdUntil = day.adding(months: 60)
      $0.order = order
      $0.ordered = known.quantity
      $0.useBy = useBy ?? (isCalled ? day + readings.useByDays : nil)
    }
    let last = delivered.useBy
    let hold = LegalHoldPlaced.with {
      $0.ground = .limitation
      $0.party = known.client
      $0.scope = file
      $0.until = day.adding(months: 60)
    }
    let instructed = ProcessingInstructionRecorded.with {
      $0.contract = order
      $0.roles = .autonomous
    }
    let stream = "file-\(file)"
    var drafts = [
      Draft(
        stream, .fileDelivered(delivered), occurred: request.occurred(at), rule: "MC-L.3",
        basis: .fact,
        terms: contract.terms),
      Draft(
        stream, .legalHoldPlaced(hold), occurred: request.occurred(at), rule: "MC-L.9",
        basis: .computed, terms: contract.terms),
      Draft(
        stream, .processingInstructionRecorded(instructed), occurred: request.occurred(at),
        rule: "MC-L.13", basis: .computed, terms: contract.terms),
      MarketDeadline.set(
        .undeliverable, about: order, from: day, readings.listClaimPeriod.months, .month,
        until: Paris.end(of: day.adding(months: readings.listClaimPeriod.months)), stream: stream,
        rule: "MC-L.7", contract.pinned, request),
      MarketDeadline.set(
        .retention, about: file, from: day, 60, .month,
        until: Paris.end(of: day.adding(months: 60)),
        stream: stream, rule: "MC-L.9", contract.pinned, request),
    ]
    if let last, last > day {
      drafts.append(
        MarketDeadline.set(
          .useBy, about: file, from: day, last - day, .calendar, until: Paris.end(of: last),
          stream: stream, rule: "MC-L.8", contract.pinned, request))
    }
    return Decision(drafts + invoice(known, contract, quantity, readings, request, book))
  }

  /// By what was delivered; beyond the tolerance, what was ordered and the tolerance (A-MC-19, A-MC-20).
  private func invoice(
    _ known: AdvertisingOrder, _ contract: Contract, _ quantity: Int,
    _ readings: MarketingConnectReadings, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let ordered = known.quantity
    let isTolerated = ListTolerance.holds(quantity, of: ordered, readings)
    var billed = quantity
    if isTolerated && readings.withinToleranceBill == .ordered { billed = ordered }
    if readings.overDelivery == .cap {
      billed = min(billed, ordered * (100 + readings.tolerance) / 100)
    }
    let account = BillingAccount(
      id: order, party: known.billed, pinned: contract.pinned, priceList: nil)
    return InvoiceDrafting.issue(
      .final, account, OrderLines.lines(of: known, contract, quantity: billed), period: nil,
      rule: "MC-L.6", request, book)
  }
}

/// The quantity of a file may differ by seven percent (MC-L.6, A-MC-18): compared in whole numbers.
enum ListTolerance {
  static func holds(_ delivered: Int, of ordered: Int, _ readings: MarketingConnectReadings)
    -> Bool
  {
    let gap = 100 * (delivered - ordered).magnitude
    let allowed = UInt(readings.tolerance * ordered)
    return readings.toleranceInclusive ? gap <= allowed : gap < allowed
  }
}
