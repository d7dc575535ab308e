import Ledger

/// What a closed account gets back (AP-6.6, AP-6.7): the whole of its Tirelire at the VAT of its lots, less the fee at
/// the VAT of the lots that it takes, oldest first.
struct ClosureStatement {
  private let party: String
  private let lots: [Lot]
  private let terms: PublishedTerms

  init(_ party: String, _ account: Beneficiary, _ terms: PublishedTerms) {
    self.party = party
    lots = Wallet(account).lots
    self.terms = terms
  }

  private var readings: ActiveProspectsReadings { terms.config.activeProspects }

  /// In the basis of the wallet, like all amounts here.
  var balance: Money { lots.map(\.left).sum() }

  /// The fee of the text, as far as there is money for it.
  var mostFee: Money {
    let full = readings.refundFee
    switch readings.walletBasis {
    case .net, .flat: return min(full, balance)
    case .gross: return min(full + (lots.first?.vat ?? .zero).of(full), balance)
    }
  }

  /// The Tirelire is emptied; its documents, and what is set off, by a decision (A-AP-24).
  func drafts(fee given: Money?, setOff: Bool, _ request: Request, _ book: borrowing Book)
    -> [Draft]
  {
    if balance == .zero { return [] }
    let fee = given ?? mostFee
    let whole = statement("Solde de la Tirelire", lots.map { ($0, $0.left) }, request, book)
    let costs = statement("Frais de remboursement de la Tirelire", parts(of: fee), request, book)
    var wallet = Wallet(Beneficiary(person: ""))
    wallet.lots = lots
    let debit = wallet.debit(balance, .closure, of: party, rule: "AP-6.6", terms, request)
    let isApart = readings.closureDocuments == .gross && !costs.lines.isEmpty
    let note = creditNote(isApart ? whole : whole - costs, request, book)
    var rest = note.ttc
    var drafts = [debit, draft(.creditNoteIssued(note), "invoice-\(note.number)", request)]
    if isApart {
      let (invoice, number) = feeInvoice(costs, request, book)
      let gross = costs.gross
      rest = rest - gross
      drafts += [charged(costs, on: number, request)] + invoice
      drafts.append(
        AllocationDrafting.draft(
          note.number, of: party, .debtorChoice, [Allocation(number, gross)], request))
    } else if !costs.lines.isEmpty {
      drafts.append(charged(costs, on: note.number, request))
    }
    return drafts + (setOff ? settleDebts(note.number, rest, request, book) : [])
  }

  private func draft(_ event: Event, _ stream: String, _ request: Request) -> Draft {
    Draft(
      stream, event, occurred: request.occurred(), rule: "AP-6.6", basis: .computed,
      terms: terms.version)
  }

  /// The lots that an amount is taken from, oldest first.
  private func parts(of amount: Money) -> [(Lot, Money)] {
    var rest = amount
    var parts: [(Lot, Money)] = []
    for lot in lots where rest > .zero {
      let part = min(rest, lot.left)
      parts.append((lot, part))
      rest = rest - part
    }
    return parts
  }

  /// A line and a group for each rate of VAT. A sum that counts VAT is split like any other (G-11); VAT on top of one
  /// that does not is never more than the invoices of its lots bore (AP-4.6).
  private func statement(
    _ label: String, _ parts: [(lot: Lot, amount: Money)], _ request: Request,
    _ book: borrowing Book
  ) -> Statement {
    var rates: [Rate] = []
    for part in parts where !rates.contains(part.lot.vat) { rates.append(part.lot.vat) }
    var statement = Statement()
    for rate in rates {
      let members = parts.filter { $0.lot.vat == rate }
      let amount = members.map(\.amount).sum()
      let isNet = readings.walletBasis == .net
      let net = isNet ? amount : rate.net(ofGross: amount)
      let borne = Set(members.compactMap(\.lot.invoice)).flatMap { book.invoices[$0]?.groups ?? [] }
        .filter { $0.rate == rate }.map(\.vat).sum()
      statement.lines.append(
        InvoiceLine.with {
          $0.ht = net
          $0.label = rates.count == 1 ? label : "\(label), TVA \(rate.french) %"
          $0.qty = 1
          $0.sourceEvents = [request.position]
          $0.unit = UnitPrice(net)
          $0.vatCode = .standard
          $0.vatRate = rate
        })
      statement.groups.append(
        VATGroup.with {
          $0.base = net
          $0.rate = rate
          $0.vat = isNet ? min(rate.of(net), borne) : amount - net
          $0.vatCode = .standard
        })
    }
    return statement
  }

  private func creditNote(_ statement: Statement, _ request: Request, _ book: borrowing Book)
    -> CreditNoteIssued
  {
    let number = Numbering.next(request, book)
    let groups = statement.groups
    var corrected: [String] = []
    for invoice in lots.compactMap(\.invoice) where !corrected.contains(invoice) {
      corrected.append(invoice)
    }
    return CreditNoteIssued.with {
      $0.corrects = corrected
      $0.creditNote = number.text
      $0.ht = groups.map(\.base).sum()
      $0.issueDate = number.issueDate
      $0.lines = statement.lines
      $0.mentions = VAT.mentions(of: groups)
      $0.number = number.text
      $0.party = party
      $0.ttc = statement.gross
      $0.usable = .refund
      $0.vatByRate = groups
    }
  }

  private func feeInvoice(_ costs: Statement, _ request: Request, _ book: borrowing Book)
    -> (drafts: [Draft], number: String)
  {
    let drafts = InvoiceDrafting.issue(
      .fee, BillingAccount(party, terms), costs.lines, groups: costs.groups, period: nil,
      rule: "AP-6.6", after: 1, usingCredits: false, request, book)
    return (drafts, Numbering.next(after: 1, request, book).text)
  }

  private func charged(_ costs: Statement, on document: String, _ request: Request) -> Draft {
    let charged = FeeCharged.with {
      $0.amount = costs.groups.map(\.base).sum()
      $0.fee = "\(document)-F"
      $0.invoice = document
      $0.party = party
      $0.type = .walletRefund
      $0.vatCode = .standard
    }
    return draft(.feeCharged(charged), "party-\(party)", request)
  }

  /// What is left pays what is overdue or due, oldest first.
  private func settleDebts(
    _ note: String, _ left: Money, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    if readings.setoff == .never { return [] }
    var rest = left
    var allocations: [Allocation] = []
    let debts = (book.parties[party]?.openInvoices ?? []) + (book.parties[party]?.openCharges ?? [])
    for debt in debts where rest > .zero {
      let part = min(rest, book.open(of: debt))
      allocations.append(Allocation(debt, part))
      rest = rest - part
    }
    if allocations.isEmpty { return [] }
    return [
      decided(
        .setOff, about: party, exercised: true, reason: "set off against the refund",
        rule: "AP-6.9", request, terms: terms.version),
      AllocationDrafting.draft(note, of: party, .oldestDue, allocations, request),
    ]
  }
}

/// The lines of a document, and its VAT by rate.
private struct Statement {
  var lines: [InvoiceLine] = []
  var groups: [VATGroup] = []

  var gross: Money { groups.map { $0.base + $0.vat }.sum() }

  /// One document for both.
  static func - (whole: Statement, costs: Statement) -> Statement {
    var left = whole
    left.lines += costs.lines.map(\.negative)
    for index in left.groups.indices {
      for group in costs.groups where group.rate == left.groups[index].rate {
        left.groups[index].base = left.groups[index].base - group.base
        left.groups[index].vat = left.groups[index].vat - group.vat
      }
    }
    return left
  }
}

extension InvoiceLine {
  fileprivate var negative: InvoiceLine {
    var line = self
    line.ht = -ht
    line.unit = UnitPrice(-ht)
    return line
  }
}
