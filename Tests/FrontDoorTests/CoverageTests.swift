import FrontDoor
import Foundation
import Testing

/// Sources/COVERAGE.md: each rule of the contracts, the code that keeps it, the rows that test it.
@Suite struct CoverageTests {
  struct Entry {
    var rule: String
    var treatment: String
    var files: [String]
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  private static func entries() throws -> [Entry] {
    try text("Sources/COVERAGE.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 6, cells[1].contains("-"), cells[1].first?.isLetter == true else {
        return nil
      }
      return Entry(
        rule: cells[1], treatment: cells[3],
        files: cells[4].split(separator: ",").map {
          $0.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
        })
    }
  }

  /// How many rules each chapter has.
  private static let chapters = ["G": 22, "AP": 44, "BC": 35, "MC": 78]

  @Test func `each rule stands in the table once`() throws {
    let rules = try Self.entries().map(\.rule)
    #expect(Set(rules).count == rules.count)
    let counts = Dictionary(grouping: rules) { String($0.prefix { $0 != "-" }) }.mapValues(\.count)
    #expect(counts == Self.chapters)
  }

  @Test func `each treated rule names code that cites it`() throws {
    for entry in try Self.entries() {
      let isNone = entry.treatment.hasPrefix("none: ")
      #expect(isNone == entry.files.isEmpty, "\(entry.rule)")
      for file in entry.files {
        let source = try Self.text("Sources/\(file)")
        #expect(Self.cites(entry.rule, source), "Sources/\(file) does not cite \(entry.rule)")
      }
    }
  }

  @Test func `each general rule that Active Prospects uses has a row of Active Prospects`() throws {
    let rows = try VectorFiles.rows().filter { $0.open == nil && $0.contract == "active-prospects" }
    let tested = Set(rows.flatMap(\.rules))
    let used = try Self.text("Sources/COVERAGE.md").split(separator: "\n").compactMap { line in
      line.wholeMatch(of: /\| (G-[0-9]+) \| [^|]+ \|/).map { String($0.1) }
    }
    #expect(used.count > 15 && Set(used).count == used.count)
    for rule in used where !tested.contains(rule) {
      Issue.record("no row of Active Prospects tests \(rule)")
    }
  }

  /// Whether a text names a rule, and not only one that begins alike.
  private static func cites(_ rule: String, _ text: String) -> Bool {
    text.ranges(of: rule).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].prefix(2)
      let goesOn =
        after.first?.isNumber == true || after.first == "." && after.last?.isNumber == true
      return before?.isLetter != true && before != "-" && !goesOn
    }
  }

  @Test func `each treated rule has a row that runs`() throws {
    let tested = Set(try VectorFiles.rows().filter { $0.open == nil }.flatMap(\.rules))
    for entry in try Self.entries() where !entry.treatment.hasPrefix("none: ") {
      #expect(tested.contains(entry.rule), "no row of Tests/Vectors tests \(entry.rule)")
    }
  }
}
