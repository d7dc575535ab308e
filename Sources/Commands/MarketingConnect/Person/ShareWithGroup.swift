public import Ledger

/// Data of clients go to the group or to partners (MC-III.14): never those of one who objects.
public struct ShareWithGroup: CommandBody {
  public static let verb: StaticString = "ShareWithGroup"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var export = String.unset
  public var format = String.unset
  public var hash = SHA256Text.unset
  public var parties: [String] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("export", &export, IDCoding.self)
    try visitor.field("format", &format, IDCoding.self)
    try visitor.field("hash", &hash)
    try visitor.field("parties", &parties, ListCoding<IDCoding>.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    for party in parties {
      if book.parties[party] == nil { throw Refusal.unknown("client", party, "MC-III.14") }
      if book.advertising.objections.contains(ConsentKey(party, Purpose.groupSharing)) {
        throw Refusal(
          .sharingObjected, "MC-III.14", "client \(party) objects to it", try: "leave it out")
      }
    }
    let at = at ?? request.received
    try request.requirePast(at, "exported")
    let exported = DataExported.with {
      $0.at = at
      $0.contract = export
      $0.format = format
      $0.hash = hash
    }
    return Decision([
      Draft(
        "ledger", .dataExported(exported), occurred: request.occurred(at), rule: "MC-III.14",
        basis: .fact)
    ])
  }
}
