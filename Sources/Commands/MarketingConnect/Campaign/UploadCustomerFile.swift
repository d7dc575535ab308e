public import Ledger

/// A client gives its own file of contacts (MC-B.3): the provider only processes it (MC-B.13).
public struct UploadCustomerFile: CommandBody {
  public static let verb: StaticString = "UploadCustomerFile"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign: String?
  public var client = String.unset
  public var file = String.unset
  public var hash = SHA256Text.unset
  public var rows = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("hash", &hash)
    try visitor.field("rows", &rows)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: client)
    if book.parties[client] == nil { throw Refusal.unknown("client", client, "MC-B.3") }
    if book.advertising.files[file] != nil {
      throw Refusal(.alreadyExists, "MC-B.3", "file \(file) is known", try: "use another id")
    }
    if let campaign { _ = try book.advertisingCampaign(campaign, "MC-B.3") }
    let uploaded = CustomerFileUploaded.with {
      $0.campaign = campaign
      $0.client = client
      $0.file = file
      $0.hash = hash
      $0.rows = rows
    }
    return Decision([
      Draft(
        "file-\(file)", .customerFileUploaded(uploaded), occurred: request.occurred(),
        rule: "MC-B.3",
        basis: .fact)
    ])
  }
}
