import Foundation
import FrontDoor

/// The commands that rows share, and what a row need not repeat in each command.
struct Fixtures: Sendable {
  private var given: [String: JSON]
  private var defaults: [String: JSON]

  init() throws {
    var given: [String: JSON] = [:]
    for fixture in try JSON.lines(VectorFiles.text("fixtures.ndjson")) {
      given[try fixture.required("given", "fixtures.ndjson")] = fixture
      try fixture.requireKeys(["given", "after", "commands"], "fixtures.ndjson")
    }
    var defaults: [String: JSON] = [:]
    for command in try JSON.lines(VectorFiles.text("defaults.ndjson")) {
      defaults[try command.required("command", "defaults.ndjson")] = command
    }
    (self.given, self.defaults) = (given, defaults)
  }

  /// The commands of a row's fixtures, whole: `START from 2026-03-01` is the fixture
  /// `START from DAY` on that day.
  func commands(of row: Vector) throws -> [JSON] {
    var commands: [JSON] = []
    for name in row.given { commands += try expand(name, row) }
    return try commands.enumerated().map { index, command in
      var whole = try self.whole(command, "g\(index + 1)", row)
      if whole["command"]?.text == "PublishTerms", let terms = row.terms {
        let data = whole["data"] ?? .object([])
        let config = data["config"]?.overlaid(terms) ?? terms
        whole = whole.setting("data", data.setting("config", config))
      }
      return whole
    }
  }

  private func expand(_ name: String, _ row: Vector) throws -> [JSON] {
    let day = name.suffix(10)
    guard let fixture = given[name] ?? given[name.dropLast(10) + "DAY"] else {
      throw VectorError(row.place, "no fixture is called \(name)")
    }
    let onDay = try JSON("\(fixture)".replacingOccurrences(of: "DAY", with: day))
    let before = try onDay.list("after", row.place).compactMap(\.text)
      .flatMap { try expand($0, row) }
    return before + (try onDay.list("commands", row.place))
  }

  /// A row's own commands, whole.
  func ownCommands(of row: Vector) throws -> [JSON] {
    try row.commands.enumerated().map { try whole($1, "c\($0 + 1)", row) }
  }

  /// A command with its defaults, its id, and `=at`, `=day` put in.
  private func whole(_ command: JSON, _ id: String, _ row: Vector) throws -> JSON {
    let verb = try command.required("command", row.place)
    var whole = JSON.object([JSON.Member("id", .string(id))])
      .overlaid(defaults[verb] ?? .object([])).overlaid(command)
    guard let at = whole["at"]?.text else { return whole.setting("at", .null) }
    let data = (whole["data"]?.members ?? []).map { member in
      switch member.value.text {
      case "=at": JSON.Member(member.key, .string(whole["received_at"]?.text ?? at))
      case "=day": JSON.Member(member.key, .string(String(at.prefix(10))))
      default: member
      }
    }
    if !data.isEmpty { whole = whole.setting("data", .object(data)) }
    return whole
  }
}
