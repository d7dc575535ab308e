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

  // MARK: The recounts

  /// What counts a sample again, from its log alone, and the questions whose rows it compares.
  struct Counted: Sendable, CustomTestStringConvertible {
    var sample: Sample
    var tool: String
    var questions: [String]
    var testDescription: String { sample.name }

    static let appointments = Counted(
      sample: .firstAppointments, tool: "tools/recount.py",
      questions: ["balance", "appointment", "invoice", "credit_note"])
    static let leads = Counted(
      sample: .activeProspects, tool: "tools/recount-active-prospects.py",
      questions: ["invoice", "credit_note", "balance"]
        + (Questions.names.contains("wallet") ? ["wallet"] : []))
  }

  /// A copy of a sample with what the program shows of it.
  private struct Shown {
    let counted: Counted
    let folder: Folder

    init(_ counted: Counted) throws {
      self.counted = counted
      folder = try Folder()
      let ledger = try folder.copy(counted.sample.path)
      for name in counted.questions {
        let outcome = try Program.minutier("show", ledger, name, "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try folder.write(Data(outcome.output.utf8), name)
      }
    }

    func recount(_ events: String) throws -> Program.Outcome {
      try Program.run(
        "python3", [counted.tool] + counted.questions.map { folder.url($0).path }, input: events)
    }

    func change(_ file: String, _ edit: (String) -> String) throws {
      let text = try folder.text(file)
      #expect(edit(text) != text, "nothing to change in \(file)")
      try folder.write(Data(edit(text).utf8), file)
    }
  }

  @Test(arguments: [
    (Counted.appointments, "agrees: 11 clients, "), (.leads, "agrees: 154 clients, "),
  ])
  func `a recount in Python agrees with what the program shows`(counted: Counted, words: String)
    throws
  {
    let outcome = try Shown(counted).recount(counted.sample.events())
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasPrefix(words), "\(outcome.output)")
  }

  @Test(arguments: [Counted.appointments, .leads])
  func `the recount differs when the program shows one cent more`(counted: Counted) throws {
    let amounts = [
      "balance": /"receivable":"[0-9]+\.[0-9]0"/, "invoice": /"net":"[0-9]+\.[0-9]0"/,
      "credit_note": /"gross":"[0-9]+\.[0-9]0"/, "wallet": /"balance":"[0-9]+\.[0-9]0"/,
    ]
    let shown = try Shown(counted)
    for (file, amount) in amounts where counted.questions.contains(file) {
      let before = try shown.folder.text(file)
      try shown.change(file) { text in
        text.firstRange(of: amount).map {
          text.replacingCharacters(
            in: $0, with: text[$0].replacing(/[0-9]"$/, with: "1\""))
        } ?? text
      }
      let outcome = try shown.recount(counted.sample.events())
      #expect(outcome.status == 1, "\(file)")
      #expect(!outcome.output.contains("agrees"))
      try shown.change(file) { _ in before }
    }
  }

  @Test func `the recount differs when an appointment counts as billed elsewhere`() throws {
    let shown = try Shown(.appointments)
    try shown.change("appointment") {
      $0.replacingOccurrences(of: #""invoiced_in":"BC2026-000012""#, with: #""channel":"x""#)
    }
    #expect(try shown.recount(Sample.firstAppointments.events()).status == 1)
  }

  @Test(arguments: [
    (
      Counted.appointments,
      ["PaymentReceived", "InvoiceIssued", "ContractSubscribed", "PaymentAllocated"]
    ),
    (
      .leads,
      [
        "PaymentReceived", "LeadPurchased", "LeadClaimSettled", "PaymentAllocated",
        "LateInterestAssessed",
      ]
    ),
  ])
  func `the recount differs when one amount of the log is another`(
    counted: Counted, types: [String]
  ) throws {
    let shown = try Shown(counted)
    let events = try counted.sample.events().split(separator: "\n")
    for type in types {
      var lines = events
      let index = try #require(
        lines.firstIndex {
          $0.contains(#""type":"\#(type)""#)
            && $0.firstRange(of: /"(amount|amount_ht|price_ht|ttc|price)":"[0-9]+\.[0-9]+"/) != nil
            && !$0.contains("replacement_lead")
        })
      let line = String(lines[index])
      let amount = try #require(
        line.firstRange(of: /"(amount|amount_ht|price_ht|ttc|price)":"[0-9]+\.[0-9]+"/))
      let last = line[amount].dropLast().last == "1" ? "2" : "1"
      let other = line[amount].dropLast(2) + last + "\""
      lines[index] = line.replacingCharacters(in: amount, with: other)[...]
      let outcome = try shown.recount(lines.joined(separator: "\n"))
      #expect(outcome.status == 1, "\(type)")
      #expect(!outcome.output.contains("agrees"))
    }
  }
}
