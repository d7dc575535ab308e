import FrontDoor
import Testing

/// Every row of `Tests/Vectors`, through the built program.
@Suite struct VectorTests {
  static let rows: [Vector] = {
    do { return try VectorFiles.rows() } catch {
      Issue.record("\(error)")
      return []
    }
  }()

  private static let fixtures = Result { try Fixtures() }

  @Test(arguments: rows) func row(_ row: Vector) throws {
    var run = try VectorRun(row, Self.fixtures.get())
    let history = try run.carryOut()
    let findings = run.findings + Invariants.findings(in: history)
    let record = {
      for finding in findings { Issue.record("\(row.place), \(row.name): \(finding)") }
    }
    if let open = row.open { withKnownIssue("\(open)", record) } else { record() }
  }

  @Test func `there are rows, and each has a name of its own`() throws {
    let rows = try VectorFiles.rows()
    #expect(!rows.isEmpty)
    let names = Dictionary(grouping: rows, by: \.name).filter { $1.count > 1 }
    #expect(names.isEmpty, "given twice: \(names.keys.sorted())")
  }

  @Test(arguments: [
    #"{"vector":"v","rules":["G-1"]}"#,
    #"{"vector":"v","rules":["G-1"],"expect":[]}"#,
    #"{"vector":"v","rules":["G-1"],"expect":[{"id":"c1"}]}"#,
    #"{"vector":"v","rules":["G-1"],"expects":[{"id":"c1","outcome":"accepted"}]}"#,
    #"{"vector":"v","rules":["G-1"],"expect":[{"id":"c1","outcom":"accepted"}]}"#,
    #"{"vector":"v","rules":["G-1"],"show":[{"name":"deadline"}]}"#,
    #"{"vector":"v","rules":[],"expect":[{"id":"c1","outcome":"accepted"}]}"#,
    #"{"rules":["G-1"],"expect":[{"id":"c1","outcome":"accepted"}]}"#,
  ]) func `a row that expects nothing, or holds an unknown key, is an error`(_ row: String) {
    #expect(throws: VectorError.self) { try Vector(JSON(row), at: "here") }
  }
}
