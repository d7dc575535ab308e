@preconcurrency import Glibc
import Ledger

/// What the program says: results on standard output, the rest on standard error.

nonisolated(unsafe) let standardOutput = stdout

func say(_ text: String) {
  fputs(text, standardOutput)
  fputs("\n", standardOutput)
}

func write(_ bytes: UnsafeRawBufferPointer) {
  fwrite(bytes.baseAddress, 1, bytes.count, standardOutput)
  fflush(standardOutput)
}

func complain(_ text: String) {
  fputs(text, stderr)
  fputs("\n", stderr)
}

/// The machine's clock: read at the rim only, handed to whoever needs an instant.
@Sendable func machineClock() -> Instant {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Instant(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1000)
}

/// Progress of long work, on a terminal only: how much, how fast, how long still.
struct Progress {
  private let label: String
  private let unit: String
  private let isShown = isatty(2) == 1
  private let started = monotonic()
  private var lastShown = monotonic()

  init(_ label: String, unit: String = "events") {
    self.label = label
    self.unit = unit
  }

  private static func monotonic() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  mutating func show(_ done: Int, of total: Int?, _ what: String? = nil) {
    guard isShown else { return }
    let now = Progress.monotonic()
    guard now - lastShown > 0.1 else { return }
    lastShown = now
    let rate = Double(done) / max(now - started, 0.001)
    var text = "\(label): \(done) \(what ?? unit), \(Int(rate))/s"
    if let total, total > 0, rate > 0 {
      let left = Int(Double(total - done) / rate)
      text += ", \(done * 100 / total) %, \(left) s left"
    }
    fputs("\r\u{1B}[K\(text)", stderr)
  }

  func end() {
    if isShown { fputs("\r\u{1B}[K", stderr) }
  }
}
