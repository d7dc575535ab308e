import EventStore
import Ledger

/// Reading a log again: a verified scan on one core, and a rebuild of the read models, beside the
/// decompression and the hashing of the same bytes.
enum ReplayBench {
  static func run(_ place: Place, _ work: Place.Work, rounds: Int) -> Report {
    let ledger = place.ledger("ledger")
    place.run(["execute", ledger, work.file])
    place.run(["advance", ledger, "--to", work.end.description])
    // Peaks first: a child of a process that holds the whole log in memory would count that.
    let peak = place.run(["rebuild", ledger]).peakMegabytes
    var limits = Limits(ledger)
    var scans: [Double] = []
    var rebuilds: [Double] = []
    for _ in 1...rounds {
      limits.measure(in: place.path)
      scans.append(scan(ledger, expecting: limits.ends.count))
      rebuilds.append(place.run(["rebuild", ledger]).seconds)
    }
    return report(limits, median(scans), median(rebuilds), peak, rounds)
  }

  private static func scan(_ ledger: String, expecting events: Int) -> Double {
    let start = monotonic()
    var count = 0
    do {
      try LogReader(directory: ledger + "/log").forEach(verify: true) { _, _ in count += 1 }
    } catch { fatal("\(error)") }
    if count != events { fatal("\(count) events were read, \(events) are there") }
    return monotonic() - start
  }

  private static func report(
    _ limits: Limits, _ scan: Double, _ rebuild: Double, _ peak: Double, _ rounds: Int
  ) -> Report {
    let events = Double(limits.ends.count)
    let megabytes = Double(limits.lines.count) / 1e6
    let decompress = median(limits.decompress)
    let hash = median(limits.hash)
    let limit = decompress + hash
    var report = Report(
      title: "\(limits.ends.count) events, \(Int(megabytes)) MB of lines, "
        + "\(limits.files.map(\.count).reduce(0, +) / 1_000_000) MB stored, medians of \(rounds)")
    report.add("LZ4 decompression, one core", megabytes / decompress, "MB/s", decompress)
    report.add("SHA-256 of the same lines", megabytes / hash, "MB/s", hash)
    report.add("verified scan, one core", megabytes / scan, "MB/s", scan, of: limit / scan)
    report.add("verified scan, as events", events / scan, "events/s", scan)
    report.add(
      "rebuild of the read models", events / rebuild, "events/s", rebuild, of: limit / rebuild)
    report.add("peak memory of rebuild", peak, "MB", rebuild)
    return report
  }
}
