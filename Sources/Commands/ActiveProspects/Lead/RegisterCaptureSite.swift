public import Ledger

/// A capture site is opened for one range of products or services (AP-1.5).
public struct RegisterCaptureSite: CommandBody {
  public static let verb: StaticString = "RegisterCaptureSite"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var range = String.unset
  public var site = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("range", &range, IDCoding.self)
    try visitor.field("site", &site, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if let range = book.market.sites[site] {
      throw Refusal(
        .alreadyExists, "AP-1.5", "site \(site) serves range \(range)",
        try: "open another site: each serves one range")
    }
    let registered = CaptureSiteRegistered.with {
      $0.range = range
      $0.site = site
    }
    return Decision([
      Draft(
        "ledger", .captureSiteRegistered(registered), occurred: request.occurred(), rule: "AP-1.5",
        basis: .fact)
    ])
  }
}
