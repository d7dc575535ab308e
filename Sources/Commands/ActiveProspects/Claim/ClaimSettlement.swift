import Ledger

/// What a settlement brings about (AP-3.3). Before the purchase is invoiced it becomes a line of that invoice; after,
/// a credit note, whose money stays with the client's account or goes to its Tirelire.
struct ClaimSettlement {
  var claim: String
  var lead: Lead
  var own: Ownership
  var amount: Money
  var form: SettlementForm
  var terms: PublishedTerms

  func drafts(
    _ replacement: String?, _ account: Beneficiary, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> [Draft] {
    if form == .replacementLead { return [try replace(replacement, request, book)] }
    switch own.paymentMode {
    case .directDebit:
      guard let number = own.invoice else { return [] }
      return credit(number, amount, own.vat, lot: 1, documents: 0, account, request, book)
    case .wallet:
      var rest = amount
      var drafts: [Draft] = []
      var documents = 0
      for part in own.parts where rest > .zero {
        guard let lot = account.lots.first(where: { $0.id == part.lot }), let number = lot.invoice
        else { continue }
        let net = terms.config.activeProspects.walletBasis == .net
        let most = net ? part.amount : lot.vat.net(ofGross: part.amount)
        let taken = min(rest, most)
        drafts += credit(
          number, taken, lot.vat, lot: documents + 1, documents: documents, account, request, book)
        documents += 1
        rest = rest - taken
      }
      return drafts
    }
  }

  /// The credit note on the document that bore the VAT; with `wallet_credit` its money makes a lot.
  private func credit(
    _ number: String, _ amount: Money, _ vat: Rate, lot: Int, documents: Int,
    _ account: Beneficiary,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    guard let invoice = book.invoices[number] else { return [] }
    let line = InvoiceLine.with {
      $0.ht = amount
      $0.label = "Indemnisation du contact \(lead.id), réclamation \(claim)"
      $0.lead = lead.id
      $0.qty = 1
      $0.sourceEvents = [request.position]
      $0.unit = UnitPrice(amount)
      $0.vatCode = .standard
      $0.vatRate = vat
    }
    let group = VATGroup.with {
      $0.base = amount
      $0.rate = vat
      $0.vat = Self.vat(on: amount, at: vat, of: invoice)
      $0.vatCode = .standard
    }
    let isWallet = form == .walletCredit
    let note = CreditNoteDrafting.note(
      number, invoice, [line], [group], usable: isWallet ? .wallet : .nextInvoices, rule: "AP-3.3",
      basis: .decision, after: documents, request, book)
    if !isWallet { return note }
    let credited = WalletCredited.with {
      $0.amountHt = amount
      $0.amountTtc = group.base + group.vat
      $0.claim = claim
      $0.invoice = number
      $0.lot = "\(own.party)~lot-\(account.lotCount + lot)"
      $0.source = .claim
      $0.vat = vat
      $0.wallet = own.party
    }
    return note + [
      Draft(
        "wallet-\(own.party)", .walletCredited(credited), occurred: request.occurred(),
        rule: "AP-4.6", basis: .computed, terms: terms.version)
    ]
  }

  /// VAT was rounded once on the whole invoice (G-11): what comes back of it part by part is never more.
  private static func vat(on amount: Money, at rate: Rate, of invoice: Invoice) -> Money {
    let before = invoice.credited[.standard] ?? .zero
    let after = before + amount
    guard let group = invoice.groups.first, invoice.groups.count == 1, after <= group.base else {
      return rate.of(amount)
    }
    return min(rate.of(after), group.vat) - min(rate.of(before), group.vat)
  }

  /// Another lead instead, for nothing.
  private func replace(_ replacement: String?, _ request: Request, _ book: borrowing Book)
    throws(Refusal) -> Draft
  {
    guard let replacement, let other = book.market.leads[replacement] else {
      throw Refusal.unknown("lead to give instead", replacement ?? "none", "AP-3.3")
    }
    _ = try LeadAvailability(other, terms.config.activeProspects).require(own.mode, for: own.party)
    let given = LeadPurchased.with {
      $0.channel = .web
      $0.lead = replacement
      $0.mode = own.mode
      $0.party = own.party
      $0.paymentMode = own.paymentMode
      $0.vat = own.vat
      $0.priceHt = .zero
      $0.priceSeen = .zero
    }
    return Draft(
      "lead-\(replacement)", .leadPurchased(given), occurred: request.occurred(), rule: "AP-3.3",
      basis: .decision, terms: terms.version)
  }
}
