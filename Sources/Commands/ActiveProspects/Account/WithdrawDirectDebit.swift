public import Ledger

/// Active Prospects refuses direct debits of a beneficiary at risk (AP-4.9); what was bought before is still debited.
public struct WithdrawDirectDebit: CommandBody {
  public static let verb: StaticString = "WithdrawDirectDebit"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff]

  public var evidence: SHA256Text?
  public var party = String.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("evidence", &evidence)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (account, terms) = try book.beneficiary(party, "AP-4.9")
    if account.isDebitWithdrawn {
      throw Refusal(
        .notInThisState, "AP-4.9", "direct debit is withdrawn from client \(party)",
        try: "nothing: it stands")
    }
    let isFounded =
      account.rejections >= terms.config.activeProspects.ddRejectionsThreshold || evidence != nil
    if !isFounded {
      throw Refusal(
        .rightNotOpen, "AP-4.9",
        "\(account.rejections) debits of client \(party) came back, and no evidence of another risk is given",
        try: "give the evidence of the risk")
    }
    return Decision([
      decided(
        .withdrawDirectDebit, about: party, exercised: true, reason: reason, rule: "AP-4.9",
        request,
        terms: terms.version),
      PaymentModeDrafting.change(
        party, account, to: .wallet, reason: reason, rule: "AP-4.9", terms, request),
    ])
  }
}
