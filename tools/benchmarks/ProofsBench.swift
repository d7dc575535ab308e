import EventStore
import Glibc

/// What checkpoints and proofs cost: time a proof, time and bytes for the index that makes them quick.
enum ProofsBench {
  static func run(_ place: Place, events: Int, rounds: Int) -> Report {
    let ledger = place.ledger("ledger")
    var report = Report(title: "\(events) events, medians of \(rounds) rounds")
    do {
      // By another process: a child of one that held so much would count it as its own.
      let made = place.runSelf(["fill-log", ledger + "/log", String(events)]).seconds
      report.add("making the log, 4 096 a block", Double(events) / made, "events/s", made)
      let scan = try timed { try LogReader(directory: ledger + "/log").forEach { _, _ in } }
      report.add("verified scan, one core", Double(events) / scan, "events/s", scan)
      let first = place.run(["checkpoint", ledger])
      report.add(
        "first checkpoint: makes index/tree", Double(events) / first.seconds, "events/s",
        first.seconds, of: scan / first.seconds, "of the scan's rate")
      report.add("its peak memory", first.peakMegabytes, "MB", first.seconds)
      let bytes = try size(of: ledger + "/index/tree")
      report.add("index/tree", Double(bytes), "bytes", 0, perEvent(bytes, events))
      try measure(place, ledger, events, rounds, &report)
      let export = place.run(["export", ledger, "--tlog-tiles", place.path + "/tiles"])
      report.add(
        "export --tlog-tiles", Double(events) / export.seconds, "events/s", export.seconds,
        "peak memory \(Int(export.peakMegabytes)) MB")
    } catch { fatal("\(error)") }
    return report
  }

  private static func measure(
    _ place: Place, _ ledger: String, _ events: Int, _ rounds: Int, _ report: inout Report
  ) throws {
    var random = Random()
    let count = 200 * rounds
    let opened = try (0..<count).map { _ in
      let position = random.draw(events)
      return try measured { _ = try prove(ledger, position) }
    }
    report.add("proof, log opened for it", opened, count)
    let reader = try LogReader(directory: ledger + "/log")
    let tree = try LogTree(reader)
    let kept = try (0..<count).map { _ in
      let position = UInt64(random.draw(events))
      return try measured {
        _ = (try tree.inclusionProof(of: position, size: reader.end), try tree.line(at: position))
      }
    }
    report.add("proof, log kept open", kept, count)
    let grown = try (0..<count).map { _ in
      let size = UInt64(random.draw(events)) + 1
      return try measured { _ = try tree.consistencyProof(from: size, to: reader.end) }
    }
    report.add("consistency proof, log kept open", grown, count)
    let runs = (0..<count / 4).map { _ in
      Report.Time(seconds: place.run(["prove", ledger, String(random.draw(events))]).seconds)
    }
    report.add("minutier prove, as a process", runs, runs.count)
    let idle = (0..<count / 4).map { _ in
      Report.Time(seconds: place.run(["prove", "--help"]).seconds)
    }
    report.add("minutier prove --help, for comparison", idle, idle.count)
  }

  private static func prove(_ ledger: String, _ position: Int) throws -> [TreeHash] {
    let reader = try LogReader(directory: ledger + "/log")
    let tree = try LogTree(reader)
    _ = try tree.line(at: UInt64(position))
    return try tree.inclusionProof(of: UInt64(position), size: reader.end)
  }

  /// Adds events of some 330 bytes, of which half can be guessed.
  static func fill(_ directory: String, _ events: Int) throws {
    let log = try EventLog.open(in: directory)
    var random = Random()
    var batch = Batch()
    var version = 0
    while log.next < UInt64(events) {
      batch.removeAll()
      for position in Int(log.next)..<min(events, Int(log.next) + 4096) {
        version += 1
        let noise = (0..<4).map { _ in String(random.next(), radix: 16) }.joined()
        var line =
          "{\"actor\":{\"id\":\"S-1\",\"role\":\"staff\"},\"basis\":\"fact\",\"command\":\"c-\(position)\","
          + "\"data\":{\"appointment\":\"RDV-\(position)\",\"honoured_by_client\":true,\"note\":\""
          + "\(noise)\",\"prospect_present\":true},\"occurred\":\"2026-04-08T06:00:00.000000Z\","
          + "\"position\":\(position),\"rule\":\"BC-1.2\",\"schema\":1,\"stream\":\"bench\","
          + "\"type\":\"AppointmentOutcomeRecorded\",\"version\":\(version)}"
        line.withUTF8 {
          batch.add(
            stream: "bench", version: UInt64(version), line: UnsafeRawBufferPointer($0))
        }
      }
      try log.append(batch, expecting: log.next)
    }
    try log.close()
  }

  private static func size(of path: String) throws -> Int {
    let files = SystemFiles()
    let file = try files.open(path, .read)
    defer { files.close(file) }
    return try files.size(file)
  }

  private static func perEvent(_ bytes: Int, _ events: Int) -> String {
    "\(Report.two(Double(bytes) / Double(events))) bytes an event"
  }

  private static func timed(_ body: () throws -> Void) rethrows -> Double {
    try measured(body).seconds
  }

  private static func measured(_ body: () throws -> Void) rethrows -> Report.Time {
    let (start, work) = (monotonic(), processorTime())
    try body()
    return Report.Time(seconds: monotonic() - start, processor: processorTime() - work)
  }

  /// Seconds that the processors worked for the calling thread: what other programs take is not in it.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Numbers from a fixed seed.
private struct Random {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func draw(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension Report {
  /// How long something took; of that, how long a processor worked for it, where that is known.
  fileprivate struct Time {
    var seconds: Double
    var processor: Double?
  }

  /// A row of many short times: the median's rate, and the slow ones.
  fileprivate mutating func add(_ name: String, _ times: [Time], _ count: Int) {
    let sorted = times.map(\.seconds).sorted()
    let work = times.compactMap(\.processor).max()
    add(
      name, 1 / median(sorted), "a second", sorted.reduce(0, +),
      "p50 \(Self.ms(median(sorted))), p99 \(Self.ms(sorted[sorted.count * 99 / 100])), "
        + "max \(Self.ms(sorted[sorted.count - 1])) of \(count)"
        + (work.map { "; processor at most \(Self.ms($0))" } ?? ""))
  }

  private static func ms(_ seconds: Double) -> String { "\(Report.two(seconds * 1000)) ms" }

  fileprivate mutating func add(
    _ name: String, _ rate: Double, _ unit: String, _ seconds: Double, _ note: String
  ) {
    add(name, rate, unit, seconds, of: nil, note)
  }
}
