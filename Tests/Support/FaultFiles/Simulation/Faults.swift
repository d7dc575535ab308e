// What may go wrong with a simulated disk, how often, and how often it did.

/// A kind of fault.
public enum Fault: String, CaseIterable, Sendable {
  /// Some sectors of an unsynced write survive a power cut, others do not.
  case tornWrite
  /// An unsynced write is lost.
  case lostWrite
  /// A later unsynced change survives, an earlier one does not.
  case reordered
  /// An unsynced name of a file is lost or comes back.
  case lostName
  /// The power is cut between two calls or inside one.
  case powerCut
  /// The process is killed there; what it wrote stays in the system's cache.
  case killed
  /// A bit of a file at rest is flipped.
  case flippedBit
  /// A write lands at another offset or in another file.
  case misdirectedWrite
  /// A write never reaches the disk, though its sync succeeds.
  case phantomWrite
  /// A segment is replaced by that of a log with another history.
  case foreignSegment
  /// A sync fails, and its data may be kept.
  case failedSync
  /// Data of a failed sync is not on the disk, though later syncs succeed and reads show it.
  case forgottenWrite
  /// No room: a write that grows a file stops half-way.
  case fullDisk
  /// A write fails, half-way or at once.
  case failedWrite
  /// A read fails.
  case failedRead
  /// Another call fails: open, truncate, rename, remove, list …
  case failedCall
}

/// How often each fault struck.
public struct Strikes: Sendable, Equatable {
  public private(set) var counts: [Fault: Int] = [:]

  public init() {}

  public subscript(_ fault: Fault) -> Int { counts[fault, default: 0] }

  mutating func add(_ fault: Fault) { counts[fault, default: 0] += 1 }

  public static func += (left: inout Strikes, right: Strikes) {
    for (fault, count) in right.counts { left.counts[fault, default: 0] += count }
  }
}

/// Which faults a run mixes, in thousandths of the calls that they can strike.
struct FaultRates {
  var failedSync = 0
  var fullDisk = 0
  var failedWrite = 0
  var failedRead = 0
  var failedCall = 0
  /// Of the writes that a sync takes to the disk.
  var misdirectedWrite = 0
  var phantomWrite = 0
  /// Of the restarts after a power cut.
  var flippedBit = 0
  var foreignSegment = 0

  init() {}

  /// Half the runs keep their data, so that each of their recoveries must succeed.
  init(mixedBy dice: inout Dice) {
    if dice.strikes(450) { failedSync = 5 + dice.below(60) }
    if dice.strikes(350) { fullDisk = 5 + dice.below(60) }
    if dice.strikes(250) { failedWrite = 2 + dice.below(20) }
    if dice.strikes(350) { failedRead = 2 + dice.below(20) }
    if dice.strikes(250) { failedCall = 5 + dice.below(40) }
    if dice.flip() { return }
    if dice.strikes(400) { misdirectedWrite = 5 + dice.below(30) }
    if dice.strikes(300) { phantomWrite = 5 + dice.below(30) }
    if dice.strikes(600) { flippedBit = 100 + dice.below(500) }
    if dice.strikes(200) { foreignSegment = 100 + dice.below(400) }
  }
}
