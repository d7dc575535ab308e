import Ledger

/// `credit_note`: what was taken back from invoices, and how much of it was used (G-8).
enum CreditNoteTable: ReadModel {
  static let table = Table(
    "credit_note", "credit notes, with the invoices they correct and what is used",
    key: ["number"], ofClient: "client = ?1",
    [
      .required("number"), .required("corrects", .list), .required("client"),
      .required("issue_date", .day), .required("net", .money), .required("vat", .money),
      .required("gross", .money), .required("usable"), .required("used", .money),
      .required("left", .money), .optional("contract"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.documents.creditNotes.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let notes = models.documents.creditNotes
    try notes.forEach(by: { $0.event.number }) { (_, note) throws(ProjectionError) in
      row.text(note.event.number)
      row.list(note.event.corrects)
      row.text(note.event.party)
      row.day(note.event.issueDate)
      row.money(note.event.ht)
      row.money(note.event.vatByRate.map(\.vat).sum())
      row.money(note.event.ttc)
      row.text(note.event.usable.rawValue)
      row.money(note.used)
      row.money(models.payments.credits[note.event.number]?.rest ?? .zero)
      row.text(note.event.contract)
      row.integer(note.position)
      try row.endRow()
    }
  }
}

/// `credit_note_line`: the lines that a credit note takes back.
enum CreditNoteLineTable: ReadModel {
  static let table = DocumentLines.table(
    "credit_note_line", "lines of credit notes, with their sources")

  static func count(_ models: borrowing ReadModels) -> Int {
    models.documents.creditNotes.reduce(0) { $0 + $1.event.lines.count }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let notes = models.documents.creditNotes
    try notes.forEach(by: { $0.event.number }) { (_, note) throws(ProjectionError) in
      try DocumentLines.write(
        note.event.lines, of: note.event.number, note.event.party, note.event.vatByRate,
        note.event.mentions, to: &row)
    }
  }
}
