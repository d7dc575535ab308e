import Ledger

/// What a client owes and has in credit, as the documents that add up to it.
extension Explainer {
  func explainBalance(_ client: String) -> Explanation? {
    guard models.payments.accounts[client] != nil else { return nil }
    let balance = Balances(models).of(client)
    var explanation = Explanation(
      .balance(client),
      [
        ("client", .text, .text(client)), ("receivable", .money, .money(balance.receivable)),
        ("wallet", .money, .money(models.wallets.balance(of: client))),
        ("credit", .money, .money(balance.credit)),
      ])
    explanation.add(
      "receivable",
      [
        ("number", .text), ("kind", .text), ("issue_date", .day), ("due_on", .day),
        ("gross", .money), ("paid", .money), ("open", .money), ("position", .integer),
      ], sums: "open", to: "receivable",
      openInvoices(of: client) + openCharges(of: client))
    explanation.add(
      "wallet",
      [
        ("lot", .text), ("wallet_source", .text), ("amount", .money), ("invoice", .text),
        ("position", .integer),
      ], sums: "amount", to: "wallet",
      models.wallets.lots(of: client).filter { $0.left != .zero }.map { lot in
        [
          .text(lot.event.lot), .text(lot.event.source.rawValue), .money(lot.left),
          .maybe(lot.event.invoice), .integer(lot.position),
        ]
      })
    let credits = models.payments.credits
      .filter { $0.value.party == client && $0.value.rest != .zero }
      .sorted { $0.value.position < $1.value.position }
    explanation.add(
      "credit",
      [
        ("document", .text), ("kind", .text), ("date", .day), ("amount", .money),
        ("used", .money), ("refunded", .money), ("left", .money), ("position", .integer),
      ], sums: "left", to: "credit",
      credits.map { document, credit in
        [
          .text(document), .text(credit.event == nil ? "credit_note" : "payment"),
          .day(
            credit.event?.valueDate
              ?? models.documents.creditNote(named: document)?.event.issueDate),
          .money(credit.amount), .money(credit.used), .money(credit.refunded), .money(credit.rest),
          .integer(credit.position),
        ]
      })
    return explanation
  }

  private func openInvoices(of client: String) -> [[Value]] {
    models.documents.invoices.filter { $0.event.party == client && $0.open != .zero }
      .map { invoice in
        [
          .text(invoice.event.number), .text(invoice.event.kind.rawValue),
          .day(invoice.event.issueDate), .day(invoice.event.dueOn), .money(invoice.event.ttc),
          .money(invoice.paid), .money(invoice.open), .integer(invoice.position),
        ]
      }
  }

  /// Interest and indemnities for late payment.
  private func openCharges(of client: String) -> [[Value]] {
    models.late.charges.filter { $0.party == client && $0.open != .zero }.map { charge in
      [
        .text(charge.id), .text(charge.kind.rawValue), .none, .none, .money(charge.amount),
        .money(charge.paid), .money(charge.open), .integer(charge.position),
      ]
    }
  }
}
