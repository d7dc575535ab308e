// The file as SQLite itself judges it: its rows are laid out by us, so somebody else must check them.
import Foundation
import Ledger
import Projections
import Testing

@Suite struct `File integrity` {
  /// Rows enough for trees of three levels, and some longer than a page.
  private static let appointments = 20_000

  private static func `a long life`() -> History {
    var history = History.subscribed()
    let first = instant("2026-04-14T08:00:00Z").microseconds
    for number in 1...appointments {
      // Names of every length from 3 to 60, in no order.
      let name = "A-\(number &* 7_919 % 100_003)" + String(repeating: "x", count: number % 50)
      history.book(name, Instant(microseconds: first + number % 300 * 86_400_000_000).description)
    }
    let lines = (1...400).map { number in
      var line = History.line(169_00)
      line.label = String(repeating: "ligne \(number) ", count: 6000)
      return line
    }
    history.invoice("F2026-000001", lines)
    return history
  }

  private static func sqlite(_ path: String, _ statement: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-readonly", path, statement]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `SQLite finds the file whole, and every row by its key`() throws {
    let file = TemporaryFile()
    let models = Self.`a long life`().models()
    try ProjectionFile.write(
      models, to: file.path, position: models.position, root: "ab", codeVersion: "v", progress: nil)
    #expect(try Self.sqlite(file.path, "PRAGMA integrity_check") == ["ok"])
    let count = "\(Self.appointments)"
    let tables = ["appointment", "deadline"]
    for table in tables {
      #expect(
        try Self.sqlite(file.path, "SELECT count(*) FROM \(table)").first.flatMap { Int($0) } ?? 0
          >= Self.appointments)
    }
    #expect(
      try Self.sqlite(
        file.path,
        "SELECT count(*) FROM appointment a WHERE EXISTS (SELECT 1 FROM appointment b "
          + "WHERE b.appointment = a.appointment AND b.booked_position = a.booked_position)") == [
          count
        ])
    #expect(
      try Self.sqlite(file.path, "SELECT count(*), min(length(label)) > 40000 FROM invoice_line")
        == [
          "400|1"
        ])
  }

  @Test func `what SQLite writes itself from the rows holds the same`() throws {
    let file = TemporaryFile()
    let copy = TemporaryFile()
    let models = Self.`a long life`().models()
    try ProjectionFile.write(
      models, to: file.path, position: models.position, root: "ab", codeVersion: "v", progress: nil)
    let dump = try Self.sqlite(file.path, ".dump")
    let script = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try dump.joined(separator: "\n").write(to: script, atomically: true, encoding: .utf8)
    defer { _ = unlink(script.path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", copy.path, ".read '\(script.path)'"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try Self.sqlite(copy.path, ".dump") == dump)
  }
}
