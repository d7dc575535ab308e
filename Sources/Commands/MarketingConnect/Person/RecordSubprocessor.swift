public import Ledger

/// Somebody processes data for the provider (MC-B.16): they are kept inside the European Union, and elsewhere processed
/// under standard clauses.
public struct RecordSubprocessor: CommandBody {
  public static let verb: StaticString = "RecordSubprocessor"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var from = Day.unset
  public var informed: [String]?
  public var name = String.unset
  public var region = String.unset
  public var service = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("from", &from)
    try visitor.field("informed", &informed, ListCoding<IDCoding>.self)
    try visitor.field("name", &name)
    try visitor.field("region", &region, IDCoding.self)
    try visitor.field("service", &service, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if service == HostingRegion.service && !HostingRegion.union.contains(region) {
      throw Refusal(
        .hostingOutsideEu, "MC-B.16", "data would be kept in \(region)",
        try: "keep them in the European Union")
    }
    let recorded = SubprocessorRecorded.with {
      $0.from = from
      $0.informed = informed
      $0.name = name
      $0.region = region
      $0.service = service
    }
    return Decision([
      Draft(
        "ledger", .subprocessorRecorded(recorded), occurred: request.occurred(), rule: "MC-B.16",
        basis: .fact)
    ])
  }
}

/// Where data may be kept: the member states, and the union as a whole (MC-B.16).
enum HostingRegion {
  static let service = "hosting"
  static let union: Set<String> = [
    "EU", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}
