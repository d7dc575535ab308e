import Ledger

/// A payment that becomes a lot of the Tirelire: split before VAT (G-11), invoiced at once, and paid by itself (AP-4.6).
struct WalletCredit {
  let payment: String
  let received: Payment
  let party: String
  let account: Beneficiary
  let terms: PublishedTerms

  init(
    _ payment: String, _ received: Payment, _ party: String, _ account: Beneficiary,
    _ terms: PublishedTerms
  ) {
    self.payment = payment
    self.received = received
    self.party = party
    self.account = account
    self.terms = terms
  }

  func drafts(_ request: Request, _ book: borrowing Book) -> [Draft] {
    let number = Numbering.next(request, book)
    let rate = book.vatRate(of: .standard, on: number.issueDate, for: party)
    let net = rate.net(ofGross: received.amount)
    let group = VATGroup.with {
      $0.base = net
      $0.rate = rate
      $0.vat = received.amount - net
      $0.vatCode = .standard
    }
    let line = InvoiceLine.with {
      $0.ht = net
      $0.label = "Crédit de la Tirelire, règlement \(payment)"
      $0.qty = 1
      $0.sourceEvents = [received.received]
      $0.unit = UnitPrice(net)
      $0.vatCode = .standard
      $0.vatRate = rate
    }
    let credited = WalletCredited.with {
      $0.amountHt = net
      $0.amountTtc = received.amount
      $0.invoice = number.text
      $0.lot = "\(party)~lot-\(account.lotCount + 1)"
      $0.payment = payment
      $0.source = .payment
      $0.vat = rate
      $0.wallet = party
    }
    return [
      Draft(
        "wallet-\(party)", .walletCredited(credited), occurred: request.occurred(), rule: "AP-4.6",
        basis: .computed, terms: terms.version)
    ]
      + InvoiceDrafting.issue(
        .walletTopup, BillingAccount(party, terms), [line], groups: [group], period: nil,
        rule: "AP-4.6", usingCredits: false, request, book)
      + [
        AllocationDrafting.draft(
          payment, of: party, .debtorChoice, [Allocation(number.text, received.amount)], request)
      ]
  }
}
