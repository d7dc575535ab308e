import Application
import Ledger
import Projections

/// `minutier explain`: why a figure is what it is.
enum Explain: Verb {
  static let name = "explain"
  static let summary = "say why a figure is what it is, down to the events that made it"
  static let usage =
    "minutier explain LEDGER invoice NUMBER | credit_note NUMBER | balance CLIENT | appointment ID | "
    + "lead ID | claim ID | wallet CLIENT | collection ID "
    + "[--as-of DAY|INSTANT] [--known-at INSTANT] [--wide] [--lang fr|en] [--format table|json]"
  static let details = """
    Prints what is known of the subject, then sheets of rows; each row says the position of its event,
    which minutier history --from P --to P prints. Under a sheet that explains a figure stands the
    figure, and its rows add up to it to the cent:
      invoice       lines with their events, VAT by group (base x rate), what settled it, what is open
      credit_note   lines with their events, VAT by group, what it was used on, what is left
      balance       the open documents, and what is left of payments and credit notes
      appointment   its life, its period day by day, why it has its status, month, rank and bucket,
                    the lines that bill it
      lead          its life, who owns it, and why each mode is left or gone
      claim         its life, the purchase that it is about, where the indemnity went
      wallet        every movement of a Tirelire, and the lots that make its balance
      collection    a procedure of recovery: its invoices, what it costs, and what is paid of that
    The sheet terms names the version of the terms and its readings that were used.
      --as-of      as in minutier show
      --known-at   as in minutier show
      --wide       instants in UTC, in a table too
      --lang       en (default), fr
      --format     table (default), json
    Exit code 1 when rows don't add up to their figure.
    """
  static let valued = ["--as-of", "--known-at", "--lang", "--format"]
  static let flags = ["--wide"]
  static let words = 3...3

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let subject = Subject(arguments.words[1], arguments.words[2]) else {
      throw UsageError(
        "\(arguments.words[1]) is not one of \(Subject.kinds.joined(separator: ", "))")
    }
    let format = try arguments.format(of: [.table, .json])
    let language = try arguments.language()
    let explanation = try ReadSide(LedgerHome(arguments.words[0])).explain(
      subject, from: arguments.vantage(), in: language)
    if format == .json {
      Output.write(Output.json(explanation))
    } else {
      Output.write(Output.table(explanation, language, isWide: arguments.has("--wide")))
    }
    for mismatch in explanation.mismatches { complain("minutier explain: \(mismatch)") }
    return explanation.mismatches.isEmpty ? 0 : 1
  }
}

extension Output {
  /// What is known, a line a fact, then each sheet under its name, and the figure that it explains.
  static func table(_ explanation: Explanation, _ language: Language, isWide: Bool) -> String {
    let shown = { (answer: Answer) in
      (isWide ? answer : Brief.inParis(answer)).read(in: language)
    }
    let (kind, id) = explanation.subject.words
    var text = "\(language.heading(kind)) \(id)\n\n" + list(shown(explanation.facts))
    for sheet in explanation.sheets where !sheet.answer.rows.isEmpty {
      text += "\n\(language.heading(sheet.name))\n" + grid(shown(sheet.answer))
      if let sum = sheet.sum, let total = sheet.total {
        text += "\(language.heading(sum.figure)) = \(total)\n"
      }
    }
    return text
  }

  static func json(_ explanation: Explanation) -> String {
    let (kind, id) = explanation.subject.words
    var sheets: [String] = []
    for sheet in explanation.sheets {
      var text = "    {\"sheet\":\(quoted(sheet.name)),"
      if let sum = sheet.sum, let total = sheet.total {
        text += "\"figure\":\(quoted(sum.figure)),\"sum_of\":\(quoted(sum.column)),"
        text += "\"total\":\(quoted(total.description)),"
      }
      let rows = sheet.answer.rows.map { "\n      " + object(sheet.answer.columns, $0) }
      sheets.append(text + "\"rows\":[\(rows.joined(separator: ","))]}")
    }
    let facts = explanation.facts
    return """
      {
        "explain":\(quoted(kind)),
        "id":\(quoted(id)),
        "facts":\(object(facts.columns, facts.rows[0])),
        "sheets":[
      \(sheets.joined(separator: ",\n"))
        ]
      }

      """
  }
}
