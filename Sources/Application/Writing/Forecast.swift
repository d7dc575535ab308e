import Commands
public import Ledger

/// One thing that will fall due, and what it will bring about.
public struct DueItem: Sendable {
  public var instant: Instant
  /// The command that it will be: `ElapseDeadline`, `RenewContract` …
  public var command: String
  public var subject: String
  /// The types of the events, in order.
  public var events: [String]
  /// The invoice that it will draw up, if any.
  public var invoice: (number: String, gross: Money)?

  init(_ item: AgendaItem, _ body: any CommandBody, _ drafts: [Draft]) {
    instant = item.instant
    command = "\(type(of: body).verb)"
    subject = item.subject
    events = drafts.map(\.event.type)
    for draft in drafts {
      if case .invoiceIssued(let issued) = draft.event { invoice = (issued.number, issued.ttc) }
    }
  }
}

extension LedgerWriter {
  /// Gives what falls due up to an instant, if nothing else happens until then; writes nothing, and
  /// nothing can be written with this writer any more.
  ///
  /// - Throws: `LedgerError.home` when the instant is behind the ledger's clock.
  public func forecast(to instant: Instant, _ give: (DueItem) -> Void) throws(LedgerError) {
    isDryRun = true
    try requireAhead(instant)
    while let (item, body) = book.takeDue(upTo: instant) {
      give(DueItem(item, body, try run(item, body)))
    }
  }
}
