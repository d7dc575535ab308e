import Ledger

/// `order`: what each client ordered, whether it is paid and firm, and what came of it (MC-D.1, MC-II.2, MC-III.2).
enum OrderTable: ReadModel {
  static let table = Table(
    "order", "orders: what was sold, whether it is firm and paid, what was delivered",
    key: ["order"], ofClient: "client = ?1 OR billed = ?1",
    [
      .required("order"), .required("client"), .required("billed"), .required("offer"),
      .optional("sale"), .required("placed_on", .day), .required("total_net", .money),
      .optional("clicks", .integer), .required("status"), .optional("irrevocable_at", .instant),
      .optional("validated_at", .instant), .optional("invoice"),
      .optional("delivered", .integer), .required("terms"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.advertising.orders.all.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let advertising = models.advertising
    try advertising.orders.all.forEach(by: { $0.event.order }) {
      (_, order) throws(ProjectionError) in
      row.text(order.event.order)
      row.text(order.event.client)
      row.text(order.billed)
      row.text(order.event.product)
      row.text(order.event.sale?.rawValue)
      row.day(Paris.day(of: order.at))
      row.money(order.event.totalHt)
      row.integer(order.event.clicksGuaranteed)
      row.choice(order.status)
      row.instant(order.confirmed)
      row.instant(order.validated)
      row.text(order.invoice)
      row.integer(advertising.delivered(order))
      row.text(order.terms)
      row.integer(order.position)
      try row.endRow()
    }
  }
}
