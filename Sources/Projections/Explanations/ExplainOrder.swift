import Ledger

/// An order: what was shown, how it became firm, what billed it, what was delivered, and claims on it (MC-D.1, MC-II.2).
extension Explainer {
  func explainOrder(_ id: String) -> Explanation? {
    let advertising = models.advertising
    guard let order = advertising.orders.look(up: id) else { return nil }
    let documents = documents(of: id)
    let billed = documents.map(\.net).sum()
    let claimed = advertising.claims.all.filter { $0.event.order == id }
    var explanation = Explanation(
      .order(id),
      [
        ("order", .text, .text(id)), ("client", .text, .text(order.event.client)),
        ("billed", .text, .text(order.billed)), ("offer", .text, .text(order.event.product)),
        ("sale", .text, .maybe(order.event.sale?.rawValue)),
        ("placed_on", .day, .day(Paris.day(of: order.at))),
        ("status", .text, .text("\(order.status)")),
        ("irrevocable_at", .instant, .instant(order.confirmed)),
        ("validated_at", .instant, .instant(order.validated)),
        ("clicks", .integer, .maybe(order.event.clicksGuaranteed)),
        ("delivered", .integer, .maybe(advertising.delivered(order))),
        ("earned_on", .day, .day(advertising.carriedOut(id))),
        ("total_net", .money, .money(order.event.totalHt)), ("net", .money, .money(billed)),
        ("indemnity", .money, .money(claimed.map(\.amount).sum())),
        ("terms", .text, .text(order.terms)), ("position", .integer, .integer(order.position)),
      ])
    explanation.add("life", events: about, in: language)
    explanation.add(
      "basket",
      [
        ("label", .text), ("category", .text), ("quantity", .integer), ("unit", .unitPrice),
        ("net", .money),
      ], sums: "net", to: "total_net",
      order.event.basket.map { item in
        [
          .text(item.code), .maybe(item.category?.rawValue), .integer(item.qty),
          .unitPrice(item.unit), .money(item.unit.times(item.qty)),
        ]
      })
    explanation.add(
      "documents",
      [
        ("document", .text), ("kind", .text), ("issue_date", .day), ("net", .money),
        ("position", .integer),
      ], sums: "net", to: "net",
      documents.map { document in
        [
          .text(document.number), .text(document.kind), .day(document.on), .money(document.net),
          .integer(document.position),
        ]
      })
    explanation.addDeliveries(advertising.campaigns(of: order), models)
    explanation.add(
      "claims",
      [
        ("claim", .text), ("ground", .text), ("status", .text), ("indemnity", .money),
        ("credit_note", .text), ("position", .integer),
      ], sums: "indemnity", to: "indemnity",
      claimed.map { claim in
        [
          .text(claim.event.claim), .text(claim.event.ground.rawValue),
          .text("\(models.state(of: claim, claim.parts.first).0)"), .money(claim.amount),
          .maybe(claim.creditNote), .integer(claim.position),
        ]
      })
    explanation.addReadings(
      order.terms,
      UsedReadings.ofOrders.rows(in: models.terms.config(order.terms), plan: nil, language))
    return explanation
  }

  private struct Billed {
    var number: String
    var kind: String
    var on: Day
    var net: Money
    var position: Int
  }

  /// What billed an order, and what credited it, in the order of the log.
  private func documents(of order: String) -> [Billed] {
    let invoices = models.documents.invoices.filter { $0.event.contract == order }
    let numbers = Set(invoices.map(\.event.number))
    let notes = models.documents.creditNotes.filter { note in
      note.event.corrects.contains(where: numbers.contains)
    }
    return
      (invoices.map {
        Billed(
          number: $0.event.number, kind: $0.event.kind.rawValue, on: $0.event.issueDate,
          net: $0.event.ht, position: $0.position)
      }
      + notes.map {
        Billed(
          number: $0.event.number, kind: "credit_note", on: $0.event.issueDate, net: -$0.event.ht,
          position: $0.position)
      }).sorted { $0.position < $1.position }
  }
}

extension Explanation {
  /// What became of messages, by category, against its threshold.
  mutating func addDeliveries(
    _ campaigns: [AdvertisingModel.Campaign], _ models: ReadModels
  ) {
    var rows: [[Value]] = []
    for campaign in campaigns {
      for category in [AddressCategory.individual, .professional] {
        guard let report = campaign.reports[category] else { continue }
        rows.append([
          .text(campaign.id), .text(category.rawValue), .integer(report.event.rented),
          .integer(report.event.sent), .integer(report.event.delivered),
          .integer(report.event.undelivered),
          .text(Percentage(report.event.undelivered, of: report.event.rented).description),
          .maybe(models.threshold(of: campaign, category)), .integer(report.position),
        ])
      }
    }
    add(
      "deliveries",
      [
        ("campaign", .text), ("category", .text), ("rented", .integer), ("sent", .integer),
        ("delivered", .integer), ("undelivered", .integer), ("rate", .text),
        ("threshold", .integer), ("position", .integer),
      ], rows)
  }
}
