public import Ledger

/// The Tirelire is credited with a validated payment, and its invoice issued in the same breath (AP-4.5, AP-4.6).
public struct CreditWallet: CommandBody {
  public static let verb: StaticString = "CreditWallet"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.bank, .provider, .staff, .system]

  public var amountHt: Money?
  public var party: String?
  public var payment: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount_ht", &amountHt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let payment else {
      throw Refusal(
        .topupWithoutInvoice, "AP-4.6",
        "a credit of \(amountHt ?? .zero) EUR for client \(party ?? "none") names no payment",
        try: "name the validated payment that its invoice is for, or settle a claim")
    }
    guard let topUp = book.market.topUps[payment], let received = book.payments[payment] else {
      throw Refusal.unknown("payment for the Tirelire", payment, "AP-4.6")
    }
    if topUp.validated == nil || topUp.isCredited || received.isGone {
      throw Refusal(
        .notInThisState, "AP-4.5",
        topUp.isCredited ? "payment \(payment) is credited" : "payment \(payment) is not validated",
        try: topUp.isCredited ? "nothing: it is credited once" : "validate it with ValidatePayment")
    }
    let (account, terms) = try book.beneficiary(topUp.party, "AP-4.6")
    return Decision(
      WalletCredit(payment, received, topUp.party, account, terms).drafts(request, book)
        + answered(.creditWallet, payment, "credited", "AP-4.5", request, book)
        + MarketDeadline.met(
          .walletCredit, about: payment, stream: "payment-\(payment)", rule: "AP-4.5", request,
          book,
          terms: terms.version))
  }
}
