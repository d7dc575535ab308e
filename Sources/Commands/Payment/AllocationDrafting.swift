import Ledger

/// Which debts a payment settles: the debtor's choice, else interest and indemnities, then the oldest due
/// (G-14, C. civ. 1342-10 and 1343-1).
enum AllocationDrafting {
  static func allocate(
    _ payment: String, _ amount: Money, of client: String, on valueDate: Day, _ party: Party,
    chosen: [Allocation], _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var rest = amount
    var open: [String: Money] = [:]
    let chosen = choiceCounts(party, book) ? chosen : []
    let undue = undue(payment, amount, on: valueDate, party, chosen, book)
    for number in party.openInvoices + party.openCharges { open[number] = book.open(of: number) }
    for id in undue { open[id] = nil }
    let byChoice = chosen.compactMap { take($0.document, upTo: $0.amount, &open, &rest) }
    let first = interestFirst(party, chosen, book)
    let byRank = first.compactMap { take($0, upTo: rest, &open, &rest) }
    let oldest = party.openInvoices.sorted { dueOrder($0, book) < dueOrder($1, book) }
    let byAge = oldest.compactMap { take($0, upTo: rest, &open, &rest) }
    let last = party.openCharges.compactMap { take($0, upTo: rest, &open, &rest) }
    let drafts =
      ChargeCorrection.drafts(undue, request, book)
      + parts(byChoice).map { draft(payment, of: client, .debtorChoice, $0, request) }
      + parts(byRank).map { draft(payment, of: client, .interestFirst, $0, request) }
      + parts(byAge + last).map { draft(payment, of: client, .oldestDue, $0, request) }
    return drafts
      + interest(
        payment, on: valueDate, byChoice + byAge, besides: undue, left: rest, of: client, request,
        book)
  }

  /// What was charged and is not owed, now that this payment is known: recorded late, it shows that invoices were
  /// paid whole and in time, or before the last day of the interest that the end of a contract brought (G-2).
  private static func undue(
    _ payment: String, _ amount: Money, on valueDate: Day, _ party: Party, _ chosen: [Allocation],
    _ book: borrowing Book
  ) -> [String] {
    var rest = amount
    var undue: [String] = []
    let first = chosen.map(\.document).filter { book.invoices[$0] != nil }
    let byAge = party.openInvoices.sorted { dueOrder($0, book) < dueOrder($1, book) }
    for number in first + byAge.filter({ !first.contains($0) }) where rest > .zero {
      guard let invoice = book.invoices[number] else { continue }
      let lastDay = invoice.lastTimelyDay(for: payment)
      let isInTime = valueDate <= lastDay && invoice.paidOn.map { $0 <= lastDay } != false
      if isInTime && invoice.open <= rest { undue.append("\(number)-IR") }
      if let end = book.interestAtEnd(of: number), end.through > valueDate { undue.append(end.id) }
      rest = rest - min(rest, invoice.open)
    }
    return undue.filter { book.charges[$0].map { $0.open == $0.amount } == true }
  }

  /// Interest and indemnities come first, when the debtor made no choice.
  private static func interestFirst(
    _ party: Party, _ chosen: [Allocation], _ book: borrowing Book
  ) -> [String] {
    if !chosen.isEmpty { return [] }
    let interest = party.openCharges.filter { book.charges[$0]?.kind == .interest }
    return interest + party.openCharges.filter { book.charges[$0]?.kind != .interest }
  }

  /// What a part of a payment settles, by somebody's word.
  static func settle(
    _ payment: String, of client: String, _ allocations: [Allocation], _ rule: AllocationRule,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    let valueDate = book.payments[payment]?.valueDate ?? request.today
    guard let party = book.parties[client] else { return [] }
    let undue = undue(
      payment, allocations.map(\.amount).sum(), on: valueDate, party, allocations, book
    ).filter { charge in !allocations.contains { $0.document == charge } }
    return ChargeCorrection.drafts(undue, request, book)
      + parts(allocations).map { draft(payment, of: client, rule, $0, request) }
      + interest(
        payment, on: valueDate, allocations, besides: undue, left: .zero, of: client, request, book)
  }

  /// Interest on what comes late (G-19), paid from what is left of the payment.
  private static func interest(
    _ payment: String, on valueDate: Day, _ settled: [Allocation], besides undue: [String],
    left: Money, of client: String, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var rank: [String: Int] = [:]
    var rest = left
    var drafts: [Draft] = []
    for part in settled {
      guard var invoice = book.invoices[part.document] else { continue }
      if undue.contains(where: { $0 == book.interestAtEnd(of: part.document)?.id }) {
        invoice.interestTo = nil
      }
      guard let late = invoice.latePart(part.amount, of: payment, on: valueDate) else { continue }
      rank[part.document, default: invoice.interestCharges] += 1
      let assessed = InterestDrafting.drafts(
        part.document, invoice, late, rank: rank[part.document] ?? 1, of: payment, request, book)
      drafts += assessed
      guard case .lateInterestAssessed(let charge)? = assessed.first?.event, rest > .zero else {
        continue
      }
      let paid = min(rest, charge.amount)
      rest = rest - paid
      drafts.append(
        draft(payment, of: client, .oldestDue, [Allocation(charge.charge, paid)], request))
    }
    return drafts
  }

  /// Whether the terms let the debtor choose before age decides (G-14).
  private static func choiceCounts(_ party: Party, _ book: borrowing Book) -> Bool {
    guard let number = party.openInvoices.first, let invoice = book.invoices[number] else {
      return true
    }
    return invoice.pinned.config.common.allocation.first == .debtorChoice
  }

  /// As many allocations to an event as a list may hold.
  private static func parts(_ all: [Allocation]) -> [[Allocation]] {
    let most = ListCoding<Allocation>.longest
    return stride(from: 0, to: all.count, by: most).map {
      Array(all[$0..<min($0 + most, all.count)])
    }
  }

  private static func dueOrder(_ number: String, _ book: borrowing Book) -> (Day, String) {
    (book.invoices[number]?.dueOn ?? .unset, number)
  }

  private static func take(
    _ document: String, upTo limit: Money, _ open: inout [String: Money], _ rest: inout Money
  ) -> Allocation? {
    let part = min(limit, min(open[document] ?? .zero, rest))
    if part <= .zero { return nil }
    open[document] = (open[document] ?? .zero) - part
    rest = rest - part
    return Allocation(document, part)
  }

  /// Uses the credit that a client has on an invoice just drawn up, oldest credit first.
  static func useCredits(
    on invoice: InvoiceIssued, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var rest = invoice.ttc
    var drafts: [Draft] = []
    let party = book.parties[invoice.party]
    for credit in party?.credits ?? []
    where rest > .zero && party?.reserved.contains(credit.document) != true {
      let part = min(rest, credit.amount)
      rest = rest - part
      drafts.append(
        draft(
          credit.document, of: invoice.party, .oldestDue, [Allocation(invoice.number, part)],
          request))
    }
    return drafts
  }

  static func draft(
    _ payment: String, of client: String, _ rule: AllocationRule, _ parts: [Allocation],
    _ request: Request
  ) -> Draft {
    let allocated = PaymentAllocated.with {
      $0.party = client
      $0.payment = payment
      $0.rule = rule
      $0.to = parts
    }
    return Draft(
      "payment-\(payment)", .paymentAllocated(allocated), occurred: request.occurred(),
      rule: "G-14", basis: .computed)
  }
}
