import FrontDoor

/// One row carried out, and what was found wrong.
struct VectorRun {
  let row: Vector
  let fixtures: Fixtures
  private var ledger: TestLedger
  private var answers: [String: JSON] = [:]
  private(set) var findings: [String] = []

  init(_ row: Vector, _ fixtures: Fixtures) throws {
    self.row = row
    self.fixtures = fixtures
    ledger = try TestLedger(start: row.start, contract: row.contract)
  }

  /// Carries the row out, and returns the lines of its history.
  mutating func carryOut() throws -> [JSON] {
    let given = try fixtures.commands(of: row)
    let own = try fixtures.ownCommands(of: row)
    try hand(given + own)
    for id in given.compactMap({ $0["id"]?.text }) {
      if let answer = answers[id], answer["outcome"]?.text != "accepted" {
        throw VectorError(row.place, "a given command was not accepted: \(answer)")
      }
    }
    if let advance = row.advance { try ledger.advance(to: advance) }
    checkAnswers(own)
    for question in row.show { try checkShow(question) }
    let history = try ledger.history()
    for question in row.history { check(question, against: history, "history") }
    let check = try ledger.run(["rebuild", ledger.path])
    if check.status != 0 { findings.append("rebuild: \(check.text)\(check.complaint)") }
    return history
  }

  /// Hands the commands in: all at once, or in parts where one names the position of another's
  /// event (`"=position of c3"`).
  private mutating func hand(_ commands: [JSON]) throws {
    var part: [JSON] = []
    for command in commands {
      if "\(command)".contains("\"=position of ") {
        try handPart(part)
        part = [try withPositions(command)]
      } else {
        part.append(command)
      }
    }
    try handPart(part)
  }

  private mutating func handPart(_ part: [JSON]) throws {
    if part.isEmpty { return }
    let replies = try ledger.execute(part)
    guard replies.count == part.count else {
      throw VectorError(row.place, "\(part.count) commands, \(replies.count) answers: \(replies)")
    }
    for (command, answer) in zip(part, replies) {
      guard let id = command["id"]?.text else { continue }
      if answer["id"]?.text != id { findings.append("command \(id) was answered \(answer)") }
      answers[id] = answer
    }
  }

  private func withPositions(_ command: JSON) throws -> JSON {
    let data = try (command["data"]?.members ?? []).map { member in
      guard let text = member.value.text, text.hasPrefix("=position of ") else { return member }
      let words = text.dropFirst(13).split(separator: " ")
      let events = answers[String(words[0])]?["events"]?.elements ?? []
      let event =
        words.count > 1 ? events.first { $0["type"]?.text == String(words[1]) } : events.first
      guard let position = event?["position"] else {
        throw VectorError(row.place, "\(text): no such event")
      }
      return JSON.Member(member.key, position)
    }
    return command.setting("data", .object(data))
  }

  // MARK: Answers

  private mutating func checkAnswers(_ commands: [JSON]) {
    for expected in row.expect {
      guard let id = expected["id"]?.text, let found = answers[id] else {
        findings.append("expected an answer to \(expected), there is no such command")
        continue
      }
      for member in expected.members ?? [] where member.key != "id" {
        let value = Self.value(member.key, of: found)
        if value != member.value {
          findings.append(
            "\(id): expected \(member.key) \(member.value), found \(value ?? .null) in \(found)")
        }
      }
    }
    let named = Set(row.expect.compactMap { $0["id"]?.text })
    for id in commands.compactMap({ $0["id"]?.text }) where !named.contains(id) {
      if let found = answers[id], found["outcome"]?.text != "accepted" {
        findings.append("\(id): expected accepted, found \(found)")
      }
    }
  }

  /// What an answer says under a key of a row's expectation.
  private static func value(_ key: String, of answer: JSON) -> JSON? {
    switch key {
    case "code": answer.at("refusal.code")
    case "rule": answer.at("refusal.rule") ?? answer.at("effect.rule")
    case "effect": answer.at("effect.code")
    case "message": answer.at("refusal.message") ?? answer.at("effect.message")
    case "try": answer.at("refusal.try") ?? answer.at("effect.try")
    case "warnings": answer["warnings"]?.elements.map { .array($0.compactMap { $0["code"] }) }
    case "events": answer["events"]?.elements.map { .array($0.compactMap { $0["type"] }) }
    default: answer[key]
    }
  }

  // MARK: Questions

  private mutating func checkShow(_ question: JSON) throws {
    let name = question["name"]?.text ?? ""
    var words = ["show", ledger.path, name, "--format", "ndjson"]
    for (key, option) in [("client", "--client"), ("as_of", "--as-of"), ("known_at", "--known-at")]
    {
      if let value = question[key]?.text { words += [option, value] }
    }
    let rows = try JSON.lines(try ledger.must(words).text)
    check(question, against: rows, name)
  }

  private mutating func check(_ question: JSON, against lines: [JSON], _ what: String) {
    let filter = question["where"]?.members ?? []
    let matching = lines.filter { line in filter.allSatisfy { line.at($0.key) == $0.value } }
    let condition = "\(what) where \(question["where"] ?? .object([]))"
    let count = question["count"]?.number ?? (question["equals"] == nil ? nil : 1)
    if let count, matching.count != count {
      findings.append(
        "\(condition): expected \(count), found \(matching.count) among "
          + lines.map(\.description).joined(separator: "\n  "))
      return
    }
    for line in matching {
      for member in question["equals"]?.members ?? [] where line.at(member.key) != member.value {
        findings.append(
          "\(condition): expected \(member.key) \(member.value), "
            + "found \(line.at(member.key) ?? .null) in \(line)")
      }
      for path in (question["absent"]?.elements ?? []).compactMap(\.text) {
        if let value = line.at(path) {
          findings.append("\(condition): expected no \(path), found \(value)")
        }
      }
    }
  }
}
