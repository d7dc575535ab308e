public import Ledger

/// Publishes a version of the terms with its readings (G-9, G-10). Keys left out of `config` keep the
/// reading of table H.
public struct PublishTerms: CommandBody {
  public static let verb: StaticString = "PublishTerms"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var config: TermsConfig?
  public var doc: SHA256Text?
  public var effectiveFrom = Day.unset
  public var issuer: Issuer?
  public var publishedOn = Day.unset
  public var ref: String?
  public var version = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("config", &config, DefaultingCoding<TermsConfig>.self)
    try visitor.field("doc", &doc)
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("issuer", &issuer)
    try visitor.field("published_on", &publishedOn)
    try visitor.field("ref", &ref)
    try visitor.field("version", &version, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    var config = config ?? TermsConfig(of: book.system)
    if config.isCommonAlone {
      let common = config.common
      config = TermsConfig(of: book.system)
      config.common = common
    }
    if config.system != book.system {
      throw Refusal(
        .unknownReference, "G-10",
        "the readings are of \(config.system?.rawValue ?? "several contracts"), the ledger runs "
          + book.system.rawValue, try: "give the readings of that contract alone")
    }
    let event = TermsVersionPublished.with {
      $0.config = config
      $0.doc = doc
      $0.effectiveFrom = effectiveFrom
      $0.issuer = issuer ?? .provider
      $0.publishedOn = publishedOn
      $0.ref = ref
      $0.version = version
    }
    if let known = book.terms[version] {
      if known.config != event.config {
        throw Refusal(
          .termsConfigFrozen, "G-10", "terms \(version) are published with other readings",
          try: "publish a new version")
      }
      throw Refusal(
        .alreadyExists, "G-9", "terms \(version) are published", try: "nothing: they stand")
    }
    var drafts = [
      Draft(
        "ledger", .termsVersionPublished(event), occurred: request.occurred(), rule: "G-9",
        basis: .fact, terms: version)
    ]
    if book.hasRunningContracts {
      // The ledger sends nothing itself: telling the clients is somebody's task (BC-8.2).
      drafts.append(
        openTask(
          .informClients, about: version, rule: book.clauses.newTerms, request, terms: version))
    }
    return Decision(drafts)
  }
}
