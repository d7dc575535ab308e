public import Ledger

/// Publishes prices that the texts do not give (G-9): for BTBCONNECT the plans, by their codes.
public struct PublishPriceList: CommandBody {
  public static let verb: StaticString = "PublishPriceList"
  public static let roles: [Role] = [.provider, .staff, .system]

  public var effectiveFrom = Instant.unset
  public var entries: [PriceEntry] = []
  public var listId = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("effective_from", &effectiveFrom)
    try visitor.field("entries", &entries)
    try visitor.field("list_id", &listId, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.priceLists[listId] != nil {
      throw Refusal(
        .alreadyExists, "G-9", "price list \(listId) is published",
        try: "publish the new prices under another list_id")
    }
    for entry in entries {
      // The option is invoiced apart or on a line of its own: no price may hold both (BC-5.2).
      if MultichannelOffer.codes.contains(where: { entry.code.contains($0) && entry.code != $0 }) {
        throw Refusal(
          .multichannelNotSeparate, "BC-5.2",
          "price \(entry.code) merges the multichannel option with something else",
          try: "publish the option as \(MultichannelOffer.codes[0]), on its own")
      }
    }
    let event = PriceListPublished.with {
      $0.effectiveFrom = effectiveFrom
      $0.entries = entries
      $0.listId = listId
    }
    return Decision([
      Draft(
        "ledger", .priceListPublished(event), occurred: request.occurred(), rule: "G-9",
        basis: .fact)
    ])
  }
}
