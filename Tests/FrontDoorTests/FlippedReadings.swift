import Foundation
import FrontDoor
import Testing

/// Whether the rows would notice another reading: each key of a terms version is changed, one at a time, in the
/// terms of the row that `readings.ndjson` notes for it, and that row must fail. `tools/flip-readings` runs this alone.
@Suite struct FlippedReadings {
  /// A key of the configuration, and another value for it.
  struct Flip: Sendable, CustomTestStringConvertible {
    var key: String
    var value: JSON

    var testDescription: String { "\(key) = \(value)" }

    /// A contract's own keys change nothing under another.
    func concerns(_ row: Vector) -> Bool {
      guard let contract = FlippedReadings.contracts.first(where: { key.hasPrefix("\($0.part).") })
      else { return true }
      return row.contract == contract.name
    }

    /// `{"bc":{"anomaly_days":6}}`, or nil when a row sets the key itself.
    func laid(over terms: JSON?) -> JSON? {
      if terms?.at(key) != nil { return nil }
      let parts = key.split(separator: ".").map(String.init)
      let nested = JSON.object([JSON.Member(parts[0], .object([JSON.Member(parts[1], value)]))])
      return terms?.overlaid(nested) ?? nested
    }
  }

  private static let contracts = [
    (part: "ap", name: "active-prospects"), (part: "bc", name: "btbconnect"),
    (part: "mc", name: "marketingconnect"),
  ]

  /// Keys whose one alternative is never met by a rule: each with its reason.
  private static let unseen: [String: String] = [
    "bc.prospect_retention_months": "kept for erasure, which is not built yet",
    "mc.countries": "a list without an order",
    "mc.rental_date":
      "no row has addresses that were delivered on another day than they were written to",
    "mc.booster_stop_refund": "no text says what a month costs, so there is nothing to give back",
    "bc.terms_effective_from": "shown by terms; the event's own effective_from decides",
    "bc.anomaly_decision_days": "an alert only: the day by which to answer",
    "common.breach_internal_hours": "data breaches are of other contracts",
    "common.holiday_region": "BTBCONNECT has a region of its own (bc.holiday_region)",
  ]

  /// From the program's own schema, so that no key is forgotten.
  static let flips: [Flip] = {
    do {
      let schema = try JSON(Program.run(["schema"]).text)
      let properties = schema.at("commands.PublishTerms.properties.config.properties")
      let parts = contracts.map { (part: $0.part, contract: $0.name) }
      return try (parts + [("common", "btbconnect")]).flatMap { part, contract in
        let config = try config(of: contract)
        return (properties?.at("\(part).properties")?.members ?? []).flatMap { member in
          others(config?.at("\(part).\(member.key)"), member.value)
            .map { Flip(key: "\(part).\(member.key)", value: $0) }
        }
      }
    } catch {
      Issue.record("\(error)")
      return []
    }
  }()

  /// The readings that a new ledger publishes.
  private static func config(of contract: String) throws -> JSON? {
    let ledger = try TestLedger(start: "2026-01-05T08:00:00+01:00", contract: contract)
    let founding = try ledger.historyText().split(separator: "\n")
      .map { line throws(JSONProblem) in try JSON(line) }
    return founding.last { $0["type"]?.text == "TermsVersionPublished" }?.at("data.config")
  }

  /// The other values that a key may have: the alternatives of a choice, or a neighbour of a figure.
  private static func others(_ current: JSON?, _ schema: JSON) -> [JSON] {
    if let words = schema["enum"]?.elements { return words.filter { $0 != current } }
    if schema["const"] != nil { return [] }
    if schema["anyOf"] != nil && current == .string("none") { return [.integer(1)] }
    switch current {
    case .bool(let value)?: return [.bool(!value)]
    case .integer(let number)?: return [.integer(number + 1)]
    case .string(let text)?:
      if let day = text.wholeMatch(of: /(\d{4}-\d{2}-)(\d{2})/) {
        return [.string("\(day.1)\(day.2 == "09" ? "10" : "09")")]
      }
      if let amount = text.wholeMatch(of: /(\d+)(\.\d{2})/), let whole = Int(amount.1) {
        return [.string("\(whole + 1)\(amount.2)")]
      }
      return []
    case .array(let elements)? where elements.first?["code"] != nil: return plans(elements)
    case .array(let elements)? where elements.count > 1: return [.array(elements.reversed())]
    default: return []
    }
  }

  /// Each plan with another quota, and with another price of extras.
  private static func plans(_ plans: [JSON]) -> [JSON] {
    plans.indices.flatMap { index in
      let plan = plans[index]
      let changed = [
        plan.setting("quota", .integer((plan["quota"]?.number ?? 0) + 1)),
        plan.setting("extra_price", .string("999.00")),
      ]
      return changed.map { (other: JSON) -> JSON in
        var all = plans
        all[index] = other
        return JSON.array(all)
      }
    }
  }

  private static let fixtures = Result { try Fixtures() }

  @Test func `each key is flipped, the figures too`() {
    let keys = Set(Self.flips.map(\.key))
    #expect(keys.isSuperset(of: ["bc.anomaly_days", "bc.starter_price", "bc.plans"]))
    #expect(keys.isSuperset(of: ["ap.refund_fee", "ap.advance_pay_days", "ap.wallet_basis"]))
    #expect(keys.count >= 70)
  }

  @Test(arguments: flips) func `the row that is noted for it notices`(_ flip: Flip) throws {
    if Self.unseen[flip.key] != nil { return }
    let name = try Self.noted.get()[flip.testDescription]
    let row = try #require(
      VectorTests.rows.first { $0.name == name },
      "no row is noted for \(flip.testDescription); tools/flip-readings --note looks for one")
    #expect(try notices(flip, in: row), "\(row.name) passes with \(flip.testDescription)")
  }

  /// Keeps what still holds and looks through all rows for the rest: minutes.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["MINUTIER_NOTE"] != nil))
  func `a row is noted for each`() throws {
    let noted = try Self.noted.get()
    var lines: [String] = []
    for flip in Self.flips where Self.unseen[flip.key] == nil {
      let known = VectorTests.rows.filter { $0.name == noted[flip.testDescription] }
      guard let row = try (known + VectorTests.rows).first(where: { try notices(flip, in: $0) })
      else {
        Issue.record("no row notices \(flip.testDescription)")
        continue
      }
      lines.append(
        "\(JSON.object([.init("reading", .string(flip.testDescription)), .init("row", .string(row.name))]))\n"
      )
    }
    try lines.joined().write(to: Self.place, atomically: true, encoding: .utf8)
  }

  private static let place = VectorFiles.folder.appendingPathComponent("readings.ndjson")

  /// The row that notices each flip, by its description.
  private static let noted = Result {
    let lines = try JSON.lines(String(contentsOf: place, encoding: .utf8))
    return Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        line["reading"]?.text.map { ($0, line["row"]?.text ?? "") }
      })
  }

  /// Whether a row fails once a reading is another. A row that sets the reading itself, or runs under terms
  /// of a fixture's own, cannot tell.
  private func notices(_ flip: Flip, in row: Vector) throws -> Bool {
    guard row.open == nil, flip.concerns(row), let terms = flip.laid(over: row.terms),
      row.given.contains(where: hasOwnTerms)
    else { return false }
    var flipped = row
    flipped.terms = terms
    return try notices(flipped)
  }

  /// Fixtures of the text itself run under the terms that `init` publishes.
  private func hasOwnTerms(_ given: String) -> Bool { !given.hasPrefix("CGPS") }

  private func notices(_ row: Vector) throws -> Bool {
    do {
      var run = try VectorRun(row, Self.fixtures.get())
      let history = try run.carryOut()
      return !run.findings.isEmpty || !Invariants.findings(in: history).isEmpty
    } catch is VectorError { return true }
  }
}
