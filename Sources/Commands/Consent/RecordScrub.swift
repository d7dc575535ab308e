public import Ledger

/// A file of numbers was cleared of those on a list of opposition (BC-2.1, until 2026-08-10).
public struct RecordScrub: CommandBody {
  public static let verb: StaticString = "RecordScrub"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var at: Instant?
  public var batchRef = String.unset
  public var file = String.unset
  public var list: OppositionList?
  public var removed: Int?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("batch_ref", &batchRef, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("list", &list)
    try visitor.field("removed", &removed)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let at = at ?? request.received
    if at > request.received {
      throw Refusal(
        .timeRefused, "G-2", "cleared at \(at), handed in at \(request.received)",
        try: "record it once it was done")
    }
    let recorded = OppositionScrubRecorded.with {
      $0.at = at
      $0.batch = batchRef
      $0.file = file
      $0.list = list ?? .bloctel
      $0.removed = removed ?? 0
    }
    return Decision([
      Draft(
        "ledger", .oppositionScrubRecorded(recorded), occurred: request.occurred(at),
        rule: book.system == .marketingconnect ? "MC-L.8" : "BC-2.1", basis: .fact)
    ])
  }
}

/// Calls to individuals (C. conso L223-1): a cleared file until 2026-08-10, prior consent after.
enum Telemarketing {
  static let purpose = "telemarketing"
  /// The first day on which calling a consumer needs prior consent (law 2025-594).
  static let optInFrom = Day(number: 20_676)  // 2026-08-11
  /// Lists of opposition are checked at least once a month.
  static let scrubMonths = 1

  static func require(
    _ prospect: String, file: String?, on day: Day, _ book: borrowing Book
  ) throws(Refusal) {
    if book.consents[ConsentKey(prospect, purpose)] != nil { return }
    if day >= optInFrom {
      throw Refusal(
        .prospectConsentMissing, "BC-2.1",
        "individual prospect \(prospect) called on \(day) without consent, needed from \(optInFrom)",
        try: "record the consent with RecordConsent, or do not call")
    }
    let since = day.adding(months: -scrubMonths)
    let scrubs = book.scrubs.filter { file == nil || $0.file == file }
    if !scrubs.contains(where: { ($0.day >= since) && ($0.day <= day) }) {
      throw Refusal(
        .prospectConsentMissing, "BC-2.1",
        "individual prospect \(prospect) called on \(day), no file was cleared since \(since)",
        try: "clear the file, and record it with RecordScrub")
    }
  }
}
