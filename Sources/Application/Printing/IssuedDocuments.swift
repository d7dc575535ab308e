public import Documents
import EventStore
import Ledger

/// The invoices and credit notes of a ledger, each as it was when it was issued.
public struct IssuedDocuments {
  private let home: LedgerHome

  public init(_ home: LedgerHome) { self.home = home }

  /// Gives the documents in the order of their issue.
  ///
  /// - Parameter number: the one that is wanted; nil for all.
  /// - Throws: `LedgerError.log` when the log is damaged, and what `body` throws.
  public func forEach(
    _ number: String?, _ body: (PrintedDocument) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let card = try home.card()
    let opener = Sealer(
      try Keys.open(home, origin: card.origin, clock: card.clock), origin: card.origin)
    var known = KnownAtIssue()
    try LedgerReader(home).forEach(verify: true) { (event) throws(LedgerError) in
      guard let document = known.take(event, opening: { opener.open($0, $1) }),
        number == nil || number == document.number
      else { return }
      try body(document)
    }
  }
}

/// What a document may speak of: what the events before it said.
struct KnownAtIssue {
  private var provider = Provider.unset
  private var system: System?
  private var configs: [String: TermsConfig] = [:]
  /// How each payment came, and the payment of each top-up by its invoice.
  private var methods: [String: PaymentMethod] = [:]
  private var topUps: [String: String] = [:]
  private var clients: [String: PrintedDocument.Client] = [:]
  private var orders: [String: PrintedDocument.Order] = [:]
  private var mandates: Set<String> = []
  private var issueDates: [String: Day] = [:]
  private var listed: [String: [InvoiceLine]] = [:]

  /// Learns from an event; gives the document when it issues one.
  mutating func take(
    _ recorded: RecordedEvent, opening open: (SealedBox, SealingPlace) -> Personal?
  ) -> PrintedDocument? {
    switch recorded.event {
    case .ledgerCreated(let event):
      provider = event.provider
      system = event.contract
    case .termsVersionPublished(let event): configs[event.version] = event.config
    case .paymentReceived(let event): methods[event.payment] = event.method
    case .walletCredited(let event):
      if let invoice = event.invoice, event.source == .payment { topUps[invoice] = event.payment }
    case .partyRegistered(let event):
      clients[event.party] = client(event, opened(event.identity, "identity", recorded, open))
    case .paymentMethodRegistered(let event): mandates.insert(event.party)
    case .orderPlaced(let event):
      orders[event.order] = PrintedDocument.Order(id: event.order, paidBy: event.paidBy)
    case .invoiceLinesListed(let event): listed[event.invoice, default: []] += event.lines
    case .invoiceIssued(let event): return invoice(event, recorded)
    case .creditNoteIssued(let event): return creditNote(event, recorded)
    case .partyDetailsChanged(let event):
      change(event.party, event.changed, opened(event.values, "values", recorded, open))
    // Nothing of the others stands on a page.
    default: break
    }
    return nil
  }

  private enum Identity {
    case known(Personal)
    case erased

    func datum(_ field: KeyPath<Personal, String?>) -> PrintedDocument.Datum {
      switch self {
      case .known(let personal): personal[keyPath: field].map { .known($0) } ?? .unknown
      case .erased: .erased
      }
    }
  }

  private func opened(
    _ sealed: Sealed, _ field: String, _ event: RecordedEvent,
    _ open: (SealedBox, SealingPlace) -> Personal?
  ) -> Identity {
    switch sealed {
    case .none: return .known(Personal())
    case .clear(let personal, _, _): return .known(personal)
    case .box(let box):
      let place = SealingPlace(
        stream: event.stream, version: event.version, type: event.event.type, field: field)
      return open(box, place).map { .known($0) } ?? .erased
    }
  }

  private func client(_ event: PartyRegistered, _ identity: Identity) -> PrintedDocument.Client {
    PrintedDocument.Client(
      id: event.party, name: identity.datum(\.name), address: identity.datum(\.address),
      registrationNo: event.registrationNo)
  }

  /// From now on documents bear the new details; those issued before keep theirs.
  private mutating func change(_ party: String, _ fields: [String], _ identity: Identity) {
    if fields.contains("name") { clients[party]?.name = identity.datum(\.name) }
    if fields.contains("address") { clients[party]?.address = identity.datum(\.address) }
  }

  private func client(_ id: String) -> PrintedDocument.Client {
    clients[id]
      ?? PrintedDocument.Client(id: id, name: .unknown, address: .unknown, registrationNo: nil)
  }

  private func order(_ account: String?) -> PrintedDocument.Order? {
    account.flatMap { orders[$0] }
  }

  /// What a document is drawn up under, unless that is an order.
  private func contract(_ account: String?) -> String? { order(account) == nil ? account : nil }

  /// The contract has its months paid by direct debit (BC-4.5); a pack is paid with its order (BC-3.1),
  /// and months in advance are debited when there is a mandate for it (BC-4.6).
  private func isDebited(_ event: InvoiceIssued) -> Bool {
    switch event.kind {
    case .subscription, .extras, .option, .purchases, .complement: true
    case .starter, .walletTopup, .fee, .order, .final: false
    case .prepayment: mandates.contains(event.party)
    }
  }

  private mutating func invoice(_ event: InvoiceIssued, _ recorded: RecordedEvent)
    -> PrintedDocument
  {
    issueDates[event.number] = event.issueDate
    let collection = PrintedDocument.Collection(
      kind: event.kind, from: event.periodFrom, to: event.periodTo, dueOn: event.dueOn,
      isDebited: isDebited(event), collectOn: event.collectOn,
      days: days(event, recorded), settled: settled(event))
    var document = PrintedDocument(
      number: event.number, issueDate: event.issueDate, kind: .invoice(collection),
      provider: provider, client: client(event.party), contract: contract(event.contract),
      order: order(event.contract), terms: recorded.terms,
      lines: (listed.removeValue(forKey: event.invoice) ?? []) + event.lines,
      groups: event.vatByRate, net: event.ht, gross: event.ttc)
    if system == .activeProspects {
      document.late = .activeProspects(
        PrintedDocument.Recovery(
          configs[recorded.terms ?? ""]?.activeProspects ?? ActiveProspectsReadings()))
    }
    return document
  }

  /// The days to pay that the terms name, for leads bought by direct debit (AP-4.2).
  private func days(_ event: InvoiceIssued, _ recorded: RecordedEvent) -> Int? {
    guard event.kind == .purchases || event.kind == .complement else { return nil }
    return configs[recorded.terms ?? ""]?.activeProspects.paymentDays
  }

  private func settled(_ event: InvoiceIssued) -> PrintedDocument.Settled? {
    switch event.kind {
    case .walletTopup: .topUp(topUps[event.number].flatMap { methods[$0] })
    case .fee where system == .activeProspects: .fromWallet
    case .subscription, .extras, .option, .prepayment, .starter, .purchases, .complement, .fee,
      .order, .final:
      nil
    }
  }

  private func creditNote(_ event: CreditNoteIssued, _ recorded: RecordedEvent) -> PrintedDocument {
    let corrected = event.corrects.map {
      PrintedDocument.Corrected(number: $0, issueDate: issueDates[$0])
    }
    return PrintedDocument(
      number: event.number, issueDate: event.issueDate,
      kind: .creditNote(corrects: corrected, use: event.usable), provider: provider,
      client: client(event.party), contract: contract(event.contract),
      order: order(event.contract), terms: recorded.terms, lines: event.lines,
      groups: event.vatByRate, net: event.ht, gross: event.ttc)
  }
}
