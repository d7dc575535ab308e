import Application
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
    while let piece = try input.next(whenIdle: { () throws in try desk.flush(write) }) {
      switch piece {
      case .line(let number, let bytes): try bytes.withUnsafeBytes { try desk.take($0, number: number) }
      case .tooLong(let number):
        desk.malformed(
          number, FormatError("a line of over \(CommandDesk.longestLine) bytes is not read"))
      }
      if desk.shouldFlush { try desk.flush(write) }
    }
    try desk.flush(write)
    try writer.close()
    return desk.refusedAny ? 1 : 0
  }
}

/// Says what opening a log had to cut.
func reportRecovery(_ writer: LedgerWriter) {
  if let text = writer.recoveryText { complain("minutier: \(text)") }
}
