public import Ledger

/// The closure is treated (AP-6.6): the Tirelire is credited back less the costs of refunding it, which never pass what is
/// in it (AP-6.7). RecordRefund then pays the credit note, within the sixty days.
public struct SettleClosure: CommandBody {
  public static let verb: StaticString = "SettleClosure"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff]

  public var feeHt: Money?
  public var party = String.unset
  public var setOff: Bool?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("fee_ht", &feeHt)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("set_off", &setOff)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (account, terms) = try book.beneficiary(party, "AP-6.6")
    guard let closure = account.closure, !closure.isSettled || account.balance > .zero else {
      throw Refusal(
        .notInThisState, "AP-6.6",
        account.closure == nil
          ? "client \(party) asked for no closure by registered letter"
          : "the closure of client \(party) is settled",
        try: account.closure == nil
          ? "record the letter with RequestClosure" : "nothing: pay the credit note")
    }
    let statement = ClosureStatement(party, account, terms)
    if let feeHt, feeHt > statement.mostFee {
      throw Refusal(
        .feeExceedsBalance, "AP-6.7", "a fee of \(feeHt) EUR, \(statement.mostFee) EUR at most",
        try: "leave fee_ht out: it is computed")
    }
    var drafts = answered(.refundWallet, party, "settled", "AP-6.9", request, book)
    if closure.effective == nil {
      drafts += AccountEnding.drafts(party, at: request.received, terms, request, book)
    }
    let fee = feeHt ?? (closure.isSettled ? .zero : nil)
    drafts += statement.drafts(fee: fee, setOff: setOff == true, request, book)
    if statement.balance == .zero {
      drafts += MarketDeadline.met(
        .walletRefund, about: party, stream: "party-\(party)", rule: "AP-6.9", request, book,
        terms: terms.version)
    }
    return Decision(drafts)
  }
}
