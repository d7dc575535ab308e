import Ledger

/// `journal`: double entry, as the FEC will tell it. Each posting event is one balanced entry.
///
/// | event | journal | debit | credit |
/// |---|---|---|---|
/// | invoice | VE | client, gross | revenue, net · VAT |
/// | invoice of a top-up | VE | client, gross | advances, net · VAT |
/// | credit note | VE | revenue, net · VAT | client, gross |
/// | credit note of a closure | VE | advances, what leaves · VAT | client, gross · revenue, a fee in it |
/// | lead bought from the Tirelire | OD | advances, net | revenue |
/// | Tirelire credited for a claim | OD | client, gross | advances, net · VAT |
/// | payment | BQ | bank | client |
/// | payment corrected, or sent back by the bank | BQ | client | bank |
/// | rejection corrected | BQ | bank | client |
/// | refund | BQ | client | bank |
/// | late interest, indemnity, cost of recovery | VE | client | income of late payment · VAT |
struct JournalModel {
  enum Book: String { case sales = "VE", bank = "BQ", other = "OD" }

  struct Line {
    var account: String
    var auxiliary: String?
    var debit: Money
    var credit: Money
  }

  struct Entry {
    var date: Day
    var book: Book
    var label: String
    var piece: String
    var source: Int
    var lines: [Line]
  }

  var entries: [Entry] = []

  mutating func sold(_ event: InvoiceIssued, _ recorded: RecordedEvent, _ accounts: Accounts) {
    let sold = event.kind == .walletTopup ? accounts.ofAdvances : accounts.revenue
    add(
      event.issueDate, .sales, "Facture \(event.number)", event.number, recorded,
      [
        Line(account: accounts.client, auxiliary: event.party, debit: event.ttc, credit: .zero),
        Line(account: sold, auxiliary: nil, debit: .zero, credit: event.ht),
        Line(
          account: accounts.vat, auxiliary: nil, debit: .zero,
          credit: event.vatByRate.map(\.vat).sum()),
      ])
  }

  /// - Parameter closed: what a closure takes from advances; a fee that the note keeps is revenue.
  mutating func credited(
    _ event: CreditNoteIssued, closed: Money, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    let taken = event.ht - closed
    let label = "Avoir \(event.number) sur \(event.corrects.joined(separator: ", "))"
    add(
      event.issueDate, .sales, label, event.number, recorded,
      [
        Line(account: accounts.ofAdvances, auxiliary: nil, debit: closed, credit: .zero),
        Line(
          account: accounts.revenue, auxiliary: nil, debit: max(taken, .zero),
          credit: max(-taken, .zero)),
        Line(
          account: accounts.vat, auxiliary: nil, debit: event.vatByRate.map(\.vat).sum(),
          credit: .zero),
        Line(account: accounts.client, auxiliary: event.party, debit: .zero, credit: event.ttc),
      ])
  }

  mutating func received(
    _ event: PaymentReceived, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    add(
      event.valueDate, .bank, "Règlement \(event.payment)", event.payment, recorded,
      [
        Line(account: accounts.bank, auxiliary: nil, debit: event.amount, credit: .zero),
        Line(account: accounts.client, auxiliary: event.party, debit: .zero, credit: event.amount),
      ])
  }

  mutating func reversed(
    _ event: PaymentReceived, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    add(
      Paris.day(of: recorded.occurred), .bank, "Annulation du règlement \(event.payment)",
      event.payment, recorded,
      [
        Line(account: accounts.client, auxiliary: event.party, debit: event.amount, credit: .zero),
        Line(account: accounts.bank, auxiliary: nil, debit: .zero, credit: event.amount),
      ])
  }

  mutating func restored(
    _ event: PaymentReceived, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    add(
      Paris.day(of: recorded.occurred), .bank, "Règlement \(event.payment), rejet annulé",
      event.payment, recorded,
      [
        Line(account: accounts.bank, auxiliary: nil, debit: event.amount, credit: .zero),
        Line(account: accounts.client, auxiliary: event.party, debit: .zero, credit: event.amount),
      ])
  }

  mutating func refunded(_ event: RefundIssued, _ recorded: RecordedEvent, _ accounts: Accounts) {
    add(
      Paris.day(of: recorded.occurred), .bank, "Remboursement de l’avoir \(event.relatesTo)",
      event.refund, recorded,
      [
        Line(
          account: accounts.client, auxiliary: event.party, debit: event.amountTtc, credit: .zero),
        Line(account: accounts.bank, auxiliary: nil, debit: .zero, credit: event.amountTtc),
      ])
  }

  mutating func uncharged(
    _ charge: LateModel.Charge, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    let income = charge.kind == .interest ? accounts.ofInterest : accounts.ofIndemnities
    let net = charge.amount - charge.vat
    add(
      Paris.day(of: recorded.occurred), .sales, "Annulation de \(charge.id)", charge.id, recorded,
      [
        Line(account: income, auxiliary: nil, debit: net, credit: .zero),
        Line(account: accounts.vat, auxiliary: nil, debit: charge.vat, credit: .zero),
        Line(
          account: accounts.client, auxiliary: charge.party, debit: .zero, credit: charge.amount),
      ])
  }

  mutating func charged(
    _ charge: LateModel.Charge, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    let income = charge.kind == .interest ? accounts.ofInterest : accounts.ofIndemnities
    let what =
      switch charge.kind {
      case .interest: "Pénalités de retard"
      case .indemnity: "Indemnité de recouvrement"
      case .fee: "Frais de recouvrement"
      }
    let cause = charge.invoice.map { "facture \($0)" } ?? "procédure \(charge.collection ?? "")"
    add(
      Paris.day(of: recorded.occurred), .sales, "\(what), \(cause)", charge.id, recorded,
      [
        Line(
          account: accounts.client, auxiliary: charge.party, debit: charge.amount, credit: .zero),
        Line(account: income, auxiliary: nil, debit: .zero, credit: charge.amount - charge.vat),
        Line(account: accounts.vat, auxiliary: nil, debit: .zero, credit: charge.vat),
      ])
  }

  /// Money that a credit note gave back stays with us, as an advance.
  mutating func advanced(
    _ event: WalletCredited, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    add(
      Paris.day(of: recorded.occurred), .other,
      "Tirelire créditée, réclamation \(event.claim ?? "")", event.lot, recorded,
      [
        Line(
          account: accounts.client, auxiliary: event.wallet, debit: event.amountTtc, credit: .zero),
        Line(account: accounts.ofAdvances, auxiliary: nil, debit: .zero, credit: event.amountHt),
        Line(
          account: accounts.vat, auxiliary: nil, debit: .zero,
          credit: event.amountTtc - event.amountHt),
      ])
  }

  /// An advance becomes revenue with the lead that it buys.
  mutating func used(
    _ event: WalletDebited, _ net: Money, _ recorded: RecordedEvent, _ accounts: Accounts
  ) {
    add(
      Paris.day(of: recorded.occurred), .other,
      "Tirelire de \(event.wallet), achat du contact \(event.lead ?? "")", event.lead ?? "",
      recorded,
      [
        Line(account: accounts.ofAdvances, auxiliary: nil, debit: net, credit: .zero),
        Line(account: accounts.revenue, auxiliary: nil, debit: .zero, credit: net),
      ])
  }

  /// A line of nothing is left out, and so is an entry of none.
  private mutating func add(
    _ date: Day, _ book: Book, _ label: String, _ piece: String, _ recorded: RecordedEvent,
    _ lines: [Line]
  ) {
    let filled = lines.filter { $0.debit != .zero || $0.credit != .zero }
    if filled.isEmpty { return }
    entries.append(
      Entry(
        date: date, book: book, label: label, piece: piece, source: recorded.position,
        lines: filled))
  }
}

enum JournalTable: ReadModel {
  static let table = Table(
    "journal", "accounting entries, numbered without gaps, each balanced", key: ["entry", "line"],
    ofClient: """
      entry IN (SELECT entry FROM journal WHERE auxiliary = ?1)
      OR source_position IN (SELECT position FROM wallet_movement WHERE client = ?1)
      """,
    [
      .required("entry", .integer), .required("line", .integer), .required("date", .day),
      .required("journal"), .required("account"), .optional("auxiliary"), .required("label"),
      .required("piece"), .required("debit", .money), .required("credit", .money),
      .required("source_position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.journal.entries.reduce(0) { $0 + $1.lines.count }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    for (number, entry) in models.journal.entries.enumerated() {
      for (index, line) in entry.lines.enumerated() {
        row.integer(number + 1)
        row.integer(index + 1)
        row.day(entry.date)
        row.text(entry.book.rawValue)
        row.text(line.account)
        row.text(line.auxiliary)
        row.text(entry.label)
        row.text(entry.piece)
        row.money(line.debit)
        row.money(line.credit)
        row.integer(entry.source)
        try row.endRow()
      }
    }
  }
}
