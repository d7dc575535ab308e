import Ledger

/// Leads, their prices, and who bought them (AP-1.3 to AP-3.2).
struct LeadModel {
  struct Lead {
    /// Without what is sealed in it.
    var event: LeadCaptured
    var contact: Contact
    var offered: LeadOffered?
    var prices: [Price] = []
    /// Where its purchases stand, in their order.
    var purchases: [Int] = []
    var position: Int
  }

  /// What is known of the person who asked.
  enum Contact {
    case none
    case known(Personal)
    case erased

    /// A detail, `[erased]` once the key is gone.
    func detail(_ field: KeyPath<Personal, String?>) -> String? {
      switch self {
      case .none: nil
      case .known(let personal): personal[keyPath: field]
      case .erased: PartyModel.erased
      }
    }
  }

  /// A price before VAT, from an instant on.
  struct Price {
    var mode: SellingMode
    var price: Money
    var from: Instant
    var position: Int
  }

  struct Purchase {
    var event: LeadPurchased
    var at: Instant
    var terms: String
    /// The invoice that bills it, for a purchase by direct debit.
    var invoice: String?
    /// What paid it, for a purchase from the Tirelire.
    var parts: [LotPart] = []
    /// What was settled of claims on it, before VAT; never above its price.
    var settled = Money.zero
    var position: Int

    /// What a claim can still give back of its price.
    var unsettled: Money { event.priceHt - settled }

    var day: Day { Paris.day(of: at) }
  }

  private(set) var leads: [Lead] = []
  var purchases: [Purchase] = []
  /// Prices of whole ranges (AP-3.2).
  private(set) var rangePrices: [String: [Price]] = [:]
  /// Where each purchase stands, by its position in the log.
  private var places: [Int: Int] = [:]
  private var named = Naming()

  func look(up lead: String) -> Lead? { named.look(up: lead).map { leads[$0] } }

  mutating func captured(_ event: LeadCaptured, _ contact: Contact, _ position: Int) {
    var kept = event
    kept.contact = .none
    kept.dedupe = .none
    kept.project = .none
    if named.add(event.lead, at: leads.count) != nil { return }
    leads.append(Lead(event: kept, contact: contact, position: position))
  }

  mutating func offered(_ event: LeadOffered, _ position: Int) {
    guard let index = named.find(event.lead) else { return }
    leads[index].offered = event
    for (mode, price) in [
      (SellingMode.exclusive, event.priceExclusive), (.shared, event.priceShared),
    ] {
      guard let price else { continue }
      leads[index].prices.append(
        Price(mode: mode, price: price, from: event.effectiveAt, position: position))
    }
  }

  mutating func priced(_ event: LeadPriceChanged, _ position: Int) {
    let price = Price(
      mode: event.mode, price: event.price, from: event.effectiveAt, position: position)
    if let lead = event.lead, let index = named.find(lead) { leads[index].prices.append(price) }
    if let range = event.range { rangePrices[range, default: []].append(price) }
  }

  mutating func bought(_ purchase: Purchase) {
    if let index = named.find(purchase.event.lead) {
      leads[index].purchases.append(purchases.count)
    }
    places[purchase.position] = purchases.count
    purchases.append(purchase)
  }

  /// Where the purchase that is one of these events stands.
  func purchase(amongst positions: [Int]) -> Int? {
    positions.lazy.compactMap { places[$0] }.first
  }

  /// Where the purchases of a lead by a client stand, the oldest first: two, when it went from shared to exclusive.
  func purchases(of lead: String, by client: String) -> [Int] {
    (look(up: lead)?.purchases ?? []).filter { purchases[$0].event.party == client }
  }

  /// The price of a lead in a mode at an instant, of the lead or of its range (AP-3.1, AP-3.2).
  ///
  /// - Parameter position: only what stands in the log before it.
  func price(
    of lead: Lead, _ mode: SellingMode, at instant: Instant, before position: Int = .max
  ) -> Price? {
    let known = lead.prices + (rangePrices[lead.event.range] ?? [])
    return known.filter { $0.mode == mode && $0.from <= instant && $0.position < position }
      .max { ($0.from, $0.position) < ($1.from, $1.position) }
  }

  /// The purchases that keep a lead from others: one that was indemnified may count no more (A-AP-3).
  func owners(of lead: Lead, _ readings: ActiveProspectsReadings) -> [Purchase] {
    lead.purchases.map { purchases[$0] }
      .filter { !(readings.claimRestoresExclusive && $0.settled > .zero) }
  }

  /// In which modes anybody else can still buy a lead (AP-1.4).
  func modesLeft(of lead: Lead, _ readings: ActiveProspectsReadings) -> [SellingMode] {
    let owners = owners(of: lead, readings)
    let offered = lead.offered?.modes ?? []
    if owners.contains(where: { $0.event.mode == .exclusive }) { return [] }
    return offered.filter { mode in
      switch mode {
      case .exclusive: owners.isEmpty
      case .shared: readings.sharedMaxBuyers.count.map { owners.count < $0 } ?? true
      }
    }
  }
}

extension ReadModels {
  /// The readings of Active Prospects under which an event was decided; those of the newest version without one.
  func marketReadings(_ version: String? = nil) -> ActiveProspectsReadings {
    let config = version.flatMap { terms.config($0) } ?? terms.versions.last?.event.config
    return (config ?? TermsConfig()).activeProspects
  }

  mutating func captured(
    _ event: LeadCaptured, _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    let contact: LeadModel.Contact =
      switch event.contact {
      case .none: .none
      case .clear(let personal, _, _): .known(personal)
      case .box(let box): open(box, "contact", recorded).map { .known($0) } ?? .erased
      }
    leads.captured(event, contact, recorded.position)
    fingerprints.learn(
      event.dedupe, of: event.person, "lead", event.lead, recorded, open)
  }

  mutating func bought(_ event: LeadPurchased, _ recorded: RecordedEvent) {
    checkBought(event, recorded)
    leads.bought(
      LeadModel.Purchase(
        event: event, at: recorded.occurred, terms: recorded.terms ?? "",
        position: recorded.position))
  }

  /// Leads that an invoice bills: each once, bought by direct debit in its half-month (AP-4.3).
  mutating func leadsInvoiced(
    _ event: InvoiceIssued, _ lines: [InvoiceLine], _ recorded: RecordedEvent
  ) {
    checkHalf(event, recorded)
    for line in lines {
      guard let lead = line.lead else { continue }
      guard let index = leads.purchase(amongst: line.sourceEvents) else {
        found(
          Violation(
            .lead, [lead, event.number], found: "an invoice line for it",
            expected: "a purchase among its sources", at: recorded.position),
          unless: !vantage.isPrefix)
        continue
      }
      checkBilled(leads.purchases[index], line, event, recorded)
      leads.purchases[index].invoice = event.number
    }
  }
}
