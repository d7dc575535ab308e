import Foundation
import FrontDoor
import Testing

/// What a machine can check is not left to review (style §0.7, §4).
@Suite struct TidyTests {
  struct Source: Sendable {
    var path: String
    var text: String
    /// The lines without their comments.
    var code: [(number: Int, text: Substring)] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
        ($0 + 1, $1.prefix(upTo: $1.firstRange(of: "//")?.lowerBound ?? $1.endIndex))
      }
    }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func sources(_ folders: String...) throws -> [Source] {
    var sources: [Source] = []
    for folder in folders {
      let paths = try FileManager.default.subpathsOfDirectory(
        atPath: root.appendingPathComponent(folder).path)
      for path in paths.sorted() where path.hasSuffix(".swift") {
        let whole = "\(folder)/\(path)"
        let text = try String(contentsOf: root.appendingPathComponent(whole), encoding: .utf8)
        sources.append(Source(path: whole, text: text))
      }
    }
    return sources
  }

  private func requireNone(_ banned: [String], in sources: [Source]) {
    #expect(!sources.isEmpty)
    for source in sources {
      for line in source.code {
        for word in banned where line.text.contains(word) {
          Issue.record("\(source.path):\(line.number): \(word) in \(line.text)")
        }
      }
    }
  }

  @Test func `rules, values and read models read no clock, no chance and no environment`() throws {
    requireNone(
      [
        "Date()", "Clock.now", ".now()", "ContinuousClock", "SuspendingClock", "clock_gettime",
        "gettimeofday", "time(nil", ".random", "SystemRandomNumberGenerator", "arc4random", "UUID(",
        "getenv", "ProcessInfo", "TimeZone", "Locale", "import Foundation", "import Glibc",
      ],
      in: try Self.sources(
        "Sources/Ledger", "Sources/Commands", "Sources/Documents", "Sources/Projections"))
  }

  @Test func `no error is hidden, and nothing is left to do later`() throws {
    requireNone(["try!", "try?", "fatalError", "as!"], in: try Self.sources("Sources", "tools"))
    for source in try Self.sources("Sources", "tools") {
      for word in ["TODO", "FIXME", "XXX", "HACK"] where source.text.contains(word) {
        Issue.record("\(source.path): \(word)")
      }
    }
  }

  @Test(arguments: [
    ("Ledger", []), ("Commands", ["Ledger"]),
    ("EventStore", ["CBytes", "CCrypto", "CLZ4", "CLinux"]),
    ("Projections", ["CSQLite", "Ledger"]), ("Documents", ["Ledger"]),
    (
      "Application",
      [
        "CCrypto", "CLinux", "CSQLite", "Commands", "Documents", "EventStore", "Ledger",
        "Projections",
      ]
    ),
  ]) func `arrows between modules go one way`(_ module: String, _ allowed: [String]) throws {
    let ours: Set = [
      "Ledger", "Commands", "Documents", "EventStore", "Projections", "Application", "minutier",
      "CBytes", "CCrypto", "CLZ4", "CLinux", "CSQLite",
    ]
    for source in try Self.sources("Sources/\(module)") {
      for line in source.code {
        let words = line.text.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at + 1 < words.count, at <= 2 else {
          continue
        }
        let name = words[at + 1].split(separator: ".").first.map(String.init) ?? ""
        if ours.contains(name), !allowed.contains(name) {
          Issue.record("\(source.path):\(line.number): \(module) imports \(name)")
        }
      }
    }
  }

  // MARK: Articles and codes

  /// Rules cited in Sources as a text of their own: `"BC-1.3"`, `"G-14"`.
  private static func citedRules() throws -> Set<String> {
    var cited: Set<String> = []
    for source in try sources("Sources") {
      for match in source.text.matches(of: /"((?:AP|EX|AC|BC|MC|G)-[0-9A-Z]+(?:\.[0-9]+)?)"/) {
        cited.insert(String(match.1))
      }
    }
    return cited
  }

  @Test func `each article cited in Sources has a row that names it`() throws {
    let named = Set(try VectorFiles.rows().flatMap(\.rules))
    let cited = try Self.citedRules()
    #expect(cited.count > 15)
    for rule in cited.sorted() where !named.contains(rule) {
      Issue.record("\(rule) is cited in Sources, and no row of Tests/Vectors names it")
    }
  }

  @Test func `each code of a refusal is expected by a row`() throws {
    let file = try Self.sources("Sources/Commands").first { $0.path.hasSuffix("/Refusal.swift") }
    let codes = (file?.text ?? "").matches(of: /case [a-zA-Z]+ = "([A-Z_]+)"/).map { String($0.1) }
    #expect(codes.count > 20)
    let rows = try VectorFiles.rows().filter { $0.open == nil }
    let expected = Set(
      rows.flatMap(\.expect).flatMap { expected in
        [expected["code"]?.text, expected["effect"]?.text]
          + (expected["warnings"]?.elements?.map(\.text) ?? [])
      }.compactMap(\.self))
    for code in codes where !expected.contains(code) {
      Issue.record("\(code) is expected by no row of Tests/Vectors")
    }
  }

  @Test func `rows and scripts are readable: no absolute path, no tab, a line feed at the end`()
    throws
  {
    for name in try VectorFiles.names("son") + VectorFiles.names(".script") {
      let text = try VectorFiles.text(name)
      #expect(text.hasSuffix("\n") && !text.contains("\t"), "\(name)")
      #expect(!text.contains("/wor" + "k/"), "\(name): a path of one machine")
    }
  }

  @Test func `no file of a committed ledger is larger than 4 MB`() throws {
    let folder = Self.root.appendingPathComponent("eventlogs")
    let made = ["/index/", "/projections/"]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { path in !made.contains { path.contains($0) } }
    #expect(paths.contains("sample/active-prospects/commands.ndjson.lz4"))
    for path in paths {
      let size = try folder.appendingPathComponent(path).resourceValues(forKeys: [.fileSizeKey])
      #expect((size.fileSize ?? 0) <= 4_000_000, "\(path)")
    }
  }

  // MARK: Prose

  /// The files that a text links to, from where it stands; addresses elsewhere aside.
  private static func links(of text: Substring, in file: String) -> [URL] {
    let folder = root.appendingPathComponent(file).deletingLastPathComponent()
    return text.matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/).map { String($0.1) }
      .filter { !$0.contains("://") }.map { folder.appendingPathComponent($0) }
  }

  @Test func `each link of a page of prose leads to a file`() throws {
    let found = try FileManager.default.subpathsOfDirectory(atPath: Self.root.path)
    let pages = found.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
    #expect(pages.contains("README.md") && pages.contains("eventlogs/README.md"))
    var count = 0
    for page in pages {
      let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
      for link in Self.links(of: text[...], in: page) {
        count += 1
        if !FileManager.default.fileExists(atPath: link.path) {
          Issue.record("\(page): \(link.relativePath) is not there")
        }
      }
    }
    #expect(count > 25)
  }

  @Test func `what a step of Reading the source names stands in a file that it links to`() throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Reading the source").last)
    let steps = section.split(separator: /\n(?=[0-9]\. |\n)/).filter { $0.contains("**") }
      .filter { $0.first?.isNumber == true }
    #expect(steps.count == 8)
    for step in steps {
      let files = Self.links(of: step, in: "README.md")
      #expect(!files.isEmpty, "\(step)")
      let sources = try files.map { try String(contentsOf: $0, encoding: .utf8) }
      for name in step.matches(of: /`([^`]+)`/).map({ String($0.1) })
      where !sources.contains(where: { $0.contains(name) }) {
        Issue.record("\(name) is in none of the files of: \(step)")
      }
    }
  }
}
