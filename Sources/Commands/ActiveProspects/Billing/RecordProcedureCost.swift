public import Ledger

/// A cost of recovery is borne by the debtor, on proof (AP-4.13); outside VAT.
public struct RecordProcedureCost: CommandBody {
  public static let verb: StaticString = "RecordProcedureCost"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]

  public var amount = Money.unset
  public var collection = String.unset
  public var document: SHA256Text?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("collection", &collection, IDCoding.self)
    try visitor.field("document", &document)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let procedure = book.market.collections[collection] else {
      throw Refusal.unknown("procedure", collection, "AP-4.13")
    }
    guard let document else {
      throw Refusal(
        .costWithoutProof, "AP-4.13", "no proof of the \(amount) EUR",
        try: "give the hash of the receipt")
    }
    if amount <= .zero {
      throw Refusal(
        .notInThisState, "AP-4.13", "a cost of \(amount) EUR", try: "give an amount above zero")
    }
    let (_, terms) = try book.beneficiary(procedure.party, "AP-4.13")
    let charged = FeeCharged.with {
      $0.amount = amount
      $0.collection = collection
      $0.document = document
      $0.fee = "\(collection)-F\(procedure.costs + 1)"
      $0.party = procedure.party
      $0.type = .procedureCost
      $0.vatCode = .outsideScope
    }
    return Decision([
      Draft(
        "party-\(procedure.party)", .feeCharged(charged), occurred: request.occurred(),
        rule: "AP-4.13",
        basis: .fact, terms: terms.version)
    ])
  }
}
