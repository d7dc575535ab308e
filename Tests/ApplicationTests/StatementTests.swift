// A statement of account ends at what `balance` shows, today and at any instant before.
import Application
import Ledger
import Projections
import Testing

@Suite struct `Statements of account` {
  @Test(arguments: `Explanations`.samples)
  func `each line adds to the one before, and the last is the balance`(sample: String) throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(sample)))
    let events = try folder.stored(sample)
    let instants = `Questions about the past`.instants(12, of: events)
    try check(side, .now)
    for instant in instants {
      try check(side, Vantage(asOf: instant))
      try check(side, Vantage(knownAt: instant))
    }
  }

  private func check(_ side: ReadSide, _ vantage: Vantage) throws {
    let balances = try side.answer("balance", client: nil, from: vantage)
    let statement = try side.answer("statement", client: nil, from: vantage)
    let lines = Dictionary(grouping: statement.rows) { $0[0] }
    for balance in balances.rows {
      let client = balance[0]
      var running = Money.zero
      var date = ""
      for row in lines[client] ?? [] {
        running += try statement.money("debit", row) - statement.money("credit", row)
        #expect(try statement.money("balance", row) == running)
        guard case .text(let day) = row[2] else { continue }
        #expect(date <= day, "\(client)")
        date = day
      }
      let owed =
        try balances.money("receivable", balance) - balances.money("credit", balance)
      #expect(running == owed, "\(client) from \(vantage)")
    }
  }
}

extension Answer {
  fileprivate func money(_ column: String, _ row: [Value]) throws -> Money {
    let index = try #require(columns.firstIndex { $0.name == column })
    guard case .money(let amount) = row[index] else { return .unset }
    return amount
  }
}
