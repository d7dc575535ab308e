public import Ledger

/// What became of the messages to one category of addresses, as the client area shows it: authoritative (MC-B.6). What a client's own tool says is kept as evidence.
public struct ReportDelivery: CommandBody {
  public static let verb: StaticString = "ReportDelivery"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var campaign = String.unset
  public var category = AddressCategory.unset
  public var delivered = Int.unset
  public var opened: Int?
  public var rented: Int?
  public var sent = Int.unset
  public var source = ReportSource.unset
  public var undelivered = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("category", &category)
    try visitor.field("delivered", &delivered)
    try visitor.field("opened", &opened)
    try visitor.field("rented", &rented)
    try visitor.field("sent", &sent)
    try visitor.field("source", &source)
    try visitor.field("undelivered", &undelivered)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = try book.advertisingCampaign(campaign, "MC-B.6")
    let (order, contract) = try book.order(known.order, "MC-B.6")
    guard known.sent != nil else {
      throw Refusal(
        .notInThisState, "MC-B.6", "campaign \(campaign) was not sent",
        try: "report it once it is sent")
    }
    let total = rented ?? known.rented(category)
    if sent < 0 || delivered < 0 || undelivered < 0 || delivered + undelivered > sent
      || sent > total
    {
      throw Refusal(
        .basketChanged, "MC-D.2",
        "\(delivered) delivered and \(undelivered) not, of \(sent) sent and \(total) rented",
        try: "count each address once")
    }
    let reported = DeliveryReportRecorded.with {
      $0.campaign = campaign
      $0.category = category
      $0.delivered = delivered
      $0.opened = opened
      $0.order = known.order
      $0.rented = total
      $0.sent = sent
      $0.source = source
      $0.undelivered = undelivered
    }
    return Decision([
      Draft(
        "campaign-\(campaign)", .deliveryReportRecorded(reported), occurred: request.occurred(),
        rule: order.offer == .sms ? "MC-S.3" : "MC-B.6", basis: .fact, terms: contract.terms)
    ])
  }
}
