public import Ledger

/// A client chooses what becomes of its file after the service: given back, or destroyed (MC-B.17).
public struct ChooseDataFate: CommandBody {
  public static let verb: StaticString = "ChooseDataFate"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var fate = DataFate.unset
  public var file = String.unset
  public var format: String?
  public var hash: SHA256Text?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("fate", &fate)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("format", &format, IDCoding.self)
    try visitor.field("hash", &hash)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.advertising.files[file], known.source == .client else {
      throw Refusal.unknown("client file", file, "MC-B.17")
    }
    try request.requireClient(is: known.client)
    if known.isDestroyed {
      throw Refusal(
        .notInThisState, "MC-B.17", "file \(file) is destroyed", try: "nothing: it is gone")
    }
    let at = at ?? request.received
    try request.requirePast(at, "chosen")
    let stream = "file-\(file)"
    var drafts: [Draft] = []
    if fate == .returned {
      guard let hash else { throw Refusal.unknown("hash of the file returned", file, "MC-B.17") }
      let exported = DataExported.with {
        $0.at = at
        $0.contract = known.client
        $0.file = file
        $0.format = format ?? "csv"
        $0.hash = hash
      }
      drafts.append(
        Draft(
          stream, .dataExported(exported), occurred: request.occurred(at), rule: "MC-B.17",
          basis: .fact))
    }
    drafts.append(ClientFile.destroyed(file, at: at, request))
    return Decision(
      drafts
        + MarketDeadline.met(
          .clientFile, about: file, stream: stream, rule: "MC-B.17", request, book, terms: nil))
  }
}

/// What becomes of a client's file.
public enum DataFate: String, Choice {
  case delete
  case returned = "return"
}

enum ClientFile {
  static func destroyed(_ file: String, at: Instant, _ request: Request) -> Draft {
    let destroyed = DataDestroyed.with {
      $0.at = at
      $0.method = "deleted"
      $0.scope = file
    }
    return Draft(
      "file-\(file)", .dataDestroyed(destroyed), occurred: at, rule: "MC-B.17", basis: .computed)
  }
}
