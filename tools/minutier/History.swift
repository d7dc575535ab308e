import Application
import Glibc
import Ledger

/// `minutier history`: stored lines.
enum History: Verb {
  static let name = "history"
  static let summary = "print stored events, as they stand in the log"
  static let usage =
    "minutier history LEDGER [--stream S] [--client C] [--type T] [--from P] [--to P]"
  static let details = """
    Prints one line of canonical JSON an event, the bytes that the log's tree is made of.
      --stream   the events of one stream: appointment-RDV-0042
      --client   the events about one client: its own, its contracts', their appointments' …
      --type     the events of one type: PaymentRejected
      --from     the first position
      --to       the last position
    """
  static let valued = ["--stream", "--client", "--type", "--from", "--to"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let reader = try LedgerReader(LedgerHome(arguments.words[0]))
    let from = try position(arguments["--from"], "--from") ?? 0
    let to = try position(arguments["--to"], "--to") ?? Int.max - 1
    if from > to { throw UsageError("--from \(from) is after --to \(to)") }
    if ["--stream", "--client", "--type"].count(where: { arguments[$0] != nil }) > 1 {
      throw UsageError("--stream, --client and --type do not go together")
    }
    if let type = arguments["--type"] {
      try reader.lines(ofType: type, from: from, to: to, print)
      return 0
    }
    if let stream = arguments["--stream"] {
      for position in try reader.positions(of: stream) where (from...to).contains(position) {
        if let line = try reader.line(at: position) { print(line) }
      }
      return 0
    }
    if let client = arguments["--client"] {
      try reader.forClient(client, from: from, to: to, print)
      return 0
    }
    try reader.lines(from: from, to: to + 1, verify: true) { (_, line) throws(LedgerError) in
      print(Array(line))
    }
    return 0
  }

  private static func print(_ line: [UInt8]) {
    line.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, standardOutput) }
    putc(0x0A, standardOutput)
  }

  private static func position(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let position = Int(text), position >= 0, position < 1 << 53 else {
      throw UsageError("\(option) \(text) is no position")
    }
    return position
  }
}
