public import Ledger

/// The data of SIRENE were renewed: within thirty days of their delivery by INSEE (MC-L.5).
public struct RecordSourceRefresh: CommandBody {
  public static let verb: StaticString = "RecordSourceRefresh"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var inseeDeliveredOn = Day.unset
  public var refreshedOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("insee_delivered_on", &inseeDeliveredOn)
    try visitor.field("refreshed_on", &refreshedOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if refreshedOn < inseeDeliveredOn || refreshedOn > request.today {
      throw Refusal(
        .timeRefused, "MC-L.5", "delivered on \(inseeDeliveredOn), refreshed on \(refreshedOn)",
        try: "give the days in their order")
    }
    let last = inseeDeliveredOn + 30
    let event = SourceDataRefreshed.with {
      $0.deliveredOn = inseeDeliveredOn
      $0.refreshedOn = refreshedOn
      $0.source = .sirene
      $0.stale = refreshedOn > last
    }
    let warnings =
      refreshedOn > last
      ? [
        Refusal(
          .sireneStale, "MC-L.5", "refreshed on \(refreshedOn), thirty days were over on \(last)",
          try: "tell who received addresses in between")
      ] : []
    return Decision(
      [
        Draft(
          "ledger", .sourceDataRefreshed(event), occurred: request.occurred(), rule: "MC-L.5",
          basis: .fact)
      ], warnings: warnings)
  }
}
