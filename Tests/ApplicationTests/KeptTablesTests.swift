// The tables of the kept state: damaged, foreign, or left by a writer that was killed, they are never believed.
@testable import Application
import EventStore
import FaultFiles
import Foundation
import Ledger
import Testing

@Suite struct `Tables of the kept state` {
  @Test func `a table altered by a byte, or gone, is noticed on opening, and the log is replayed`()
    throws
  {
    let (folder, home) = try Self.sample()
    defer { withExtendedLifetime(folder) {} }
    let events = try Self.keep(home)
    #expect(try Self.keep(home) == 0)
    let path = try #require(try Self.tables(home).last)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for offset in stride(from: 3, to: whole.count, by: whole.count / 12) {
      var bytes = whole
      bytes[offset] ^= 8
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(try Self.keep(home) == events, "byte \(offset)")
      // Replaying keeps another; the one before is put back with what named it.
      #expect(try Self.keep(home) == 0)
      let again = try #require(try Self.tables(home).last)
      #expect(again == path, "the same log gives the same tables")
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(try Self.keep(home) == events)
  }

  @Test func `a table of another log is not taken for the one named`() throws {
    let (folder, home) = try Self.sample()
    let events = try Self.keep(home)
    let other = LedgerHome(try folder.copy("eventlogs/sample/btbconnect"))
    _ = try Self.keep(other)
    let path = try #require(try Self.tables(home).first)
    let foreign = try #require(try Self.tables(other).first)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: foreign, toPath: path)
    #expect(try Self.keep(home) == events)
  }

  @Test(arguments: ["/index/state", "/index/streams"])
  func `a writer killed before a table is named leaves the state of before, and a file that goes`(
    _ name: String
  ) throws {
    let (folder, home) = try Self.sample()
    defer { withExtendedLifetime(folder) {} }
    _ = try Self.keep(home)
    let failing = LedgerHome(home.path, files: FailingRename(name: name))
    #expect(throws: LedgerError.self) {
      let writer = try LedgerWriter.open(failing, clock: Self.noClock)
      writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
      _ = try writer.advance(to: #require(Instant("2027-06-01T00:00:00+02:00"))) { _ in }
      try writer.close()
    }
    let writer = try LedgerWriter.open(home, clock: Self.noClock)
    writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
    #expect(writer.eventsReplayed > 0 && writer.eventsReplayed < writer.position / 2)
    #expect(writer.recoveryText == nil)
    try writer.close()
    #expect(try Self.keep(home) == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/index")
    #expect(
      left.count { $0.hasPrefix("state.") } <= 2 && left.count { $0.hasPrefix("streams.") } <= 3)
  }

  @Test func `a table damaged while it is open stops the writer before it writes`() throws {
    let (folder, home) = try Self.sample()
    defer { withExtendedLifetime(folder) {} }
    let events = try Self.keep(home)
    let end = try LedgerReader(home).end
    var writer = try LedgerWriter.open(home, clock: Self.noClock)
    for path in try Self.tables(home) {
      let file = try #require(FileHandle(forUpdatingAtPath: path))
      let size = try file.seekToEnd()
      for offset in stride(from: 0, to: size, by: 512) {
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data([0xA5, 0x5A]))
      }
      try file.close()
    }
    let line =
      #"{"id":"late-1","command":"RecordOutcome","at":"2027-02-01T10:00:00+01:00","#
      + #""actor":{"role":"staff","id":"S-1"},"#
      + #""data":{"appointment":"RDV-0184","honoured_by_client":true,"prospect_present":true}}"#
    #expect(throws: LedgerError.self) { try Self.take(line, writer) }
    #expect(throws: LedgerError.self) { try writer.close() }
    #expect(!FileManager.default.fileExists(atPath: home.path + "/index/state"))
    #expect(try LedgerReader(home).end == end)
    writer = try LedgerWriter.open(home, clock: Self.noClock)
    #expect(writer.eventsReplayed == events)
    try Self.take(line, writer)
    try writer.close()
  }

  private static func take(_ line: String, _ writer: LedgerWriter) throws {
    let desk = CommandDesk(writer)
    for parsed in desk.parser.parse([InputLine(number: 1, bytes: Array(line.utf8))]) {
      try desk.take(parsed)
    }
    try desk.flush { _ in }
  }

  private static func sample() throws -> (Folder, LedgerHome) {
    let folder = try Folder()
    return (folder, LedgerHome(try folder.copy("eventlogs/sample/first-appointments")))
  }

  /// Opens and closes, keeping the state.
  ///
  /// - Returns: how many events were replayed.
  private static func keep(_ home: LedgerHome) throws -> Int {
    let writer = try LedgerWriter.open(home, clock: noClock)
    writer.eventsBetweenStates = (running: 1 << 60, closing: 1)
    try writer.close()
    return writer.eventsReplayed
  }

  /// The paths of the tables, in the order of their names.
  private static func tables(_ home: LedgerHome) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.path + "/index")
      .filter { $0.hasPrefix("state.") && !$0.hasSuffix(".new") }.sorted()
      .map { home.path + "/index/" + $0 }
  }

  private static let noClock: @Sendable () -> Instant = { .unset }
}

/// Files of which one cannot be put in its place.
private struct FailingRename: WrappingFiles {
  let base: any FileLayer = SystemFiles()
  /// The end of its path.
  var name: String

  func rename(_ path: String, to other: String) throws(FileError) {
    if other.hasSuffix(name) { throw FileError(call: "rename", path: path, code: 5) }
    try base.rename(path, to: other)
  }
}
