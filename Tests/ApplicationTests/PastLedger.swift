import Application
import Foundation
import Ledger
import Projections
import Testing

/// A stored line, with what a filter needs of it.
struct StoredEvent {
  var line: String
  var position: Int
  var occurred: Instant
  var recorded: Instant

  init(_ line: String) throws {
    self.line = line
    let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    position = fields?["position"] as? Int ?? -1
    occurred = try #require((fields?["occurred"] as? String).flatMap { Instant($0) })
    recorded = try #require((fields?["recorded"] as? String).flatMap { Instant($0) })
  }
}

/// Numbers that look random and are the same in every run.
struct SeededChance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % (range.upperBound - range.lowerBound + 1)
  }
}

/// A day in Paris by the machine's time zone file, to count apart from the program's own rule.
struct CivilDay: Comparable {
  private static let calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
    return calendar
  }()

  private var start: Date

  init(_ instant: Instant) {
    start = Self.calendar.startOfDay(
      for: Date(timeIntervalSince1970: Double(instant.microseconds / 1_000_000)))
  }

  /// - Parameter text: `2026-04-08`
  init(_ text: String) {
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    start =
      Self.calendar.date(
        from: DateComponents(year: numbers[0], month: numbers[1], day: numbers[2]))
      ?? .distantPast
  }

  static func < (left: CivilDay, right: CivilDay) -> Bool { left.start < right.start }

  var lastInstant: Instant {
    let next = Self.calendar.date(byAdding: .day, value: 1, to: start) ?? .distantFuture
    return Instant(microseconds: Int(next.timeIntervalSince1970) * 1_000_000 - 1)
  }

  func days(to other: CivilDay) -> Int {
    Self.calendar.dateComponents([.day], from: start, to: other.start).day ?? .min
  }
}

extension Folder {
  /// A copy of a ledger of the tree.
  func copy(_ ledger: String) throws -> String {
    let place = "\(path)/copy-\(UUID().uuidString)"
    try FileManager.default.copyItem(
      atPath: `Questions about the past`.root + "/" + ledger, toPath: place)
    return place
  }

  /// The lines of a ledger of the tree, as `lz4` alone prints them.
  func stored(_ ledger: String) throws -> [StoredEvent] {
    let log = `Questions about the past`.root + "/\(ledger)/log/"
    let files = try FileManager.default.contentsOfDirectory(atPath: log).sorted()
      .filter { $0.hasSuffix(".lz4") }
    let printed = try run("/usr/bin/env", ["lz4", "-dcm"] + files.map { log + $0 })
    return try printed.output.split(separator: "\n").map { try StoredEvent(String($0)) }
  }

  /// The read models of some lines, whatever is missing between them.
  func projection(of lines: [String], _ vantage: Vantage) throws -> Questions {
    var models = ReadModels(vantage)
    var tape = Tape()
    for line in lines {
      let event = try Array(line.utf8).withUnsafeBytes { try Line.read($0, using: &tape) }
      models.fold(event) { _, _, _ in nil }
    }
    let file = "\(path)/\(UUID().uuidString).sqlite"
    try ProjectionFile.write(
      models, to: file, position: lines.count, root: "", codeVersion: "", progress: nil)
    return try Questions(path: file)
  }
}

/// The life of the sample, lived again bit by bit from its commands.
final class Life {
  let ledger: String
  private let folder: Folder
  private var commands: ArraySlice<String>

  /// - Parameter place: a folder of its own: the ledger's name is part of what it holds.
  init(_ folder: Folder, in place: String = "life") throws {
    self.folder = folder
    let sample = `Questions about the past`.root + "/" + `Questions about the past`.sample
    commands = try String(contentsOfFile: sample + "/commands.ndjson", encoding: .utf8)
      .split(separator: "\n").map(String.init)[...]
    ledger = "\(folder.path)/\(place)/first-appointments"
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/\(place)", withIntermediateDirectories: true)
    try folder.run(
      "minutier",
      [
        "init", ledger, "--contract", "btbconnect", "--clock", "simulated", "--start",
        "2026-04-08T08:00:00+02:00",
      ])
  }

  /// Does all that was done up to an instant; gives how many events there are then.
  func reach(_ instant: Instant) throws -> Int {
    var given: [String] = []
    while let next = commands.first, at(next).map({ $0 <= instant }) ?? true {
      given.append(next)
      commands.removeFirst()
    }
    let file = folder.path + "/given"
    try given.joined(separator: "\n").write(toFile: file, atomically: false, encoding: .utf8)
    let process = try folder.runAny("minutier", ["execute", ledger, file])
    #expect(process.status < 2)
    // An instant behind the last one recorded has nothing more to bring.
    _ = try folder.runAny("minutier", ["advance", ledger, "--to", instant.description])
    return try LedgerReader(LedgerHome(ledger)).end
  }

  /// When a command was handed in; nil for a line that is none.
  private func at(_ line: String) -> Instant? {
    line.firstMatch(of: /"at":"([^"]+)"/).flatMap { Instant(String($0.1)) }
  }
}

extension Answer {
  private func column(_ name: String) -> Int { columns.firstIndex { $0.name == name } ?? -1 }

  /// Counts the age of open tasks to an instant; one that is done has no greater age.
  mutating func age(to instant: Instant) {
    for row in rows.indices {
      guard case .text(let opened) = rows[row][column("opens_at")], let opened = Instant(opened),
        case .integer(let age) = rows[row][column("age_days")]
      else { continue }
      let days = max(0, CivilDay(opened).days(to: CivilDay(instant)))
      let isOpen = rows[row][column("state")] == .text("open")
      rows[row][column("age_days")] = .integer(isOpen ? days : min(age, days))
    }
  }

  mutating func erase(_ name: String) {
    for row in rows.indices { rows[row][column(name)] = .none }
  }
}
