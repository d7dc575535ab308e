import Ledger

/// The Tirelire: lots of money, the oldest used first (AP-4.7).
struct Wallet {
  var lots: [Lot]

  init(_ account: Beneficiary) { lots = account.lots.filter { $0.left > .zero } }

  var balance: Money { lots.map(\.left).sum() }

  /// The lots that an amount is taken from, oldest first.
  func parts(of amount: Money) -> [LotPart] {
    var rest = amount
    var parts: [LotPart] = []
    for lot in lots where rest > .zero {
      let part = min(rest, lot.left)
      parts.append(LotPart(lot.id, part))
      rest = rest - part
    }
    return parts
  }

  /// Takes an amount from it; there is enough.
  func debit(
    _ amount: Money, _ reason: WalletDebitReason, of party: String, lead: String? = nil,
    rule: String,
    _ terms: PublishedTerms, _ request: Request
  ) -> Draft {
    let debited = WalletDebited.with {
      $0.amount = amount
      $0.lead = lead
      $0.parts = parts(of: amount)
      $0.reason = reason
      $0.wallet = party
    }
    return Draft(
      "wallet-\(party)", .walletDebited(debited), occurred: request.occurred(), rule: rule,
      basis: .computed, terms: terms.version)
  }
}
