import Ledger

/// `wallet`: what is in each Tirelire (WAL, A-AP-10).
enum WalletTable: ReadModel {
  static let table = Table(
    "wallet", "what is in each Tirelire, in its basis, before VAT and with it", key: ["client"],
    ofClient: "client = ?1",
    [
      .required("client"), .required("wallet_basis"), .required("balance", .money),
      .required("net", .money), .required("gross", .money), .required("total_in", .money),
      .required("total_out", .money), .required("lots", .integer), .required("movements", .integer),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.wallets.ofClient.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    var credited: [String: Money] = [:]
    var debited: [String: Money] = [:]
    var counted: [String: (count: Int, last: Int)] = [:]
    for movement in models.wallets.movements {
      if movement.amount > .zero {
        credited[movement.client, default: .zero] += movement.amount
      } else {
        debited[movement.client, default: .zero] += -movement.amount
      }
      counted[movement.client, default: (0, 0)].count += 1
      counted[movement.client]?.last = movement.position
    }
    let clients = Array(models.wallets.ofClient.keys)
    try clients.forEach(by: { $0 }) { (_, client) throws(ProjectionError) in
      let lots = models.wallets.lots(of: client)
      row.text(client)
      row.text(lots.last?.basis.rawValue ?? "")
      row.money(lots.map(\.left).sum())
      row.money(lots.map(\.net).sum())
      row.money(lots.map(\.gross).sum())
      row.money(credited[client] ?? .zero)
      row.money(debited[client] ?? .zero)
      row.integer(lots.count { $0.left > .zero })
      row.integer(counted[client]?.count ?? 0)
      row.integer(counted[client]?.last ?? 0)
      try row.endRow()
    }
  }
}

/// `wallet_lot`: the money in a Tirelire, lot by lot; the oldest is used first (AP-4.7).
enum WalletLotTable: ReadModel {
  static let table = Table(
    "wallet_lot", "lots of the Tirelires, with their VAT, their document and what is left",
    key: ["lot"], ofClient: "client = ?1",
    [
      .required("lot"), .required("client"), .required("wallet_source"),
      .required("wallet_basis"), .required("net", .money), .required("vat_rate", .rate),
      .required("gross", .money), .required("left", .money), .optional("invoice"),
      .optional("payment"), .optional("claim"), .optional("credit_note"),
      .required("credited_at", .instant), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.wallets.lots.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let lots = models.wallets.lots
    try lots.forEach(by: { $0.event.lot }) { (_, lot) throws(ProjectionError) in
      row.text(lot.event.lot)
      row.text(lot.event.wallet)
      row.text(lot.event.source.rawValue)
      row.text(lot.basis.rawValue)
      row.money(lot.event.amountHt)
      row.rate(lot.event.vat)
      row.money(lot.event.amountTtc)
      row.money(lot.left)
      row.text(lot.event.invoice)
      row.text(lot.event.payment)
      row.text(lot.event.claim)
      row.text(lot.creditNote)
      row.instant(lot.at)
      row.integer(lot.position)
      try row.endRow()
    }
  }
}

/// `wallet_movement`: what came into each Tirelire and what left it, with what was in it after.
enum WalletMovementTable: ReadModel {
  static let table = Table(
    "wallet_movement", "credits and debits of the Tirelires, with the balance after each",
    key: ["client", "line"], ofClient: "client = ?1",
    [
      .required("client"), .required("line", .integer), .required("at", .instant),
      .required("movement"), .required("debit", .money), .required("credit", .money),
      .required("balance", .money), .required("lots", .list), .optional("invoice"),
      .optional("payment"), .optional("claim"), .optional("lead"),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.wallets.movements.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let movements = models.wallets.movements
    var lines: [String: Int] = [:]
    try movements.forEach(by: { $0.client }) { (_, movement) throws(ProjectionError) in
      lines[movement.client, default: 0] += 1
      row.text(movement.client)
      row.integer(lines[movement.client] ?? 0)
      row.instant(movement.at)
      row.choice(movement.kind)
      row.money(movement.amount < .zero ? -movement.amount : .zero)
      row.money(max(movement.amount, .zero))
      row.money(movement.balance)
      row.list(movement.lots)
      row.text(movement.invoice)
      row.text(movement.payment)
      row.text(movement.claim)
      row.text(movement.lead)
      row.integer(movement.position)
      try row.endRow()
    }
  }
}
