// What `explain` lists adds up, to the cent, to what `show` prints: on every sample ledger.
import Application
import Foundation
import Ledger
import Projections
import Testing

@Suite struct `Explanations` {
  static let samples: [String] = {
    let folder = `Questions about the past`.root + "/eventlogs/sample"
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/ledger.json") }
        .map { "eventlogs/sample/\($0)" }
    } catch { preconditionFailure("couldn't list \(folder): \(error)") }
  }()

  /// Explains every subject of a question, and compares each amount of its rows.
  private func explainAll(
    _ question: String, _ side: ReadSide, from vantage: Vantage = .now,
    _ check: (Explanation) throws -> Void = { _ in }
  ) throws {
    let shown = try side.answer(question, client: nil, from: vantage)
    let subjects = try shown.rows.map { row throws in
      guard case .text(let id) = row[0] else { throw Missing() }
      return try #require(Subject(question, id))
    }
    var explanations: [Explanation] = []
    try side.explain(subjects, from: vantage) { explanations.append($0) }
    #expect(explanations.count == shown.rows.count)
    for (row, explanation) in zip(shown.rows, explanations) {
      for (column, value) in zip(shown.columns, row) where column.kind == .money {
        let sheets = explanation.sheets.filter { $0.sum?.figure == column.name }
        // Leads add up to the same net as the lines that bill them.
        #expect(!sheets.isEmpty, "\(column.name) of \(question) \(row[0])")
        for sheet in sheets {
          #expect(
            .money(sheet.total ?? .unset) == value,
            "\(sheet.name): \(column.name) of \(question) \(row[0])")
        }
        #expect(
          explanation.fact(column.name) == value, "\(column.name) of \(question) \(row[0])")
      }
      #expect(explanation.mismatches == [])
      try check(explanation)
    }
  }

  @Test(arguments: samples)
  func `the rows add up to each amount of invoices, credit notes and balances`(sample: String)
    throws
  {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(sample)))
    for question in ["invoice", "credit_note", "balance"] { try explainAll(question, side) }
  }

  @Test func `so they do as of an instant in the past, and known at one`() throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(`Questions about the past`.sample)))
    let events = try folder.stored(`Questions about the past`.sample)
    for instant in `Questions about the past`.instants(6, of: events) {
      try explainAll("balance", side, from: Vantage(asOf: instant))
      try explainAll("balance", side, from: Vantage(knownAt: instant))
    }
    try explainAll("invoice", side, from: Vantage(asOf: CivilDay("2026-05-05").lastInstant))
  }

  @Test(arguments: samples)
  func `lines are quantity × price, VAT is base × rate, and events bear what is said of them`(
    sample: String
  ) throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(sample)))
    let stored = try folder.stored(sample).map(\.line)
    func fields(_ position: Value) throws -> [String: Any] {
      guard case .integer(let position) = position else { return [:] }
      return try JSONSerialization.jsonObject(with: Data(stored[position].utf8)) as? [String: Any]
        ?? [:]
    }
    for question in ["invoice", "credit_note"] {
      try explainAll(question, side) { explanation in
        var bases: [Value: Money] = [:]
        for line in explanation.rows("lines") {
          guard case .integer(let quantity) = line["quantity"],
            case .unitPrice(let unit) = line["unit"], let code = line["vat_code"]
          else { throw Missing() }
          #expect(line["net"] == .money(unit.times(quantity)))
          bases[code, default: .zero] += unit.times(quantity)
        }
        for group in explanation.rows("vat") {
          guard case .money(let base) = group["base"], case .rate(let rate) = group["rate"],
            let code = group["vat_code"]
          else { throw Missing() }
          guard case .money(let vat) = group["vat"] else { throw Missing() }
          // What was paid with VAT is split, and what comes back of it is a difference: a cent at most (G-11).
          let isSplit =
            sample.hasSuffix("active-prospects") && explanation.fact("kind") != .text("purchases")
          let off = abs(vat.cents - rate.of(base).cents)
          #expect(bases[code] == base && off <= (isSplit ? 1 : 0))
        }
        let sources = Set(explanation.rows("sources").compactMap { $0["position"] })
        for line in explanation.rows("lines") {
          guard case .list(let json) = line["source_positions"] else { throw Missing() }
          let cited = json.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
          #expect(!cited.isEmpty && cited.allSatisfy { sources.contains(.integer($0)) })
        }
        for row in explanation.rows("settlements") + explanation.rows("uses") {
          let event = try fields(row["position"] ?? .none)
          let data = event["data"] as? [String: Any] ?? [:]
          guard case .money(let amount) = row["amount"] else { throw Missing() }
          let undoing = ["corrected": "EventCorrected", "rejected": "PaymentRejected"]
          if case .text(let how) = row["allocation"], let type = undoing[how] {
            #expect(event["type"] as? String == type && amount < .zero)
            continue
          }
          let parts = data["to"] as? [[String: String]] ?? []
          let isPart = parts.contains { $0["amount"] == amount.description }
          #expect(isPart || data["amount_ttc"] as? String == amount.description)
        }
      }
    }
  }

  @Test(arguments: samples)
  func `an appointment is explained as show prints it, with the event that made its status`(
    sample: String
  ) throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(sample)))
    let shown = try side.answer("appointment", client: nil)
    let subjects = try shown.rows.map { row throws in
      guard case .text(let id) = row[0] else { throw Missing() }
      return Subject.appointment(id)
    }
    var explanations: [Explanation] = []
    try side.explain(subjects) { explanations.append($0) }
    let invoices = try side.answer("invoice", client: nil)
    let place = try #require(invoices.columns.firstIndex { $0.name == "position" })
    let issued = Dictionary(
      invoices.rows.map { ($0[0], $0[place]) }, uniquingKeysWith: { first, _ in first })
    for (row, explanation) in zip(shown.rows, explanations) {
      guard case .text(let id) = row[0] else { continue }
      for (column, value) in zip(shown.columns, row) {
        guard let fact = explanation.fact(column.name) else { continue }
        #expect(fact == value, "\(column.name) of \(id)")
      }
      let life = Set(explanation.rows("life").compactMap { $0["position"] })
      let reason = explanation.rows("reasons").first { $0["what"] == .text("status") }
      #expect(life.contains(reason?["position"] ?? .none), "\(id)")
      #expect(reason?["because"] != .text(""), "\(id)")
      if explanation.fact("bucket") == .text("starter") {
        let bucket = explanation.rows("reasons").first { $0["what"] == .text("bucket") }
        #expect(bucket?["because"] == .text("one of the appointments of the pack"), "\(id)")
        #expect(bucket?["rule"] == .text("BC-3.1"), "\(id)")
      }
      // A pack is invoiced as a whole, before its appointments are booked.
      if case .text(let invoice) = explanation.fact("invoiced_in"),
        explanation.fact("bucket") != .text("starter")
      {
        #expect(life.contains(issued[.text(invoice)] ?? .none), "\(id)")
      }
      let days = explanation.rows("days").filter { $0["counted"] != Value.none }
      let anomalyDays = explanation.rows("terms").first { $0["key"] == .text("bc.anomaly_days") }
      #expect(.text(String(days.count)) == anomalyDays?["reading"], "\(id)")
      if explanation.fact("rank") != Value.none {
        #expect(explanation.rows("month").contains { $0["appointment"] == .text(id) })
      }
    }
  }

  @Test func `what is not there is said to be not there`() throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(`Questions about the past`.sample)))
    for kind in Subject.kinds {
      let subject = try #require(Subject(kind, "X-1"))
      #expect(throws: LedgerError.self) { try side.explain(subject) }
    }
  }

  /// A value of an explanation is not there.
  private struct Missing: Error {}
}

extension Explanation {
  fileprivate func fact(_ name: String) -> Value? {
    facts.columns.firstIndex { $0.name == name }.map { facts.rows[0][$0] }
  }

  /// The rows of a sheet, by the names of their columns.
  fileprivate func rows(_ sheet: String) -> [[String: Value]] {
    guard let answer = sheets.first(where: { $0.name == sheet })?.answer else { return [] }
    return answer.rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(answer.columns.map(\.name), row))
    }
  }
}
