public import Ledger

// Values of the field.

extension Money: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(cents) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Money {
    Money(cents: try reader.integer())
  }
}

extension Day: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(Int(number)) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Day {
    guard let number = Int32(exactly: try reader.integer()) else { throw StateError() }
    return Day(number: Int(number))
  }
}

extension Instant: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(microseconds) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Instant {
    Instant(microseconds: try reader.integer())
  }
}

extension Rate: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(hundredths) }
  public static func read(from reader: inout StateReader) throws(StateError) -> Rate {
    Rate(hundredths: try reader.integer())
  }
}

extension UnitPrice: Stored {
  public func write(to writer: inout StateWriter) { writer.integer(tenThousandths) }
  public static func read(from reader: inout StateReader) throws(StateError) -> UnitPrice {
    UnitPrice(tenThousandths: try reader.integer())
  }
}

/// A closed choice, by its place among the cases.
protocol StoredChoice: Choice, Stored {}

extension StoredChoice {
  public func write(to writer: inout StateWriter) {
    writer.integer(Array(Self.allCases).firstIndex(of: self) ?? 0)
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    let index = try reader.integer()
    let cases = Array(allCases)
    guard cases.indices.contains(index) else { throw StateError() }
    return cases[index]
  }
}

extension Admission: StoredChoice {}
extension ChargeKind: StoredChoice {}
extension CreditUse: StoredChoice {}
extension InvoiceKind: StoredChoice {}
extension OutcomeEffect: StoredChoice {}
extension Region: StoredChoice {}
extension Resolution: StoredChoice {}
extension Right: StoredChoice {}
extension Side: StoredChoice {}
extension VATCode: StoredChoice {}

/// A record of the ledger's, as its canonical JSON.
protocol StoredRecord: Record, Stored {}

extension StoredRecord {
  public func write(to writer: inout StateWriter) {
    var json = CanonicalWriter(capacity: 512)
    Self.write(self, into: &json)
    writer.text(String(decoding: json.bytes, as: UTF8.self))
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    let bytes = Array(try reader.text().utf8)
    var tape = Tape()
    do {
      return try bytes.withUnsafeBytes { (text) throws(FormatError) in
        try tape.read(text, trusted: true)
        return try read(tape, 0)
      }
    } catch { throw StateError() }
  }
}

extension LedgerCreated: StoredRecord {}
extension PlanChanged: StoredRecord {}
extension PriceListPublished: StoredRecord {}
extension ReferenceRatePublished: StoredRecord {}

extension Allocation: Stored {
  public func write(to writer: inout StateWriter) {
    document.write(to: &writer)
    amount.write(to: &writer)
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Allocation {
    let document = try String.read(from: &reader)
    return Allocation(document, try Money.read(from: &reader))
  }
}

extension PublishedTerms: Stored {
  /// Terms are written once, in the book; here by their version.
  public func write(to writer: inout StateWriter) { writer.text(version) }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    guard let terms = reader.terms[try reader.text()] as? Self else { throw StateError() }
    return terms
  }
}
