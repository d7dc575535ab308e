import Application
import Ledger

/// `minutier init`: makes a ledger.
enum Init: Verb {
  static let name = "init"
  static let summary = "make a ledger: its keys, provider, terms, calendars and rates"
  static let usage =
    "minutier init LEDGER --contract active-prospects|btbconnect|marketingconnect [--clock real|simulated] "
    + "[--start INSTANT] [--provider FILE]"
  static let details = """
    LEDGER is the directory to make; its last part becomes the ledger's name.
      --contract  the contract that runs in it: active-prospects, btbconnect
      --clock     real (default): nobody chooses when an event is recorded;
                  simulated: time is what the commands say, for samples and trials
      --start     first instant of a simulated clock, 2026-01-05T08:00:00+01:00
      --provider  JSON of who sells, in place of the provider of the contract's text (that of
                  Active Prospects names no company: without it, invoices bear no SIREN of one):
                  {"name","siren","address","number_prefix","vat_basis":"receipts|debits",
                   "accounts":{"bank","client","revenue","vat"},"vat_number"?,"capital"?,
                   "legal_form"?,"rcs"?,"orias"?}
    """
  static let valued = ["--contract", "--clock", "--start", "--provider"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let path = arguments.words[0]
    let name = String(path.split(separator: "/").last ?? "")
    guard !name.isEmpty, name.utf8.count <= 64,
      name.utf8.allSatisfy({
        ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || "0123456789._-".utf8.contains($0)
      })
    else { throw UsageError("the last part of \(path) is no name: 1 to 64 of A-Z a-z 0-9 . _ -") }
    guard let word = arguments["--contract"], let contract = System(rawValue: word) else {
      let words = System.allCases.map(\.rawValue).joined(separator: "|")
      throw UsageError("--contract \(words) is needed")
    }
    guard let clock = Clock(rawValue: arguments["--clock"] ?? "real") else {
      throw UsageError("--clock is real or simulated")
    }
    let wish = Founding.Wish(
      name: name, contract: contract, clock: clock, start: try start(arguments, clock),
      provider: try arguments["--provider"].map { try ProviderFile.read($0) })
    try Founding.create(LedgerHome(path), wish)
    say("\(path): a ledger of \(contract.rawValue), clock \(clock.rawValue)")
    return 0
  }

  private static func start(_ arguments: Arguments, _ clock: Clock) throws -> Instant {
    switch (clock, arguments["--start"]) {
    case (.real, nil): return machineClock()
    case (.real, _): throw UsageError("--start goes with --clock simulated")
    case (.simulated, let text):
      guard let text, let start = Instant(text) else {
        throw UsageError("--start INSTANT is needed, like 2026-01-05T08:00:00+01:00")
      }
      guard (1998...2190).contains(Paris.day(of: start).year) else {
        throw UsageError("--start lies outside 1998 to 2190")
      }
      return start
    }
  }
}
