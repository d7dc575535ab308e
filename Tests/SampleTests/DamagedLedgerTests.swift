// Each kind of damage under eventlogs/damaged, made from FORMAT.md alone by tools/make-damaged.
import Foundation
import Testing

/// One damage, and what must be found.
struct Damage: Decodable, Sendable, CustomTestStringConvertible {
  struct Edit: Decodable, Sendable {
    var write, truncate, remove, create, directory, cut, zero, hex, into: String?
    var at, to, count: Int?
  }
  struct Found: Decodable, Hashable, Sendable {
    var kind: String
    var file: String
    var offset: Int
    var position: Int?
  }

  var name: String
  var about: String
  var edits: [Edit]
  var verify: [Found]
  /// Whether a writer may go on: nothing was acknowledged that is lost.
  var opens: Bool
  /// Whether the events can still be replayed.
  var rebuilds: Bool

  var testDescription: String { "\(name): \(about)" }

  static let folder = "eventlogs/damaged"
  static let all: [Damage] = {
    do {
      let text = try Data(
        contentsOf: URL(fileURLWithPath: "\(Program.root)/\(folder)/damage.ndjson"))
      return try text.split(separator: 0x0A).map { try JSONDecoder().decode(Damage.self, from: $0) }
    } catch { preconditionFailure("couldn't read \(folder)/damage.ndjson: \(error)") }
  }()

  /// A damaged copy of the small ledger.
  func ledger(_ folder: Folder) throws -> String {
    let ledger = try folder.copy(Damage.folder + "/base")
    for edit in edits { try edit.apply(ledger + "/log/") }
    return ledger
  }
}

extension Damage.Edit {
  fileprivate func apply(_ log: String) throws {
    if let write { try put(bytes, at ?? 0, log + write) }
    if let zero { try put(Data(count: count ?? 0), at ?? 0, log + zero) }
    if let truncate { try shorten(log + truncate, to: to ?? 0) }
    if let remove { try FileManager.default.removeItem(atPath: log + remove) }
    if let create { try bytes.write(to: URL(fileURLWithPath: log + create)) }
    if let directory {
      try FileManager.default.createDirectory(
        atPath: log + directory, withIntermediateDirectories: false)
    }
    if let cut, let into, let at {
      let whole = try Data(contentsOf: URL(fileURLWithPath: log + cut))
      try whole.dropFirst(at).write(to: URL(fileURLWithPath: log + into))
      try shorten(log + cut, to: at)
    }
  }

  private var bytes: Data {
    let digits = Array((hex ?? "").utf8)
    return Data(
      stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
      })
  }

  private func put(_ data: Data, _ offset: Int, _ path: String) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: data)
    try file.close()
  }

  private func shorten(_ path: String, to size: Int) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.truncate(atOffset: UInt64(size))
    try file.close()
  }
}

@Suite struct `Damaged ledgers` {
  @Test(arguments: Damage.all)
  func `verify names each finding, its place and its first event`(damage: Damage) throws {
    let folder = try Folder()
    let outcome = try Program.minutier("verify", try damage.ledger(folder))
    #expect(found(outcome) == damage.verify)
    #expect(outcome.status == (damage.verify.isEmpty ? 0 : 1), "\(outcome.output)")
    #expect((outcome.lines.last ?? "").hasPrefix("events ") == damage.verify.isEmpty)
  }

  @Test(arguments: Damage.all)
  func `a writer cuts what nobody was promised, and changes nothing of a damaged log`(
    damage: Damage
  ) throws {
    let command =
      #"{"id":"d-9","command":"CloseExtras","at":"2026-05-12T09:00:00+02:00","#
      + #""actor":{"role":"staff","id":"S-1"},"data":{"contract":"K-001","month":"2026-04"}}"#
    for verb in ["advance", "execute"] {
      let folder = try Folder()
      let ledger = try damage.ledger(folder)
      let before = try bytes(of: ledger)
      let outcome =
        verb == "advance"
        ? try Program.minutier("advance", ledger, "--to", "2026-05-12T00:00:00+02:00")
        : try Program.minutier("execute", ledger, "-", input: command + "\n")
      guard damage.opens else {
        #expect(outcome.status == 2, "\(verb): \(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("couldn't "), "\(outcome.errors)")
        #expect(try bytes(of: ledger) == before, "\(verb) changed a damaged log")
        continue
      }
      // There is no extra to close: refused, so 1; what counts is that it was written.
      #expect(outcome.status == (verb == "advance" ? 0 : 1), "\(verb): \(outcome.errors)")
      let left = try found(Program.minutier("verify", ledger)).map(\.kind)
      #expect(left == damage.verify.map(\.kind).filter { harmless.contains($0) }, "\(verb)")
    }
  }

  @Test(arguments: Damage.all)
  func `rebuild refuses a log whose events cannot be trusted`(damage: Damage) throws {
    let folder = try Folder()
    let ledger = try damage.ledger(folder)
    let outcome = try Program.minutier("rebuild", ledger)
    let written = try files(in: ledger + "/projections")
    #expect(outcome.status == (damage.rebuilds ? 0 : 2), "\(outcome.output)\(outcome.errors)")
    #expect(written.isEmpty != damage.rebuilds)
  }

  @Test func `each kind of finding in FORMAT.md has a sample`() throws {
    let text = try String(
      contentsOfFile: Program.root + "/Sources/EventStore/FORMAT.md", encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## 7. Verification").last)
    let kinds = section.matches(of: /\n\| `([A-Za-z]+)` \|/).map { String($0.1) }
    #expect(kinds.count > 15)
    #expect(Set(kinds) == Set(Damage.all.flatMap(\.verify).map(\.kind)))
  }

  @Test func `the list of damages is what the format alone makes of the small ledger`() throws {
    let base = Damage.folder + "/base"
    let made = try Program.run("tools/make-damaged", [base])
    #expect(made.status == 0, "\(made.errors)")
    let kept = try String(
      contentsOfFile: "\(Program.root)/\(Damage.folder)/damage.ndjson", encoding: .utf8)
    #expect(made.output == kept)
  }

  /// What opening leaves alone, and verification goes on reporting.
  private let harmless: Set = ["unknownFile", "reservedFrame", "footer"]

  private func found(_ outcome: Program.Outcome) -> [Damage.Found] {
    outcome.lines.compactMap { line in
      guard
        let match = line.prefixMatch(
          of: #/([A-Za-z]+) in (\S+) at byte ([0-9]+)(?:, event ([0-9]+))?: /#),
        let offset = Int(match.3)
      else { return nil }
      return Damage.Found(
        kind: String(match.1), file: String(match.2), offset: offset,
        position: match.4.flatMap { Int($0) })
    }
  }

  private func bytes(of ledger: String) throws -> [String: Data] {
    var bytes: [String: Data] = [:]
    for name in try files(in: ledger + "/log") where name != "lock" {
      bytes[name] = FileManager.default.contents(atPath: "\(ledger)/log/\(name)") ?? Data()
    }
    return bytes
  }

  private func files(in directory: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: directory) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: directory)
  }
}
