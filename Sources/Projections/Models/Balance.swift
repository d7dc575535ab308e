import Ledger

/// `balance`: what each client owes and has in credit, added up from documents and payments.
enum BalanceTable: ReadModel {
  static let table = Table(
    "balance", "what each client owes, what is in its wallet and what it has in credit",
    key: ["client"],
    ofClient: "client = ?1",
    [
      .required("client"), .required("receivable", .money), .required("wallet", .money),
      .required("credit", .money), .required("open_invoices", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.payments.accounts.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let balances = Balances(models)
    let clients = Array(models.payments.accounts.keys)
    try clients.forEach(by: { $0 }) { (_, client) throws(ProjectionError) in
      let balance = balances.of(client)
      row.text(client)
      row.money(balance.receivable)
      row.money(models.wallets.balance(of: client))
      row.money(balance.credit)
      row.integer(balance.openInvoices)
      try row.endRow()
    }
  }
}

/// What each client owes and is owed, added up from documents and payments.
struct Balances {
  struct Balance {
    var receivable = Money.zero
    var credit = Money.zero
    var openInvoices = 0
  }

  private var balances: [String: Balance] = [:]

  init(_ models: borrowing ReadModels) {
    for invoice in models.documents.invoices where invoice.open != .zero {
      balances[invoice.event.party, default: Balance()].receivable += invoice.open
      balances[invoice.event.party, default: Balance()].openInvoices += 1
    }
    for charge in models.late.charges where charge.open != .zero {
      balances[charge.party, default: Balance()].receivable += charge.open
    }
    for credit in models.payments.credits.values {
      balances[credit.party, default: Balance()].credit += credit.rest
    }
  }

  func of(_ client: String) -> Balance { balances[client] ?? Balance() }
}
