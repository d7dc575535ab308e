public import Ledger

/// A beneficiary pays into its Tirelire by card or transfer (AP-4.4): announced; the bank says when it came.
public struct TopUpWallet: CommandBody {
  public static let verb: StaticString = "TopUpWallet"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var amount = Money.unset
  public var method = PaymentMethod.unset
  public var party = String.unset
  public var ref = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("method", &method)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("ref", &ref, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-4.4")
    if book.market.topUps[ref] != nil || book.payments[ref] != nil {
      throw Refusal(.alreadyExists, "AP-4.4", "payment \(ref) is known", try: "use another id")
    }
    if account.isClosed(at: request.now) {
      throw Refusal(
        .accountClosed, "AP-6.5", "the account of client \(party) is closed",
        try: "nothing: it buys no more")
    }
    if amount <= .zero {
      throw Refusal(
        .invalidAmount, "AP-4.4", "\(amount) EUR to pay in", try: "give an amount above zero")
    }
    if method != .card && method != .transfer {
      throw Refusal(
        .topupMethod, "AP-4.4", "\(method.rawValue) is neither card nor transfer",
        try: "pay by card or transfer")
    }
    let initiated = PaymentInitiated.with {
      $0.amount = amount
      $0.method = method
      $0.party = party
      $0.payment = ref
    }
    return Decision([
      Draft(
        "payment-\(ref)", .paymentInitiated(initiated), occurred: request.occurred(),
        rule: "AP-4.4",
        basis: .fact, terms: terms.version)
    ])
  }
}
