import Ledger

/// A claim for addresses: whether it came in time, the sum that decides, the value of one address, and what was credited
/// (MC-B.9, MC-B.10, MC-L.7, MC-S.5).
extension Explainer {
  func explainDeliveryClaim(_ id: String) -> Explanation? {
    guard let claim = models.advertising.claims.look(up: id) else { return nil }
    let order = models.advertising.orders.look(up: claim.event.order)
    let note = claim.creditNote.flatMap { models.documents.creditNote(named: $0) }
    let ofNote = note.map { models.vat(on: $0.event, of: claim) } ?? .zero
    let (status, code) = models.state(of: claim, claim.parts.first)
    let version = order?.terms ?? ""
    var explanation = Explanation(
      .deliveryClaim(id),
      [
        ("claim", .text, .text(id)), ("client", .text, .text(claim.event.client)),
        ("order", .text, .text(claim.event.order)),
        ("campaign", .text, .maybe(claim.event.campaign)),
        ("ground", .text, .text(claim.event.ground.rawValue)),
        ("channel", .text, .text(claim.event.channel)),
        ("sent_on", .day, .day(claim.event.sentOn)),
        ("received_on", .day, .day(claim.event.receivedOn)),
        ("last_day", .day, .day(models.lastDay(of: claim))),
        ("status", .text, .text("\(status)")), ("code", .text, .maybe(code)),
        ("net", .money, .money(claim.amount)), ("vat", .money, .money(ofNote)),
        ("gross", .money, .money(claim.amount + ofNote)),
        ("credit_note", .text, .maybe(claim.creditNote)), ("terms", .text, .text(version)),
        ("position", .integer, .integer(claim.position)),
      ])
    explanation.add("life", events: about, in: language)
    addThreshold(of: claim, to: &explanation)
    addInvoicedValue(order, to: &explanation)
    addCredit(of: claim, note, to: &explanation)
    explanation.addReadings(
      version,
      UsedReadings.ofDeliveryClaims.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }

  /// Each category on its own total: undelivered × 100 against threshold × rented, and what it comes to.
  private func addThreshold(of claim: AdvertisingModel.Claim, to explanation: inout Explanation) {
    explanation.add(
      "threshold_test",
      [
        ("category", .text), ("undelivered", .integer), ("rented", .integer), ("rate", .text),
        ("threshold", .integer), ("left_side", .integer), ("right_side", .integer),
        ("exceeds", .flag),
      ],
      claim.parts.map { part in
        let sides = (part.undelivered * 100, part.threshold * part.rented)
        return [
          .maybe(part.category?.rawValue), .integer(part.undelivered), .integer(part.rented),
          .text(part.rate.description), .integer(part.threshold), .integer(sides.0),
          .integer(sides.1), .flag(sides.0 > sides.1),
        ]
      })
    explanation.add(
      "indemnity_sum",
      [("category", .text), ("indemnified", .integer), ("unit", .unitPrice), ("net", .money)],
      sums: "net", to: "net",
      claim.parts.map { part in
        [
          .maybe(part.category?.rawValue), .integer(part.indemnified),
          part.unit.map { .unitPrice($0) } ?? .none, .money(part.amountHt),
        ]
      })
  }

  /// The lines that the addresses were invoiced on: their value is what was invoiced over the quantity.
  private func addInvoicedValue(
    _ order: AdvertisingModel.Order?, to explanation: inout Explanation
  ) {
    let invoice = order?.invoice.flatMap { models.documents.look(up: $0) }
    explanation.add(
      "invoiced_value",
      [
        ("invoice", .text), ("label", .text), ("quantity", .integer), ("unit", .unitPrice),
        ("net", .money), ("position", .integer),
      ],
      invoice.map { invoice in
        invoice.lines.map { line in
          [
            .text(invoice.event.number), .text(line.label), .integer(line.qty),
            .unitPrice(line.unit), .money(line.ht), .integer(invoice.position),
          ]
        }
      } ?? [])
  }

  private func addCredit(
    of claim: AdvertisingModel.Claim, _ note: DocumentModel.CreditNote?,
    to explanation: inout Explanation
  ) {
    guard let note else { return }
    let vat = models.vat(on: note.event, of: claim)
    explanation.add(
      "vat", [("vat_code", .text), ("base", .money), ("rate", .rate), ("vat", .money)],
      sums: "vat", to: "vat",
      note.event.vatByRate.map { group in
        [
          .text(group.vatCode.rawValue), .money(claim.amount), .rate(group.rate), .money(vat),
        ]
      })
    explanation.add(
      "credits",
      [("credit_note", .text), ("issue_date", .day), ("amount", .money), ("position", .integer)],
      sums: "amount", to: "gross",
      [
        [
          .text(note.event.number), .day(note.event.issueDate), .money(claim.amount + vat),
          .integer(note.position),
        ]
      ])
  }
}

extension ReadModels {
  /// The VAT of a credit note that is of one claim: all of it, since a note credits one (MC-B.9).
  func vat(on note: CreditNoteIssued, of claim: AdvertisingModel.Claim) -> Money {
    note.ht == claim.amount ? note.vatByRate.map(\.vat).sum() : .zero
  }
}
