import Ledger

/// What a settlement brings about (AP-3.3). Of a purchase that is not invoiced it becomes a line of that invoice; of
/// another, a credit note, whose money stays with the client's account or goes to its Tirelire. It never exceeds the
/// price: what was agreed above it reduces no price and bears no VAT, so a person pays it beside the invoices.
struct ClaimSettlement {
  var claim: String
  var lead: Lead
  /// The purchases of the lead by who claims, the oldest first: two, when it went from shared to exclusive.
  var owned: [Ownership]
  var amount: Money
  var form: SettlementForm
  var terms: PublishedTerms

  /// The amount, purchase by purchase.
  var shares: PriceShares { PriceShares(of: amount, over: owned.map(\.unsettled)) }

  /// The part of it that is above what was paid; another lead is given whole.
  var excess: Money { form == .replacementLead ? .zero : shares.excess }

  func drafts(
    _ replacement: String?, _ account: Beneficiary, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) -> [Draft] {
    if form == .replacementLead { return [try replace(replacement, request, book)] }
    var drafts: [Draft] = []
    var lots = account.lotCount
    for (order, document) in documents(account).enumerated() {
      drafts += credit(document, after: order, &lots, request, book)
    }
    if excess > .zero {
      drafts.append(
        openTask(.payExcess, about: claim, rule: "AP-3.3", request, terms: terms.version))
    }
    return drafts
  }

  /// What was agreed above the price is said with the answer.
  var warnings: [Refusal] {
    if excess == .zero { return [] }
    return [
      Refusal(
        .claimOverPrice, "AP-3.3",
        "\(excess) EUR of \(amount) EUR are above the price of lead \(lead.id): no credit bears them",
        try: "pay them apart, then decide task \(taskID(claim, .payExcess)) with RecordDecision")
    ]
  }

  /// The parts of each invoice that bore the purchases, those of one together.
  private func documents(_ account: Beneficiary) -> [CreditedInvoice] {
    var found: [CreditedInvoice] = []
    func add(_ amount: Money, at vat: Rate, on number: String) {
      if amount <= .zero { return }
      let index = found.firstIndex { $0.number == number } ?? found.count
      if index == found.count { found.append(CreditedInvoice(number: number)) }
      found[index].add(amount, at: vat)
    }
    for (own, share) in zip(owned, shares.shares) {
      switch own.paymentMode {
      case .directDebit:
        if let number = own.invoice { add(share, at: own.vat, on: number) }
      case .wallet:
        for part in lotParts(of: own, share, account) {
          add(part.amount, at: part.vat, on: part.number)
        }
      }
    }
    return found
  }

  /// What the lots that paid a purchase bore of a share, the oldest first, after what was settled before.
  private func lotParts(of own: Ownership, _ share: Money, _ account: Beneficiary)
    -> [(number: String, vat: Rate, amount: Money)]
  {
    let isNet = terms.config.activeProspects.walletBasis == .net
    let known = own.parts.compactMap { part -> (number: String, vat: Rate, amount: Money)? in
      guard let lot = account.lots.first(where: { $0.id == part.lot }), let number = lot.invoice
      else { return nil }
      return (number, lot.vat, isNet ? part.amount : lot.vat.net(ofGross: part.amount))
    }
    let before = PriceShares(of: own.settled, over: known.map(\.amount)).shares
    let left = zip(known, before).map { $0.amount - $1 }
    let now = PriceShares(of: share, over: left).shares
    return zip(known, now).map { ($0.number, $0.vat, $1) }
  }

  /// The credit note on the document that bore the VAT; with `wallet_credit` its money makes a lot for each rate.
  private func credit(
    _ document: CreditedInvoice, after documents: Int, _ lots: inout Int, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    guard let invoice = book.invoices[document.number], let party = owned.last?.party else {
      return []
    }
    let groups = document.groups(of: invoice)
    let isWallet = form == .walletCredit
    var drafts = CreditNoteDrafting.note(
      document.number, invoice, groups.map { line($0, request) }, groups,
      usable: isWallet ? .wallet : .nextInvoices, rule: "AP-3.3", basis: .decision,
      after: documents, request, book)
    if !isWallet { return drafts }
    for group in groups {
      lots += 1
      let credited = WalletCredited.with {
        $0.amountHt = group.base
        $0.amountTtc = group.base + group.vat
        $0.claim = claim
        $0.invoice = document.number
        $0.lot = "\(party)~lot-\(lots)"
        $0.source = .claim
        $0.vat = group.rate
        $0.wallet = party
      }
      drafts.append(
        Draft(
          "wallet-\(party)", .walletCredited(credited), occurred: request.occurred(),
          rule: "AP-4.6", basis: .computed, terms: terms.version))
    }
    return drafts
  }

  private func line(_ group: VATGroup, _ request: Request) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = group.base
      $0.label = "Indemnisation du contact \(lead.id), réclamation \(claim)"
      $0.lead = lead.id
      $0.qty = 1
      $0.sourceEvents = [request.position]
      $0.unit = UnitPrice(group.base)
      $0.vatCode = .standard
      $0.vatRate = group.rate
    }
  }

  /// Another lead instead, for nothing.
  private func replace(_ replacement: String?, _ request: Request, _ book: borrowing Book)
    throws(Refusal) -> Draft
  {
    guard let replacement, let other = book.market.leads[replacement], let own = owned.last else {
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

/// What a settlement takes off one invoice, rate by rate.
private struct CreditedInvoice {
  var number: String
  var amounts: [(rate: Rate, amount: Money)] = []

  mutating func add(_ amount: Money, at rate: Rate) {
    if let index = amounts.firstIndex(where: { $0.rate == rate }) {
      amounts[index].amount += amount
    } else {
      amounts.append((rate, amount))
    }
  }

  func groups(of invoice: Invoice) -> [VATGroup] {
    amounts.map { part in
      VATGroup.with {
        $0.base = part.amount
        $0.rate = part.rate
        $0.vat = Self.vat(on: part.amount, at: part.rate, of: invoice)
        $0.vatCode = .standard
      }
    }
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
}
