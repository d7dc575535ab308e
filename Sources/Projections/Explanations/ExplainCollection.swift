import Ledger

/// A procedure of amicable recovery: what it is for, what it costs, and what is paid of that (AP-4.12, AP-4.13).
extension Explainer {
  func explainCollection(_ id: String) -> Explanation? {
    guard let procedure = models.late.procedure(named: id) else { return nil }
    let event = procedure.event
    let charges = models.late.charges.filter { $0.collection == id }
    let version = about.first { $0.position == procedure.position }?.terms ?? ""
    var explanation = Explanation(
      .collection(id),
      [
        ("collection", .text, .text(id)), ("client", .text, .text(event.party)),
        ("opened_on", .day, .day(event.openedOn)),
        ("invoices", .list, .names(event.invoices)), ("terms", .text, .text(version)),
        ("position", .integer, .integer(procedure.position)),
        ("vat", .money, .money(charges.map(\.vat).sum())),
        ("amount", .money, .money(charges.map(\.amount).sum())),
        ("paid", .money, .money(charges.map(\.paid).sum())),
        ("open", .money, .money(charges.map(\.open).sum())),
      ])
    explanation.add("life", events: about, in: language)
    explanation.add(
      "invoices",
      [
        ("number", .text), ("due_on", .day), ("gross", .money), ("paid", .money), ("open", .money),
        ("interest", .money), ("position", .integer),
      ],
      event.invoices.compactMap { models.documents.look(up: $0) }.map { invoice in
        [
          .text(invoice.event.number), .day(invoice.event.dueOn), .money(invoice.event.ttc),
          .money(invoice.paid), .money(invoice.open),
          .money(models.late.total(.interest, of: invoice.event.number)),
          .integer(invoice.position),
        ]
      })
    explanation.add(
      "charges",
      [
        ("charge", .text), ("kind", .text), ("rule", .text), ("invoice", .text), ("vat", .money),
        ("amount", .money), ("paid", .money), ("open", .money), ("position", .integer),
      ], sums: "amount", to: "amount",
      charges.map { charge in
        [
          .text(charge.id), .text(charge.kind.rawValue),
          .text(charge.kind == .fee ? "AP-4.13" : "AP-4.12"), .maybe(charge.invoice),
          .money(charge.vat), .money(charge.amount), .money(charge.paid), .money(charge.open),
          .integer(charge.position),
        ]
      })
    explanation.add(
      "open", [("term", .text), ("amount", .money)], sums: "amount", to: "open",
      [
        [.text("amount"), .money(charges.map(\.amount).sum())],
        [.text("paid"), .money(-charges.map(\.paid).sum())],
      ])
    explanation.addReadings(
      version,
      UsedReadings.ofCollections.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }

  /// The procedures that an event is about: their opening, what they cost, and what pays that.
  func collections(of event: Event) -> [String] {
    switch event {
    case .collectionOpened(let event): [event.collection]
    case .recoveryIndemnityCharged(let event): [event.collection].compactMap { $0 }
    case .feeCharged(let event): [event.collection].compactMap { $0 }
    case .paymentAllocated(let event):
      event.to.compactMap { models.late.charge(named: $0.document)?.collection }
    default: []
    }
  }
}
