import Ledger
import Projections

/// What happened, in the order in which it was recorded: a view over the log, without a table.
enum Timeline {
  static let about = "what happened, and when it happened, reached us and was recorded"

  static func answer(
    _ home: LedgerHome, client: String?, from vantage: Vantage, in language: Language
  )
    throws(LedgerError) -> Answer
  {
    var answer = Answer(
      columns: [
        Answer.Column("position", .integer), Answer.Column("occurred", .instant),
        Answer.Column("received", .instant), Answer.Column("recorded", .instant),
        Answer.Column("type", .text), Answer.Column("rule", .text),
        Answer.Column("basis", .text), Answer.Column("summary", .text),
      ], rows: [])
    var filter = client.map { ClientFilter($0) }
    try LedgerReader(home).forEach(verify: true) { event in
      // The filter must see every event.
      if filter?.takes(event.event) == false || !vantage.sees(event) { return }
      answer.rows.append([
        .integer(event.position), .text(event.occurred.description),
        .text(event.received.description), .text(event.recorded.description),
        .text(event.event.type), .text(event.rule), .text(event.basis.rawValue),
        .text(Summary.of(event, in: language)),
      ])
    }
    return answer
  }
}
