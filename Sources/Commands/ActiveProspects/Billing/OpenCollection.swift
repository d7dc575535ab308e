public import Ledger

/// The amicable recovery of overdue invoices begins (AP-4.12): a decision, and a lump sum of 40 EUR outside VAT.
public struct OpenCollection: CommandBody {
  public static let verb: StaticString = "OpenCollection"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff]

  public var collection = String.unset
  public var invoices: [String] = []
  public var openedOn: Day?
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("collection", &collection, IDCoding.self)
    try visitor.field("invoices", &invoices, ListCoding<IDCoding>.self)
    try visitor.field("opened_on", &openedOn)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (_, terms) = try book.beneficiary(party, "AP-4.12")
    if book.market.collections[collection] != nil {
      throw Refusal(
        .alreadyExists, "AP-4.12", "procedure \(collection) is open", try: "use another id")
    }
    let day = openedOn ?? request.today
    if day > request.today {
      throw Refusal(
        .timeRefused, "G-2", "opened on \(day), handed in on \(request.today)",
        try: "record it once it is open")
    }
    if invoices.isEmpty { throw Refusal.unknown("invoice", "none", "AP-4.12") }
    for number in invoices {
      guard let invoice = book.invoices[number], invoice.party == party else {
        throw Refusal.unknown("invoice of client \(party)", number, "AP-4.12")
      }
      if invoice.open <= .zero || day <= invoice.lastTimelyDay() || invoice.pendingDebit != nil {
        throw Refusal(
          .notOverdue, "AP-4.12",
          "\(invoice.open) EUR of invoice \(number) are open, payable until \(invoice.lastTimelyDay())",
          try: "recover what is overdue")
      }
    }
    let opened = CollectionOpened.with {
      $0.collection = collection
      $0.invoices = invoices
      $0.openedOn = day
      $0.party = party
    }
    return Decision(
      [
        decided(
          .openCollection, about: party, exercised: true, reason: collection, rule: "AP-4.12",
          request,
          terms: terms.version),
        Draft(
          "party-\(party)", .collectionOpened(opened), occurred: request.occurred(),
          rule: "AP-4.12",
          basis: .decision, terms: terms.version),
      ] + indemnities(terms, request, book))
  }

  /// One for the procedure (A-AP-19), or one for each invoice.
  private func indemnities(_ terms: PublishedTerms, _ request: Request, _ book: borrowing Book)
    -> [Draft]
  {
    let readings = terms.config.activeProspects
    let charged: [(charge: String, invoice: String?)] =
      switch readings.indemnityUnit {
      case .procedure: [("\(collection)-IR", nil)]
      case .invoice: invoices.map { ("\($0)-IR", $0) }
      }
    return charged.map { charge, invoice in
      let indemnity = RecoveryIndemnityCharged.with {
        $0.amount = readings.collectionIndemnity
        $0.charge = charge
        $0.collection = collection
        $0.invoice = invoice
        $0.party = party
        if readings.indemnityVat == .taxable {
          let rate = book.vatRate(of: .standard, on: request.today, for: party)
          $0.vat = rate.of(readings.collectionIndemnity)
        }
      }
      return Draft(
        "party-\(party)", .recoveryIndemnityCharged(indemnity), occurred: request.occurred(),
        rule: "AP-4.12", basis: .computed, terms: terms.version)
    }
  }
}
