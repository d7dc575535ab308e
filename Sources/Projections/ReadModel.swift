/// A read model that becomes a table: how many rows, and the rows in the order of the primary key.
protocol ReadModel: Sendable {
  static var table: Table { get }
  static func count(_ models: borrowing ReadModels) -> Int
  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
}

/// Every table of the file.
enum Tables {
  /// Those that hold rows, in the order in which they are written.
  static let stored: [any (ReadModel & SendableMetatype).Type] = [
    AppointmentTable.self, ContractTable.self, PartyTable.self, InvoiceTable.self,
    InvoiceLineTable.self, CreditNoteTable.self, CreditNoteLineTable.self, BalanceTable.self,
    PeriodTable.self, DeadlineLifeTable.self, TaskTable.self, JournalTable.self, TermsTable.self,
    ChargeTable.self, DunningTable.self, AccessTable.self, DecisionTable.self, ConsentTable.self,
    DeferredRevenueTable.self, ReadingTable.self, LeadTable.self, LeadPurchaseTable.self,
    ClaimTable.self, WalletTable.self, WalletLotTable.self, WalletMovementTable.self,
    BeneficiaryTable.self, FingerprintTable.self, OrderTable.self, CampaignTable.self,
    DeliveryTable.self, DeliveryClaimTable.self, AddressFileTable.self,
  ]
  /// Those put together from others when they are read.
  static let views = [DeadlineTable.table, StatementTable.table]
  /// Those that are questions, and not parts of one.
  static let questions =
    stored.map { $0.table }.filter { !$0.isPart } + views
}

/// What several models need, computed once from the folded state.
struct Derived {
  var ranking: Ranking

  init(_ models: borrowing ReadModels) { ranking = models.ranking() }
}
