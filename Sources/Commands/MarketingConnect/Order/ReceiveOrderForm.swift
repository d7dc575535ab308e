public import Ledger

/// A signed order form reached the provider (MC-III.2): with the debit authorisation, the order is firm. One signed electronically needs its proof file (MC-II.9).
public struct ReceiveOrderForm: CommandBody {
  public static let verb: StaticString = "ReceiveOrderForm"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var electronic = false
  public var hash = SHA256Text.unset
  public var order = String.unset
  public var receivedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("electronic", &electronic)
    try visitor.field("hash", &hash)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("received_at", &receivedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-III.2")
    try request.requireClient(is: known.client)
    let at = receivedAt ?? request.received
    try request.requirePast(at, "received")
    if electronic {
      let proofs = book.advertising.signed[known.client] ?? []
      if proofs.isEmpty {
        throw Refusal(
          .signatureProofMissing, "MC-II.9",
          "no proof file of a signature of \(known.client) is kept",
          try: "archive it with ArchiveSignature")
      }
      if !proofs.contains(hash.hex) {
        throw Refusal(
          .documentAltered, "MC-II.9", "the order form is not the document that was signed",
          try: "hand in the document whose proof is archived")
      }
    }
    let received = DocumentReceived.with {
      $0.docType = .orderForm
      $0.hash = hash
      $0.order = order
      $0.party = known.client
      $0.receivedAt = at
    }
    var drafts = [
      Draft(
        "order-\(order)", .documentReceived(received), occurred: request.occurred(at),
        rule: "MC-III.2",
        basis: .fact, terms: contract.terms)
    ]
    if known.confirmed == nil, let mandate = book.parties[known.billed]?.mandateFrom {
      drafts.append(
        OrderPayment(known, contract, on: request.today, book).confirmed(
          order, at: max(at, mandate), "MC-III.2", request))
    }
    return Decision(drafts)
  }
}
