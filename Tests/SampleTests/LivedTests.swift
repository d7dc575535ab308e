// However the time of a sample passes, its log is the same.
import Foundation
import Testing

@Suite struct `A year of a sample` {
  /// The commands of the first months, then the time in which only the agenda works.
  @Test(arguments: [Sample.btbconnect, .activeProspects])
  func `one long advance and daily ones give the same log`(sample: Sample) throws {
    let contract = sample.name
    let folder = try Folder()
    let lines = try sample.text("commands.ndjson").split(separator: "\n")
    let early = lines.prefix { !$0.contains(#""at":"2026-04-10T"#) }
    try folder.write(Data((early.joined(separator: "\n") + "\n").utf8), "commands")
    func live(_ name: String, _ days: [String]) throws -> String {
      // The name of a ledger stands in its log.
      try FileManager.default.createDirectory(
        at: folder.url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
      let ledger = folder.url(name).path
      let made = try Program.minutier(
        "init", ledger, "--contract", contract, "--clock", "simulated", "--start",
        "2026-01-05T08:00:00+01:00")
      #expect(made.status == 0, "\(made.errors)")
      #expect(try Program.minutier("execute", ledger, folder.url("commands").path).status == 1)
      for day in days {
        let outcome = try Program.minutier("advance", ledger, "--to", "\(day)T23:59:00+02:00")
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      return try #require(Program.minutier("verify", ledger).lines.first.map(String.init))
    }
    let april = (10...30).map { "2026-04-\($0)" }
    let may = (1...9).map { "2026-05-0\($0)" }
    let long = try live("long/\(contract)", ["2026-05-09"])
    #expect(try live("daily/\(contract)", april + may) == long)
  }

  @Test(arguments: Sample.all)
  func `what a rebuild shows is what was shown before`(sample: Sample) throws {
    let folder = try Folder()
    let ledger = try folder.copy(sample.path)
    func rows() throws -> [String] {
      try ["invoice", "balance", "timeline"].map {
        let shown = try Program.minutier("show", ledger, $0, "--format", "csv")
        #expect(shown.status == 0, "\(shown.errors)")
        return shown.output
      }
    }
    #expect(try Program.minutier("rebuild", ledger).status == 0)
    let first = try rows()
    for made in ["/projections", "/index"]
    where FileManager.default.fileExists(atPath: ledger + made) {
      try FileManager.default.removeItem(atPath: ledger + made)
    }
    #expect(try rows() == first)
    #expect(try Program.minutier("rebuild", ledger).status == 0)
    #expect(try rows() == first)
  }
}
