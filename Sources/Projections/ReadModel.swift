/// A read model that becomes a table: how many rows, and the rows in the order of the primary key.
protocol ReadModel: Sendable {
  static var table: Table { get }
  static func count(_ models: borrowing ReadModels) -> Int
  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
}

/// Every table of the file, in the order in which it is written.
enum Tables {
  static let all: [any (ReadModel & SendableMetatype).Type] = [
    AppointmentTable.self, ContractTable.self, PartyTable.self, InvoiceTable.self,
    InvoiceLineTable.self, CreditNoteTable.self, CreditNoteLineTable.self, BalanceTable.self,
    DeadlineTable.self, TaskTable.self, JournalTable.self, TermsTable.self,
  ]
}

/// What several models need, computed once from the folded state.
struct Derived {
  var ranking: Ranking

  init(_ models: borrowing ReadModels) { ranking = Ranking(models) }
}
