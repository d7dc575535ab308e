import Ledger

/// A Tirelire: every movement that adds up to its balance, and the lots that make it (WAL).
extension Explainer {
  func explainWallet(_ client: String) -> Explanation? {
    let lots = models.wallets.lots(of: client)
    if lots.isEmpty { return nil }
    let version = about.last { $0.terms != nil }?.terms ?? ""
    let movements = models.wallets.movements.filter { $0.client == client }
    let left = lots.filter { $0.left != .zero }
    var explanation = Explanation(
      .wallet(client),
      [
        ("client", .text, .text(client)),
        ("wallet_basis", .text, .maybe(lots.last?.basis.rawValue)),
        ("balance", .money, .money(models.wallets.balance(of: client))),
        ("net", .money, .money(lots.map(\.net).sum())),
        ("gross", .money, .money(lots.map(\.gross).sum())), ("terms", .text, .text(version)),
      ])
    explanation.add("life", events: about, in: language)
    explanation.add(
      "movements",
      [
        ("at", .instant), ("movement", .text), ("amount", .money), ("balance", .money),
        ("lots", .list), ("document", .text), ("lead", .text), ("position", .integer),
      ], sums: "amount", to: "balance",
      movements.map { movement in
        [
          .instant(movement.at), .text("\(movement.kind)"), .money(movement.amount),
          .money(movement.balance), .names(movement.lots),
          .maybe(movement.invoice ?? movement.claim), .maybe(movement.lead),
          .integer(movement.position),
        ]
      })
    explanation.add(
      "lots",
      [
        ("lot", .text), ("wallet_source", .text), ("vat_rate", .rate), ("left", .money),
        ("invoice", .text), ("position", .integer),
      ], sums: "left", to: "balance",
      left.map { lot in
        [
          .text(lot.event.lot), .text(lot.event.source.rawValue), .rate(lot.event.vat),
          .money(lot.left), .maybe(lot.event.invoice), .integer(lot.position),
        ]
      })
    explanation.add(
      "left", [("lot", .text), ("net", .money)], sums: "net", to: "net",
      left.map { [.text($0.event.lot), .money($0.net)] })
    explanation.add(
      "gross", [("lot", .text), ("gross", .money)], sums: "gross", to: "gross",
      left.map { [.text($0.event.lot), .money($0.gross)] })
    explanation.addReadings(
      version,
      UsedReadings.ofWallets.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }
}
