import Application
import Dispatch
import EventStore
import Glibc
import Ledger

/// `minutier execute`: takes commands.
enum Execute: Verb {
  static let name = "execute"
  static let summary = "take commands, one JSON object a line, and answer each with a line"
  static let usage = "minutier execute LEDGER [FILE|-] [--dry-run] [--segment-mib N]"
  static let details = """
    Reads commands from FILE, or from standard input. Each result is printed once what it speaks
    of is on the disk, in the order of the commands:
      {"id":…,"outcome":"accepted|held|duplicate","events":[…]}
      {"id":…,"outcome":"refused","refusal":{"code","rule","message","try"}}
      {"line":12,"outcome":"malformed","error":…}
    The same command again is a duplicate, and changes nothing. minutier schema shows the commands.
      --dry-run      answer as if, and write nothing
      --segment-mib  how large a file of the log grows, 64 unless said
    Exit code 1 when a command was refused or a line malformed.
    """
  static let valued = ["--segment-mib"]
  static let flags = ["--dry-run"]
  static let words = 1...2

  static func run(_ arguments: Arguments) throws -> Int32 {
    let home = LedgerHome(arguments.words[0])
    let source = arguments.words.count > 1 ? arguments.words[1] : "-"
    var input = try LineInput(source)
    let writer = try LedgerWriter.open(
      home, clock: machineClock, settings: try arguments.logSettings())
    reportRecovery(writer)
    writer.isDryRun = arguments.has("--dry-run")
    let desk = CommandDesk(writer)
    try desk.openDay()
    var lines = desk.parser.parse(try input.read())
    var taken: [ParsedLine] = []
    while !lines.isEmpty || !input.isAtEnd {
      // While these are decided, the next ones are read: unless one would have to wait for them.
      let ahead = input.isReady ? ReadAhead(input, desk.parser, freeing: taken) : nil
      taken = []
      for index in lines.indices {
        try desk.take(lines[index])
        if desk.shouldHandOver { try desk.handOver(write) }
      }
      taken = lines
      if let ahead {
        (input, lines) = try ahead.result()
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

extension Arguments {
  /// Sizes that the log is written with: what stands in it is the same.
  func logSettings() throws -> LogSettings {
    var settings = LogSettings()
    guard let text = self["--segment-mib"] else { return settings }
    guard let size = Int(text), (1...1024).contains(size) else {
      throw UsageError("--segment-mib is a number from 1 to 1024")
    }
    settings.segmentBytes = size << 20
    return settings
  }
}

/// Says what opening a log had to cut.
func reportRecovery(_ writer: LedgerWriter) {
  if let text = writer.recoveryText { complain("minutier: \(text)") }
}

/// The next lines, read and parsed on another thread, which frees the lines that were taken before: it made
/// them.
private final class ReadAhead: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var outcome: Result<(LineInput, [ParsedLine]), any Error>?
  private var taken: [ParsedLine]

  init(_ input: LineInput, _ parser: CommandParser, freeing taken: [ParsedLine]) {
    self.taken = taken
    DispatchQueue.global().async { [self] in
      self.taken = []
      outcome = Result {
        var input = input
        let lines = parser.parse(try input.read())
        return (input, lines)
      }
      done.signal()
    }
  }

  func result() throws -> (LineInput, [ParsedLine]) {
    done.wait()
    guard let outcome else { preconditionFailure("the reader gave no outcome") }
    return try outcome.get()
  }
}
