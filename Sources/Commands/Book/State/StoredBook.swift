public import Ledger

// The whole book, and the agenda in it.

extension Book {
  public func write(to writer: inout StateWriter) {
    writer.add(Array(terms.values.sorted { $0.version < $1.version }).map(KeptTerms.init))
    writer.add(ledger)
    writer.add(clock)
    writer.add(calendars.all)
    writer.add(priceLists)
    writer.add(rates)
    writer.add(parties)
    writer.add(contracts)
    writer.add(appointments)
    writer.add(anomalies)
    writer.add(invoices)
    writer.add(payments)
    writer.add(tasks)
    writer.add(agenda.kept)
    writer.add(numbered)
    writer.add(lastIssueDate)
    writer.add(formalNotices)
    writer.add(campaigns)
    writer.add(debits)
    writer.add(rejections)
    writer.add(creditNotes)
    writer.add(charges)
    writer.add(interest)
    writer.add(refunds)
    writer.add(consents)
    writer.add(scrubs)
    writer.add(pendingLines)
    writer.add(market)
    writer.add(advertising)
  }

  /// The book as it was written.
  public init(from reader: inout StateReader) throws(StateError) {
    self.init()
    for kept in try reader.take([KeptTerms].self) {
      terms[kept.terms.version] = kept.terms
      reader.terms[kept.terms.version] = kept.terms
    }
    reader.room?.terms = terms
    ledger = try reader.take()
    clock = try reader.take()
    for calendar in try reader.take([HolidayCalendar].self) { calendars.publish(calendar) }
    priceLists = try reader.take()
    rates = try reader.take()
    parties = try reader.take()
    contracts = try reader.take()
    try reader.fill(&appointments)
    try reader.fill(&anomalies)
    try reader.fill(&invoices)
    try reader.fill(&payments)
    try reader.fill(&tasks)
    for item in try reader.take([AgendaItem].self) { agenda.add(item) }
    numbered = try reader.take()
    lastIssueDate = try reader.take()
    formalNotices = try reader.take()
    campaigns = try reader.take()
    try reader.fill(&debits)
    rejections = try reader.take()
    try reader.fill(&creditNotes)
    try reader.fill(&charges)
    try reader.fill(&interest)
    refunds = try reader.take()
    consents = try reader.take()
    scrubs = try reader.take()
    pendingLines = try reader.take()
    market = try reader.take()
    advertising = try reader.take()
  }
}

/// Terms where they are kept whole.
private struct KeptTerms: Stored {
  var terms: PublishedTerms

  func write(to writer: inout StateWriter) {
    writer.add(terms.version)
    writer.add(terms.effectiveFrom)
    writer.add(KeptConfig(config: terms.config))
  }

  init(_ terms: PublishedTerms) { self.terms = terms }

  static func read(from reader: inout StateReader) throws(StateError) -> KeptTerms {
    let version = try reader.take(String.self)
    let day = try reader.take(Day.self)
    let config = try reader.take(KeptConfig.self).config
    return KeptTerms(PublishedTerms(version: version, effectiveFrom: day, config: config))
  }
}

/// The readings of a version, as `TermsVersionPublished` has them.
private struct KeptConfig: Stored {
  var config: TermsConfig

  func write(to writer: inout StateWriter) { config.write(to: &writer) }

  init(config: TermsConfig) { self.config = config }

  static func read(from reader: inout StateReader) throws(StateError) -> KeptConfig {
    KeptConfig(config: try TermsConfig.read(from: &reader))
  }
}

extension TermsConfig: StoredRecord {}

extension AgendaItem: StoredFields {
  public static var blank: AgendaItem {
    AgendaItem(instant: .unset, order: .reference, subject: "", work: .anomaly(""))
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&instant)
    try visitor.field(&order)
    try visitor.field(&subject)
    try visitor.field(&work)
  }
}

extension AgendaItem.Order: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(rawValue) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    guard let order = Self(rawValue: try reader.integer()) else { throw StateError() }
    return order
  }
}

extension AgendaItem.Work: Stored {
  public func write(to writer: inout StateWriter) {
    switch self {
    case .calendar(let region, let year): writer.case(0, region, year)
    case .anomaly(let appointment): writer.case(1, appointment)
    case .term(let contract, let ends): writer.case(2, contract, ends)
    case .extras(let contract, let closing): writer.case(3, contract, closing)
    case .month(let contract, let month): writer.case(4, contract, month)
    case .prepayment(let contract, let invoice): writer.case(5, contract, invoice)
    case .collection(let invoice): writer.case(6, invoice)
    case .late(let invoice): writer.case(7, invoice)
    case .interest(let invoice): writer.case(8, invoice)
    case .debit(let payment): writer.case(9, payment)
    case .cure(let contract, let notice): writer.case(10, contract, notice)
    case .market(let work): writer.case(11, work)
    }
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    switch try reader.integer() {
    case 0: .calendar(try reader.take(), try reader.take())
    case 1: .anomaly(try reader.take())
    case 2: .term(try reader.take(), ends: try reader.take())
    case 3: .extras(try reader.take(), closing: try reader.take())
    case 4: .month(try reader.take(), try reader.take())
    case 5: .prepayment(try reader.take(), try reader.take())
    case 6: .collection(try reader.take())
    case 7: .late(try reader.take())
    case 8: .interest(try reader.take())
    case 9: .debit(try reader.take())
    case 10: .cure(try reader.take(), notice: try reader.take())
    case 11: .market(try reader.take())
    default: throw StateError()
    }
  }
}

extension StateWriter {
  mutating func `case`<each T: Stored>(_ number: Int, _ values: repeat each T) {
    integer(number)
    for value in repeat each values { value.write(to: &self) }
  }
}
