import FrontDoor
import Foundation
import Testing

@testable import Ledger

/// Every type of event: its keys in order, read back as written; and the stored lines that must be
/// readable for ever.
@Suite struct EventCodingTests {
  static let payloads: [any EventPayload.Type] = EventKind.all.map { $0.type }

  /// Records that stand inside others.
  static let parts: [any Record.Type] = [
    Actor.self, Provider.self, Accounts.self, PriceEntry.self, InvoiceLine.self, VATGroup.self,
    Allocation.self, BasketItem.self, InterestPeriod.self, Criterion.self, SkippedDay.self,
    Personal.self, Person.self, SealedBox.self,
    Plan.self, TermsConfig.self, BTBConnectReadings.self, CommonReadings.self,
    ActiveProspectsReadings.self, MarketingConnectReadings.self, LotPart.self, Fingerprint.self,
  ]

  @Test func `RFC 8785 each record writes its keys in ascending order and is read back equal`()
    throws
  {
    for type in Self.payloads { try Self.roundTrip(type) }
    for type in Self.parts { try Self.roundTrip(type) }
  }

  private static func roundTrip<R: Record>(_ type: R.Type) throws {
    for whole in [true, false] {
      let (record, keys, unfilled) = R.sample(whole: whole)
      #expect(unfilled.isEmpty, "no sample for \(unfilled) of \(type)")
      if !unfilled.isEmpty { continue }
      #expect(keys == keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }, "\(type)")
      var writer = CanonicalWriter()
      R.write(record, into: &writer)
      let text = writer.string
      #expect(try JSON(text).members?.map(\.key) == keys, "\(type)")
      let readBack = try Array(text.utf8).withUnsafeBytes { bytes in
        var tape = Tape()
        try tape.read(bytes)
        var canonical = CanonicalWriter()
        tape.writeCanonical(into: &canonical)
        #expect(canonical.string == text, "\(type) is not written canonically")
        return try R.read(tape, 0)
      }
      #expect(readBack == record, "\(type)")
    }
  }

  // MARK: Golden lines

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("eventlogs/golden")

  @Test(arguments: EventKind.all.map { "\($0.name)-\($0.schema).json" })
  func `a stored line is decoded, and its data written again to the byte`(_ name: String) throws {
    let path = Self.folder.appendingPathComponent(name)
    try #require(FileManager.default.fileExists(atPath: path.path), "no golden file \(name)")
    let line = Array(try Data(contentsOf: path).split(separator: 0x0A).first ?? Data())
    var tape = Tape()
    let event = try line.withUnsafeBytes { try Line.read($0, using: &tape) }
    #expect("\(event.event.type)-1.json" == name)
    var data = CanonicalWriter()
    Self.write(event.event.payload, into: &data)
    let stored = try JSON(String(decoding: line, as: UTF8.self))
    #expect(data.string == stored["data"]?.description)
    #expect(String(decoding: line, as: UTF8.self) == stored.description)
    #expect(stored["position"]?.number == event.position)
    #expect(stored["stream"]?.text == event.stream)
    #expect(stored["occurred"]?.text == event.occurred.description)
    #expect(
      event.event.payload.personalFields.map(\.0) == (stored["sealed"]?.members ?? []).map(\.key))
  }

  @Test func `no golden file is left of a type that is gone`() throws {
    let known = Set(EventKind.all.map { "\($0.name)" })
    // Beside the lines stand whole ledgers.
    let ledgers: Set = ["BC-H1"]
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    where !ledgers.contains(name) {
      let type = name.split(separator: "-").first.map(String.init) ?? name
      #expect(known.contains(type) && name.hasSuffix(".json"), "\(name)")
    }
  }

  private static func write<P: EventPayload>(_ payload: P, into writer: inout CanonicalWriter) {
    P.write(payload, into: &writer)
  }
}
