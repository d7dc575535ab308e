public import Ledger

/// Publishes a rate of the law (G-9): VAT, the legal interest rate, the rate of the European Central Bank. What
/// waited for it is then done.
public struct PublishRate: CommandBody {
  public static let verb: StaticString = "PublishRate"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var effectiveFrom = Day.unset
  public var kind = RateKind.unset
  public var source = String.unset
  public var territory: String?
  public var value = Rate.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("kind", &kind)
    try visitor.field("source", &source)
    try visitor.field("territory", &territory, IDCoding.self)
    try visitor.field("value", &value)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let known = book.rates.contains {
      $0.kind == kind && $0.effectiveFrom == effectiveFrom && $0.territory == territory
    }
    if known {
      throw Refusal(
        .alreadyExists, "G-9", "rate \(kind.rawValue) from \(effectiveFrom) is published",
        try: "nothing: it stands")
    }
    let published = ReferenceRatePublished.with {
      $0.effectiveFrom = effectiveFrom
      $0.kind = kind
      $0.source = source
      $0.territory = territory
      $0.value = value
    }
    return Decision([
      Draft(
        "ledger", .referenceRatePublished(published), occurred: request.occurred(), rule: "G-9",
        basis: .fact)
    ])
  }
}
