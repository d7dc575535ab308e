// What the large samples must show: each type of event and each refusal of their contract, three times or more.
import Commands
import Foundation
import Testing

@Suite struct `The large samples` {
  private static let enough = 3

  /// Types of event that cannot occur so often.
  private static let rareEvents = ["LedgerCreated": "a ledger is created once"]

  @Test(arguments: Coverage.all)
  func `each type of event of the contract occurs at least three times`(coverage: Coverage) throws {
    let known = try Set(schema("events")).subtracting(coverage.foreignEvents)
    let events = try coverage.sample.events()
    let held = counted(events.matches(of: /"type":"([A-Za-z]+)","version"/).map { String($0.1) })
    #expect(known.symmetricDifference(held.keys) == [])
    for type in known.sorted() where Self.rareEvents[type] == nil {
      #expect(held[type, default: 0] >= Self.enough, "\(type)")
    }
    if coverage.sample.name == "btbconnect" {
      #expect(events.matches(of: /"reason":"not_paid"/).count >= Self.enough)
    }
  }

  @Test(arguments: Coverage.all)
  func `each code of the contract occurs at least three times`(coverage: Coverage) throws {
    let held = try codes(coverage.sample)
    for code in coverage.codes where coverage.silentCodes[code] == nil {
      for outcome in coverage.outcomes(of: code) {
        let count = held["\(outcome) \(code.rawValue)", default: 0]
        #expect(count >= Self.enough, "\(outcome) \(code)")
      }
    }
    for code in coverage.silentCodes.keys {
      #expect(!held.keys.contains { $0.hasSuffix(" " + code.rawValue) })
    }
  }

  @Test(arguments: Coverage.all)
  func `what a code is expected to do is all that it does`(coverage: Coverage) throws {
    let expected = coverage.codes.flatMap { code in
      coverage.outcomes(of: code).map { "\($0) \(code.rawValue)" }
    }
    #expect(try Set(codes(coverage.sample).keys).subtracting(expected) == [])
  }

  @Test(arguments: Coverage.all)
  func `each command that a person or the bank can give occurs`(coverage: Coverage) throws {
    let commands = try coverage.sample.text("commands.ndjson")
    let held = Set(commands.matches(of: /"command":"([A-Za-z]+)"/).map { String($0.1) })
    let known = try Set(schema("commands")).subtracting(coverage.foreignCommands)
    #expect(known.subtracting(held) == [])
  }

  @Test(arguments: Coverage.all)
  func `it lives from January 2026 to January 2027`(coverage: Coverage) throws {
    let events = try coverage.sample.objects(coverage.sample.events())
    let days = events.compactMap { $0["recorded"] as? String }
    #expect(days.first?.hasPrefix("2026-01-05") == true)
    #expect(days.last?.hasPrefix("2027-01-31") == true)
  }

  @Test func `btbconnect is some sixty clients large, under three versions of the terms`() throws {
    let events = try Sample.btbconnect.objects(Sample.btbconnect.events())
    let types = counted(events.compactMap { $0["type"] as? String })
    #expect(types["AppointmentBooked", default: 0] > 2_900)
    #expect((60...75).contains(types["PartyRegistered", default: 0]))
    let terms = counted(
      events.filter { $0["type"] as? String == "ContractSubscribed" }
        .compactMap { $0["terms"] as? String })
    #expect(terms.keys.sorted() == ["CGPS20250901-1", "CGPS20260208-2", "CGPS20261101-1"])
  }

  @Test func `active-prospects is thirty sites, six thousand leads and 150 beneficiaries large`()
    throws
  {
    let events = try Sample.activeProspects.objects(Sample.activeProspects.events())
    func all(_ type: String, _ key: String) -> [String] {
      events.filter { $0["type"] as? String == type }
        .compactMap { ($0["data"] as? [String: Any])?[key] as? String }
    }
    #expect(all("CaptureSiteRegistered", "site").count == 30)
    #expect(all("LeadCaptured", "lead").count == 6_000)
    #expect(all("ConsentRecorded", "proof").count >= 6_000)
    #expect(Set(all("LeadPurchased", "party")).count > 140)
    #expect((150...160).contains(all("PartyRegistered", "party").count))
    #expect(Set(all("TermsVersionAccepted", "version")).sorted() == ["CGU-1", "CGU-2", "CGU-3"])
    for (type, key, values) in [
      ("LeadPurchased", "mode", ["exclusive", "shared"]),
      ("LeadPurchased", "payment_mode", ["direct_debit", "wallet"]),
      ("LeadPurchased", "channel", ["email_link", "web"]),
      ("LeadClaimFiled", "kind", ["duplicate", "other", "unauthorised", "wrong_details"]),
      ("LeadClaimSettled", "form", ["credit_note", "replacement_lead", "wallet_credit"]),
      ("InvoiceIssued", "kind", ["complement", "fee", "purchases", "wallet_topup"]),
      ("DeadlineSet", "kind", ["advance", "wallet_credit", "wallet_refund"]),
      ("PaymentReceived", "method", ["card", "direct_debit", "transfer"]),
    ] {
      let counts = counted(all(type, key))
      #expect(values.allSatisfy { counts[$0, default: 0] >= Self.enough }, "\(type) \(counts)")
      #expect(Set(counts.keys).subtracting(values) == [])
    }
  }

  private func schema(_ part: String) throws -> [String] {
    let schema = try Program.minutier("schema").output
    let parts = try #require(
      JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any])
    return Array(try #require(parts[part] as? [String: Any]).keys)
  }

  /// How often each code stands in a reply, by what it does there; repeated replies aside.
  private func codes(_ sample: Sample) throws -> [String: Int] {
    var found: [String] = []
    for reply in try sample.objects(sample.text("results.ndjson")) {
      guard let outcome = reply["outcome"] as? String, outcome != "duplicate" else { continue }
      for (key, what) in [("refusal", outcome), ("effect", "effect")] {
        if let code = (reply[key] as? [String: Any])?["code"] as? String {
          found.append("\(what) \(code)")
        }
      }
      for warning in reply["warnings"] as? [[String: Any]] ?? [] {
        if let code = warning["code"] as? String { found.append("warning \(code)") }
      }
    }
    return counted(found)
  }

  private func counted(_ words: [String]) -> [String: Int] {
    Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
  }
}
