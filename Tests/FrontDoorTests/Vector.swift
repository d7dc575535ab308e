import Foundation
import FrontDoor
import Testing

/// One row of `Tests/Vectors`: what is done to a ledger, and what must come of it.
struct Vector: Sendable, CustomTestStringConvertible {
  var name: String
  var rules: [String]
  /// The contract that the ledger runs.
  var contract: String
  /// Named commands that come first: `"START from 2026-03-01"`.
  var given: [String]
  /// The first instant of the ledger's clock.
  var start: String
  /// Readings laid over those of the fixture's terms.
  var terms: JSON?
  var commands: [JSON]
  /// An instant to let time pass to, after the commands.
  var advance: String?
  var expect: [JSON]
  var show: [JSON]
  var history: [JSON]
  /// Why the program does not do yet what the rule says; the row must fail until it does.
  var open: String?
  var place: String

  var testDescription: String { name }

  /// What a row may hold; anything else is a slip of the pen.
  private static let keys: Set<String> = [
    "vector", "rules", "contract", "given", "start", "terms", "commands", "advance", "expect",
    "show",
    "history", "open",
  ]
  private static let answerKeys: Set<String> = [
    "id", "outcome", "code", "rule", "effect", "warnings", "events", "first", "message", "try",
  ]
  private static let questionKeys: Set<String> = [
    "name", "where", "equals", "absent", "count", "client", "as_of", "known_at",
  ]

  init(_ row: JSON, at place: String) throws {
    self.place = place
    name = try row.required("vector", place)
    rules = try row.list("rules", place).compactMap(\.text)
    if rules.isEmpty { throw VectorError(place, "names no rule") }
    contract = row["contract"]?.text ?? "btbconnect"
    given = try row["given"]?.text.map { [$0] } ?? row.list("given", place).compactMap(\.text)
    open = row["open"]?.text
    start = row["start"]?.text ?? "2026-01-05T08:00:00+01:00"
    terms = row["terms"]
    commands = try row.list("commands", place)
    advance = row["advance"]?.text
    expect = try row.list("expect", place)
    show = try row.list("show", place)
    history = try row.list("history", place)
    try row.requireKeys(Vector.keys, place)
    for answer in expect { try answer.requireKeys(Vector.answerKeys, place) }
    for question in show + history {
      try question.requireKeys(Vector.questionKeys, place)
      if question["equals"] == nil && question["count"] == nil && question["absent"] == nil {
        throw VectorError(place, "a question expects nothing: \(question)")
      }
    }
    for question in show where question["name"] == nil {
      throw VectorError(place, "a show has no name: \(question)")
    }
    if expect.isEmpty && show.isEmpty && history.isEmpty {
      throw VectorError(place, "expects nothing")
    }
    if expect.contains(where: { ($0.members?.count ?? 0) < 2 }) {
      throw VectorError(place, "an expected answer says nothing")
    }
  }
}

/// A row that is wrong in itself.
struct VectorError: Error, CustomStringConvertible {
  var description: String
  init(_ place: String, _ problem: String) { description = "\(place): \(problem)" }
}

extension JSON {
  func required(_ key: String, _ place: String) throws -> String {
    guard let text = self[key]?.text else { throw VectorError(place, "\(key) is missing") }
    return text
  }

  func list(_ key: String, _ place: String) throws -> [JSON] {
    guard let value = self[key] else { return [] }
    guard let elements = value.elements else { throw VectorError(place, "\(key) is no list") }
    return elements
  }

  func requireKeys(_ known: Set<String>, _ place: String) throws {
    for member in members ?? [] where !known.contains(member.key) {
      throw VectorError(place, "\(member.key) is not known in \(self)")
    }
  }
}

/// The files of `Tests/Vectors`.
enum VectorFiles {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Vectors")

  /// Files that hold no rows.
  private static let beside: Set<String> = [
    "fixtures.ndjson", "defaults.ndjson", "readings.ndjson",
  ]

  static func names(_ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(suffix) && !beside.contains($0) }.sorted()
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Every row of every file.
  static func rows() throws -> [Vector] {
    var rows: [Vector] = []
    for name in try names(".ndjson") {
      for (index, line) in try text(name).split(separator: "\n").enumerated() {
        let place = "\(name) row \(index + 1)"
        do { rows.append(try Vector(JSON(line), at: place)) } catch let error as JSONProblem {
          throw VectorError(place, "\(error)")
        }
      }
    }
    return rows
  }
}
