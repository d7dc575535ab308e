import Ledger

/// INV and APT, tested as each document is issued: its number, its totals, its lines (G-11, G-13).
extension ReadModels {
  mutating func foundTwice(_ number: String, _ recorded: RecordedEvent) {
    broken.append(
      Violation(
        .invoice, [number], found: "a number used twice", expected: "each number once",
        at: recorded.position))
  }

  /// One series a year for invoices and credit notes, without gaps, dates never going back.
  mutating func checkNumber(_ number: String, _ issueDate: Day, _ recorded: RecordedEvent) {
    let rank = (documents.numbered[issueDate.year] ?? 0) + 1
    documents.numbered[issueDate.year] = rank
    let expected = Series.number(numberPrefix, issueDate.year, rank)
    found(
      Violation(
        .invoice, [number], found: number, expected: "\(expected), the next of its series",
        at: recorded.position), unless: number == expected)
    if let last = documents.lastIssueDate {
      found(
        Violation(
          .invoice, [number], found: "issued on \(issueDate)",
          expected: "\(last) or later, as the one before", at: recorded.position),
        unless: last <= issueDate)
    }
    documents.lastIssueDate = max(documents.lastIssueDate ?? issueDate, issueDate)
  }

  mutating func checkTotals(
    _ event: InvoiceIssued, _ lines: [InvoiceLine], _ recorded: RecordedEvent
  ) {
    found(
      Violation(
        .invoice, [event.number], found: "\(lines.count) lines",
        expected: "\(event.lineCount), as it counts", at: recorded.position),
      unless: lines.count == event.lineCount)
    checkAmounts(
      event.number, event.ht, event.ttc, event.vatByRate, lines, event.mentions, recorded)
  }

  mutating func checkTotals(_ event: CreditNoteIssued, _ recorded: RecordedEvent) {
    checkAmounts(
      event.number, event.ht, event.ttc, event.vatByRate, event.lines, event.mentions, recorded)
  }

  private mutating func checkAmounts(
    _ number: String, _ net: Money, _ gross: Money, _ groups: [VATGroup], _ lines: [InvoiceLine],
    _ mentions: [Mention], _ recorded: RecordedEvent
  ) {
    let vat = groups.map(\.vat).sum()
    found(
      Violation(
        .invoice, [number], found: "net \(net) and VAT \(vat) for a gross of \(gross)",
        expected: "gross \(net + vat)", at: recorded.position), unless: net + vat == gross)
    let ofLines = lines.reduce(Money.zero) { $0 + $1.ht }
    found(
      Violation(
        .invoice, [number], found: "lines of \(ofLines) for a net of \(net)",
        expected: "their sum", at: recorded.position), unless: ofLines == net)
    for group in groups {
      let base = lines.reduce(Money.zero) {
        $1.vatCode == group.vatCode && ($1.vatRate ?? group.rate) == group.rate ? $0 + $1.ht : $0
      }
      found(
        Violation(
          .invoice, [number],
          found: "a base of \(group.base) for \(group.vatCode.rawValue)",
          expected: "\(base), the sum of its lines", at: recorded.position),
        unless: base == group.base)
    }
    for line in lines where line.unit.times(line.qty) != line.ht {
      found(
        Violation(
          .invoice, [number], found: "\(line.qty) × \(line.unit) = \(line.ht)",
          expected: "\(line.unit.times(line.qty))", at: recorded.position), unless: false)
    }
    checkExempt(number, groups, lines, mentions, recorded)
  }

  /// Exempt lines bear no VAT, and the document bears their mention (BC-4.1, BC-6.1).
  private mutating func checkExempt(
    _ number: String, _ groups: [VATGroup], _ lines: [InvoiceLine], _ mentions: [Mention],
    _ recorded: RecordedEvent
  ) {
    for group in groups where group.vatCode != .standard {
      found(
        Violation(
          .invoice, [number], found: "VAT of \(group.vat) on \(group.vatCode.rawValue)",
          expected: "none", at: recorded.position), unless: group.vat == .zero)
    }
    for mention in Mention.allCases
    where lines.contains(where: { $0.vatCode.mention == mention }) {
      found(
        Violation(
          .invoice, [number], found: "exempt lines without mention \(mention.rawValue)",
          expected: "\"\(mention.text)\"", at: recorded.position),
        unless: mentions.contains(mention))
    }
  }

  /// A credit note corrects known invoices of its client, for no more than they are (G-8). One whose money goes to the
  /// Tirelire takes nothing from them: what it gives back is an advance again, with the same VAT (AP-4.6).
  mutating func checkCorrected(_ event: CreditNoteIssued, _ recorded: RecordedEvent) {
    var room = Money.zero
    for number in event.corrects {
      guard let index = documents.invoice(number),
        documents.invoices[index].event.party == event.party
      else {
        found(
          Violation(
            .invoice, [event.number, number], found: "it corrects \(number)",
            expected: "an invoice of \(event.party)", at: recorded.position), unless: false)
        continue
      }
      let left =
        documents.invoices[index].event.ttc - documents.invoices[index].credited
      let part = min(left, event.ttc - room)
      if event.usable != .wallet {
        documents.invoices[index].credited = documents.invoices[index].credited + part
      }
      room = room + part
    }
    found(
      Violation(
        .invoice, [event.number] + event.corrects, found: "a credit of \(event.ttc)",
        expected: "\(room) at most, what is left of the invoices", at: recorded.position),
      unless: event.ttc <= room)
  }

  /// An extra is invoiced once, when it is validated, above the quota (APT, BC-6.2).
  mutating func checkInvoiced(
    _ appointment: AppointmentModel.Appointment, _ line: InvoiceLine, _ number: String,
    _ recorded: RecordedEvent
  ) {
    let subjects = [appointment.id, number]
    found(
      Violation(
        .appointment, subjects, found: "invoiced while \(appointment.status)",
        expected: "validated first", at: recorded.position),
      unless: appointment.validated != nil && appointment.openAnomalies == 0
        && appointment.effect != .void)
    if let earlier = appointment.invoice {
      found(
        Violation(
          .appointment, subjects, found: "invoiced on \(earlier) too",
          expected: "one invoice", at: recorded.position),
        unless: appointment.creditNote != nil)
    }
    guard appointment.contractIndex >= 0, let rank = line.rank else { return }
    let quota = contracts.contracts[appointment.contractIndex].quota(
      ofMonth: line.monthFrom ?? Paris.day(of: appointment.startsAt))
    found(
      Violation(
        .appointment, subjects, found: "rank \(rank) invoiced as an extra",
        expected: "a rank above the quota of \(quota)", at: recorded.position),
      unless: rank > quota)
  }
}

/// `F2026-000001`: the one series of a ledger and year.
enum Series {
  static func number(_ prefix: String, _ year: Int, _ rank: Int) -> String {
    let digits = String(rank)
    return "\(prefix)\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
