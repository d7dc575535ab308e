// A log's random life on a failing disk, and what must hold at every moment of it.
import EventStore

/// What must never be.
struct Violation: Error {
  var text: String
  init(_ text: String) { self.text = text }
}

/// How one run went.
public struct SimulationOutcome: Sendable {
  /// How a run ended.
  public enum Ending: String, CaseIterable, Sendable {
    /// Every acknowledged event was there at the end.
    case whole
    /// Damage was refused by opening, reported by it, or found by verification.
    case refused, cutAndReported, found
    /// The end of the log was gone without a trace in the log itself: only a root kept elsewhere tells.
    case knownOutside
  }

  public var seed: UInt64
  public var violation: String?
  public var ending = Ending.whole
  /// What the run did, as one number.
  public var trace: UInt64 = 0
  public var strikes = Strikes()
  public var events = 0
  public var openings = 0
  public var readings = 0
  /// Segments written anew.
  public var repacked = 0
  public var calls = 0

  public init(seed: UInt64) { self.seed = seed }

  /// The command that runs it again.
  public var replay: String { "tools/soak --runs 1 --seed \(seed)" }
}

/// One run: everything follows from the seed.
public final class Simulation {
  static let directory = "ledger/log"

  /// Stops the machine or the process inside one call of a run that has no other fault.
  public struct Cut: Sendable {
    public var call: Int
    public var isPowerCut: Bool

    public init(call: Int, isPowerCut: Bool) {
      self.call = call
      self.isPowerCut = isPowerCut
    }
  }

  let disk: SimulatedDisk
  var dice: Dice
  var history = History()
  var settings = LogSettings()
  var log: EventLog?
  var outcome: SimulationOutcome
  /// How many events a reader was shown.
  var seen = 0
  /// How many syncs had failed when the cache was last known to show what the disk holds.
  var knownSyncFailures = 0
  /// A sync failed since: the cache may show what the disk does not have.
  var isCacheDoubtful: Bool { disk.strikes[.failedSync] > knownSyncFailures }
  /// How many events, from the start, verified when power came back.
  var soundAtRest = 0
  /// Whether damage was found before the log was opened.
  var hadFindings = false
  var isOver = false
  private let steps: Int
  private let cut: Cut?

  /// Whether the log may hold damage, found or not.
  var mayBeDamaged: Bool {
    isForeign || disk.strikes[.flippedBit] > 0 || disk.strikes[.misdirectedWrite] > 0
      || disk.strikes[.phantomWrite] > 0
  }
  var isForeign: Bool { disk.strikes[.foreignSegment] > 0 }
  /// Whether faults are mixed, and not only one cut.
  var isMixed: Bool { cut == nil }

  private init(seed: UInt64, cut: Cut?) {
    dice = Dice(seed: seed)
    outcome = SimulationOutcome(seed: seed)
    let rates = cut == nil ? FaultRates(mixedBy: &dice) : FaultRates()
    disk = SimulatedDisk(seed: dice.next(), directory: "ledger", rates: rates)
    settings.segmentBytes = dice.pick([8192, 16_384, 32_768, 65_536])
    settings.firstPreallocated = dice.pick([4096, 8192, 16_384])
    settings.mostPreallocated = dice.pick([8192, 65_536])
    settings.eventsBetweenIndexes = dice.pick([3, 10, 50, 500_000])
    settings.fillsAhead = false
    settings.repacks = false
    steps = cut == nil ? 10 + dice.below(40) : 12
    self.cut = cut
  }

  /// Runs one seed to its end.
  ///
  /// - Parameters:
  ///   - cut: when given, the only fault of the run.
  ///   - narrate: told each call and fault.
  public static func run(
    seed: UInt64, cut: Cut? = nil, narrate: ((String) -> Void)? = nil
  ) -> SimulationOutcome {
    let simulation = Simulation(seed: seed, cut: cut)
    simulation.disk.narrate = narrate
    do {
      try simulation.live()
    } catch {
      simulation.outcome.violation = (error as? Violation)?.text ?? "\(error)"
    }
    simulation.log = nil
    return simulation.summed()
  }

  private func summed() -> SimulationOutcome {
    outcome.strikes = disk.strikes
    outcome.calls = disk.calls
    outcome.events = history.kept
    var trace = disk.trace
    trace.add(history.kept)
    trace.add(outcome.ending.rawValue)
    outcome.trace = trace.hash
    return outcome
  }

  private func live() throws {
    if let cut { disk.stop = (cut.call, cut.isPowerCut ? .powerCut : .killed) }
    try recover()
    for _ in 0..<steps where !isOver {
      if isMixed, dice.strikes(150) { planDeath(within: 50) }
      try step()
      if disk.isDead { log = nil }
      if log == nil { try recover() }
    }
    if isOver { return }
    try end()
  }

  func planDeath(within calls: Int) {
    disk.stop = (disk.calls + 1 + dice.below(calls), dice.flip() ? .powerCut : .killed)
  }

  private func step() throws {
    disk.note("step at \(history.kept) of \(history.count)")
    switch dice.below(100) {
    case ..<36: try append()
    case ..<40: try repack()
    case ..<50: try appendPrepared()
    case ..<62: try appendInGroups()
    case ..<66: try appendWrongly()
    case ..<75: try read()
    case ..<78: try verify()
    case ..<81: try saveIndex()
    case ..<83: try openTwice()
    case ..<90: try close()
    case ..<94: log = nil
    default:
      disk.die(.powerCut)
      log = nil
    }
  }

  /// Closes, loses power, and looks whether all is there.
  private func end() throws {
    disk.stop = nil
    if dice.flip() { try close() }
    log = nil
    if !disk.isDead { disk.die(.powerCut) }
    try recover()
    if isOver { return }
    disk.isCalm = true
    disk.stop = nil
    try close()
    try requireNothingOpen()
    // What the cache still shows, the disk may not hold.
    disk.die(.powerCut)
    disk.restart()
    try requireVerified()
    try requireNothingOpen()
  }

  // MARK: Writing

  func note() -> String {
    // Mostly a short event, now and then one of several pages that does not compress.
    let words = dice.strikes(80) ? 100 + dice.below(900) : dice.below(8)
    return (0..<words).map { _ in String(dice.next(), radix: 36) }.joined()
  }

  func streamNames() -> [String] {
    (0...dice.below(dice.strikes(100) ? 40 : 4)).map { _ in "s-\(dice.below(7))" }
  }

  /// Hands the next events to the history, and to a batch.
  private func batch() -> Batch {
    var batch = Batch()
    for stream in streamNames() {
      let version = history.nextVersion(of: stream)
      let line = history.line(stream, note: note())
      line.withUnsafeBytes { batch.add(stream: stream, version: version, line: $0) }
      history.hand(stream, line)
    }
    history.endBlock()
    return batch
  }

  private func append() throws {
    guard let log else { return }
    let before = history.count
    let batch = batch()
    try acknowledging(from: before, to: history.count) { () throws(LogError) in
      try log.append(batch, expecting: UInt64(before))
    }
  }

  /// A block is built before the one in front of it is written.
  private func appendPrepared() throws {
    guard let log else { return }
    var blocks: [(block: BuiltBlock, start: Int, end: Int)] = []
    for _ in 0...dice.below(3) {
      let start = history.count
      let batch = batch()
      let error = try attempt { () throws(LogError) in
        let block = try log.prepare(batch, expecting: UInt64(start))
        blocks.append((block, start, history.count))
      }
      if error != nil {
        history.truncate(to: start)
        break
      }
    }
    for (block, start, end) in blocks {
      try acknowledging(from: start, to: end) { () throws(LogError) in try log.write(block) }
      if history.kept < end {
        // Those behind the one that failed were never written.
        return history.truncate(to: max(history.kept, min(end, history.count)))
      }
    }
  }

  /// Runs an append, and holds it to its word.
  private func acknowledging(
    from start: Int, to end: Int, _ body: () throws(LogError) -> Void
  ) throws {
    let wasStopped = disk.failedLogChange
    if let error = try attempt(body) {
      if wasStopped, !disk.isDead, !error.isStop {
        throw Violation("an append after a failure gave: \(error)")
      }
      // Nothing was taken on: the log had stopped, or only its index could not be saved.
      if wasStopped || (!disk.isDead && !disk.failedLogChange) {
        return history.truncate(to: start)
      }
      return try afterFailure()
    }
    try acknowledge(end, wasStopped)
    if log?.next != UInt64(end) {
      throw Violation("the log's next is \(log?.next ?? 0) after \(end) events")
    }
  }

  /// An append up to there succeeded; was it allowed to?
  func acknowledge(_ end: Int, _ wasStopped: Bool) throws {
    if wasStopped { throw Violation("an append succeeded after a failed write or sync") }
    if disk.failedLogChange { throw Violation("an append succeeded though a call of it failed") }
    if disk.isDead { throw Violation("an append was acknowledged by a dead machine") }
    history.keep(end)
  }

  /// The log has stopped: nothing goes on before it is opened again.
  private func afterFailure() throws {
    if !disk.isDead, dice.flip() { try append() }
    if !disk.isDead, dice.flip() { try read() }
    if !disk.isDead, dice.flip() { try close() }
    if dice.flip() { log = nil }
  }

  private func appendWrongly() throws {
    guard let log, !disk.failedLogChange else { return }
    let next = UInt64(history.count)
    var batch = Batch()
    let stream = "s-\(dice.below(7))"
    let version = history.nextVersion(of: stream)
    // The line before it is right.
    history.line(stream, note: "right").withUnsafeBytes {
      batch.add(stream: stream, version: version, line: $0)
    }
    let wrong = dice.below(4)
    let said = version + (wrong == 0 || wrong == 3 ? 2 : 1)
    let line = History.line(next + 1, stream, said, "wrong")
    line.withUnsafeBytes {
      batch.add(stream: stream, version: version + (wrong == 1 || wrong == 3 ? 2 : 1), line: $0)
    }
    let failures = disk.failures
    do {
      try log.append(batch, expecting: wrong == 2 ? next + 1 : next)
      throw Violation("a batch that does not continue the log was taken")
    } catch let error as LogError {
      switch error {
      case .wrongLine, .wrongVersion, .wrongPosition: return
      default:
        if disk.failures == failures, !disk.isDead {
          throw Violation("a batch that does not continue the log was refused with: \(error)")
        }
      }
    }
  }

  private func saveIndex() throws {
    guard let log, history.count == history.kept else { return }
    _ = try attempt { () throws(LogError) in try log.saveIndex() }
  }

  /// Writes sealed segments anew; a failure leaves the old ones, and hinders no append.
  private func repack() throws {
    guard let log, history.count == history.kept else { return }
    let hadFailed = disk.failedLogChange
    defer { disk.failedLogChange = hadFailed }
    _ = try attempt { () throws(LogError) in
      outcome.repacked += try log.repack().segments
    }
  }

  func close() throws {
    guard let log else { return }
    _ = try attempt { () throws(LogError) in try log.close() }
    self.log = nil
  }

  private func openTwice() throws {
    guard log != nil else { return }
    let (failures, hadFailed) = (disk.failures, disk.failedLogChange)
    defer { disk.failedLogChange = hadFailed }
    do {
      _ = try EventLog.open(in: Self.directory, files: disk, settings: settings)
      throw Violation("a second writer was let in")
    } catch let error as LogError {
      if case .writerLives = error { return }
      if disk.failures == failures, !disk.isDead {
        throw Violation("a second writer was refused with: \(error)")
      }
    }
  }

  /// Runs a call of the log; gives the error that a fault caused.
  ///
  /// - Throws: `Violation` for an error without a fault.
  func attempt(_ body: () throws(LogError) -> Void) throws -> LogError? {
    let failures = disk.failures
    do throws(LogError) {
      try body()
      return nil
    } catch {
      if disk.isDead || disk.failures > failures { return error }
      if error.isStop, disk.failedLogChange { return error }
      if mayBeDamaged, error.isDamage { return error }
      throw Violation("an error without a fault: \(error)")
    }
  }
}

extension LogError {
  var isStop: Bool { if case .stopped = self { true } else { false } }
  var isDamage: Bool {
    switch self {
    case .damaged, .newerFormat: true
    default: false
    }
  }
}
