import Ledger

/// Drawing up invoices: numbers, dates, VAT groups, mentions (G-11, G-13).
enum InvoiceDrafting {
  /// Lines beyond this go to `InvoiceLinesListed`, so that no event outgrows its line.
  static let linesInOneEvent = 100

  /// The events of one invoice, due on the day of issue unless another is given; credit that the client has
  /// is used on it.
  ///
  /// - Parameter groups: the VAT groups of a price that includes VAT; else they follow from the lines.
  static func issue(
    _ kind: InvoiceKind, _ account: BillingAccount, _ lines: [InvoiceLine],
    groups given: [VATGroup]? = nil, period: (from: Day, to: Day)?, dueOn: Day? = nil,
    rule: String, after documents: Int = 0, usingCredits: Bool = true, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    let number = Numbering.next(after: documents, request, book)
    let groups =
      given
      ?? VAT.groups(
        of: lines, rounding: account.pinned.config.common.vatRounding,
        rate: { book.vatRate(of: $0, on: number.issueDate, for: account.party) })
    let due = max(dueOn ?? number.issueDate, number.issueDate)
    let net = groups.map(\.base).sum()
    let parts = stride(from: 0, to: lines.count, by: linesInOneEvent).map {
      Array(lines[$0..<min($0 + linesInOneEvent, lines.count)])
    }
    let issued = InvoiceIssued.with {
      $0.collectOn = collectOn(kind, due, book)
      $0.contract = account.id
      $0.dueOn = due
      $0.ht = net
      $0.invoice = number.text
      $0.issueDate = number.issueDate
      $0.kind = kind
      $0.lineCount = lines.count
      $0.lines = parts.last ?? []
      $0.mentions = VAT.mentions(of: groups)
      $0.number = number.text
      $0.party = account.party
      $0.periodFrom = period?.from
      $0.periodTo = period?.to
      $0.priceList = account.priceList
      $0.ttc = net + groups.map(\.vat).sum()
      $0.vatByRate = groups
    }
    var events = parts.dropLast().enumerated().map { index, part in
      Event.invoiceLinesListed(
        InvoiceLinesListed.with {
          $0.invoice = number.text
          $0.lines = part
          $0.part = index + 1
        })
    }
    events.append(.invoiceIssued(issued))
    let drafts = events.map {
      Draft(
        "invoice-\(number.text)", $0, occurred: request.occurred(), rule: rule, basis: .computed,
        terms: account.pinned.version, cause: lines.first?.sourceEvents.last)
    }
    return drafts + (usingCredits ? AllocationDrafting.useCredits(on: issued, request, book) : [])
  }

  /// When a debit due on a day can settle (G-6); unknown while no TARGET calendar covers it. Extras
  /// are drawn up at the end of their day, and so collected on the next TARGET day.
  private static func collectOn(_ kind: InvoiceKind, _ due: Day, _ book: borrowing Book) -> Day? {
    let first = kind == .extras ? due + 1 : due
    do { return try TargetDays().first(from: first, in: book.calendars) } catch { return nil }
  }
}

/// The one series of numbers of a ledger and year, for invoices and credit notes (G-13).
enum Numbering {
  struct Number {
    var text: String
    var issueDate: Day
  }

  /// A document is dated the day it is about, unless the job ran late: then the day it is recorded.
  /// Dates of issue never go back.
  ///
  /// - Parameter documents: how many the same decision draws up before it.
  static func next(after documents: Int = 0, _ request: Request, _ book: borrowing Book) -> Number {
    let about = request.occurred()
    let onTime = request.now < about + 3600
    let day = Paris.day(of: onTime ? about : request.now)
    let issueDate = max(day, book.lastIssueDate ?? day)
    let rank = (book.numbered[issueDate.year] ?? 0) + documents + 1
    let digits = String(rank)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
    let prefix = book.ledger?.provider.numberPrefix ?? ""
    return Number(text: "\(prefix)\(issueDate.year)-\(zeros)\(digits)", issueDate: issueDate)
  }
}

extension Day {
  /// `08/04/2026`, as an invoice is read in France.
  var french: String {
    let text = description
    return "\(text.suffix(2))/\(text.dropFirst(5).prefix(2))/\(text.prefix(4))"
  }
}

extension Rate {
  /// `10`, `8,5`: a rate as an invoice is read in France.
  var french: String {
    var text = description.replacing(".", with: ",")
    while text.last == "0" { text.removeLast() }
    if text.last == "," { text.removeLast() }
    return text
  }
}
