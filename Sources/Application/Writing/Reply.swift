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
  /// What it was accepted in spite of.
  var warnings: [Reason] = []

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
    if let refusal {
      writer.key("refusal")
      refusal.write(into: &writer)
    }
    if let effect {
      writer.key("effect")
      effect.write(into: &writer)
    }
    if !warnings.isEmpty {
      writer.key("warnings")
      writer.beginArray()
      for warning in warnings { warning.write(into: &writer) }
      writer.endArray()
    }
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
    writer.word(type)
    writer.endObject()
  }
}

extension Reply.Reason {
  fileprivate func write(into writer: inout CanonicalWriter) {
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

/// The replies to commands that are in the log, read back from the events that they left there.
///
/// A caller who sends a file again asks for one reply after another, so a stretch of the log is read at
/// a time and kept.
struct StoredReplies {
  private static let stretch = 512
  private var known: [Int: Reply] = [:]

  /// The reply to the command whose first event stands at a position.
  mutating func reply(at position: Int, _ home: LedgerHome) throws(LedgerError) -> Reply? {
    if let reply = known[position] { return reply }
    let reader = try LedgerReader(home)
    var length = StoredReplies.stretch
    repeat {
      known = try StoredReplies.replies(in: position..<min(position + length, reader.end), reader)
      length *= 8
    } while known[position] == nil && position + length / 8 < reader.end
    return known[position]
  }

  /// The replies of all commands whose events stand whole in a range.
  private static func replies(in range: Range<Int>, _ reader: LedgerReader) throws(LedgerError)
    -> [Int: Reply]
  {
    var replies: [Int: Reply] = [:]
    var current = Reply(id: "", fingerprint: "", outcome: .accepted, placed: [])
    try reader.decodedLines(in: range) { event, fingerprint in
      if event.command != current.id || event.event.isRefusal {
        if let first = current.placed.first { replies[first.position] = current }
        current = Reply(
          id: event.command, fingerprint: fingerprint ?? "", outcome: .accepted, placed: [])
      }
      current.placed.append(
        Placed(position: event.position, stream: event.stream, type: event.event.kind.type))
      current.take(event.event)
    }
    if range.upperBound == reader.end, let first = current.placed.first {
      replies[first.position] = current
    }
    return replies
  }
}

extension Event {
  fileprivate var isRefusal: Bool {
    if case .commandRefused = self { return true }
    return false
  }
}

extension Reply {
  fileprivate mutating func take(_ event: Event) {
    switch event {
    case .commandRefused(let event):
      outcome = .refused
      refusal = Reason(code: event.code, rule: event.rule)
    case .taskOpened(let event) where event.right == .payExcess:
      warnings = [Reason(code: RefusalCode.claimOverPrice.rawValue, rule: event.rule)]
    case .taskOpened(let event):
      if let code = event.code {
        outcome = .held
        refusal = Reason(code: code, rule: event.rule)
      }
    case .anomalyReported(let event) where event.admission == .denied:
      let code: RefusalCode = event.late ? .anomalyLate : .anomalyNotByForm
      effect = Reason(code: code.rawValue, rule: "BC-1.3")
    case .leadClaimFiled(let event) where !event.covered:
      effect = Reason(
        code: RefusalCode.claimGroundNotCovered.rawValue,
        rule: event.kind == .unauthorised ? "AP-7.1" : event.kind == .other ? "AP-2.2" : "AP-3.3")
    case .leadPurchased(let event):
      warnings = (event.flags ?? []).map {
        Reason(
          code: $0, rule: $0 == RefusalCode.insuranceExpired.rawValue ? "AP-5.1" : "AP-1.7")
      }
    default: break
    }
  }
}
