import EventStore
import Glibc
import Ledger

/// Opening a large ledger, and one command on it from a fresh process, after a clean stop and after the writer was
/// killed; and the memory of writing and reading it. Each figure stands beside what it may be at 10 million events.
enum OpenBench {
  /// Seconds.
  private static let cleanOpening = 1.0
  private static let killedOpening = 3.0
  private static let command = 3.0
  private static let megabytes = 200.0

  static func run(_ place: Place, _ work: Place.Work, rounds: Int) -> Report {
    let ledger = place.ledger("ledger")
    let whole = place.run(["execute", ledger, work.file])
    let events = events(in: ledger)
    var report = Report(title: "\(Int(events)) events, medians of \(rounds)")
    report.add("execute of all commands", events / whole.seconds, "events/s", whole.seconds)
    var clean = Laps()
    for round in 0..<rounds { clean.add(place, ledger, round) }
    // A writer in the midst of its work: what it had kept is older than the log.
    let killed = place.ledger("killed")
    place.kill(["execute", killed, work.file], after: whole.seconds * 0.9)
    var after = Laps()
    for round in 0..<rounds {
      // Opening changes what was killed.
      for (name, isOpening) in [("opened", true), ("commanded", false)] {
        place.copy("killed", to: name)
        after.add(place, place.path + "/" + name, round, opening: isOpening, command: !isOpening)
      }
    }
    report.add("the log opens, clean stop", clean.opening, of: cleanOpening)
    report.add("the log opens, after SIGKILL", after.opening, of: killedOpening)
    report.add("one command, clean stop", clean.command, of: command)
    report.add("one command, after SIGKILL", after.command, of: command)
    report.addPeak("peak memory of execute", whole.peakMegabytes, of: megabytes)
    report.addPeak("… of one command, clean stop", clean.peak, of: megabytes)
    report.addPeak("… of one command, after SIGKILL", after.peak, of: megabytes)
    let scan = place.runSelf(["scan-log", ledger + "/log"])
    report.addPeak("… of a verified scan", scan.peakMegabytes, of: megabytes)
    let fill = place.runSelf(["append-log", place.path + "/filled", "\(Int(events))"])
    report.addPeak("… of appending to the log alone", fill.peakMegabytes, of: megabytes)
    return report
  }

  private static func events(in ledger: String) -> Double {
    do { return Double(try LogReader(directory: ledger + "/log").end) } catch { fatal("\(error)") }
  }

  /// Opens a log for writing in this process, and ends without closing it.
  static func open(_ log: String) -> Never {
    do {
      let opened = try EventLog.open(in: log)
      exit(opened.next > 0 ? 0 : 1)
    } catch { fatal("\(error)") }
  }

  /// Appends events of many streams to a new log in this process.
  static func append(_ events: Int, to directory: String) {
    do {
      if mkdir(directory, 0o700) != 0 { fatal("couldn't make \(directory)") }
      let log = try EventLog.create(in: directory + "/log")
      let commit = GroupCommit(log)
      let atOnce = 1000
      for first in stride(from: 0, to: events, by: atOnce) {
        let count = min(atOnce, events - first)
        _ = try commit.append(to: (first..<first + count).map(BenchEvent.stream)) {
          BenchEvent.write(first + $0, $1, &$2)
        }
      }
      try commit.close()
    } catch { fatal("\(error)") }
  }

  /// Reads and verifies all of a log in this process.
  static func scan(_ log: String) {
    do { try LogReader(directory: log).scan { _, _ in } } catch { fatal("\(error)") }
  }

  /// What was measured in some rounds.
  private struct Laps {
    private var openings: [Double] = []
    private var commands: [Double] = []
    private(set) var peak = 0.0

    var opening: Double { median(openings) }
    var command: Double { median(commands) }

    mutating func add(
      _ place: Place, _ ledger: String, _ round: Int, opening: Bool = true, command: Bool = true
    ) {
      if command {
        let usage = place.run(["execute", ledger, place.command(round, on: ledger)])
        commands.append(usage.seconds)
        peak = max(peak, usage.peakMegabytes)
      }
      if opening { openings.append(place.runSelf(["open-log", ledger + "/log"]).seconds) }
    }
  }
}

extension Place {
  /// A file of one command, given at the instant of the last event of a ledger.
  func command(_ round: Int, on ledger: String) -> String {
    let file = "\(path)/command-\(round)"
    guard let stream = fopen(file, "w") else { fatal("couldn't write \(file)") }
    defer { fclose(stream) }
    fputs(
      "{\"id\":\"cold-\(round)\",\"command\":\"RegisterParty\",\"at\":\"\(lastInstant(of: ledger))\",\"actor\":{\"role\":\"staff\",\"id\":"
        + "\"S-1\"},\"data\":{\"party\":\"COLD-\(round)\",\"kind\":\"legal_person\",\"profession\":"
        + "\"agent_general\",\"registration_no\":\"\(900_000_000 + round)\",\"billing_country\":"
        + "\"FR\",\"territory\":\"FR\",\"person\":{\"id\":\"PCOLD-\(round)\",\"name\":\"Agence\","
        + "\"email\":\"agence@example.org\"}}}\n", stream)
    return file
  }

  /// When the last event was recorded.
  private func lastInstant(of ledger: String) -> String {
    do {
      let log = try LogReader(directory: ledger + "/log")
      let line = try log.line(at: log.end - 1).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let parts = line.split(separator: "\"")
      guard let key = parts.firstIndex(of: "recorded"), key + 2 < parts.endIndex else {
        fatal("no instant in \(line)")
      }
      return String(parts[key + 2])
    } catch { fatal("\(error)") }
  }
}

extension Report {
  fileprivate mutating func add(_ name: String, _ seconds: Double, of limit: Double) {
    add(name, 1 / seconds, "a second", seconds, of: seconds / limit, "limit \(Int(limit)) s")
  }

  fileprivate mutating func addPeak(_ name: String, _ megabytes: Double, of limit: Double) {
    add(name, megabytes, "MB", 0, of: megabytes / limit, "limit \(Int(limit)) MB")
  }
}
