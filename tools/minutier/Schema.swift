import Application
import Commands
import Ledger

/// `minutier schema`: JSON Schema of commands and events.
enum Schema: Verb {
  static let name = "schema"
  static let summary = "print the JSON Schema of every command and event"
  static let usage = "minutier schema [NAME]"
  static let details = """
    Prints one JSON object: `command` (the frame of every command), `commands` and `events` by
    name. With NAME, the schema of one. It is generated from the code that parses.
    """
  static let words = 0...1

  static func run(_ arguments: Arguments) throws -> Int32 {
    var writer = CanonicalWriter(capacity: 1 << 16)
    if let name = arguments.words.first {
      if let kind = CommandKind.all.first(where: { "\($0.verb)" == name }) {
        kind.describe(&writer)
      } else if let kind = EventKind.all.first(where: { "\($0.name)" == name }) {
        kind.describe(&writer)
      } else {
        throw UsageError("\(name) is neither a command nor an event")
      }
    } else {
      whole(into: &writer)
    }
    say(writer.string)
    return 0
  }

  private static func whole(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("command")
    CommandFrame.describe(into: &writer)
    writer.key("commands")
    writer.beginObject()
    for kind in CommandKind.all.sorted(by: { "\($0.verb)" < "\($1.verb)" }) {
      writer.key(kind.verb)
      kind.describe(&writer)
    }
    writer.endObject()
    writer.key("events")
    writer.beginObject()
    for kind in EventKind.all.sorted(by: { "\($0.name)" < "\($1.name)" }) {
      writer.key(kind.name)
      kind.describe(&writer)
    }
    writer.endObject()
    writer.endObject()
  }
}
