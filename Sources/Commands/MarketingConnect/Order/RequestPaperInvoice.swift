public import Ledger

/// A client asks in writing for an invoice on paper; the electronic one stays the original (MC-II.7).
public struct RequestPaperInvoice: CommandBody {
  public static let verb: StaticString = "RequestPaperInvoice"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var at: Instant?
  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, "MC-II.7")
    }
    try request.requireClient(is: known.party)
    let at = at ?? request.received
    try request.requirePast(at, "asked")
    let available = InvoiceMadeAvailable.with {
      $0.at = at
      $0.channel = .paper
      $0.invoice = invoice
      $0.party = known.party
    }
    return Decision([
      Draft(
        "invoice-\(invoice)", .invoiceMadeAvailable(available), occurred: request.occurred(at),
        rule: "MC-II.7", basis: .fact, terms: known.pinned.version)
    ])
  }
}
