import CTwin
import EventStore
import Glibc
import Synchronization

/// The log alone, beside the raw limit in C and SQLite: durable appends one by one, by many threads, with callbacks and
/// in batches; then the scan, verified and not, and what an event takes on the disk.
enum LogBench {
  static let writers = 64
  static let inFlight = 256
  static let batch = 1000

  /// What one contestant did in one round.
  struct Lap {
    var rate: Double
    var p50 = 0.0
    var p99 = 0.0
    /// Microseconds, where no more is known.
    var mean: Double?

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
    let lines = (0..<200 * batch).flatMap {
      BenchEvent.line($0, EventSlot(position: UInt64(1_000_000 + $0), version: 7)) + [0x0A]
    }
    let contestants: [(name: String, of: Int?, run: () -> Lap)] = [
      ("C, 1 event a sync", nil, { Lap(alone.twin(file, seconds)) }),
      ("log, one writer", 0, { one(place, seconds) }),
      (
        "SQLite WAL FULL, 1 a transaction", 0,
        { Lap(twin_sqlite(file, line, UInt32(line.count), 1, seconds)) }
      ),
      ("PostgreSQL, 1 client", 0, { postgres(1) }),
      (
        "C, \(writers) threads, group commit", nil,
        { Lap(twin_threads(file, line, UInt32(line.count), UInt32(writers), seconds)) }
      ),
      ("log, \(writers) writers", 4, { many(place, seconds) }),
      ("PostgreSQL, \(writers) clients", 4, { postgres(writers) }),
      ("log, \(inFlight) in flight, callbacks", nil, { callbacks(place, seconds) }),
      ("C, write + sync, \(batch) events", nil, { Lap(batches.twin(file, seconds)) }),
      (
        "C, LZ4 + write + sync", nil,
        { Lap(twin_compressed(file, lines, UInt32(lines.count), 200, UInt32(batch), seconds)) }
      ),
      ("log, batches of \(batch)", 9, { inBatches(place, seconds) }),
      (
        "SQLite, \(batch) a transaction", 9,
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
      let contestant = contestants[index]
      let mean = laps[index].compactMap(\.mean)
      let p50 = median(laps[index].map(\.p50))
      let p99 = median(laps[index].map(\.p99))
      report.add(
        contestant.name, rates[index] ?? 0, "events/s", seconds,
        of: contestant.of.flatMap { rates[$0] }.map { (rates[index] ?? 0) / $0 },
        p50 > 0
          ? "p50 \(Int(p50)) µs, p99 \(Int(p99)) µs"
          : mean.isEmpty ? "" : "mean \(Int(median(mean))) µs")
    }
    if only == nil { addScans(place, rounds, &report) }
    return report
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
      for _ in 0..<rounds {
        for (index, verify) in [true, false].enumerated() {
          raw = 0
          let start = monotonic()
          try reader.scan(verify: verify) { raw += $1.count }
          seconds[index].append(monotonic() - start)
        }
      }
      let megabytes = Double(raw) / 1e6
      let (verified, plain) = (median(seconds[0]), median(seconds[1]))
      report.add("scan, two cores, verified", megabytes / verified, "MB/s", verified)
      report.add("scan, two cores, unverified", megabytes / plain, "MB/s", plain)
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

  // MARK: Ours

  private static func log(_ place: Place) -> EventLog {
    place.clear("log")
    do { return try EventLog.create(in: place.path + "/log") } catch { fatal("\(error)") }
  }

  private static func one(_ place: Place, _ seconds: Double) -> Lap {
    let commit = GroupCommit(log(place))
    var latencies: [Double] = []
    let start = monotonic()
    var last = start
    var count = 0
    do throws(LogError) {
      while last - start < seconds {
        _ = try commit.append(to: [BenchEvent.stream(count)]) { BenchEvent.write(count, $1, &$2) }
        count += 1
        let now = monotonic()
        latencies.append(now - last)
        last = now
      }
      try commit.close()
    } catch { fatal("\(error)") }
    return Lap(events: count, seconds: last - start, latencies: latencies)
  }

  private static func many(_ place: Place, _ seconds: Double) -> Lap {
    let commit = GroupCommit(log(place))
    let all = Mutex<[Double]>([])
    let start = monotonic()
    let threads = (0..<writers).map { writer in
      BenchThread {
        var latencies: [Double] = []
        var last = monotonic()
        var count = writer
        while last - start < seconds {
          let number = count
          do throws(LogError) {
            _ = try commit.append(to: [BenchEvent.stream(number)]) {
              BenchEvent.write(number, $1, &$2)
            }
          } catch { fatal("\(error)") }
          count += writers
          let now = monotonic()
          latencies.append(now - last)
          last = now
        }
        all.withLock { $0 += latencies }
      }
    }
    for thread in threads { thread.join() }
    let taken = monotonic() - start
    do { try commit.close() } catch { fatal("\(error)") }
    let latencies = all.withLock { $0 }
    return Lap(events: latencies.count, seconds: taken, latencies: latencies)
  }

  private static func callbacks(_ place: Place, _ seconds: Double) -> Lap {
    let commit = GroupCommit(log(place))
    let room = BenchSemaphore(inFlight)
    let start = monotonic()
    var count = 0
    do throws(LogError) {
      while count & 63 != 0 || monotonic() - start < seconds {
        room.wait()
        let number = count
        try commit.submit(to: [BenchEvent.stream(number)]) {
          BenchEvent.write(number, $1, &$2)
        } whenDurable: { outcome in
          if case .failure(let error) = outcome { fatal("\(error)") }
          room.signal()
        }
        count += 1
      }
      for _ in 0..<inFlight { room.wait() }
      let taken = monotonic() - start
      try commit.close()
      return Lap(events: count, seconds: taken)
    } catch { fatal("\(error)") }
  }

  private static func inBatches(_ place: Place, _ seconds: Double) -> Lap {
    let commit = GroupCommit(log(place))
    let room = BenchSemaphore(4)
    let start = monotonic()
    var count = 0
    do throws(LogError) {
      while monotonic() - start < seconds {
        room.wait()
        let first = count
        try commit.submit(to: (first..<first + batch).map(BenchEvent.stream)) {
          BenchEvent.write(first + $0, $1, &$2)
        } whenDurable: { outcome in
          if case .failure(let error) = outcome { fatal("\(error)") }
          room.signal()
        }
        count += batch
      }
      for _ in 0..<4 { room.wait() }
      let taken = monotonic() - start
      try commit.close()
      return Lap(events: count, seconds: taken)
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
