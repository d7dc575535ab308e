import Foundation
import FoundationXML
import FrontDoor

/// A printed page, parsed as XML: what it says, and where.
struct Page {
  let html: String
  private let root: XMLDocument

  /// - Throws: when the page is not well-formed.
  init(_ html: String) throws {
    self.html = html
    root = try XMLDocument(data: Data(html.utf8))
  }

  /// The texts of the elements at an XPath, with their white space made plain.
  func texts(_ path: String) throws -> [String] {
    try root.nodes(forXPath: path).map { ($0.stringValue ?? "").plain }
  }

  /// The cells of each row of a table: `//table[@class='lines']/tbody/tr`.
  func rows(_ path: String) throws -> [[String]] {
    try root.nodes(forXPath: path).map { row in
      (row.children ?? []).map { ($0.stringValue ?? "").plain }
    }
  }

  /// What stands beside a name: « Date d’émission ».
  func fact(_ name: String) throws -> String? {
    try texts("//tr[th='\(name)']/td").first
  }

  /// All that can be read on it, each element's text apart.
  func words() throws -> String {
    try root.nodes(forXPath: "//body//text()").map { $0.stringValue ?? "" }
      .joined(separator: " ").plain
  }
}

extension String {
  /// Words with one space between them; spaces that keep a line together are left as they are.
  fileprivate var plain: String {
    split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" }).joined(separator: " ")
  }

  /// `14319.00` as a page shows it: the tests' own way, beside the program's.
  var euros: String {
    let parts = drop { $0 == "-" }.split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].reversed().enumerated() {
      if index > 0 && index % 3 == 0 { whole.append("\u{202F}") }
      whole.append(digit)
    }
    return (hasPrefix("-") ? "\u{2212}" : "") + String(whole.reversed()) + "," + parts[1]
      + "\u{202F}€"
  }

  /// `928030329` in threes.
  var siren: String {
    [prefix(3), dropFirst(3).prefix(3), suffix(3)].joined(separator: "\u{202F}")
  }

  /// `2026-04-08` as `08/04/2026`.
  var french: String { split(separator: "-").reversed().joined(separator: "/") }
}

/// A ledger's pages, printed by the program into a directory of their own.
struct Pages {
  let ledger: String
  private let scratch: Scratch

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A copy of the sample ledger, on which `show` may write.
  init(sample name: String = "first-appointments") throws {
    scratch = try Scratch()
    ledger = scratch.file(name).path
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("eventlogs/sample/\(name)"), to: scratch.file(name))
  }

  /// A new ledger that lives the README's tour, its lines changed on the way.
  init(tour lines: Range<Int> = 0..<12, provider: String? = nil, _ change: (String) -> String)
    throws
  {
    scratch = try Scratch()
    ledger = scratch.file("tour").path
    var words = ["init", ledger, "--contract", "btbconnect", "--clock", "simulated"]
    words += ["--start", "2026-04-08T08:00:00+02:00"]
    if let provider {
      try Data(provider.utf8).write(to: scratch.file("provider"))
      words += ["--provider", scratch.file("provider").path]
    }
    try must(words)
    try live(lines, change)
  }

  func live(_ lines: Range<Int>, _ change: (String) -> String = { $0 }) throws {
    let url = Self.root.appendingPathComponent("eventlogs/sample/tour.ndjson")
    let tour = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let text = tour[lines].map { change(String($0)) + "\n" }.joined()
    let run = try Program.run(["execute", ledger, "-"], input: Data(text.utf8))
    if run.status != 0 { throw TestFailure("\(run.text)\(run.complaint)") }
  }

  func advance(to instant: String) throws { try must(["advance", ledger, "--to", instant]) }

  /// Runs a verb that must end with 0.
  private func must(_ words: [String]) throws {
    let run = try Program.run(words)
    if run.status != 0 { throw TestFailure("\(words): \(run.text)\(run.complaint)") }
  }

  func run(_ words: String...) throws -> Program.Run {
    try Program.run(["document", ledger] + words + ["-o", folder.path])
  }

  private var folder: URL { scratch.file("pages") }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// Prints one document; it may lack a mention that nobody recorded.
  func page(_ number: String) throws -> Page {
    let run = try run(number)
    if run.status > 1 { throw TestFailure("\(number): \(run.complaint)") }
    return try Page(String(decoding: bytes("\(number).html"), as: UTF8.self))
  }

  func show(_ question: String) throws -> [JSON] {
    let run = try Program.run(["show", ledger, question, "--format", "ndjson"])
    if run.status != 0 { throw TestFailure("show \(question): \(run.complaint)") }
    return try JSON.lines(run.text)
  }

  /// The commands that the sample ledger lived.
  func commands() throws -> [JSON] {
    let url = URL(fileURLWithPath: ledger).appendingPathComponent("commands.ndjson")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .compactMap { $0.contains("RegisterParty") ? try JSON($0) : nil }
  }

  /// The number of the invoice with the most lines.
  func longestInvoice() throws -> (number: String, lines: Int) {
    let invoices = try show("invoice").map {
      (number: $0["number"]?.text ?? "", lines: $0["lines"]?.number ?? 0)
    }
    return invoices.max { $0.lines < $1.lines } ?? ("", 0)
  }

  /// Destroys every key of a person, as an erasure does.
  func destroyKeys() throws {
    let keys = URL(fileURLWithPath: ledger).appendingPathComponent("keys/subjects")
    try Data(count: try Data(contentsOf: keys).count).write(to: keys)
  }
}

struct TestFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
