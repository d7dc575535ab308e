import Ledger

/// Charging interest on what is late (G-19): for each part that comes late, and at the end of the contract for
/// what is still open.
enum InterestDrafting {
  /// What a late payment of an invoice costs, or the task of publishing the rate that is missing.
  static func drafts(
    _ number: String, _ invoice: Invoice, _ part: LatePart, rank: Int, of payment: String? = nil,
    _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    guard let late = invoice.pinned.config.lateRate else { return [] }
    let rule = book.clauses.interest
    guard let periods = LateInterest.periods(part, due: invoice.dueOn, at: late, rates: book.rates)
    else {
      if book.tasks[taskID(number, .publishRate)] != nil { return [] }
      return [
        openTask(
          .publishRate, about: number, rule: rule, request, terms: invoice.pinned.version)
      ]
    }
    let amount = LateInterest.amount(part.base, periods)
    if amount == .zero { return [] }
    let assessed = LateInterestAssessed.with {
      $0.amount = amount
      $0.base = part.base
      $0.baseKind = .ttc
      $0.charge = charge(of: number, rank: rank)
      $0.from = part.from
      $0.invoice = number
      $0.party = invoice.party
      $0.payment = payment
      $0.periods = periods
      $0.to = part.to
      $0.units = .days
    }
    return [
      Draft(
        "invoice-\(number)", .lateInterestAssessed(assessed), occurred: request.occurred(),
        rule: rule, basis: .computed, terms: invoice.pinned.version)
    ]
  }

  /// The interest on what is open of an account's invoices when it closes (AP-4.11).
  static func atEnd(of party: String, on day: Day, _ request: Request, _ book: borrowing Book)
    -> [Draft]
  {
    book.lateInvoices(of: party, on: day).flatMap { number, invoice, part in
      drafts(number, invoice, part, rank: invoice.interestCharges + 1, request, book)
    }
  }

  /// The id of the nth interest on an invoice.
  static func charge(of number: String, rank: Int) -> String { "\(number)-LI\(rank)" }

  /// The interest on what is open of a contract's invoices when it ends.
  static func atEnd(
    of contract: Contract, on day: Day, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    book.lateInvoices(of: contract, on: day).flatMap { number, invoice, part in
      drafts(number, invoice, part, rank: invoice.interestCharges + 1, request, book)
    }
  }
}

extension Book {
  /// The interest that was charged on an invoice when its contract ended, and the last day that it counts.
  func interestAtEnd(of number: String) -> (id: String, through: Day)? {
    guard let invoice = invoices[number], let through = invoice.interestTo else { return nil }
    for rank in 0..<invoice.interestCharges {
      let id = InterestDrafting.charge(of: number, rank: rank + 1)
      if let charge = charges[id], charge.payment == nil, charge.through == through {
        return (id, through)
      }
    }
    return nil
  }

  /// What is open and late of a contract's invoices on a day, by number.
  func lateInvoices(of contract: Contract, on day: Day)
    -> [(number: String, invoice: Invoice, part: LatePart)]
  {
    lateInvoices(of: contract.party, on: day).filter { $0.invoice.contract == contract.id }
  }

  /// What is open and late of a client's invoices on a day, by number.
  func lateInvoices(of party: String, on day: Day)
    -> [(number: String, invoice: Invoice, part: LatePart)]
  {
    var late: [(number: String, invoice: Invoice, part: LatePart)] = []
    for number in parties[party]?.openInvoices ?? [] {
      guard let invoice = invoices[number], let part = invoice.latePart(invoice.open, on: day)
      else { continue }
      late.append((number, invoice, part))
    }
    return late
  }
}
