import Ledger

/// A claim: the purchase that it is about, what was agreed, and where the money went (AP-3.3).
extension Explainer {
  func explainClaim(_ id: String) -> Explanation? {
    guard let claim = models.claims.look(up: id) else { return nil }
    let purchase = claim.purchase.map { models.leads.purchases[$0] }
    let amount = claim.settled?.amountHt
    let version = about.last { $0.terms != nil }?.terms ?? ""
    var explanation = Explanation(
      .claim(id),
      [
        ("claim", .text, .text(id)), ("lead", .text, .text(claim.event.lead)),
        ("client", .text, .text(claim.event.party)),
        ("claim_kind", .text, .text(claim.event.kind.rawValue)),
        ("covered", .flag, .flag(claim.event.covered)), ("late", .flag, .flag(claim.event.late)),
        ("duplicate_of", .text, .maybe(claim.event.duplicateOf)),
        ("filed_at", .instant, .instant(claim.event.filedAt)),
        ("state", .text, .text("\(claim.state)")),
        ("form", .text, .maybe(claim.settled?.form.rawValue)),
        ("amount", .money, .money(amount ?? .zero)), ("terms", .text, .text(version)),
        ("position", .integer, .integer(claim.position)),
      ])
    explanation.add("life", events: about, in: language)
    explanation.add(
      "purchases",
      [
        ("lead", .text), ("mode", .text), ("bought_at", .instant), ("price", .money),
        ("settled", .money), ("payment_mode", .text), ("invoice", .text), ("position", .integer),
      ],
      purchase.map { purchase in
        [
          [
            .text(purchase.event.lead), .text(purchase.event.mode.rawValue),
            .instant(purchase.at), .money(purchase.event.priceHt), .money(purchase.settled),
            .text(purchase.event.paymentMode.rawValue), .maybe(purchase.invoice),
            .integer(purchase.position),
          ]
        ]
      } ?? [])
    explanation.add(
      "settlements",
      [("document", .text), ("settled_by", .text), ("amount", .money), ("position", .integer)],
      sums: "amount", to: "amount", settlements(of: claim))
    explanation.addReadings(
      version,
      UsedReadings.ofClaims.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }

  /// Credit notes of the same command, or a line of the coming invoice, or another lead.
  private func settlements(of claim: ClaimModel.Claim) -> [[Value]] {
    guard let settled = claim.settled, let closed = claim.closedPosition else { return [] }
    if settled.form == .replacementLead {
      return [
        [
          .maybe(settled.replacement), .text("replacement_lead"), .money(settled.amountHt),
          .integer(closed),
        ]
      ]
    }
    let notes = about.compactMap { event -> [Value]? in
      guard case .creditNoteIssued(let note) = event.event else { return nil }
      let form = note.usable == .wallet ? "wallet_credit" : "credit_note"
      return [.text(note.number), .text(form), .money(note.ht), .integer(event.position)]
    }
    if !notes.isEmpty { return notes }
    let line = models.documents.invoices.lazy.compactMap { invoice in
      invoice.lines.first { $0.ht < .zero && $0.sourceEvents.contains(closed) }
        .map { (invoice.event.number, $0, invoice.position) }
    }.first
    if let (number, line, position) = line {
      return [[.text(number), .text("invoice_line"), .money(-line.ht), .integer(position)]]
    }
    // It waits for its invoice, or the half-month came to nothing (AP-4.3).
    return [[.none, .text("coming_invoice"), .money(settled.amountHt), .integer(closed)]]
  }
}
