import Application
import Dispatch
import Glibc
import Ledger

/// `minutier execute`: takes commands.
enum Execute: Verb {
  static let name = "execute"
  static let summary = "take commands, one JSON object a line, and answer each with a line"
  static let usage = "minutier execute LEDGER [FILE|-] [--dry-run]"
  static let details = """
    Reads commands from FILE, or from standard input. Each result is printed once what it speaks
    of is on the disk, in the order of the commands:
      {"id":…,"outcome":"accepted|held|duplicate","events":[…]}
      {"id":…,"outcome":"refused","refusal":{"code","rule","message","try"}}
      {"line":12,"outcome":"malformed","error":…}
    The same command again is a duplicate, and changes nothing. minutier schema shows the commands.
      --dry-run   answer as if, and write nothing
    Exit code 1 when a command was refused or a line malformed.
    """
  static let flags = ["--dry-run"]
  static let words = 1...2

  static func run(_ arguments: Arguments) throws -> Int32 {
    let home = LedgerHome(arguments.words[0])
    let source = arguments.words.count > 1 ? arguments.words[1] : "-"
    var input = try LineInput(source)
    let writer = try LedgerWriter.open(home, clock: machineClock)
    reportRecovery(writer)
    writer.isDryRun = arguments.has("--dry-run")
    let desk = CommandDesk(writer)
    try desk.openDay()
    var lines = desk.parser.parse(try input.read())
    while !lines.isEmpty || !input.isAtEnd {
      // While these are decided, the next ones are read: unless one would have to wait for them.
      let ahead = input.isReady ? ReadAhead(input, desk.parser) : nil
      for line in lines {
        try desk.take(line)
        if desk.shouldHandOver { try desk.handOver(write) }
      }
      if let ahead {
        let (next, parsed, rest) = try ahead.result()
        input = next
        lines = parsed + desk.parser.parse(rest)
      } else {
        try desk.flush(write)
        lines = desk.parser.parse(try input.read())
      }
    }
    try desk.flush(write)
    try writer.close()
    // The process ends: what the writer holds goes with it, which is sooner done than freeing it.
    _ = Unmanaged.passRetained(writer)
    return desk.refusedAny ? 1 : 0
  }
}

/// Says what opening a log had to cut.
func reportRecovery(_ writer: LedgerWriter) {
  if let text = writer.recoveryText { complain("minutier: \(text)") }
}

/// The next lines, read on another thread, and the first half of them parsed there: with the writing, that
/// is as much as deciding leaves to do.
private final class ReadAhead: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var outcome: Result<(LineInput, [ParsedLine], [InputLine]), any Error>?

  init(_ input: LineInput, _ parser: CommandParser) {
    DispatchQueue.global().async { [self] in
      outcome = Result {
        var input = input
        let lines = try input.read()
        let half = lines.count
        return (input, parser.parse(Array(lines[..<half])), Array(lines[half...]))
      }
      done.signal()
    }
  }

  func result() throws -> (LineInput, [ParsedLine], [InputLine]) {
    done.wait()
    guard let outcome else { preconditionFailure("the reader gave no outcome") }
    return try outcome.get()
  }
}
