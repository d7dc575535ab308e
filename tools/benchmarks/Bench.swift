@preconcurrency import Glibc

/// `bench commands | replay`: measures the program beside the limits of the machine, in one run.
@main
struct Bench {
  static func main() {
    setvbuf(output, nil, _IOLBF, 0)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let events = value("--events", arguments).flatMap { Int($0) } ?? 1_000_000
    let program = value("--program", arguments) ?? ".build/release/minutier"
    switch arguments.first {
    case "workload":
      guard let path = value("--to", arguments) else { fatal("workload needs --to FILE") }
      let (commands, end) = Workload.write(events: events, to: path)
      print("\(commands) commands, end \(end)")
    default: fatal("commands, replay or workload; \(program)")
    }
  }

  static func value(_ option: String, _ arguments: [String]) -> String? {
    arguments.firstIndex(of: option).flatMap {
      $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
    }
  }

  nonisolated(unsafe) static let output = stdout
}
