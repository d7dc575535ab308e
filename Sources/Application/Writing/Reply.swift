import Commands
import Ledger

/// What a command was answered, in the words of the interface.
struct Reply {
  enum Outcome: String { case accepted, refused, held }

  var id: String
  var fingerprint: String
  var outcome: Outcome
  var placed: [Placed]
  /// Why it was refused, or what holds its effect.
  var refusal: Reason?
  /// Why a fact that was recorded has no effect.
  var effect: Reason?

  /// A refusal as printed; one read back from the log has lost its figures.
  struct Reason {
    var code: String
    var rule: String
    var message: String?
    var remedy: String?

    init(_ refusal: Refusal) {
      code = refusal.code.rawValue
      rule = refusal.rule
      message = refusal.message
      remedy = refusal.remedy
    }

    init(code: String, rule: String) {
      self.code = code
      self.rule = rule
    }
  }

  /// One line of output.
  func write(duplicate: Bool, into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(id)
    writer.key("outcome")
    writer.string(duplicate ? "duplicate" : outcome.rawValue)
    if duplicate {
      writer.key("first")
      writer.string(outcome.rawValue)
    }
    if outcome != .refused {
      writer.key("events")
      writer.beginArray()
      for event in placed { event.write(into: &writer) }
      writer.endArray()
    }
    if let refusal { refusal.write(as: "refusal", into: &writer) }
    if let effect { effect.write(as: "effect", into: &writer) }
    writer.endObject()
  }
}

extension Placed {
  fileprivate func write(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("position")
    writer.integer(position)
    writer.key("stream")
    writer.string(stream)
    writer.key("type")
    writer.string(type)
    writer.endObject()
  }
}

extension Reply.Reason {
  fileprivate func write(as key: String, into writer: inout CanonicalWriter) {
    writer.key(key)
    writer.beginObject()
    writer.key("code")
    writer.string(code)
    writer.key("rule")
    writer.string(rule)
    if let message {
      writer.key("message")
      writer.string(message)
    }
    if let remedy {
      writer.key("try")
      writer.string(remedy)
    }
    writer.endObject()
  }
}

/// The answer to a command, read back from the events that it left in the log.
enum StoredReply {
  private enum Stop: Error { case nextCommand }

  static func read(from position: Int, _ reader: LedgerReader) throws(LedgerError) -> Reply {
    var reply = Reply(id: "", fingerprint: "", outcome: .accepted, placed: [])
    try reader.forEachLine(from: position) { event, fingerprint in
      if reply.placed.isEmpty {
        reply.id = event.command
        reply.fingerprint = fingerprint ?? ""
      } else if event.command != reply.id || event.event.type == "CommandRefused" {
        return false
      }
      reply.placed.append(
        Placed(position: event.position, stream: event.stream, type: event.event.type))
      reply.take(event.event)
      return reply.outcome != .refused
    }
    return reply
  }
}

extension Reply {
  fileprivate mutating func take(_ event: Event) {
    switch event {
    case .commandRefused(let event):
      outcome = .refused
      refusal = Reason(code: event.code, rule: event.rule)
    case .taskOpened(let event):
      if let code = event.code {
        outcome = .held
        refusal = Reason(code: code, rule: event.rule)
      }
    case .anomalyReported(let event) where event.admission == .denied:
      let code: RefusalCode = event.late ? .anomalyLate : .anomalyNotByForm
      effect = Reason(code: code.rawValue, rule: "BC-1.3")
    default: break
    }
  }
}
