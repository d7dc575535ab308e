import Glibc
import Ledger
import Projections

/// A history made by hand: events in order, each with what its envelope needs.
struct History {
  private(set) var events: [RecordedEvent] = []
  private var versions: [String: Int] = [:]
  var now = "2026-04-08T08:00:00Z"

  /// Adds one event; gives its position.
  @discardableResult
  mutating func add(
    _ event: Event, stream: String = "ledger", at: String? = nil, rule: String = "BC-1.2",
    terms: String? = "T1"
  ) -> Int {
    if let at { now = at }
    versions[stream, default: 0] += 1
    let instant = instant(now)
    events.append(
      RecordedEvent(
        position: events.count, stream: stream, version: versions[stream] ?? 1,
        recorded: instant, received: instant, occurred: instant, rule: rule, basis: .fact,
        terms: terms, command: "c-\(events.count)", event: event))
    return events.count - 1
  }

  func models(open: (SealedBox) -> Personal? = { _ in nil }) -> ReadModels {
    var models = ReadModels()
    for event in events { models.fold(event) { box, _, _ in open(box) } }
    return models
  }

  var violations: [String] { models().violations().map(\.description) }

  /// The rows of a question, each as one line: `name=value` of the columns asked for.
  func show(_ name: String, _ columns: String..., client: String? = nil) throws -> [String] {
    try show(models(), name, columns, client: client)
  }

  func show(
    _ models: ReadModels, _ name: String, _ columns: [String], client: String? = nil
  ) throws -> [String] {
    let file = TemporaryFile()
    try ProjectionFile.write(
      models, to: file.path, position: models.position, root: "00", codeVersion: "test",
      progress: nil)
    let answer = try Questions(path: file.path).answer(name, client: client)
    return answer.rows.map { row in
      columns.map { column in
        guard let index = answer.columns.firstIndex(where: { $0.name == column }) else {
          return "no column \(column)"
        }
        return row[index].shown
      }.joined(separator: " ")
    }
  }
}

extension Value {
  /// The value as a test reads it; `-` for none.
  var shown: String {
    switch self {
    case .none: "-"
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    case .money(let money): "\(money)"
    case .unitPrice(let price): "\(price)"
    case .rate(let rate): "\(rate)"
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let json): json
    }
  }
}

/// A name for a file that is removed with it.
final class TemporaryFile {
  let path: String

  init() {
    var template = Array("/tmp/minutier-projections-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    precondition(descriptor >= 0, "no temporary file")
    close(descriptor)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    unlink(path)
  }

  deinit { unlink(path) }

  var bytes: [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 24)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }
}

func instant(_ text: String) -> Instant {
  guard let instant = Instant(text) else { preconditionFailure("\(text) is no instant") }
  return instant
}

func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
  return day
}

func money(_ cents: Int) -> Money { Money(cents: cents) }
