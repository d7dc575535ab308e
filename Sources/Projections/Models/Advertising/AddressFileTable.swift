import Ledger

/// `address_file`: files of addresses: sold to a client (MC-L.3 to MC-L.9), or given by one (MC-B.3, MC-B.17, MC-S.6).
enum AddressFileTable: ReadModel {
  static let table = Table(
    "address_file", "files of addresses: whose, how many, until when to be used and kept",
    key: ["file"], ofClient: "client = ?1",
    [
      .required("file"), .required("client"), .optional("order"), .required("source"),
      .optional("category"), .optional("format"), .optional("rows", .integer),
      .optional("ordered", .integer), .optional("delivered", .integer),
      .optional("delivered_at", .instant), .optional("returned", .integer),
      .optional("use_by", .day), .optional("hold_until", .day), .required("opt_in", .flag),
      .optional("destroy_by", .day), .optional("destroyed_at", .instant),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.advertising.files.all.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let advertising = models.advertising
    try advertising.files.all.forEach(by: { $0.id }) { (_, file) throws(ProjectionError) in
      let delivered = file.delivered
      row.text(file.id)
      row.text(file.client)
      row.text(file.order)
      row.text(file.source.rawValue)
      row.text(delivered?.category?.rawValue)
      row.text(delivered?.format.rawValue)
      row.integer(file.rows)
      row.integer(delivered?.ordered)
      row.integer(delivered?.delivered)
      row.instant(delivered?.availableAt)
      row.integer(file.order.flatMap { advertising.orders.look(up: $0)?.returned?.count })
      row.day(delivered?.useBy)
      row.day(delivered?.holdUntil)
      row.flag(file.isOptInWarranted)
      row.day(file.destroyBy)
      row.instant(file.destroyed)
      row.integer(file.position)
      try row.endRow()
    }
  }
}
