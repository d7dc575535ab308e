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
      .optional("collection"),
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
      let procedure = late.procedure(of: number)
      let state = stage(
        invoice, collection, late, models.access.opening(of: invoice.event.contract), procedure,
        isOverdue: isOverdue(invoice, collection, models))
      row.text(number)
      row.text(invoice.event.party)
      row.choice(state.stage)
      row.choice(state.next)
      row.instant(state.opens)
      row.day(invoice.event.dueOn)
      row.day(invoice.event.collectOn)
      row.money(invoice.open)
      row.money(late.total(.indemnity, of: number) + indemnity(of: procedure, on: number, late))
      row.money(late.total(.interest, of: number))
      row.money(accrued(invoice, models))
      row.integer(collection.rejections)
      row.text(collection.pending)
      row.text(procedure?.collection)
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

  /// The lump sum of a whole procedure stands on its first invoice (AP-4.12, A-AP-19).
  private static func indemnity(
    of procedure: CollectionOpened?, on invoice: String, _ late: LateModel
  ) -> Money {
    guard let procedure, procedure.invoices.first == invoice else { return .zero }
    return late.charges.filter {
      $0.kind == .indemnity && $0.invoice == nil && $0.collection == procedure.collection
    }.map(\.amount).sum()
  }

  /// Past its day without an indemnity by law: under Active Prospects only a procedure brings one (AP-4.12).
  private static func isOverdue(
    _ invoice: DocumentModel.Invoice, _ collection: LateModel.Collection,
    _ models: borrowing ReadModels
  ) -> Bool {
    guard models.system == .activeProspects, invoice.event.kind.canBeLate,
      let present = models.present
    else { return false }
    let due = invoice.event.dueOn
    let last = collection.rejections > 0 ? due : max(due, invoice.event.collectOn ?? due)
    return Paris.day(of: present) > last
  }

  private static func stage(
    _ invoice: DocumentModel.Invoice, _ collection: LateModel.Collection, _ late: LateModel,
    _ formal: Instant?, _ procedure: CollectionOpened?, isOverdue: Bool
  ) -> (stage: StaticString, next: StaticString, opens: Instant?) {
    let day = max(invoice.event.dueOn, invoice.event.collectOn ?? invoice.event.dueOn)
    if collection.pending != nil { return ("debit_pending", "bank_answer", nil) }
    if let formal { return ("formal_notice", "suspend_or_terminate", formal) }
    if let procedure { return ("recovery", "payment", Paris.start(of: procedure.openedOn)) }
    if collection.rejections > 0 {
      return ("rejected", "represent_debit", collection.rejectedAt)
    }
    if late.total(.indemnity, of: invoice.event.number) > .zero {
      return ("late", "formal_notice", Paris.end(of: day))
    }
    if isOverdue { return ("late", "open_collection", Paris.end(of: day)) }
    return ("due", "collection", Paris.start(of: day))
  }
}
