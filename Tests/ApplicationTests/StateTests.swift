// The state that a writer keeps for the next one: taken up, it decides as if the log had been replayed.
@testable import Application
import Commands
import EventStore
import Foundation
import Ledger
import Testing

@Suite struct `Kept state` {
  @Test(arguments: [
    ("first-appointments", "btbconnect", "2026-04-08T08:00:00+02:00"),
    ("btbconnect", "btbconnect", "2026-01-05T08:00:00+01:00"),
    ("active-prospects", "active-prospects", "2026-01-05T08:00:00+01:00"),
  ])
  func `a ledger lived in pieces, each on the state of the one before, is the same to the byte`(
    sample: String, contract: String, start: String
  ) throws {
    let end = "2027-01-31T23:59:59+01:00"
    let folder = try Folder()
    let kept = LedgerHome(`Questions about the past`.root + "/eventlogs/sample/\(sample)")
    let path = "\(folder.path)/\(sample)"
    try folder.run(
      "minutier",
      ["init", path, "--contract", contract, "--clock", "simulated", "--start", start])
    let home = LedgerHome(path)
    let lines = try Self.commands(folder, kept)
    let size = lines.count / 23
    for first in stride(from: 0, to: lines.count, by: size) {
      let writer = try LedgerWriter.open(home, clock: Self.noClock)
      writer.eventsBetweenStates = (running: 700, closing: 1)
      #expect(first == 0 || writer.eventsReplayed == 0)
      let desk = CommandDesk(writer)
      for (number, line) in lines[first..<min(first + size, lines.count)].enumerated() {
        for parsed in desk.parser.parse([InputLine(number: number, bytes: Array(line.utf8))]) {
          try desk.take(parsed)
        }
        if number % 97 == 0 { try desk.flush { _ in } }
      }
      try desk.flush { _ in }
      try writer.close()
    }
    let writer = try LedgerWriter.open(home, clock: Self.noClock)
    _ = try writer.advance(to: #require(Instant(end))) { _ in }
    try writer.close()
    let (lived, expected) = try (LedgerReader(home), LedgerReader(kept))
    #expect(lived.end == expected.end)
    let root = try lived.lines(from: 0, to: lived.end, verify: true) { _, _ in }
    #expect(try expected.lines(from: 0, to: expected.end, verify: true) { _, _ in } == root)
  }

  private static func commands(_ folder: Folder, _ home: LedgerHome) throws -> [String] {
    let plain = home.path + "/commands.ndjson"
    let text =
      FileManager.default.fileExists(atPath: plain)
      ? try String(contentsOfFile: plain, encoding: .utf8)
      : try folder.run("/usr/bin/env", ["lz4", "-dcm", plain + ".lz4"]).output
    return text.split(separator: "\n").map(String.init)
  }

  @Test func `the state read back is the state that a replay makes`() throws {
    let folder = try Folder()
    let home = LedgerHome(try folder.copy("eventlogs/sample/btbconnect"))
    func state() throws -> (bytes: [UInt8], replayed: Int) {
      let writer = try LedgerWriter.open(home, clock: Self.noClock)
      writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
      var bytes = StateWriter(whole: true)
      writer.book.write(to: &bytes)
      try writer.close()
      return (bytes.bytes, writer.eventsReplayed)
    }
    let replayed = try state()
    let kept = try state()
    #expect(replayed.replayed == (try LedgerReader(home).end) && kept.replayed == 0)
    #expect(replayed.bytes == kept.bytes)
  }

  @Test func `a state with any byte altered, or of another log, is not believed`() throws {
    let folder = try Folder()
    let home = LedgerHome(try folder.copy("eventlogs/sample/first-appointments"))
    let path = home.path + "/index/state"
    func replayed() throws -> Int {
      let writer = try LedgerWriter.open(home, clock: Self.noClock)
      writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
      try writer.close()
      return writer.eventsReplayed
    }
    let events = try replayed()
    #expect(try replayed() == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for offset in stride(from: 0, to: whole.count, by: whole.count / 40) {
      var bytes = whole
      bytes[offset] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(try replayed() == events, "byte \(offset)")
    }
    let other = LedgerHome(try folder.copy("eventlogs/sample/btbconnect"))
    let writer = try LedgerWriter.open(other, clock: Self.noClock)
    writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
    try writer.close()
    try Data(contentsOf: URL(fileURLWithPath: other.path + "/index/state"))
      .write(to: URL(fileURLWithPath: path))
    #expect(try replayed() == events)
  }

  @Test func `a dry run keeps nothing`() throws {
    let folder = try Folder()
    let home = LedgerHome(try folder.copy("eventlogs/sample/first-appointments"))
    let writer = try LedgerWriter.open(home, clock: Self.noClock)
    writer.eventsBetweenStates = (running: 1, closing: 1)
    writer.isDryRun = true
    try writer.close()
    #expect(!FileManager.default.fileExists(atPath: home.path + "/index/state"))
  }

  @Test func `each field of each part of the state is listed`() throws {
    try listsAll(Party.self)
    try listsAll(Contract.self)
    try listsAll(ValidatedAppointment.self)
    try listsAll(PastPlan.self)
    try listsAll(GivenNotice.self)
    try listsAll(FormalNotice.self)
    try listsAll(ForceMajeurePeriod.self)
    try listsAll(Pack.self)
    try listsAll(MultichannelOption.self)
    try listsAll(Prepayment.self)
    try listsAll(Appointment.self)
    try listsAll(Appointment.InvoicedIn.self)
    try listsAll(Anomaly.self)
    try listsAll(Invoice.self)
    try listsAll(LatePart.self)
    try listsAll(InvoiceLine.self)
    try listsAll(VATGroup.self)
    try listsAll(Charge.self)
    try listsAll(CreditNote.self)
    try listsAll(Payment.self)
    try listsAll(OpenTask.self)
    try listsAll(ConsentKey.self)
    try listsAll(Scrub.self)
    try listsAll(HolidayCalendar.self)
    try listsAll(AgendaItem.self)
    #expect(Mirror(reflecting: Allocation()).children.count == 2)
  }

  /// The book cannot be mirrored: its source is read.
  @Test func `each part of the book is kept`() throws {
    let folder = `Questions about the past`.root + "/Sources/Commands/Book/"
    let book = try String(contentsOfFile: folder + "Book.swift", encoding: .utf8)
    let stored = try String(contentsOfFile: folder + "State/StoredBook.swift", encoding: .utf8)
    let parts = book.prefix(upTo: book.range(of: "public init() {}")!.lowerBound)
      .matches(of: /\n  (?:public internal\(set\) )?var (\w+)/).map { String($0.1) }
    #expect(parts.count > 20)
    for part in parts {
      let isWritten = stored.contains("writer.add(\(part)") || stored.contains("Array(\(part).")
      let isRead =
        stored.contains("    \(part) = try") || stored.contains("\(part).add(")
        || stored.contains("\(part).publish(") || stored.contains("      \(part)[")
        || stored.contains("    try reader.fill(&\(part))")
      #expect(isWritten && isRead, "\(part)")
    }
  }

  private func listsAll<T: StoredFields>(_ type: T.Type) throws {
    var counter = Counter()
    var value = T.blank
    try value.fields(&counter)
    #expect(counter.count == Mirror(reflecting: value).children.count, "\(type)")
  }

  private static let noClock: @Sendable () -> Instant = { .unset }
}

/// Counts the fields that a part of the state lists.
private struct Counter: StateVisitor {
  var count = 0
  mutating func field<F: Stored>(_ value: inout F) throws(StateError) { count += 1 }
}
