// Thousands of runs of the log on failing disks, and how often each fault struck.
import FaultFiles
@preconcurrency import Glibc

/// `soak [--runs N] [--seed S] [--hours H] [--violations N] [--narrate]`
@main
struct Soak {
  /// For the message of a crash.
  nonisolated(unsafe) static var seed: UInt64 = 0

  static func main() {
    setvbuf(stdout, nil, _IOLBF, 0)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT] {
      signal(number) { number in
        print("seed \(Soak.seed): the program crashed, signal \(number)")
        print("  replay: \(SimulationOutcome(seed: Soak.seed).replay)")
        _exit(1)
      }
    }
    let options = Options(Array(CommandLine.arguments.dropFirst()))
    let start = clock()
    var total = Total()
    var seed = options.seed
    while total.runs < options.runs && !options.isOver(start) {
      Self.seed = seed
      let outcome = Simulation.run(seed: seed, narrate: options.narrates ? { print($0) } : nil)
      total.add(outcome)
      if let violation = outcome.violation {
        let struck = Fault.allCases.filter { outcome.strikes[$0] > 0 }.map {
          "\($0.rawValue) \(outcome.strikes[$0])"
        }
        print("seed \(seed): \(violation)")
        print("  after \(struck.joined(separator: ", "))\n  replay: \(outcome.replay)")
        if total.violations >= options.mostViolations { break }
      }
      seed += 1
    }
    total.print(since: start)
    exit(total.violations == 0 ? 0 : 1)
  }

  static func clock() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}

struct Options {
  var runs = 10_000
  var seed: UInt64 = 1
  var hours: Double?
  var mostViolations = 1
  /// Whether every call and fault is printed.
  let narrates: Bool

  init(_ arguments: [String]) {
    narrates = arguments.contains("--narrate")
    var rest = arguments.filter { $0 != "--narrate" }[...]
    var given: Int?
    while let option = rest.popFirst() {
      let value = rest.popFirst()
      switch (option, value.flatMap(Double.init)) {
      case ("--runs", let count?): given = Int(count)
      case ("--seed", _): seed = value.flatMap { UInt64($0) } ?? seed
      case ("--hours", let count?): hours = count
      case ("--violations", let count?): mostViolations = Int(count)
      default:
        print("usage: soak [--runs N] [--seed S] [--hours H] [--violations N] [--narrate]")
        exit(2)
      }
    }
    runs = given ?? (hours == nil ? runs : .max)
  }

  func isOver(_ start: Double) -> Bool {
    hours.map { Soak.clock() - start > $0 * 3600 } ?? false
  }
}

struct Total {
  var runs = 0
  var violations = 0
  var events = 0
  var openings = 0
  var readings = 0
  var repacked = 0
  var calls = 0
  var strikes = Strikes()
  var endings: [SimulationOutcome.Ending: Int] = [:]

  mutating func add(_ outcome: SimulationOutcome) {
    runs += 1
    if outcome.violation != nil { violations += 1 }
    events += outcome.events
    openings += outcome.openings
    readings += outcome.readings
    repacked += outcome.repacked
    calls += outcome.calls
    strikes += outcome.strikes
    endings[outcome.ending, default: 0] += 1
  }

  func print(since start: Double) {
    let seconds = Soak.clock() - start
    func row(_ name: String, _ count: Int) {
      let digits = String(count)
      Swift.print(
        name + String(repeating: " ", count: max(1, 34 - name.count - digits.count)) + digits)
    }
    for fault in Fault.allCases { row(fault.rawValue, strikes[fault]) }
    Swift.print("")
    row("events kept at the end", events)
    row("openings", openings)
    row("readings", readings)
    row("segments repacked", repacked)
    row("calls of the file layer", calls)
    for ending in SimulationOutcome.Ending.allCases {
      row("ended \(ending.rawValue)", endings[ending, default: 0])
    }
    Swift.print("")
    row("runs", runs)
    row("violations", violations)
    row("seconds", Int(seconds))
  }
}
