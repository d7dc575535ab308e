import Commands
public import Ledger

/// Letting time pass: what falls due on the agenda becomes commands of the scheduler.
extension LedgerWriter {
  /// The instant at which a command is recorded: by the machine's clock, or as the command says.
  func now(_ command: Command?) -> Instant {
    let last = lastRecorded ?? Instant(microseconds: 0)
    if let clock { return max(clock(), last) }
    return max(command?.at ?? last, last)
  }

  /// Does what falls due before an instant.
  func letTimePass(before instant: Instant) throws(LedgerError) {
    if let clock {
      try runAgenda(through: clock() + -CommandDesk.grace)
    } else {
      try runAgenda(through: instant.justBefore)
    }
  }

  /// Does what falls due at an instant too, after the command of that instant.
  func letTimePass(through instant: Instant) throws(LedgerError) {
    if clock == nil { try runAgenda(through: instant) }
  }

  /// Lets time pass up to an instant, and makes it durable bit by bit.
  ///
  /// - Returns: the number of items done.
  /// - Throws: `LedgerError.home` when the instant is behind the ledger's clock, or ahead of the
  ///   machine's.
  public func advance(to instant: Instant, progress: @escaping (Instant) -> Void)
    throws(LedgerError) -> Int
  {
    if let clock {
      let now = clock()
      guard instant <= now + 2 else {
        throw .home("couldn't advance to \(instant): the clock of this ledger is real")
      }
      return try runAgenda(
        through: min(instant, now) + -CommandDesk.grace, progress: progress)
    }
    try requireAhead(instant)
    return try runAgenda(through: instant, progress: progress)
  }

  /// - Throws: `LedgerError.home` when the instant is behind the ledger's clock.
  func requireAhead(_ instant: Instant) throws(LedgerError) {
    guard let last = lastRecorded, instant < last else { return }
    throw .home("couldn't advance to \(instant): the ledger's clock is at \(last)")
  }

  @discardableResult
  private func runAgenda(through limit: Instant, progress: ((Instant) -> Void)? = nil)
    throws(LedgerError) -> Int
  {
    var done = 0
    var instant: Instant?
    while let (item, body) = book.takeDue(upTo: limit) {
      // With `advance`, what falls due at one instant is a block of its own: one long advance and many
      // short ones then write the same files.
      if isBatchFull || progress != nil && instant != item.instant {
        try handOver()
        progress?(item.instant)
      }
      instant = item.instant
      _ = try run(item, body)
      done += 1
    }
    return done
  }

  /// Decides one item like any other command. Its facts are dated when they fell due; by a real clock they
  /// are recorded now, or in a forecast when they will be due.
  ///
  /// - Returns: what it brings about.
  func run(_ item: AgendaItem, _ body: any CommandBody) throws(LedgerError) -> [Draft] {
    let now = max(clock?() ?? item.instant, lastRecorded ?? item.instant)
    let recorded = max(now, item.instant)
    let request = Request(
      id: item.commandID, actor: .scheduler, channel: nil, now: recorded, received: recorded,
      occurredAt: item.order == .closing ? item.instant.justBefore : item.instant,
      position: position)
    let decision: Decision
    do throws(Refusal) { decision = try body.decision(request, book) } catch {
      try requireSoundState()
      preconditionFailure("the agenda was refused \(item.commandID): \(error.message)")
    }
    _ = try add(
      decision.drafts,
      LineContext(
        actor: .scheduler, channel: nil, command: item.commandID, fingerprint: nil, proofs: [],
        received: recorded, recorded: recorded))
    return decision.drafts
  }
}
