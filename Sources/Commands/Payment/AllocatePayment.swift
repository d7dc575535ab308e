public import Ledger

/// The debtor says what money not yet used settles (G-14, C. civ. 1342-10).
public struct AllocatePayment: CommandBody {
  public static let verb: StaticString = "AllocatePayment"
  public static let roles: [Role] = [.client, .bank, .provider, .staff, .system]

  public var payment = String.unset
  public var to: [Allocation] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("to", &to)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let client = book.payments[payment]?.party, let party = book.parties[client] else {
      throw Refusal.unknown("payment", payment, "G-14")
    }
    try request.requireClient(is: client)
    for part in to where book.debtor(of: part.document) != client {
      throw Refusal.unknown("debt of client \(client)", part.document, "G-14")
    }
    let free = party.credits.first { $0.document == payment }?.amount ?? .zero
    let asked = to.map(\.amount).sum()
    if asked > free
      || to.contains(where: { $0.amount <= .zero || $0.amount > book.open(of: $0.document) })
    {
      throw Refusal(
        .notInThisState, "G-14",
        "\(asked) EUR to allocate, \(free) EUR of payment \(payment) are free",
        try: "allocate what is free to what is open")
    }
    return Decision(
      AllocationDrafting.settle(
        payment, of: client, to, .debtorChoice, request, book))
  }
}
