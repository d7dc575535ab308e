import Ledger

/// `deferred_revenue`: what was invoiced ahead of the service, in shares, each earned on its day (REV).
///
/// A month is earned once it is over, a pack with each appointment that is validated, an extra when it is
/// invoiced. The shares of an invoice are its net amount divided evenly, the remainder in the last. A credit of the
/// Tirelire is an advance, earned with each lead that it buys (AP-4.6). An order is earned when its messages are sent,
/// its clicks delivered or stopped, its file delivered (MC-B.5, MC-A.6, MC-L.3).
enum DeferredRevenueTable: ReadModel {
  static let table = Table(
    "deferred_revenue", "what is invoiced, in shares that are earned as the service is done",
    key: ["number", "share"], ofClient: "client = ?1",
    [
      .required("number"), .required("share", .integer), .required("client"), .required("kind"),
      .required("net", .money), .optional("earned_on", .day), .required("state"),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.documents.invoices.reduce(0) { $0 + DeferredRevenue.count($1, models) }
      + partial(models).reduce(0) { $0 + DeferredRevenue.shares($1, models).count }
  }

  /// Credit notes on part of an invoice: taken from what is earned, the day they are issued.
  private static func partial(_ models: borrowing ReadModels) -> [DocumentModel.CreditNote] {
    let documents = models.documents
    return documents.creditNotes.filter { note in
      note.event.corrects.contains { documents.look(up: $0)?.isTakenBack != true }
    }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let invoices = models.documents.invoices.map { ($0.event.number, Optional($0)) }
    let notes = partial(models)
    let documents = (invoices + notes.map { ($0.event.number, nil) }).sorted { $0.0 < $1.0 }
    for (number, invoice) in documents {
      if let invoice {
        try write(invoice, models, &row)
      } else if let note = notes.first(where: { $0.event.number == number }) {
        let shares = DeferredRevenue.shares(note, models)
        try write(shares, number, note.event.party, "credit_note", models, &row)
      }
    }
  }

  private static func write(
    _ invoice: DocumentModel.Invoice, _ models: borrowing ReadModels, _ row: inout RowWriter
  ) throws(ProjectionError) {
    var shares = DeferredRevenue.shares(invoice, models)
    if invoice.isTakenBack { for index in shares.indices { shares[index].isCancelled = true } }
    try write(
      shares, invoice.event.number, invoice.event.party, invoice.event.kind.rawValue, models, &row)
  }

  private static func write(
    _ shares: [DeferredRevenue.Share], _ number: String, _ client: String, _ kind: String,
    _ models: borrowing ReadModels, _ row: inout RowWriter
  ) throws(ProjectionError) {
    let today = models.present.map { Paris.day(of: $0) }
    for (index, share) in shares.enumerated() {
      let isEarned = share.earnedOn.map { day in today.map { day <= $0 } == true } == true
      row.text(number)
      row.integer(index + 1)
      row.text(client)
      row.text(kind)
      row.money(share.net)
      row.day(share.earnedOn)
      if share.isCancelled {
        row.choice("cancelled")
      } else {
        row.choice(isEarned ? "earned" : "deferred")
      }
      try row.endRow()
    }
  }
}

enum DeferredRevenue {
  struct Share {
    var net: Money
    /// The day on which it is earned, once that is known.
    var earnedOn: Day?
    var isCancelled = false
  }

  static func count(_ invoice: DocumentModel.Invoice, _ models: borrowing ReadModels) -> Int {
    switch invoice.event.kind {
    case .subscription where invoice.extras > .zero: 2
    case .subscription, .option, .extras: 1
    case .prepayment: months(invoice, models).count
    case .starter:
      models.terms.config(models.termsOfPack(invoice))?.btbconnect.starterAppointments ?? 1
    case .purchases, .complement, .fee, .order, .final: 1
    case .walletTopup: lotShares(models.wallets.lot(ofInvoice: invoice.event.number)).count
    }
  }

  /// What a lot bought is earned, what a closure gave back never is, and what is left waits.
  private static func lotShares(_ lot: WalletModel.Lot?) -> [Share] {
    guard let lot else { return [] }
    let uses = lot.uses.map { use in
      Share(net: use.net, earnedOn: use.on, isCancelled: use.reason == .closure)
    }
    return lot.net > .zero ? uses + [Share(net: lot.net)] : uses
  }

  /// A credit note takes from what is earned; the one of a closure only what it keeps. Money that it puts into a
  /// Tirelire is an advance again.
  static func shares(_ note: DocumentModel.CreditNote, _ models: borrowing ReadModels) -> [Share] {
    let day = note.event.issueDate
    if let closed = models.wallets.closedBy[note.event.number] {
      let kept = closed - note.event.ht
      return kept == .zero ? [] : [Share(net: kept, earnedOn: day)]
    }
    return [Share(net: -note.event.ht, earnedOn: day)]
      + models.wallets.lots(fromNote: note.event.number).flatMap { lotShares($0) }
  }

  static func shares(_ invoice: DocumentModel.Invoice, _ models: borrowing ReadModels) -> [Share] {
    if invoice.event.kind == .subscription && invoice.extras > .zero {
      // Extras that stand on the invoice of a month are earned when they are invoiced.
      return [
        Share(net: invoice.extras, earnedOn: invoice.event.issueDate),
        Share(
          net: invoice.event.ht - invoice.extras, earnedOn: invoice.event.periodTo.map { $0 + 1 }),
      ]
    }
    if invoice.event.kind == .walletTopup {
      return lotShares(models.wallets.lot(ofInvoice: invoice.event.number))
    }
    let count = count(invoice, models)
    let even = Money(cents: roundedHalfUp(invoice.event.ht.cents, over: count))
    let days: [Day?] =
      switch invoice.event.kind {
      case .extras: [invoice.event.issueDate]
      case .subscription, .option: [invoice.event.periodTo.map { $0 + 1 }]
      case .prepayment: months(invoice, models)
      case .purchases, .complement, .fee, .walletTopup: [invoice.event.issueDate]
      case .order, .final: [models.advertising.carriedOut(invoice.event.contract ?? "")]
      case .starter: models.deliveries(ofPack: invoice.event.contract ?? "")
      }
    return (0..<count).map { index in
      Share(
        net: index == count - 1 ? invoice.event.ht - (count - 1) * even : even,
        earnedOn: index < days.count ? days[index] : nil)
    }
  }

  /// The days after the months paid in advance.
  private static func months(_ invoice: DocumentModel.Invoice, _ models: borrowing ReadModels)
    -> [Day?]
  {
    guard let from = invoice.event.periodFrom, let to = invoice.event.periodTo,
      let anchor = models.contracts.look(up: invoice.event.contract ?? "")?.anchor
    else { return [nil] }
    let first = ContractMonth.number(of: from, anchor: anchor)
    let next = ContractMonth.number(of: to + 1, anchor: anchor)
    return (first..<max(next, first + 1)).map { ContractMonth.last($0, anchor: anchor) + 1 }
  }
}

extension DocumentModel.Invoice {
  /// Credited whole, so that none of it is earned; what became of a top-up, its lot says.
  var isTakenBack: Bool { isCreditedWhole && event.kind != .walletTopup }
  var isCreditedWhole: Bool { event.ttc > .zero && credited == event.ttc }
}

extension ReadModels {
  /// The invoice of a pack, which bills all its appointments.
  func invoice(ofPack order: String?) -> String? {
    order.flatMap { contracts.look(up: $0)?.packInvoice }
  }

  func termsOfPack(_ invoice: DocumentModel.Invoice) -> String {
    contracts.look(up: invoice.event.contract ?? "")?.terms ?? ""
  }

  /// The days on which the appointments of a pack were validated, in order.
  func deliveries(ofPack order: String) -> [Day?] {
    appointments.appointments.filter { $0.order == order && $0.validated != nil }
      .map { Paris.day(of: $0.validatedAt) }.sorted()
  }
}
