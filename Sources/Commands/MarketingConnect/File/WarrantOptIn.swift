public import Ledger

/// A client warrants that its contacts agreed beforehand to messages, and how it collected them (MC-S.6).
public struct WarrantOptIn: CommandBody {
  public static let verb: StaticString = "WarrantOptIn"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var collectedFrom = Day.unset
  public var collectedTo = Day.unset
  public var file = String.unset
  public var proofRef = SHA256Text.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("collected_from", &collectedFrom)
    try visitor.field("collected_to", &collectedTo)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("proof_ref", &proofRef)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.advertising.files[file], known.source == .client else {
      throw Refusal.unknown("client file", file, "MC-S.6")
    }
    try request.requireClient(is: known.client)
    if collectedTo < collectedFrom || collectedTo > request.today {
      throw Refusal(
        .timeRefused, "MC-S.6", "collected from \(collectedFrom) to \(collectedTo)",
        try: "give the days in their order")
    }
    let declared = DeclarationMade.with {
      $0.file = file
      $0.party = known.client
      $0.text = proofRef
      $0.type = .optIn
      $0.via = .explicit
    }
    let consent = ConsentRecorded.with {
      $0.basis = .optIn
      $0.proof = proofRef
      $0.purpose = "sms"
      $0.subjectKey = file
    }
    return Decision([
      Draft(
        "file-\(file)", .declarationMade(declared), occurred: request.occurred(), rule: "MC-S.6",
        basis: .fact),
      Draft(
        "file-\(file)", .consentRecorded(consent), occurred: request.occurred(), rule: "MC-S.6",
        basis: .fact),
    ])
  }
}
