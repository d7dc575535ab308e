// What the sample btbconnect must show: each type of event and each refusal, three times or more.
import Commands
import Foundation
import Testing

@Suite struct `The sample btbconnect` {
  private static let enough = 3

  /// Types of event that cannot occur so often.
  private static let rareEvents = ["LedgerCreated": "a ledger is created once"]

  /// Codes that no reply can bear here.
  private static let silentCodes: [RefusalCode: String] = [
    .prepayNotReceived:
      "the scheduler finds it, nobody is answered: OptionDeactivated with reason not_paid shows it"
  ]

  /// Codes that do more than refuse: what else they do.
  private static let otherOutcomes: [String: Set<RefusalCode>] = [
    "held": [.anomalyLate, .anomalyNotByForm, .cancellationUndecided, .clientNotEligible],
    "effect": [
      .anomalyLate, .minimumTerm, .noticeLate, .optionCommitment, .prepayThreeMonthsOnly,
    ],
  ]
  /// Codes that refuse nothing: they hold a fact, or deny its effect.
  private static let neverRefused: Set<RefusalCode> = [
    .anomalyLate, .anomalyNotByForm, .cancellationUndecided, .noticeLate, .optionCommitment,
    .prepayThreeMonthsOnly,
  ]

  @Test func `each type of event that the program knows occurs at least three times`() throws {
    let schema = try Program.minutier("schema").output
    let known = try #require(
      (JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any])?["events"]
        as? [String: Any])
    let events = try Sample.btbconnect.events()
    let held = counted(events.matches(of: /"type":"([A-Za-z]+)","version"/).map { String($0.1) })
    #expect(Set(known.keys) == Set(held.keys))
    for type in known.keys.sorted() where Self.rareEvents[type] == nil {
      #expect(held[type, default: 0] >= Self.enough, "\(type)")
    }
    #expect(events.matches(of: /"reason":"not_paid"/).count >= Self.enough)
  }

  @Test func `each code that the program can give occurs at least three times`() throws {
    let held = try codes()
    for code in RefusalCode.allCases where Self.silentCodes[code] == nil {
      for outcome in outcomes(of: code) {
        let count = held["\(outcome) \(code.rawValue)", default: 0]
        #expect(count >= Self.enough, "\(outcome) \(code)")
      }
    }
    for code in Self.silentCodes.keys {
      #expect(!held.keys.contains { $0.hasSuffix(" " + code.rawValue) })
    }
  }

  @Test func `what a code is expected to do is all that it does`() throws {
    let expected = RefusalCode.allCases.flatMap { code in
      outcomes(of: code).map { "\($0) \(code.rawValue)" }
    }
    #expect(try Set(codes().keys).isSubset(of: expected))
  }

  @Test func `each command that a person or the bank can give occurs`() throws {
    let scheduled: Set = [
      "AssessInterest", "ChargeIndemnity", "ElapseDeadline", "ElapseDebit", "ElapsePrepayment",
      "EndContract", "InitiateDebit", "RenewContract",
    ]
    let schema = try Program.minutier("schema").output
    let known = try #require(
      (JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any])?["commands"]
        as? [String: Any])
    let commands = try Sample.btbconnect.text("commands.ndjson")
    let held = Set(commands.matches(of: /"command":"([A-Za-z]+)"/).map { String($0.1) })
    #expect(Set(known.keys).subtracting(scheduled).isSubset(of: held))
  }

  @Test func `it lives from January 2026 to January 2027, some sixty clients long`() throws {
    let events = try Sample.btbconnect.objects(Sample.btbconnect.events())
    let types = counted(events.compactMap { $0["type"] as? String })
    #expect(types["AppointmentBooked", default: 0] > 2_900)
    #expect((60...75).contains(types["PartyRegistered", default: 0]))
    let days = events.compactMap { $0["recorded"] as? String }
    #expect(days.first?.hasPrefix("2026-01-05") == true)
    #expect(days.last?.hasPrefix("2027-01-31") == true)
    let terms = counted(
      events.filter { $0["type"] as? String == "ContractSubscribed" }
        .compactMap { $0["terms"] as? String })
    #expect(terms.keys.sorted() == ["CGPS20250901-1", "CGPS20260208-2", "CGPS20261101-1"])
  }

  private func outcomes(of code: RefusalCode) -> [String] {
    Self.otherOutcomes.filter { $0.value.contains(code) }.map(\.key)
      + (Self.neverRefused.contains(code) ? [] : ["refused"])
  }

  /// How often each code stands in a reply, by what it does there; repeated replies aside.
  private func codes() throws -> [String: Int] {
    let replies = try Sample.btbconnect.objects(Sample.btbconnect.text("results.ndjson"))
    var found: [String] = []
    for reply in replies {
      guard let outcome = reply["outcome"] as? String, outcome != "duplicate" else { continue }
      for (key, what) in [("refusal", outcome), ("effect", "effect")] {
        if let code = (reply[key] as? [String: Any])?["code"] as? String {
          found.append("\(what) \(code)")
        }
      }
    }
    return counted(found)
  }

  private func counted(_ words: [String]) -> [String: Int] {
    Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
  }
}
