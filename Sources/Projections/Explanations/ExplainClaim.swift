import Ledger

/// A claim: the purchase that it is about, what was agreed, and where the money went (AP-3.3).
extension Explainer {
  func explainClaim(_ id: String) -> Explanation? {
    guard let claim = models.claims.look(up: id) else { return nil }
    let owned = models.leads.purchases(of: claim.event.lead, by: claim.event.party)
      .map { models.leads.purchases[$0] }
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
      owned.map { purchase in
        [
          .text(purchase.event.lead), .text(purchase.event.mode.rawValue),
          .instant(purchase.at), .money(purchase.event.priceHt), .money(purchase.settled),
          .text(purchase.event.paymentMode.rawValue), .maybe(purchase.invoice),
          .integer(purchase.position),
        ]
      })
    explanation.add(
      "settlements",
      [("document", .text), ("settled_by", .text), ("amount", .money), ("position", .integer)],
      sums: "amount", to: "amount", settlements(of: claim))
    explanation.addReadings(
      version,
      UsedReadings.ofClaims.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }

  /// Credit notes of the same command, lines of invoices, what waits for the coming one, or another lead; and what no
  /// credit bears, being above the price.
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
    var found: [(document: String?, by: String, amount: Money, position: Int)] = []
    for event in about {
      guard case .creditNoteIssued(let note) = event.event else { continue }
      let form = note.usable == .wallet ? "wallet_credit" : "credit_note"
      found.append((note.number, form, note.ht, event.position))
    }
    for invoice in models.documents.invoices {
      for line in invoice.lines where line.ht < .zero && line.sourceEvents.contains(closed) {
        found.append((invoice.event.number, "invoice_line", -line.ht, invoice.position))
      }
    }
    // It waits for its invoice, or the half-month came to nothing (AP-4.3).
    let credited = found.map(\.amount).sum()
    let waiting = max(.zero, settled.amountHt - claim.excess - credited)
    let apart = settled.amountHt - credited - waiting
    if waiting > .zero { found.append((nil, "coming_invoice", waiting, closed)) }
    if apart > .zero { found.append((nil, "paid_apart", apart, closed)) }
    return found.map {
      [.maybe($0.document), .text($0.by), .money($0.amount), .integer($0.position)]
    }
  }
}
