// The sample ledgers: made again, verified, counted again, and what they hold.
import Foundation
import Testing

@testable import Projections

@Suite struct `The sample ledgers` {
  @Test func `they come out the same byte for byte, in another year and time zone`() throws {
    let outcome = try Program.run(
      "faketime", ["2031-02-03 04:05:06", "tools/make-samples", "--check"],
      environment: ["MINUTIER": Program.minutier, "TZ": "Pacific/Auckland"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasSuffix("made again, byte for byte\n"))
  }

  @Test(arguments: Sample.all)
  func `one verifies, and holds as many events as lz4 prints`(sample: Sample) throws {
    let outcome = try Program.minutier("verify", sample.path)
    #expect(outcome.status == 0)
    let count = try sample.events().split(separator: "\n").count
    #expect(outcome.output.hasPrefix("events \(count) root "))
  }

  @Test(arguments: Sample.all)
  func `its read models are rebuilt, and their invariants hold`(sample: Sample) throws {
    let folder = try Folder()
    let outcome = try Program.minutier("rebuild", try folder.copy(sample.path))
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test(arguments: Sample.all)
  func `each code that its answers show has a French word`(sample: Sample) throws {
    let folder = try Folder()
    let ledger = try folder.copy(sample.path)
    // Readings are said as they are stored; ranges have the names that the provider gave them.
    let said: Set = ["reading", "range"]
    var codes = 0
    for question in Questions.names {
      let shown = try Program.minutier("show", ledger, question, "--format", "ndjson")
      #expect(shown.status == 0, "\(shown.errors)")
      var seen: Set<[String]> = []
      for row in try sample.objects(shown.output) {
        for (column, value) in row {
          guard !said.contains(column), let code = value as? String,
            code.wholeMatch(of: /[a-z]+(_[a-z0-9]+)*/) != nil,
            seen.insert([column, code]).inserted
          else { continue }
          codes += 1
          if FrenchWords.codes[column]?[code] == nil {
            Issue.record("\(question): \(column) \(code) has no French word")
          }
        }
      }
    }
    #expect(codes > 30)
  }

  @Test(arguments: Sample.all)
  func `its lines are canonical as jq writes them too`(sample: Sample) throws {
    let lines = try sample.events()
    let outcome = try Program.run("jq", ["-cS", "."], input: lines)
    #expect(outcome.status == 0)
    #expect(outcome.output == lines)
  }

  @Test(arguments: Sample.all)
  func `it holds every outcome that a command can have`(sample: Sample) throws {
    let outcomes = try sample.text("results.ndjson").matches(of: /"outcome":"([a-z]+)"/).map {
      $0.1
    }
    #expect(Set(outcomes) == ["accepted", "refused", "held", "duplicate", "malformed"])
  }

  @Test(arguments: Sample.all)
  func `nothing that its commands say of a person stands in clear in its log`(sample: Sample)
    throws
  {
    let data = try personalData(sample)
    #expect(data.count > 1000)
    let folder = try Folder()
    try folder.write(Data(data.joined(separator: "\n").utf8), "data")
    func search(_ text: String) throws -> Program.Outcome {
      try Program.run("grep", ["-Fof", folder.url("data").path], input: text)
    }
    let found = try search(sample.events())
    #expect(found.status == 1, "\(found.output)")
    let commands = try search(sample.text("commands.ndjson"))
    #expect(Set(commands.lines.map(String.init)).count > 1000)
  }

  /// Names, surnames, phones, e-mail addresses, addresses and free texts of the commands.
  private func personalData(_ sample: Sample) throws -> Set<String> {
    var data: Set<String> = []
    for line in try sample.text("commands.ndjson").split(separator: "\n") {
      let command = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let fields = command?["data"] as? [String: Any] ?? [:]
      let person = fields["person"] ?? fields["prospect_ref"]
      let known = (person as? [String: String] ?? [:]).filter { $0.key != "id" }
      data.formUnion(known.values)
      if let surname = known["name"]?.split(separator: " ").last { data.insert(String(surname)) }
      if let words = fields["text"] as? String { data.insert(words) }
    }
    return data
  }

  // MARK: The recount, of first-appointments

  /// A copy of the sample with what the program shows of it.
  private struct Shown {
    let folder: Folder
    let files: [String]

    init() throws {
      folder = try Folder()
      let ledger = try folder.copy(Sample.firstAppointments.path)
      files = ["balance", "appointment", "invoice", "credit_note"]
      for name in files {
        let outcome = try Program.minutier("show", ledger, name, "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try folder.write(Data(outcome.output.utf8), name)
      }
    }

    func recount(_ events: String) throws -> Program.Outcome {
      try Program.run(
        "python3", ["tools/recount.py"] + files.map { folder.url($0).path }, input: events)
    }

    func change(_ file: String, _ edit: (String) -> String) throws {
      let text = try folder.text(file)
      #expect(edit(text) != text, "nothing to change in \(file)")
      try folder.write(Data(edit(text).utf8), file)
    }
  }

  @Test func `a recount in Python agrees with what the program shows`() throws {
    let outcome = try Shown().recount(Sample.firstAppointments.events())
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasPrefix("agrees: 11 clients, "))
  }

  @Test(arguments: ["balance", "invoice", "credit_note"])
  func `the recount differs when the program shows one cent more`(file: String) throws {
    let shown = try Shown()
    let amount =
      ["balance": /"receivable":"[0-9]+\.50"/, "invoice": /"net":"[0-9]+\.00"/][file]
      ?? /"gross":"[0-9]+\.00"/
    try shown.change(file) { text in
      text.firstRange(of: amount).map {
        text.replacingCharacters(
          in: $0, with: text[$0].replacing(/[0-9]"$/, with: "1\""))
      } ?? text
    }
    let outcome = try shown.recount(Sample.firstAppointments.events())
    #expect(outcome.status == 1)
    #expect(!outcome.output.contains("agrees"))
  }

  @Test func `the recount differs when an appointment counts as billed elsewhere`() throws {
    let shown = try Shown()
    try shown.change("appointment") {
      $0.replacingOccurrences(of: #""invoiced_in":"BC2026-000012""#, with: #""channel":"x""#)
    }
    #expect(try shown.recount(Sample.firstAppointments.events()).status == 1)
  }

  @Test(arguments: ["PaymentReceived", "InvoiceIssued", "ContractSubscribed", "PaymentAllocated"])
  func `the recount differs when one amount of the log is another`(type: String) throws {
    let shown = try Shown()
    var lines = try Sample.firstAppointments.events().split(separator: "\n")
    let index = try #require(lines.firstIndex { $0.contains(#""type":"\#(type)""#) })
    let line = String(lines[index])
    let amount = try #require(line.firstRange(of: /"(amount|ttc|price)":"[0-9]+\.00"/))
    let other = line[amount].replacing(".00", with: ".01")
    lines[index] = line.replacingCharacters(in: amount, with: other)[...]
    let outcome = try shown.recount(lines.joined(separator: "\n"))
    #expect(outcome.status == 1)
    #expect(!outcome.output.contains("agrees"))
  }
}
