import Application

/// `minutier import`: a ledger of the lines of another.
enum Import: Verb {
  static let name = "import"
  static let summary = "make a ledger of the stored lines of another"
  static let usage = "minutier import LEDGER [FILE] [--keys DIRECTORY]"
  static let words = 1...2
  static let valued = ["--keys"]
  static let details = """
    Reads stored events, one line each, as `history` prints them, from FILE or standard input, and makes
    LEDGER of them: the same events at the same positions, recorded at the same instants, and so the same
    tree. Prints `events N root HEX`. A line that is no event, or does not follow the one before, ends it
    with exit code 2, and LEDGER is no ledger then.
      --keys   the keys directory of the ledger that the lines come from; one of simulated time needs none
    """

  static func run(_ arguments: Arguments) throws -> Int32 {
    var input = try LineInput(arguments.words.count > 1 ? arguments.words[1] : "-")
    var importing = try Importing(LedgerHome(arguments.words[0]))
    while !input.isAtEnd {
      for line in try input.read() {
        guard let bytes = line.bytes else { throw UsageError("line \(line.number) is too long") }
        try importing.take(bytes)
      }
    }
    let result = try importing.finish(keys: arguments["--keys"])
    say("events \(result.events) root \(result.root)")
    return 0
  }
}
