import Application
import Projections

/// `minutier show`: answers a question from the read models.
enum Show: Verb {
  static let name = "show"
  static let summary = "answer a question: balances, appointments, invoices, tasks …"
  static let usage =
    "minutier show LEDGER[,LEDGER…] NAME [--client ID] [--as-of DAY|INSTANT] "
    + "[--known-at INSTANT] [--wide] [--lang fr|en] [--format table|json|ndjson|csv]"
  static var details: String {
    let width = ReadSide.questions.map { $0.name.count }.max() ?? 0
    let lines = ReadSide.questions.map {
      "  \($0.name)\(String(repeating: " ", count: width - $0.name.count + 2))\($0.about)"
    }
    return """
      NAME is one of
      \(lines.joined(separator: "\n"))

      The read models are brought up to date first. With several ledgers the first column says which;
      nothing is added up across them.
        --client     only what belongs to one client
        --as-of      what had happened by the end of a day in Paris, or by an instant, of all that is
                     known today: 2026-04-30, or 2026-04-30T12:00:00+02:00
        --known-at   what the ledger had recorded by an instant: 2026-05-01T00:00:00+02:00
        --wide       every column, and instants in UTC, in a table too
        --lang       en (default), or fr: headings, statuses and sentences that people read in a table;
                     JSON and CSV keep their keys and codes
        --format     table (default), json, ndjson, csv

      With both, what was known at one instant of another: a report received late is in --as-of a
      day, and not in --known-at the same day. The age of a task is counted to the instant asked
      about, else to the last one recorded.
      """
  }
  static let valued = ["--client", "--as-of", "--known-at", "--lang", "--format"]
  static let flags = ["--wide"]
  static let words = 2...2

  static func run(_ arguments: Arguments) throws -> Int32 {
    let format = try arguments.format()
    let question = arguments.words[1]
    guard ReadSide.questions.contains(where: { $0.name == question }) else {
      let names = ReadSide.questions.map(\.name).joined(separator: ", ")
      throw UsageError("\(question) is not one of \(names)")
    }
    let vantage = try arguments.vantage()
    let language = try arguments.language()
    let paths = arguments.words[0].split(separator: ",").map(String.init)
    var answers: [(ledger: String, answer: Answer)] = []
    for path in paths {
      let answer = try ReadSide(LedgerHome(path)).answer(
        question, client: arguments["--client"], from: vantage, in: language)
      answers.append((String(path.split(separator: "/").last ?? ""), answer))
    }
    let answer = merged(answers)
    let isBrief = format == .table && !arguments.has("--wide")
    Output.print(isBrief ? Brief.of(answer, question) : answer, as: format, in: language)
    return 0
  }

  /// One answer, with the ledger as first column when there are several.
  private static func merged(_ answers: [(ledger: String, answer: Answer)]) -> Answer {
    guard answers.count > 1, let first = answers.first?.answer else {
      return answers.first?.answer ?? Answer(columns: [], rows: [])
    }
    return Answer(
      columns: [Answer.Column("ledger", .text)] + first.columns,
      rows: answers.flatMap { ledger, answer in answer.rows.map { [.text(ledger)] + $0 } })
  }
}
