import Ledger

/// The invoice of a half-month of purchases (AP-4.3): the leads, less the claims that were settled in it (AP-3.3).
struct HalfMonthInvoice {
  let half: BillingHalf
  let lines: [InvoiceLine]

  /// Nil when nothing of the half-month is to be invoiced.
  init?(_ party: String, _ first: Day, _ book: borrowing Book) {
    guard let half = BillingHalf(first: first),
      let content = book.market.beneficiaries[party]?.halves[first]
    else { return nil }
    self.half = half
    let bought = content.purchases.compactMap { purchase -> InvoiceLine? in
      guard let lead = book.market.leads[purchase.lead],
        let own = lead.owners.first(where: { $0.position == purchase.position })
      else { return nil }
      return LeadLine.line(lead, own, source: own.position)
    }
    lines = bought + content.settlements.map(LeadLine.settlement)
    if lines.isEmpty { return nil }
  }

  /// Before VAT; a half-month that comes to nothing has no invoice.
  var total: Money { lines.map(\.ht).sum() }

  /// The amount with VAT, as it will be invoiced.
  func gross(_ terms: PublishedTerms) -> Money {
    let groups = VAT.groups(of: lines, rounding: terms.config.common.vatRounding) { _ in .zero }
    return groups.map { $0.base + $0.vat }.sum()
  }
}

/// The lines that bill leads.
enum LeadLine {
  static func line(_ lead: Lead, _ own: Ownership, source: Int) -> InvoiceLine {
    InvoiceLine.with {
      let mode = own.mode == .exclusive ? "exclusif" : "partagé"
      $0.ht = own.price
      $0.label = "Contact \(lead.id), mode \(mode), du \(Paris.day(of: own.at).french)"
      $0.lead = lead.id
      $0.qty = 1
      $0.sourceEvents = [source]
      $0.unit = UnitPrice(own.price)
      $0.vatCode = .standard
      $0.vatRate = own.vat
    }
  }

  /// What is taken off for a claim, before it was invoiced.
  static func settlement(_ settlement: HalfMonth.Settlement) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = -settlement.amount
      $0.label = "Indemnisation du contact \(settlement.lead), réclamation \(settlement.claim)"
      $0.qty = 1
      $0.sourceEvents = [settlement.position]
      $0.unit = UnitPrice(-settlement.amount)
      $0.vatCode = .standard
      $0.vatRate = settlement.vat
    }
  }

  /// An invoice of leads, due ten days after its date (AP-4.2).
  static func invoice(
    _ kind: InvoiceKind, _ party: String, _ terms: PublishedTerms, _ lines: [InvoiceLine],
    _ half: BillingHalf, rule: String, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let issued = Numbering.next(request, book).issueDate
    return InvoiceDrafting.issue(
      kind, BillingAccount(party, terms), lines, period: (half.first, half.last),
      dueOn: issued + terms.config.activeProspects.paymentDays, rule: rule, request, book)
  }
}
