/// `statement`: the account of each client as a view on the journal, by date, with what is owed after
/// each line; below zero it is in the client's favour. It ends at what `balance` shows.
enum StatementTable {
  static let table = Table(
    "statement", "the account of each client, line by line, with the running balance",
    key: ["client", "line"], ofClient: "client = ?1",
    view: """
      SELECT auxiliary AS client,
        row_number() OVER account AS line, date, piece AS document,
        CASE WHEN label LIKE 'Facture %' THEN 'invoice' WHEN label LIKE 'Avoir %' THEN 'credit_note'
          WHEN label LIKE 'Règlement %' THEN 'payment'
          WHEN label LIKE 'Annulation %' THEN 'payment_corrected'
          WHEN label LIKE 'Remboursement %' THEN 'refund'
          WHEN label LIKE 'Tirelire %' THEN 'wallet' ELSE 'late_payment' END AS kind,
        label, debit_cents, credit_cents,
        sum(debit_cents - credit_cents) OVER account AS balance_cents, source_position
      FROM journal WHERE auxiliary IS NOT NULL
      WINDOW account AS (PARTITION BY auxiliary ORDER BY date, entry, line
        ROWS UNBOUNDED PRECEDING)
      """,
    [
      .required("client"), .required("line", .integer), .required("date", .day),
      .required("document"), .required("kind"), .required("label"), .required("debit", .money),
      .required("credit", .money), .required("balance", .money),
      .required("source_position", .integer),
    ])
}
