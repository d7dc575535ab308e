import Ledger
import Projections

/// What a person reads of an answer: its main columns, and instants as the clocks of Paris show them.
enum Brief {
  /// The main columns of the questions that have more; the others are shown whole.
  private static let columns: [String: [String]] = [
    "appointment": [
      "appointment", "client", "contract", "starts_at", "status", "validated_at", "basis",
      "anomaly_deadline", "contract_month", "rank", "bucket", "invoiced_in",
    ],
    "contract": [
      "contract", "client", "plan", "status", "start", "term_ends", "last_notice_day", "terms",
      "price_list", "price",
    ],
    "party": ["party", "kind", "registration_no", "profession", "eligible", "name"],
    "invoice": [
      "number", "client", "kind", "issue_date", "due_on", "collect_on", "net", "vat", "gross",
      "paid", "open", "status",
    ],
    "invoice_line": [
      "number", "line", "label", "quantity", "unit", "net", "vat_code", "rank", "source_positions",
    ],
    "credit_note": ["number", "corrects", "client", "issue_date", "net", "vat", "gross", "usable"],
    "deadline": [
      "deadline", "kind", "rule", "set_on", "unit", "count", "last_instant", "state", "days",
    ],
    "lead": [
      "lead", "range", "zone", "price_exclusive", "price_shared", "owners", "modes_left", "sold",
    ],
    "lead_purchase": [
      "position", "lead", "client", "mode", "price", "vat_rate", "payment_mode", "bought_at",
      "invoice", "settled",
    ],
    "claim": ["claim", "lead", "client", "claim_kind", "state", "price", "amount", "form"],
    "wallet_lot": [
      "lot", "client", "wallet_source", "net", "vat_rate", "gross", "left", "invoice",
    ],
    "wallet_movement": [
      "client", "line", "at", "movement", "debit", "credit", "balance", "invoice", "lead",
    ],
    "beneficiary": [
      "client", "state", "payment_mode", "debit_withdrawn", "rejections", "alerts", "sectors",
      "zones", "insured_to",
    ],
    "statement": [
      "client", "date", "document", "kind", "label", "debit", "credit", "balance",
    ],
    "task": [
      "task", "right", "subject", "rule", "opens_at", "answer_by", "age_days", "state",
    ],
    "timeline": ["position", "occurred", "recorded", "type", "rule", "basis", "summary"],
  ]

  static func of(_ answer: Answer, _ question: String) -> Answer {
    let wanted = columns[question]
    let kept = answer.columns.indices.filter { index in
      wanted?.contains(answer.columns[index].name) ?? true
        || answer.columns[index].name == "ledger"
    }
    return inParis(
      Answer(
        columns: kept.map { answer.columns[$0] },
        rows: answer.rows.map { row in kept.map { row[$0] } }))
  }

  /// Instants as the clocks of Paris show them.
  static func inParis(_ answer: Answer) -> Answer {
    Answer(
      columns: answer.columns,
      rows: answer.rows.map { row in
        zip(row, answer.columns).map { inParis($0, $1.kind) }
      })
  }

  private static func inParis(_ value: Value, _ kind: ColumnKind) -> Value {
    guard kind == .instant, case .text(let text) = value, let instant = Instant(text) else {
      return value
    }
    return .text(Paris.text(instant))
  }
}
