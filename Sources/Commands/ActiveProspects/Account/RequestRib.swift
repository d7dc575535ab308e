public import Ledger

/// A beneficiary asks for the bank details to pay by transfer (AP-4.4): somebody sends them.
public struct RequestRib: CommandBody {
  public static let verb: StaticString = "RequestRib"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (_, terms) = try book.beneficiary(party, "AP-4.4")
    if book.tasks[taskID(party, .sendBankDetails)] != nil {
      throw Refusal(
        .alreadyExists, "AP-4.4", "client \(party) has asked for the bank details",
        try: "nothing: they are about to be sent")
    }
    return Decision([
      openTask(.sendBankDetails, about: party, rule: "AP-4.4", request, terms: terms.version)
    ])
  }
}
