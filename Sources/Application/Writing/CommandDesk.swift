import Commands
import EventStore
import Ledger

/// Where commands come in as lines and leave as replies, in order.
///
/// A line is read, decided and answered; the answers are given out by `flush`, once what they speak of
/// is on the disk. The time that passes between commands is let pass first: the agenda.
public final class CommandDesk {
  public let writer: LedgerWriter
  private var replies = CanonicalWriter(capacity: 1 << 16)
  /// Replies whose events are being written, with the number of their batch.
  private var underWay: [(batch: Int, replies: [UInt8])] = []
  /// True once a command was refused or a line was malformed.
  public private(set) var refusedAny = false
  /// A command's real-time deadline is acted on this many seconds after its instant.
  public static let grace = 600

  /// Reads lines for this desk, on whatever thread.
  public let parser: CommandParser

  public init(_ writer: LedgerWriter) {
    self.writer = writer
    parser = CommandParser(writer.keys.fingerprint)
  }

  /// Does what fell due since the last command; with a real clock, before any command.
  public func openDay() throws(LedgerError) {
    if writer.clock != nil { try writer.letTimePass(before: writer.now(nil)) }
  }

  // MARK: Lines

  /// Takes one line of input, as the parser read it.
  ///
  /// - Throws: `LedgerError` when the ledger cannot be written; a line that is no command is answered.
  public func take(_ line: ParsedLine) throws(LedgerError) {
    switch line {
    case .command(let command, let fingerprint): try take(command, fingerprint)
    case .malformed(let number, let error): malformed(number, error)
    }
  }

  private func malformed(_ number: Int, _ error: FormatError) {
    refusedAny = true
    replies.beginObject()
    replies.key("line")
    replies.integer(number)
    replies.key("outcome")
    replies.string("malformed")
    replies.key("error")
    replies.string(error.description)
    replies.endObject()
    endReply()
  }

  private func endReply() { replies.endLine() }

  /// True when enough waits to be worth a sync.
  public var shouldHandOver: Bool { writer.isBatchFull || replies.count >= 1 << 20 }

  /// Makes all that was taken durable, then gives the replies out.
  public func flush(_ give: (UnsafeRawBufferPointer) -> Void) throws(LedgerError) {
    try handOver(give)
    try writer.commit()
    try giveFinished(give)
  }

  /// Starts writing what was taken, and gives out the replies whose events are on the disk by now.
  public func handOver(_ give: (UnsafeRawBufferPointer) -> Void) throws(LedgerError) {
    let batch = try writer.handOver()
    if replies.count > 0 { underWay.append((batch, Array(replies.bytes))) }
    replies.removeAll()
    try giveFinished(give)
  }

  private func giveFinished(_ give: (UnsafeRawBufferPointer) -> Void) throws(LedgerError) {
    let finished = try writer.batchesFinished()
    while let first = underWay.first, first.batch <= finished {
      first.replies.withUnsafeBytes(give)
      underWay.removeFirst()
    }
  }

  // MARK: Commands

  private func take(_ command: Command, _ fingerprint: String) throws(LedgerError) {
    if let first = try writer.firstReply(to: command.id) {
      if first.fingerprint == fingerprint {
        first.write(duplicate: true, into: &replies)
        endReply()
        return
      }
      let reuse = Refusal(
        .commandIDReused, "G-16", "command \(command.id) was given before with other content",
        try: "use a new id")
      let now = writer.now(command)
      try refuse(command, fingerprint, reuse, received: now, now: now)
      return
    }
    let times: Times
    do throws(Refusal) { times = try Times(command, writer) } catch {
      // Authority comes before time (table I).
      let now = writer.now(nil)
      try refuse(
        command, fingerprint, refusalOfAuthority(command) ?? error, received: now, now: now)
      return
    }
    try writer.letTimePass(before: times.now)
    try decide(command, fingerprint, times)
    try writer.letTimePass(through: times.now)
  }

  private func decide(_ command: Command, _ fingerprint: String, _ times: Times)
    throws(LedgerError)
  {
    let request = Request(
      id: command.id, actor: command.actor, channel: command.channel, now: times.now,
      received: times.received, occurredAt: command.occurredAt, position: writer.position,
      hasProof: !command.proofs.isEmpty)
    let decision: Decision
    let version = try command.expect.map { (expect) throws(LedgerError) in
      try writer.version(of: expect.stream)
    }
    do throws(Refusal) {
      try requireVersion(command, found: version)
      if let refusal = refusalOfAuthority(command) { throw refusal }
      decision = try command.body.decision(request, writer.book)
    } catch {
      try refuse(command, fingerprint, error, received: times.received, now: times.now)
      return
    }
    let placed = try writer.add(
      decision.drafts, context(command, fingerprint, times.received, times.now))
    let reply = Reply(
      id: command.id, fingerprint: fingerprint,
      outcome: decision.held == nil ? .accepted : .held, placed: placed,
      refusal: decision.held.map { Reply.Reason($0) },
      effect: decision.effect.map { Reply.Reason($0) },
      warnings: decision.warnings.map { Reply.Reason($0) })
    writer.remember(reply)
    reply.write(duplicate: false, into: &replies)
    endReply()
  }

  private func requireVersion(_ command: Command, found version: Int?) throws(Refusal) {
    guard let expect = command.expect, let version else { return }
    if version != expect.version {
      throw Refusal(
        .staleVersion, "G-16",
        "stream \(expect.stream) is at version \(version), expected \(expect.version)",
        try: "read it again, then decide anew")
    }
  }

  private func refusalOfAuthority(_ command: Command) -> Refusal? {
    let body = type(of: command.body)
    let role = command.actor.role
    if role != .scheduler && body.roles.contains(role) { return nil }
    let others = body.roles.filter { $0 != .scheduler }.map(\.rawValue).joined(separator: ", ")
    return Refusal(
      .actorNotAuthorised, "G-17", "\(role.rawValue) asks for \(body.verb)",
      try: others.isEmpty ? "nothing: the agenda does it when it is due" : "ask as \(others)")
  }

  private func refuse(
    _ command: Command, _ fingerprint: String, _ refusal: Refusal, received: Instant, now: Instant
  ) throws(LedgerError) {
    refusedAny = true
    let event = CommandRefused.with {
      $0.code = refusal.code.rawValue
      $0.command = "\(type(of: command.body).verb)"
      $0.rule = refusal.rule
      $0.stateVersion = writer.position
    }
    let draft = Draft(
      "audit", .commandRefused(event), occurred: received, rule: refusal.rule, basis: .fact)
    let placed = try writer.add([draft], context(command, fingerprint, received, now))
    let reply = Reply(
      id: command.id, fingerprint: fingerprint, outcome: .refused, placed: placed,
      refusal: Reply.Reason(refusal))
    writer.remember(reply)
    reply.write(duplicate: false, into: &replies)
    endReply()
  }

  private func context(
    _ command: Command, _ fingerprint: String, _ received: Instant, _ now: Instant
  ) -> LineContext {
    LineContext(
      actor: command.actor, channel: command.channel, command: command.id,
      fingerprint: fingerprint, proofs: command.proofs, received: received, recorded: now)
  }
}
