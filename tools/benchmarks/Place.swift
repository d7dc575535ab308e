import Glibc
import Ledger

/// A temporary folder for ledgers and commands, and the program that works on them.
struct Place {
  let path: String
  let program: String

  init(_ program: String) {
    self.program = program
    path = "/var/tmp/minutier-bench-\(getpid())"
    if mkdir(path, 0o700) != 0 { fatal("couldn't make \(path)") }
  }

  func remove() { _ = spawn("/bin/rm", ["-rf", path]) }

  /// Copies a ledger over what is left of an earlier copy.
  func copy(_ name: String, to other: String) {
    _ = spawn("/bin/rm", ["-rf", "\(path)/\(other)"])
    if spawn("/bin/cp", ["-r", "\(path)/\(name)", "\(path)/\(other)"]).status != 0 {
      fatal("couldn't copy \(path)/\(name)")
    }
  }

  struct Work {
    var file: String
    var commands: Int
    var end: Instant
  }

  func workload(events: Int) -> Work {
    let file = path + "/commands.ndjson"
    let (commands, end) = Workload.write(events: events, to: file)
    return Work(file: file, commands: commands, end: end)
  }

  /// Removes what is left of an earlier round.
  func clear(_ name: String) {
    _ = spawn("/bin/rm", ["-rf", "\(path)/\(name)", "\(path)/index"])
  }

  /// A new ledger, without commands yet.
  func ledger(_ name: String) -> String {
    let ledger = "\(path)/\(name)"
    _ = spawn("/bin/rm", ["-rf", ledger])
    run([
      "init", ledger, "--contract", "btbconnect", "--clock", "simulated", "--start",
      "2026-04-08T00:00:00+02:00",
    ])
    return ledger
  }

  /// Runs the program and stops when it fails.
  @discardableResult
  func run(_ arguments: [String]) -> Usage {
    let usage = spawn(program, arguments)
    if usage.status != 0 { fatal("\(program) \(arguments) gave \(usage.status)") }
    return usage
  }

  /// Runs this benchmark as another process.
  func runSelf(_ arguments: [String]) -> Usage {
    let usage = spawn(CommandLine.arguments[0], arguments)
    if usage.status != 0 { fatal("bench \(arguments) gave \(usage.status)") }
    return usage
  }

  /// Starts the program, and kills it after so many seconds.
  func kill(_ arguments: [String], after seconds: Double) {
    let words = ([program] + arguments).joined(separator: " ")
    // `timeout` dies with what it kills: what holds the lock may take a moment longer.
    _ = spawn("/bin/sh", ["-c", "timeout -s KILL \(seconds) \(words) >/dev/null 2>&1; sleep 1"])
  }

  struct Usage {
    var status: Int32
    var seconds: Double
    var peakMegabytes: Double
  }

  /// What a program prints; nothing when it cannot be run.
  func output(_ program: String, _ arguments: [String]) -> String {
    let file = path + "/output"
    let words = ([program] + arguments).joined(separator: " ")
    _ = spawn("/bin/sh", ["-c", "\(words) > \(file) 2>/dev/null"])
    let descriptor = open(file, O_RDONLY)
    if descriptor < 0 { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Runs a process with its output thrown away, and measures it.
  private func spawn(_ program: String, _ arguments: [String]) -> Usage {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let start = monotonic()
    var child = pid_t()
    if posix_spawn(&child, program, &actions, nil, &words, environ) != 0 {
      fatal("couldn't run \(program)")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 && errno == EINTR {}
    return Usage(
      status: status >> 8 & 0xFF | status & 0x7F, seconds: monotonic() - start,
      peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }
}

func monotonic() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds that the processors worked for this process, all its threads.
func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return [usage.ru_utime, usage.ru_stime].reduce(0) {
    $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
  }
}

func fatal(_ problem: String) -> Never {
  print("bench: \(problem)")
  exit(2)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
