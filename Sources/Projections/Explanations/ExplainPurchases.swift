import Ledger

// The leads of an invoice, each back to its purchase and to the price that was in force.
extension Explainer {
  func addPurchases(of invoice: DocumentModel.Invoice, to explanation: inout Explanation) {
    explanation.add(
      "purchases",
      [
        ("line", .integer), ("lead", .text), ("claim", .text), ("mode", .text),
        ("bought_at", .instant), ("half_from", .day), ("half_to", .day), ("price_seen", .money),
        ("net", .money), ("vat_rate", .rate), ("price_position", .integer),
        ("position", .integer),
      ], sums: "net", to: "net",
      invoice.lines.enumerated().map { index, line in
        let purchase = models.leads.purchase(amongst: line.sourceEvents)
          .map { models.leads.purchases[$0] }
        return purchase.map { bought($0, line, index + 1) } ?? settled(line, index + 1)
      })
  }

  private func bought(_ purchase: LeadModel.Purchase, _ line: InvoiceLine, _ number: Int)
    -> [Value]
  {
    let half = HalfMonth(of: purchase.day)
    let price = models.leads.look(up: purchase.event.lead).flatMap {
      models.leads.price(of: $0, purchase.event.mode, at: purchase.at, before: purchase.position)
    }
    return [
      .integer(number), .text(purchase.event.lead), .none, .text(purchase.event.mode.rawValue),
      .instant(purchase.at), .day(half.first), .day(half.last), .money(purchase.event.priceSeen),
      .money(line.ht), .rate(line.vatRate ?? purchase.event.vat), .maybe(price?.position),
      .integer(purchase.position),
    ]
  }

  /// What a claim takes off, before the lead was invoiced (AP-3.3).
  private func settled(_ line: InvoiceLine, _ number: Int) -> [Value] {
    let claim = models.claims.claims.first {
      $0.settled != nil && line.sourceEvents.contains($0.closedPosition ?? -1)
    }
    let purchase = claim.flatMap {
      models.leads.purchases(of: $0.event.lead, by: $0.event.party).last
    }
    .map { models.leads.purchases[$0] }
    let half = purchase.map { HalfMonth(of: $0.day) }
    return [
      .integer(number), .maybe(claim?.event.lead), .maybe(claim?.event.claim),
      .maybe(purchase?.event.mode.rawValue), .instant(purchase?.at), .day(half?.first),
      .day(half?.last), purchase.map { .money($0.event.priceSeen) } ?? .none, .money(line.ht),
      (line.vatRate ?? purchase?.event.vat).map { .rate($0) } ?? .none, .none,
      .maybe(claim?.closedPosition),
    ]
  }
}
