public import Ledger

/// The rate that late interest waited for is published (G-19).
public struct AssessInterest: CommandBody {
  public static let verb: StaticString = "AssessInterest"
  public static let roles: [Role] = [.scheduler]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, "G-19")
    }
    var drafts = [
      decided(
        .publishRate, about: invoice, exercised: true, reason: "published", rule: "G-19", request,
        terms: known.pinned.version)
    ]
    for (index, part) in known.lateParts.enumerated() {
      drafts += InterestDrafting.drafts(
        invoice, known, part, rank: known.interestCharges + index + 1, request, book)
    }
    return Decision(drafts)
  }
}
