@preconcurrency import Glibc

/// `bench commands | replay | open | log | proofs`: measures the program beside the limits of the machine, interleaved in
/// one run, and prints medians with their ratios.
@main
struct Bench {
  static func main() {
    setvbuf(output, nil, _IOLBF, 0)
    var arguments = Array(CommandLine.arguments.dropFirst())
    let name = arguments.isEmpty ? "" : arguments.removeFirst()
    if name == "fill-log", arguments.count == 2, let events = Int(arguments[1]) {
      do { try ProofsBench.fill(arguments[0], events) } catch { fatal("\(error)") }
      return
    }
    if arguments.count == 1, name == "open-log" { OpenBench.open(arguments[0]) }
    if arguments.count == 1, name == "scan-log" { return OpenBench.scan(arguments[0]) }
    if arguments.count == 2, name == "append-log", let events = Int(arguments[1]) {
      return OpenBench.append(events, to: arguments[0])
    }
    let events = number("--events", arguments) ?? 1_000_000
    let rounds = number("--rounds", arguments) ?? 3
    let program = value("--program", arguments) ?? ".build/release/minutier"
    let isJSON = arguments.contains("--json")
    guard ["commands", "replay", "open", "log", "proofs"].contains(name) else {
      fatal(
        "usage: bench commands|replay|open|log|proofs [--events N] [--rounds N] [--seconds N] [--only NAME] [--json]"
      )
    }
    let place = Place(program)
    defer { if !arguments.contains("--keep") { place.remove() } }
    let report =
      switch name {
      case "commands":
        CommandsBench.run(place, place.workload(events: events), rounds: rounds)
      case "open": OpenBench.run(place, place.workload(events: events), rounds: rounds)
      case "replay": ReplayBench.run(place, place.workload(events: events), rounds: rounds)
      case "proofs": ProofsBench.run(place, events: events, rounds: rounds)
      default:
        LogBench.run(
          place, rounds: rounds, seconds: Double(number("--seconds", arguments) ?? 2),
          only: value("--only", arguments))
      }
    print(isJSON ? report.json : report.text)
  }

  private static func value(_ option: String, _ arguments: [String]) -> String? {
    arguments.firstIndex(of: option).flatMap {
      $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
    }
  }

  private static func number(_ option: String, _ arguments: [String]) -> Int? {
    guard let text = value(option, arguments) else { return nil }
    guard let number = Int(text), number > 0 else { fatal("\(option) \(text) is no count") }
    return number
  }

  nonisolated(unsafe) static let output = stdout
}
