import CTwin
import EventStore
import Glibc

/// The log alone, beside the raw limit in C and SQLite: durable appends one by one, by many threads, with callbacks and
/// in batches; then the scan, verified and not, and what an event takes on the disk.
enum LogBench {
  static let writers = 64
  static let inFlight = 256
  static let batch = 1000
  static let batchesInFlight = 4

  /// What one contestant did in one round.
  struct Lap {
    var rate: Double
    var p50 = 0.0
    var p99 = 0.0
    /// Microseconds, where no more is known.
    var mean: Double?
    /// Microseconds of work an event, of all threads: no other program's load changes it much.
    var processor: Double?

    init(_ result: twin_result) {
      rate = Double(result.events) / result.seconds
      p50 = result.p50
      p99 = result.p99
    }

    init(events: Int, seconds: Double, latencies: [Double] = []) {
      rate = Double(events) / seconds
      let sorted = latencies.sorted()
      guard !sorted.isEmpty else { return }
      p50 = sorted[sorted.count / 2] * 1e6
      p99 = sorted[sorted.count * 99 / 100] * 1e6
    }
  }

  private static let raw = "C, write + sync, \(batch) events"
  private static let packed = "C, LZ4 + write + sync"
  private static let hashed = "C, SHA-256 + LZ4 + write + sync"

  /// - Parameter only: of the contestants, those whose name holds this.
  static func run(_ place: Place, rounds: Int, seconds: Double, only: String?) -> Report {
    lazy var alone = Blocks(place, events: 2000, inEach: 1)
    lazy var batches = Blocks(place, events: 400_000, inEach: batch)
    let file = place.path + "/twin"
    let line = BenchEvent.line(0, EventSlot(position: 1_000_000, version: 7))
    func postgres(_ clients: Int) -> Lap {
      // tools/bench runs this from the root of the project.
      let words = place.output(
        "tools/benchmarks/postgres", ["\(line.count)", "\(Int(seconds))", "\(clients)"]
      ).split { $0 == " " || $0 == "\n" }
      let rate = words.first.flatMap { Int($0) } ?? 0
      var lap = Lap(events: rate, seconds: 1)
      lap.mean = words.count > 1 ? Double(words[1]).map { $0 * 1000 } : nil
      return lap
    }
    BenchEvent.prepare()
    lazy var lines = (0..<200 * batch).flatMap {
      BenchEvent.line($0, EventSlot(position: UInt64(1_000_000 + $0), version: 7)) + [0x0A]
    }
    func compressed(_ hashed: Int32) -> Lap {
      Lap(twin_compressed(file, lines, UInt32(lines.count), 200, UInt32(batch), hashed, seconds))
    }
    let contestants: [(name: String, of: [String], run: () -> Lap)] = [
      ("C, 1 event a sync", [], { Lap(alone.twin(file, seconds)) }),
      ("log, one writer", ["C, 1 event a sync"], { one(place, seconds) }),
      (
        "SQLite WAL FULL, 1 a transaction", ["C, 1 event a sync"],
        { Lap(twin_sqlite(file, line, UInt32(line.count), 1, seconds)) }
      ),
      ("PostgreSQL, 1 client", ["C, 1 event a sync"], { postgres(1) }),
      (
        "C, \(writers) threads, group commit", [],
        { Lap(twin_threads(file, line, UInt32(line.count), UInt32(writers), seconds)) }
      ),
      (
        "log, \(writers) writers", ["C, \(writers) threads, group commit"],
        { many(place, seconds) }
      ),
      (
        "PostgreSQL, \(writers) clients", ["C, \(writers) threads, group commit"],
        { postgres(writers) }
      ),
      ("log, \(inFlight) in flight, callbacks", [], { callbacks(place, seconds) }),
      // Three limits: the writes of our blocks alone; with the compression before each; with the hashes of the tree too.
      (raw, [], { Lap(batches.twin(file, seconds)) }),
      (packed, [], { compressed(0) }),
      (hashed, [], { compressed(1) }),
      (
        "log, \(batch) a batch, one at a time", [raw, packed, hashed],
        { inBatches(place, seconds, inFlight: 1) }
      ),
      (
        "log, \(batch) a batch, \(batchesInFlight) in flight", [raw, packed, hashed],
        { inBatches(place, seconds, inFlight: batchesInFlight) }
      ),
      (
        "SQLite, \(batch) a transaction", [raw],
        { Lap(twin_sqlite(file, line, UInt32(line.count), UInt32(batch), seconds)) }
      ),
    ]
    var laps = contestants.map { _ in [Lap]() }
    let chosen = contestants.indices.filter { only.map(contestants[$0].name.contains) != false }
    for _ in 0..<rounds {
      for index in chosen { laps[index].append(contestants[index].run()) }
    }
    var report = Report(
      title: "durable appends, \(line.count) bytes an event, medians of \(rounds)")
    let rates = laps.map { $0.isEmpty ? nil : median($0.map(\.rate)) }
    // A peer that is not installed leaves no row.
    for index in chosen where rates[index] != 0 {
      let rate = rates[index] ?? 0
      let ratios = contestants[index].of.map { limit in
        contestants.firstIndex { $0.name == limit }.flatMap { rates[$0] }.map { rate / $0 }
      }
      report.add(
        contestants[index].name, rate, "events/s", seconds, of: ratios.first ?? nil,
        note(laps[index], zip(contestants[index].of, ratios).dropFirst()))
    }
    if only == nil || only == "scan" { addScans(place, rounds, &report) }
    return report
  }

  /// Latencies, and the ratios to further limits.
  private static func note(_ laps: [Lap], _ further: some Sequence<(String, Double?)>) -> String {
    let mean = laps.compactMap(\.mean)
    let p50 = median(laps.map(\.p50))
    let latency =
      p50 > 0
      ? "p50 \(Int(p50)) µs, p99 \(Int(median(laps.map(\.p99)))) µs"
      : mean.isEmpty ? "" : "mean \(Int(median(mean))) µs"
    let ratios = further.compactMap { limit, ratio in
      ratio.map { "\(Report.two($0)) of “\(limit)”" }
    }
    let work = laps.compactMap(\.processor)
    let processor = work.isEmpty ? "" : "\(Report.two(median(work))) µs of processors an event"
    return ([latency, processor] + ratios).filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// A log of a million events, repacked: what it takes, and how fast it is read.
  private static func addScans(_ place: Place, _ rounds: Int, _ report: inout Report) {
    let events = 1_000_000
    do {
      place.clear("log")
      var settings = LogSettings()
      settings.segmentBytes = 8 << 20
      let log = try EventLog.create(in: place.path + "/log", settings: settings)
      let commit = GroupCommit(log)
      for first in stride(from: 0, to: events, by: batch) {
        _ = try commit.append(to: (first..<first + batch).map(BenchEvent.stream)) {
          BenchEvent.write(first + $0, $1, &$2)
        }
      }
      try commit.close()
      let again = try EventLog.open(in: place.path + "/log")
      let packed = try again.repack()
      try again.close()
      addOpening(place, &report)
      for sample in ["first-appointments", "btbconnect"] {
        let log = "eventlogs/sample/\(sample)/log"
        let stored = Limits.groups(log).bytes.count
        var raw = 0
        try LogReader(directory: log).scan(verify: false) { raw += $1.count }
        report.add(
          "stored, sample \(sample)", Double(stored), "bytes", 0,
          "\(Report.two(Double(stored) / Double(raw))) of its lines, not repacked")
      }
      let reader = try LogReader(directory: place.path + "/log")
      var raw = 0
      var seconds: [[Double]] = [[], []]
      var work: [[Double]] = [[], []]
      for _ in 0..<rounds {
        for (index, verify) in [true, false].enumerated() {
          raw = 0
          let (start, worked) = (monotonic(), processorSeconds())
          try reader.scan(verify: verify) { raw += $1.count }
          seconds[index].append(monotonic() - start)
          work[index].append(processorSeconds() - worked)
        }
      }
      let megabytes = Double(raw) / 1e6
      for (index, name) in ["verified", "unverified"].enumerated() {
        let (taken, worked) = (median(seconds[index]), median(work[index]))
        report.add(
          "scan, two cores, \(name)", megabytes / taken, "MB/s", taken,
          "\(Int(megabytes / worked)) MB a second of one processor")
      }
      let stored = Limits.groups(place.path + "/log").bytes.count
      report.add(
        "stored, repacked", Double(stored), "bytes", 0,
        "\(Report.two(Double(stored) / Double(raw))) of its lines; \(packed.segments) segments, "
          + "\(packed.before) to \(packed.after)")
    } catch { fatal("\(error)") }
  }

  /// Opening the log for writing: after a clean stop, and without the index that a kill may leave behind.
  private static func addOpening(_ place: Place, _ report: inout Report) {
    do {
      for name in ["after a clean stop", "without an index"] {
        let start = monotonic()
        let log = try EventLog.open(in: place.path + "/log")
        let taken = monotonic() - start
        report.add("open, \(name)", Double(log.next) / taken, "events/s", taken)
        try log.close()
        unlink(place.path + "/index/streams")
      }
    } catch { fatal("\(error)") }
  }

  /// The bytes that our log wrote for some events, as groups for the C twin to write.
  private struct Blocks {
    var bytes: [UInt8]
    var sizes: [UInt32]
    var each: Int

    init(_ place: Place, events: Int, inEach each: Int) {
      self.each = each
      let log = LogBench.log(place)
      do {
        var batch = Batch()
        var versions: [String: UInt64] = [:]
        for number in 0..<events {
          let stream = BenchEvent.stream(number)
          let slot = EventSlot(
            position: UInt64(number), version: versions[stream, default: 0] + 1)
          versions[stream] = slot.version
          BenchEvent.line(number, slot).withUnsafeBytes {
            batch.add(stream: stream, version: slot.version, line: $0)
          }
          if batch.count == each {
            try log.append(batch, expecting: log.next)
            batch.removeAll()
          }
        }
        try log.close()
      } catch { fatal("\(error)") }
      (bytes, sizes) = Limits.groups(place.path + "/log")
    }

    func twin(_ path: String, _ seconds: Double) -> twin_result {
      twin_groups(path, bytes, sizes, UInt32(sizes.count), UInt32(each), seconds)
    }
  }
}
