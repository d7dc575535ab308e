// One line per event for the timeline: identifiers only.
import Ledger
import Projections
import Testing

@Suite struct `Summaries` {
  @Test func `each event of a history has one line, without personal data or free text`() {
    var history = History.subscribed()
    history.register(
      "C-2", identity: .clear(Personal.with { $0.name = "Zoé" }, of: "P", for: .billing))
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1", late: true)
    history.resolve("AN-1", "A-1", .rejected, at: "2026-04-16T10:00:00Z")
    history.validateInSilence("A-1", "2026-04-14T08:00:00Z")
    history.invoice("F2026-000001", [History.line(169_00)])
    history.pay("P-1", 169_00)
    history.allocate("P-1", [Allocation("F2026-000001", money(169_00))])
    #expect(
      history.events.map(Summary.of) == [
        "ledger test created for btbconnect, simulated clock",
        "terms T1 published, effective from 2026-04-08",
        "client C-1 registered",
        "client C-1 subscribed contract K-1: START at 290.00 a month, 3 months",
        "contract K-1 in force on 2026-04-10, term to 2026-07-10, notice by 2026-06-25",
        "client C-2 registered",
        "appointment A-1 booked for 2026-04-14 10:00, contract K-1",
        "deadline A-1~anomaly set: 5 ouvrable from 2026-04-14, last instant "
          + "2026-04-20T21:59:59.999999Z",
        "anomaly AN-1 (prospect_absent) reported on appointment A-1, late: admitted",
        "anomaly AN-1 on appointment A-1 rejected by U-1",
        "deadline A-1~anomaly elapsed as of 2026-04-21 00:00",
        "appointment A-1 deemed validated as of 2026-04-21 00:00",
        "invoice F2026-000001 issued to C-1: extras, net 169.00, gross 169.00, due on 2026-04-30",
        "payment P-1 of 169.00 received from C-1 by transfer, value 2026-05-04",
        "P-1 allocated by oldest_due: 169.00 to F2026-000001",
      ])
  }
}
