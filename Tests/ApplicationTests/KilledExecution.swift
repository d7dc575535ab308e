import Foundation
import Testing

/// `execute` killed at random moments, on a disk that then drops what was not synced.
@Suite(.serialized) struct KilledExecution {
  /// A hundred with MINUTIER_WHOLE set; fewer in the test of every change.
  private static let rounds =
    ProcessInfo.processInfo.environment["MINUTIER_WHOLE"] == nil ? 25 : 100

  @Test func `nothing acknowledged is lost, and a re-run does no command twice`() throws {
    var random = SplitMix(seed: 0x4D49_4E55)
    let folder = try Folder()
    let commands = try folder.commands(appointments: 250)
    let whole = try folder.ledger("whole")
    _ = try folder.run("crashwriter", [whole, commands])
    let expected = try folder.verified(whole)

    var killed = 0
    var lap = 0
    while killed < KilledExecution.rounds {
      lap += 1
      let ledger = try folder.ledger("whole", in: "lap-\(lap)")
      var acknowledged: Set<String> = []
      var isDone = false
      while !isDone {
        let delay = Double(random.next() % 400) / 1000
        let result = try folder.runKilled(
          "crashwriter", [ledger, commands], after: delay, from: acknowledged)
        try folder.check(ledger, holds: result.acknowledged, seed: random.state)
        acknowledged.formUnion(result.acknowledged)
        isDone = result.wasDone
        if !isDone { killed += 1 }
      }
      #expect(
        try folder.verified(ledger) == expected,
        "the log differs from that of an undisturbed run, lap \(lap)")
      try FileManager.default.removeItem(atPath: (ledger as NSString).deletingLastPathComponent)
    }
  }

  @Test func `the same test fails on a disk that ignores sync`() throws {
    let folder = try Folder()
    let commands = try folder.commands(appointments: 250)
    let ledger = try folder.ledger("broken")
    var lost = 0
    for round in 1...10 where lost == 0 {
      let result = try folder.runKilled(
        "crashwriter", [ledger, commands, "--ignore-sync"], after: 0.03 * Double(round), from: [])
      lost = try folder.missing(ledger, of: result.acknowledged).count
    }
    #expect(lost > 0, "no acknowledged event was lost although the disk ignores sync")
  }
}

/// A seeded source of numbers.
struct SplitMix {
  private(set) var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
