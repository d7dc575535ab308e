import Commands
public import EventStore
public import Ledger

/// The single writer of a ledger: takes commands one by one, decides them, and writes their events.
///
/// Events of many commands gather in one batch; `flush` makes it durable with one sync, and only then
/// are the replies given. What a command decides sees the commands before it, durable or not.
public final class LedgerWriter {
  let home: LedgerHome
  private let committer: Committer
  let keys: Keys
  private let sealer: Sealer
  var book = Book()
  /// The machine's clock, for a ledger of real time; nil for a simulated one.
  let clock: (@Sendable () -> Instant)?
  var replyIndex = ReplyIndex()

  private var batch = GatheredBatch()
  private var line = CanonicalWriter(capacity: 1 << 16)
  /// The version that each stream has reached, the batch included.
  private var versions: KnownVersions
  /// What is closed, outside memory.
  private var records: StateRecords
  /// Replies of a dry run, which stand in no log, by the position of their first event.
  private var foretold: [Int: Reply] = [:]
  /// Events before this position were on the disk when it was last asked for.
  private var durable: Int
  /// Replies read back from the log.
  private var stored = StoredReplies()
  /// The position that the next event gets.
  public private(set) var position: Int
  /// How many events the state that was kept holds.
  private var kept = 0
  /// The size of the file written last, without its tables.
  private var keptBytes = 1 << 20
  /// How many events opening had to fold, behind the state that was kept.
  private(set) var eventsReplayed = 0
  /// How many events are worth keeping a state: while running, and on closing.
  var eventsBetweenStates = (running: 250_000, closing: 10_000)
  /// Why the state that was kept was not taken up.
  private var droppedState: String?
  /// Decides and answers, and writes nothing.
  public var isDryRun = false

  init(
    _ home: LedgerHome, _ log: EventLog, _ keys: Keys, _ sealer: Sealer,
    clock: (@Sendable () -> Instant)?
  ) {
    self.home = home
    committer = Committer(log)
    versions = KnownVersions(log.savedStreams)
    records = StateRecords(home)
    self.keys = keys
    self.sealer = sealer
    self.clock = clock
    position = Int(log.next)
    durable = position
  }

  /// Opens a ledger for writing, and folds its log into the book.
  ///
  /// - Parameter clock: the machine's clock; used only by a ledger of real time.
  public static func open(
    _ home: LedgerHome, clock: @escaping @Sendable () -> Instant,
    settings: LogSettings = LogSettings()
  ) throws(LedgerError) -> LedgerWriter {
    let card = try home.card()
    try Checkpoints.requireExtension(home)
    let log: EventLog
    do { log = try EventLog.open(in: home.log, files: home.files, settings: settings) } catch {
      throw .log(error)
    }
    let keys = try Keys.open(home, origin: card.origin, clock: card.clock)
    let sealer = Sealer(keys, origin: card.origin)
    let writer = LedgerWriter(
      home, log, keys, sealer, clock: card.clock == .real ? clock : nil)
    try writer.replay(sealer)
    guard let created = writer.book.ledger, LedgerCard(created) == card else {
      throw .home("\(home.path)/ledger.json does not agree with event 0 of the log")
    }
    return writer
  }

  /// Takes up the state that was kept, and folds the events after it.
  private func replay(_ sealer: Sealer) throws(LedgerError) {
    let reader = try LedgerReader(home)
    switch try StateFile(home: home).read(reader, into: &book) {
    case .absent: break
    case .dropped(let cause): droppedState = cause
    case .kept(let state, let records):
      self.records = records
      replyIndex = state.replies
      sealer.slots = state.slots
      kept = state.position
    }
    eventsReplayed = reader.end - kept
    // What the log's tables do not hold is learnt from the events behind them.
    if committer.savedStreams.end < UInt64(kept) { try saveStreams() }
    position = kept
    try reader.forEach(from: kept, verify: false) { event throws(LedgerError) in
      book.evolve(sealer.withFingerprints(event))
      versions.set(event.stream, to: event.version)
      sealer.learn(event.event)
      replyIndex.learn(event.command, at: event.position)
      position = event.position + 1
      if position - kept >= eventsBetweenStates.running { try keepState() }
    }
    try records.requireSound()
  }

  /// - Throws: when a record of the kept state could not be read.
  func requireSoundState() throws(LedgerError) { try records.requireSound() }

  /// What opening the ledger had to cut or to do again, in words; nil when nothing.
  public var recoveryText: String? {
    var sentences: [String] = []
    let found = committer.recovery
    if found.droppedBytes > 0 {
      sentences.append(
        "cut a torn tail of \(found.droppedBytes) bytes at \(found.segment ?? "?") offset "
          + "\(found.offset ?? 0): it was never acknowledged")
    }
    if let droppedState {
      sentences.append(
        "dropped the kept state, for \(droppedState): replayed \(eventsReplayed) events")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
  }

  /// The last instant recorded.
  public var lastRecorded: Instant? { book.clock }

  // MARK: Events

  /// Adds the events of one command to the batch, and to the book.
  ///
  /// - Returns: where each was put.
  func add(_ drafts: [Draft], _ context: LineContext) throws(LedgerError) -> [Placed] {
    try records.requireSound()
    let first = position
    var placed: [Placed] = []
    placed.reserveCapacity(drafts.count)
    if !isDryRun { try sealer.reserve(drafts.count { $0.event.kind.isPersonal }) }
    for draft in drafts {
      let version = try versions.next(of: draft.stream)
      if !isDryRun {
        write(draft, context, version, cause: draft.cause ?? (position > first ? first : nil))
      }
      placed.append(Placed(position: position, stream: draft.stream, type: draft.event.kind.type))
      book.evolve(
        draft.event,
        EventPlace(
          position: position, occurred: draft.occurred, received: context.received,
          recorded: context.recorded, terms: draft.terms))
      position += 1
    }
    try records.requireSound()
    return placed
  }

  /// Seals and encodes one event into the batch.
  private func write(_ draft: Draft, _ context: LineContext, _ version: Int, cause: Int?) {
    line.removeAll()
    Line.write(
      draft, context, position: position, version: version, cause: cause, into: &line,
      seal: { [sealer] in sealer.seal($0, $1, $2, $3) })
    precondition(
      line.count <= Line.longest, "an event of \(line.count) bytes: no rule may draft one")
    batch.events.add(stream: draft.stream, version: UInt64(version), line: line.bytes)
  }

  /// The version that a stream has reached, the batch included.
  func version(of stream: String) throws(LedgerError) -> Int { try versions[stream] }

  /// True when enough waits to be worth a sync.
  var isBatchFull: Bool { batch.events.count >= LedgerWriter.eventsInBatch }

  private static let eventsInBatch = 4096

  /// Hands the batch over to be written, one block and one sync, while the next one gathers.
  ///
  /// - Returns: the number of the last batch handed over; `batchesFinished` says when it is on the disk.
  @discardableResult
  func handOver() throws(LedgerError) -> Int {
    try records.requireSound()
    if batch.events.count > 0 {
      batch = committer.start(batch, at: position - batch.events.count)
    }
    if position - kept >= eventsBetweenStates.running { try keepState() }
    return committer.started
  }

  /// How many batches are on the disk.
  ///
  /// - Throws: `LedgerError.log` when one could not be written: nothing of it or after it is
  ///   acknowledged, and the writer must be opened anew.
  func batchesFinished() throws(LedgerError) -> Int { try committer.finished() }

  /// Makes all that was added durable.
  func commit() throws(LedgerError) {
    try handOver()
    try committer.wait()
    durable = position
  }

  /// The first events of a ledger, as one command.
  func found(_ drafts: [Draft], at instant: Instant) throws(LedgerError) {
    let context = LineContext(
      actor: .system, channel: nil, command: "init", fingerprint: nil, proofs: [],
      received: instant, recorded: instant)
    _ = try add(drafts, context)
    try commit()
  }

  /// Keeps the state for the next writer: what changed goes to tables, and what is closed out of memory.
  private func keepState() throws(LedgerError) {
    if isDryRun { return }
    kept = position
    try commit()
    try saveStreams()
    try home.makeDirectory(home.path + "/index")
    try records.add(changes())
    let room = ShelfRoom(records)
    book.putAway(in: room)
    sealer.slots.putAway(in: room)
    replyIndex.putAway(in: room)
    keptBytes = try StateFile(home: home).write(
      StateFile.Kept(position: position, slots: sealer.slots, replies: replyIndex), book, records,
      LedgerReader(home), room: keptBytes)
  }

  private func changes() -> TableEntries {
    let entries = TableEntries()
    book.changes { entries.add($0, $1) }
    sealer.slots.slots.changes { entries.add($0, $1) }
    replyIndex.positions.changes { entries.add($0, $1) }
    return entries
  }

  /// Has the log put all its streams into tables, which then answer for them.
  private func saveStreams() throws(LedgerError) {
    versions.goOn(from: try committer.saveStreams())
  }

  /// Keeps the state where that is worth it, and lets go of the log, whatever becomes of the rest.
  public func close() throws(LedgerError) {
    var failure: LedgerError?
    do throws(LedgerError) {
      try commit()
      if position - kept >= eventsBetweenStates.closing { try keepState() }
    } catch { failure = error }
    do throws(LedgerError) { try committer.close() } catch { failure = failure ?? error }
    if let failure { throw failure }
  }

  // MARK: Replies

  /// Remembers where a command was answered, under its id.
  func remember(_ reply: Reply) {
    guard let first = reply.placed.first?.position else { return }
    if isDryRun { foretold[first] = reply }
    replyIndex.learn(reply.id, at: first)
  }

  /// What the command of this id was answered first, or nil when the id is new.
  func firstReply(to id: String) throws(LedgerError) -> Reply? {
    guard let position = replyIndex.position(of: id) else { return nil }
    let reply = try reply(at: position)
    return reply?.id == id ? reply : nil
  }

  /// The reply whose first event stands at a position; one that is not on the disk yet is put there.
  private func reply(at position: Int) throws(LedgerError) -> Reply? {
    if let reply = foretold[position] { return reply }
    if position >= durable { try commit() }
    return try stored.reply(at: position, home)
  }
}

/// Where an event was put.
struct Placed {
  var position: Int
  var stream: String
  var type: StaticString
}
