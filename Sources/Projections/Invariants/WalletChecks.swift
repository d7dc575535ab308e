import Ledger

/// WAL, as only the whole log can show it.
extension ReadModels {
  /// Each credit by payment has exactly one invoice, of its amount, and each invoice of a top-up its credit (AP-4.6).
  func topUpViolations() -> [Violation] {
    var violations: [Violation] = []
    var lots: [String: Int] = [:]
    var payments: [String: Int] = [:]
    for lot in wallets.lots where lot.event.source == .payment {
      let number = lot.event.invoice ?? ""
      lots[number, default: 0] += 1
      payments[lot.event.payment ?? "", default: 0] += 1
      let invoice = documents.look(up: number)?.event
      let isOwn =
        invoice?.kind == .walletTopup && invoice?.party == lot.event.wallet
        && invoice?.ttc == lot.event.amountTtc && invoice?.ht == lot.event.amountHt
      if isOwn && lots[number] == 1 && payments[lot.event.payment ?? ""] == 1 { continue }
      violations.append(
        Violation(
          .wallet, [lot.event.lot, number],
          found: "\(lot.event.amountTtc) credited by payment \(lot.event.payment ?? "none")",
          expected: "one credit of the payment, and one invoice of its amount", at: lot.position))
    }
    for invoice in documents.invoices
    where invoice.event.kind == .walletTopup && lots[invoice.event.number] == nil {
      violations.append(
        Violation(
          .wallet, [invoice.event.number], found: "an invoice of a top-up",
          expected: "the credit that it is for", at: invoice.position))
    }
    return violations
  }

  /// The lots of a wallet add up to what came into it less what left it, and to the account of advances.
  func walletViolations() -> [Violation] {
    var violations: [Violation] = []
    var last: [String: WalletModel.Movement] = [:]
    for movement in wallets.movements {
      last[movement.client] = movement
      if movement.balance < .zero {
        violations.append(
          Violation(
            .wallet, [movement.client], found: "\(movement.balance) in it",
            expected: "nothing below zero", at: movement.position))
      }
    }
    for (client, movement) in last.sorted(by: { $0.key < $1.key }) {
      let lots = wallets.balance(of: client)
      if lots != movement.balance {
        violations.append(
          Violation(
            .wallet, [client], found: "lots of \(lots)",
            expected: "\(movement.balance), what came in less what left"))
      }
    }
    let advances = journal.entries.flatMap(\.lines).filter { $0.account == accounts.ofAdvances }
      .map { $0.credit - $0.debit }.sum()
    let net = wallets.lots.map(\.net).sum()
    if advances != net {
      violations.append(
        Violation(
          .journal, [accounts.ofAdvances], found: "\(advances) of advances",
          expected: "\(net), what is left in the Tirelires before VAT"))
    }
    return violations
  }
}
