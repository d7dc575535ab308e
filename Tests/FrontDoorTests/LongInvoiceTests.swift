import FrontDoor
import Testing

/// An invoice of more lines than one event may hold (design §9, Invoice numbers).
@Suite struct LongInvoiceTests {
  @Test func `BC-6.2 a hundred and thirty extras are listed ahead of their invoice, none lost`()
    throws
  {
    let ledger = try TestLedger(start: "2026-01-05T08:00:00+01:00")
    let row = try Vector(
      JSON(
        #"{"vector":"v","rules":["BC-6.2"],"given":"CGPS START from 2026-04-10","history":[{"count":1}]}"#
      ),
      at: "here")
    let fixtures = try Fixtures()
    var commands = try fixtures.commands(of: row)
    let booking = try JSON(
      #"{"command":"BookAppointment","at":"2026-04-10T09:00:00+02:00","data":{"starts_at":"2026-04-14T14:00:00+02:00"}}"#
    )
    var own = row
    own.commands = (1...132).map { number in
      booking.overlaid(
        .object([
          JSON.Member(
            "data",
            .object([
              JSON.Member("appointment", .string("RDV-\(1000 + number)"))
            ]))
        ]))
    }
    commands += try fixtures.ownCommands(of: own)
    _ = try ledger.execute(commands)
    try ledger.advance(to: "2026-05-01T00:00:00+02:00")
    let history = try ledger.history()
    #expect(Invariants.findings(in: history) == [])
    let listed = history.filter { $0["type"]?.text == "InvoiceLinesListed" }
    let issued = history.filter { $0.at("data.kind")?.text == "extras" }
    #expect(listed.map { $0.at("data.lines")?.elements?.count } == [100])
    #expect(issued.map { $0.at("data.lines")?.elements?.count } == [30])
    #expect(issued.first?.at("data.line_count") == .integer(130))
    #expect(issued.first?.at("data.ttc") == .string("21970.00"))
    let lines = (listed + issued).flatMap { $0.at("data.lines")?.elements ?? [] }
    #expect(lines.map { $0["rank"]?.number } == (3...132).map { $0 })
    #expect(Set(lines.compactMap { $0["appointment"]?.text }).count == 130)
  }
}
