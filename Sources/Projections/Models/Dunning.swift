import Ledger

/// `dunning`: the invoices that are not paid, how far their recovery has come, and what comes next (G-19).
enum DunningTable: ReadModel {
  static let table = Table(
    "dunning", "unpaid invoices, how far their recovery has come and what comes next",
    key: ["invoice"], ofClient: "client = ?1",
    [
      .required("invoice"), .required("client"), .required("stage"), .required("next_action"),
      .optional("opens_at", .instant), .required("due_on", .day), .optional("collect_on", .day),
      .required("open", .money), .required("indemnity", .money), .required("interest", .money),
      .optional("accrued", .money), .required("rejections", .integer), .optional("debit"),
    ])

  /// The open invoices, and whether each is late by the instant asked about.
  private static func unpaid(_ models: borrowing ReadModels) -> [DocumentModel.Invoice] {
    models.documents.invoices.filter { $0.open > .zero }
  }

  static func count(_ models: borrowing ReadModels) -> Int { unpaid(models).count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let invoices = unpaid(models)
    let late = models.late
    try invoices.forEach(by: { $0.event.number }) { (_, invoice) throws(ProjectionError) in
      let number = invoice.event.number
      let collection = late.collections[number] ?? LateModel.Collection()
      let state = stage(
        invoice, collection, late, models.access.opening(of: invoice.event.contract))
      row.text(number)
      row.text(invoice.event.party)
      row.choice(state.stage)
      row.choice(state.next)
      row.instant(state.opens)
      row.day(invoice.event.dueOn)
      row.day(invoice.event.collectOn)
      row.money(invoice.open)
      row.money(late.total(.indemnity, of: number))
      row.money(late.total(.interest, of: number))
      row.money(accrued(invoice, models))
      row.integer(collection.rejections)
      row.text(collection.pending)
      try row.endRow()
    }
  }

  /// Interest since the due day that no payment has brought to account yet.
  private static func accrued(_ invoice: DocumentModel.Invoice, _ models: borrowing ReadModels)
    -> Money?
  {
    guard let present = models.present, let config = models.terms.config(invoice.terms) else {
      return nil
    }
    return models.late.accrued(on: invoice, by: Paris.day(of: present), config)
  }

  private static func stage(
    _ invoice: DocumentModel.Invoice, _ collection: LateModel.Collection, _ late: LateModel,
    _ formal: Instant?
  ) -> (stage: StaticString, next: StaticString, opens: Instant?) {
    let day = max(invoice.event.dueOn, invoice.event.collectOn ?? invoice.event.dueOn)
    if collection.pending != nil { return ("debit_pending", "bank_answer", nil) }
    if let formal { return ("formal_notice", "suspend_or_terminate", formal) }
    if collection.rejections > 0 {
      return ("rejected", "represent_debit", collection.rejectedAt)
    }
    if late.total(.indemnity, of: invoice.event.number) > .zero {
      return ("late", "formal_notice", Paris.end(of: day))
    }
    return ("due", "collection", Paris.start(of: day))
  }
}
