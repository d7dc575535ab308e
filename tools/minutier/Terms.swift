import Application
import Ledger
import Projections

/// `minutier terms`: the versions of the terms, and how each reads what its text leaves open.
enum Terms: Verb {
  static let name = "terms"
  static let summary = "show the versions of the terms, with their figures and readings"
  static let usage = "minutier terms LEDGER [VERSION] [--format table|json|ndjson|csv]"
  static let details = """
    Prints each key of each version's configuration: the figures of the text, and the reading
    chosen where the text is ambiguous. With VERSION, that version's only.
    """
  static let valued = ["--format"]
  static let words = 1...2

  static func run(_ arguments: Arguments) throws -> Int32 {
    let format = try arguments.format()
    let wanted = arguments.words.count > 1 ? arguments.words[1] : nil
    var answer = Answer(
      columns: [
        Answer.Column("version", .text), Answer.Column("effective_from", .day),
        Answer.Column("key", .text), Answer.Column("reading", .text),
      ], rows: [])
    try LedgerReader(LedgerHome(arguments.words[0])).forEach(verify: true) { recorded in
      guard case .termsVersionPublished(let event) = recorded.event,
        wanted == nil || wanted == event.version
      else { return }
      for (key, reading) in event.config.readings {
        answer.rows.append([
          .text(event.version), .text(event.effectiveFrom.description), .text(key), .text(reading),
        ])
      }
    }
    if let wanted, answer.rows.isEmpty { throw UsageError("terms \(wanted) are not published") }
    Output.print(answer, as: format)
    return 0
  }
}
