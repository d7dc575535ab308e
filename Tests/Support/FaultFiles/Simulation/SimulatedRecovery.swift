// Starting again in a simulated run: what the restart leaves, and what opening makes of it.
import EventStore

extension Simulation {
  /// Starts the process again, and opens the log, however often that fails.
  func recover() throws {
    var patience = disk.stop == nil ? dice.below(3) : 1
    while log == nil, !isOver {
      try requireNothingOpen()
      try restart()
      if isOver { return }
      disk.isCalm = patience <= 0
      if disk.isCalm {
        disk.stop = nil
      } else if isMixed, dice.strikes(300) {
        planDeath(within: 40)
      }
      patience -= 1
      if isMixed, dice.strikes(200) { try read() }
      if !disk.isDead { try open() }
      if disk.isDead { log = nil }
    }
    disk.isCalm = false
  }

  private func restart() throws {
    let lostPower = disk.death == .powerCut
    disk.restart()
    soundAtRest = 0
    guard lostPower else { return }
    knownSyncFailures = disk.strikes[.failedSync]
    let flipped = dice.strikes(disk.rates.flippedBit) ? disk.flipBit() : nil
    if dice.strikes(disk.rates.foreignSegment) { try insertForeignSegment() }
    try verifyAtRest(flipped)
  }

  /// Verifies what a power cut left.
  private func verifyAtRest(_ flipped: String?) throws {
    disk.isCalm = true
    defer { disk.isCalm = false }
    let stop = disk.stop
    disk.stop = nil
    defer { disk.stop = stop }
    let published = PublishedTail(disk.bytes(Self.directory + "/tail"))
    let verification = Verification.run(directory: Self.directory, files: disk)
    let findings = verification.findings
    soundAtRest = Int(verification.eventsWithRoot)
    if mayBeDamaged {
      if disk.isDamaged, findings.isEmpty { throw Violation("damage is not found") }
      if let published, published.events > verification.events, findings.isEmpty {
        throw Violation("verification does not miss what tail names")
      }
      if flipped?.hasSuffix("/tail") == true, !findings.contains(where: { $0.kind == .tail }) {
        throw Violation("a flipped bit of tail is not found")
      }
      if !findings.isEmpty { hadFindings = true }
      return
    }
    for finding in findings {
      switch finding.kind {
      case .tornTail, .padding, .tail: continue
      case .segmentGap, .unreadable:
        if history.kept == 0, disk.segments.isEmpty { continue }
      default: break
      }
      throw Violation("a power cut alone is said to be: \(finding)")
    }
  }

  private func open() throws {
    let failures = disk.failures
    let published = PublishedTail(disk.bytes(Self.directory + "/tail"))
    let before = disk.segments.last.flatMap { disk.bytes($0) } ?? []
    outcome.openings += 1
    do throws(LogError) {
      log = try EventLog.open(in: Self.directory, files: disk, settings: settings)
    } catch {
      if disk.isDead || disk.failures > failures { return }
      if mayBeDamaged, error.isDamage { return end(as: .refused) }
      guard case .absent = error, history.kept == 0, seen == 0 else {
        throw Violation("a sound log is refused: \(error)")
      }
      log = nil
      _ = try attempt { () throws(LogError) in
        log = try EventLog.create(in: Self.directory, files: disk, settings: settings)
      }
    }
    guard let log, !disk.isDead else { return }
    if log.recovery.droppedBytes > 0 { try requireTorn(before, log.recovery) }
    try adopt(log, published)
  }

  /// Only a torn tail may be cut: behind it no block is.
  private func requireTorn(_ segment: [UInt8], _ recovery: Recovery) throws {
    let torn = Int(recovery.cause?.offset ?? 0) / 4096 * 4096
    for at in stride(from: torn + 4096, to: segment.count - 127, by: 4096) {
      let header = Array(segment[at..<at + 128])
      if header[8..<16].elementsEqual("minutier".utf8),
        History.sha(Array(header[..<120])).prefix(8) == header[120...]
      {
        throw Violation("a block at \(at) was cut together with damage at \(torn)")
      }
    }
  }

  /// Compares a log just opened with what it must hold.
  private func adopt(_ log: EventLog, _ published: PublishedTail?) throws {
    let count = Int(log.next)
    let promised = max(history.kept, seen)
    if count < promised {
      guard mayBeDamaged else {
        throw Violation("\(promised) events were acknowledged or shown, \(count) are there")
      }
      return try judgeLoss(log, count, published)
    }
    guard history.ends.contains(count) else {
      throw Violation(
        "\(count) events are there, which no batch ends at (\(history.ends.suffix(3)))")
    }
    history.truncate(to: count)
    history.keep(count)
    guard log.root.hex == Self.hex(history.root(of: count)) else {
      throw Violation("the root of \(count) events is wrong")
    }
    try compareVersions(log)
    disk.failedLogChange = false
    knownSyncFailures = disk.strikes[.failedSync]
    try readAll()
    if mayBeDamaged { try requireNothingDestroyed(upTo: min(soundAtRest, count)) }
  }

  /// On a disk that does not fail now.
  private func compareVersions(_ log: EventLog) throws {
    let (wasCalm, stop) = (disk.isCalm, disk.stop)
    (disk.isCalm, disk.stop) = (true, nil)
    defer { (disk.isCalm, disk.stop) = (wasCalm, stop) }
    for stream in history.streams {
      let version = try log.nextVersion(of: stream)
      if version != history.nextVersion(of: stream) {
        throw Violation("the next version of \(stream) is \(version)")
      }
    }
  }

  /// Opening a damaged log must leave what was sound.
  private func requireNothingDestroyed(upTo count: Int) throws {
    let wasCalm = disk.isCalm
    let stop = disk.stop
    disk.isCalm = true
    disk.stop = nil
    defer {
      disk.isCalm = wasCalm
      disk.stop = stop
    }
    let sound = Verification.run(directory: Self.directory, files: disk).eventsWithRoot
    if sound < UInt64(count) {
      throw Violation("\(count) events were sound before the log was opened, \(sound) are after")
    }
  }

  /// Acknowledged events are gone after damage: that must have been said, unless the log cannot know.
  private func judgeLoss(_ log: EventLog, _ count: Int, _ published: PublishedTail?) throws {
    if let published, published.events > count {
      throw Violation("tail named \(published.events) events, \(count) were accepted")
    }
    // Where all of ours is cut, what is left of another history stands by itself.
    if !isForeign, log.root.hex != Self.hex(history.root(of: count)) {
      throw Violation("after damage the root of \(count) events is wrong")
    }
    if log.recovery.droppedBytes > 0 { return end(as: .cutAndReported) }
    if hadFindings { return end(as: .found) }
    guard disk.strikes[.phantomWrite] + disk.strikes[.misdirectedWrite] > 0 else {
      throw Violation("acknowledged events are gone without a word: \(count) of \(history.kept)")
    }
    end(as: .knownOutside)
  }

  /// Reads every line of the log just opened.
  private func readAll() throws {
    let wasCalm = disk.isCalm
    let stop = disk.stop
    disk.isCalm = true
    disk.stop = nil
    defer {
      disk.isCalm = wasCalm
      disk.stop = stop
    }
    try read()
  }

  private func end(as ending: SimulationOutcome.Ending) {
    outcome.ending = ending
    isOver = true
    log = nil
  }

  func requireNothingOpen() throws {
    if let misuse = disk.misuse.first { throw Violation(misuse) }
    if !disk.openHandles.isEmpty { throw Violation("left open: \(disk.openHandles)") }
  }

  /// The whole log must verify after its last close, or show the damage that it has.
  func requireVerified() throws {
    let verification = Verification.run(directory: Self.directory, files: disk)
    if disk.isDamaged, verification.findings.isEmpty { throw Violation("damage is not found") }
    if mayBeDamaged, !verification.findings.isEmpty {
      outcome.ending = .found
      return
    }
    try requireSound(verification)
  }

  /// Puts a segment of another history in the place of one of the log's; events of ours are left beside it.
  private func insertForeignSegment() throws {
    let segments = disk.segments
    guard let last = segments.last, !isForeign else { return }
    let holdsOurs = last != disk.segmentPath(UInt64(history.kept))
    guard segments.count > (holdsOurs ? 1 : 2) else { return }
    let other = try foreignLog()
    let path = dice.pick(segments)
    guard let bytes = other.bytes(path) else { return }
    disk.replace(path, with: bytes)
  }

  /// A log of the same batches with another type in each line.
  private func foreignLog() throws -> SimulatedDisk {
    let other = SimulatedDisk(seed: 0, directory: "ledger", rates: FaultRates())
    let log = try EventLog.create(in: Self.directory, files: other, settings: settings)
    var start = 0
    for end in history.ends.dropFirst() {
      var batch = Batch()
      for event in history.events[start..<end] {
        var line = event.line
        // The last letter of its type.
        let letter = line.count - 14 - String(event.version).utf8.count
        precondition(line[letter] == UInt8(ascii: "d"), "a line ends in its type and version")
        line[letter] = UInt8(ascii: "s")
        line.withUnsafeBytes { batch.add(stream: event.stream, version: event.version, line: $0) }
      }
      try log.append(batch, expecting: UInt64(start))
      start = end
    }
    try log.close()
    return other
  }
}
