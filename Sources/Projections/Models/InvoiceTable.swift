import Ledger

/// `invoice`: one row a document, with what was paid on it.
enum InvoiceTable: ReadModel {
  static let table = Table(
    "invoice", "invoices, with what is paid and open", key: ["number"],
    ofClient: "client = ?1",
    [
      .required("number"), .required("client"), .required("kind"), .required("issue_date", .day),
      .required("due_on", .day), .optional("collect_on", .day), .required("net", .money),
      .required("vat", .money), .required("gross", .money), .required("paid", .money),
      .required("open", .money), .required("credited", .money), .required("status"),
      .optional("contract"), .optional("period_from", .day), .optional("period_to", .day),
      .required("lines", .integer), .optional("price_list"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.documents.invoices.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let invoices = models.documents.invoices
    try invoices.forEach(by: { $0.event.number }) { (_, invoice) throws(ProjectionError) in
      row.text(invoice.event.number)
      row.text(invoice.event.party)
      row.text(invoice.event.kind.rawValue)
      row.day(invoice.event.issueDate)
      row.day(invoice.event.dueOn)
      row.day(invoice.event.collectOn)
      row.money(invoice.event.ht)
      row.money(invoice.event.vatByRate.map(\.vat).sum())
      row.money(invoice.event.ttc)
      row.money(invoice.paid)
      row.money(invoice.open)
      row.money(invoice.credited)
      row.choice(invoice.status)
      row.text(invoice.event.contract)
      row.day(invoice.event.periodFrom)
      row.day(invoice.event.periodTo)
      row.integer(invoice.lines.count)
      row.text(invoice.event.priceList)
      row.integer(invoice.position)
      try row.endRow()
    }
  }
}

extension DocumentModel.Invoice {
  /// Whether it is settled, and whether by a credit note as a whole.
  var status: StaticString {
    if event.ttc > .zero && credited == event.ttc { return "credited" }
    if open == .zero { return "paid" }
    return paid == .zero ? "open" : "partly_paid"
  }
}

/// `invoice_line`: what an invoice is made of, with the events that made each line.
enum InvoiceLineTable: ReadModel {
  static let table = DocumentLines.table("invoice_line", "lines of invoices, with their sources")

  static func count(_ models: borrowing ReadModels) -> Int {
    models.documents.invoices.reduce(0) { $0 + $1.lines.count }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let invoices = models.documents.invoices
    try invoices.forEach(by: { $0.event.number }) { (_, invoice) throws(ProjectionError) in
      try DocumentLines.write(
        invoice.lines, of: invoice.event.number, invoice.event.party, invoice.event.vatByRate,
        invoice.event.mentions, to: &row)
    }
  }
}

/// The lines of invoices and credit notes, alike.
enum DocumentLines {
  static func table(_ name: String, _ about: String) -> Table {
    Table(
      name, about, key: ["number", "line"], ofClient: "client = ?1",
      [
        .required("number"), .required("line", .integer), .required("client"),
        .required("label"), .required("quantity", .integer), .required("unit", .unitPrice),
        .required("net", .money), .required("vat_code"), .optional("vat_rate", .rate),
        .optional("mention"), .required("source_positions", .list), .optional("appointment"),
        .optional("rank", .integer), .optional("month_from", .day), .optional("lead"),
      ])
  }

  static func write(
    _ lines: [InvoiceLine], of number: String, _ client: String, _ groups: [VATGroup],
    _ mentions: [Mention], to row: inout RowWriter
  ) throws(ProjectionError) {
    for (index, line) in lines.enumerated() {
      let mention = line.vatCode.mention
      row.text(number)
      row.integer(index + 1)
      row.text(client)
      row.text(line.label)
      row.integer(line.qty)
      row.unitPrice(line.unit)
      row.money(line.ht)
      row.text(line.vatCode.rawValue)
      row.rate(line.vatRate ?? groups.first { $0.vatCode == line.vatCode }?.rate)
      row.text(mention.flatMap { mentions.contains($0) ? $0.rawValue : nil })
      row.list(line.sourceEvents)
      row.text(line.appointment)
      row.integer(line.rank)
      row.day(line.monthFrom)
      row.text(line.lead)
      try row.endRow()
    }
  }
}
