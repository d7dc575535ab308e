import EventStore
import Glibc
import Synchronization

/// The ways of appending to the log that are measured.
extension LogBench {
  static func log(_ place: Place) -> EventLog {
    place.clear("log")
    do { return try EventLog.create(in: place.path + "/log") } catch { fatal("\(error)") }
  }

  static func one(_ place: Place, _ seconds: Double) -> Lap {
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

  static func many(_ place: Place, _ seconds: Double) -> Lap {
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

  static func callbacks(_ place: Place, _ seconds: Double) -> Lap {
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

  static func inBatches(_ place: Place, _ seconds: Double, inFlight: Int) -> Lap {
    let commit = GroupCommit(log(place))
    let room = BenchSemaphore(inFlight)
    let (start, work) = (monotonic(), processorSeconds())
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
      for _ in 0..<inFlight { room.wait() }
      let taken = monotonic() - start
      try commit.close()
      var lap = Lap(events: count, seconds: taken)
      lap.processor = (processorSeconds() - work) / Double(count) * 1e6
      return lap
    } catch { fatal("\(error)") }
  }
}
