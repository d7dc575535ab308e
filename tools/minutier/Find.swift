import Application
import Projections

/// `minutier find`: leads and clients by a phone or an e-mail, which stands in clear nowhere.
enum Find: Verb {
  static let name = "find"
  static let summary = "find a person's leads and account by a phone or an e-mail"
  static let usage =
    "minutier find LEDGER --phone NUMBER|- | --email ADDRESS|- [--wide] [--lang fr|en] "
    + "[--format table|json|ndjson|csv]"
  static let details = """
    A ledger keeps no phone and no e-mail that could be searched for, but a code of each under its own key,
    sealed with the person's. What is asked for is written as at capture (06 12 34 56 78 is
    +33612345678, capitals of an e-mail are small), coded under the same key, and looked up: it goes into no
    file and no message. Whoever was erased is not found.
      --phone    a number, or - to read it from standard input, so that no other program sees it
      --email    an address, or -
      --wide     as in minutier show
      --lang     en (default), fr
      --format   table (default), json, ndjson, csv
    minutier explain LEDGER lead ID, and show LEDGER beneficiary, tell more of what is found.
    """
  static let valued = ["--phone", "--email", "--lang", "--format"]
  static let flags = ["--wide"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let format = try arguments.format()
    let language = try arguments.language()
    let detail: ReadSide.Detail
    switch (arguments["--phone"], arguments["--email"]) {
    case (let phone?, nil): detail = .phone(try given(phone))
    case (nil, let email?): detail = .email(try given(email))
    default: throw UsageError("one of --phone and --email is needed")
    }
    guard let answer = try ReadSide(LedgerHome(arguments.words[0])).find(detail) else {
      throw UsageError("a phone has digits, and an e-mail an @")
    }
    let isBrief = format == .table && !arguments.has("--wide")
    Output.print(isBrief ? Brief.of(answer, name) : answer, as: format, in: language)
    return 0
  }

  private static func given(_ text: String) throws -> String {
    if text != "-" { return text }
    guard let line = readLine() else { throw UsageError("nothing comes from standard input") }
    return line
  }
}
