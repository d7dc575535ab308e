import Foundation
import FrontDoor
import Testing

/// The same commands give the same log, whatever the machine's clock, zone and language say,
/// however the time is let pass, and however the commands are handed in.
@Suite struct DeterminismTests {
  private static let story: Result<[JSON], any Error> = Result {
    let rows = try VectorFiles.rows()
    guard let row = rows.first(where: { $0.name.hasPrefix("BC-6.3 the anomaly on 23, received") })
    else { throw VectorError("BC-6.ndjson", "the story of BC-6.3 is gone") }
    let fixtures = try Fixtures()
    return try fixtures.commands(of: row) + fixtures.ownCommands(of: row)
  }

  private static let start = "2026-01-05T08:00:00+01:00"
  private static let end = "2026-09-01T00:00:00+02:00"

  private func ledger(
    _ environment: [String: String] = [:], through: [String] = []
  ) throws -> TestLedger {
    try TestLedger(start: Self.start, environment: environment, through: through)
  }

  /// The log after the story and eight months, by one long advance.
  private func log(_ environment: [String: String] = [:], through: [String] = []) throws -> [Data] {
    let ledger = try ledger(environment, through: through)
    _ = try ledger.execute(Self.story.get())
    try ledger.advance(to: Self.end)
    return try ledger.segments()
  }

  @Test(arguments: [
    ["TZ": "Pacific/Kiritimati", "LC_ALL": "C"],
    ["TZ": "America/Los_Angeles", "LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"],
    ["TZ": "UTC", "LC_ALL": "tr_TR.UTF-8"], ["TZ": ":/nonsense"],
  ]) func `X-18 zone and language leave no trace in the log`(_ environment: [String: String]) throws
  {
    #expect(try log(environment) == log(["TZ": "Europe/Paris", "LC_ALL": "C.UTF-8"]))
  }

  static let faketime = ["/usr/bin/faketime", "/usr/local/bin/faketime"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: faketime != nil)) func `X-18 a clock set to 2030 leaves no trace in the log`()
    throws
  {
    let through = [Self.faketime ?? "", "2030-01-01 00:00:00"]
    #expect(try log(through: through) == log())
  }

  @Test func `design §9 one long advance and daily ones give the same bytes`() throws {
    let daily = try ledger()
    for command in try Self.story.get() { _ = try daily.execute([command]) }
    var day = Calendar.paris.date(from: DateComponents(year: 2026, month: 5, day: 7))
    while let next = day, let after = Calendar.paris.date(byAdding: .day, value: 1, to: next) {
      let text = ISO8601DateFormatter().string(from: next)
      if text > "2026-08-31T22:00:00Z" { break }
      try daily.advance(to: text)
      day = after
    }
    let long = try ledger()
    for command in try Self.story.get() { _ = try long.execute([command]) }
    try long.advance(to: Self.end)
    #expect(try daily.historyText() == long.historyText())
    try #expect(daily.root() == long.root())
    #expect(try daily.segments() == long.segments())
  }

  @Test func `one file and one command a process give the same history`() throws {
    let commands = try Self.story.get()
    let whole = try ledger()
    let answers = try whole.execute(commands + commands)
    let single = try ledger()
    var singly: [JSON] = []
    for command in commands + commands { singly += try single.execute([command]) }
    #expect(answers == singly)
    #expect(answers.suffix(commands.count).allSatisfy { $0["outcome"] == .string("duplicate") })
    #expect(try whole.historyText() == single.historyText())
  }

  @Test func `an instant let pass and a command at that instant: the same history`() throws {
    let commands = try Self.story.get()
    let stepped = try ledger()
    for command in commands {
      _ = try stepped.execute([command])
      try stepped.advance(to: command["at"]?.text ?? "")
    }
    let whole = try ledger()
    _ = try whole.execute(commands)
    #expect(try stepped.historyText() == whole.historyText())
  }

  @Test func `the read models say the same after a rebuild, in a new file, and anywhere`() throws {
    let one = try ledger()
    _ = try one.execute(Self.story.get())
    let other = try ledger(["TZ": "Asia/Tokyo"])
    _ = try other.execute(Self.story.get())
    for name in ["appointment", "deadline", "invoice", "balance", "journal", "task", "timeline"] {
      let first = try one.must(["show", one.path, name, "--format", "ndjson"]).text
      #expect(!first.isEmpty, "\(name)")
      try one.must(["rebuild", one.path])
      #expect(
        try one.must(["show", one.path, name, "--format", "ndjson"]).text == first, "\(name)")
      #expect(
        try other.must(["show", other.path, name, "--format", "ndjson"]).text == first, "\(name)")
    }
  }
}

extension Calendar {
  /// The tests' own calendar of Paris: an oracle beside the program's.
  fileprivate static let paris: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    if let zone = TimeZone(identifier: "Europe/Paris") { calendar.timeZone = zone }
    return calendar
  }()
}
