public import Ledger

/// Invoices are not sent (AP-4.8): always refused.
public struct SendInvoiceByPost: CommandBody {
  public static let verb: StaticString = "SendInvoiceByPost"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.invoices[invoice] == nil { throw Refusal.unknown("invoice", invoice, "AP-4.8") }
    throw Refusal(
      .invoiceNotSent, "AP-4.8", "invoice \(invoice) is asked for by post",
      try: "read it in the account, under « Gestion du compte et factures »")
  }
}
