// Appends of many threads: each is on the disk when it returns, in one order, whatever fails.
import EventStore
import FaultFiles
import Foundation
import Synchronization
import Testing

@Suite struct `Group commit` {
  @Test func `threads that append at once get gapless positions, and their events are there`()
    throws
  {
    let folder = LogFolder()
    let commit = GroupCommit(try EventLog.create(in: folder.log, settings: Self.settings))
    let firsts = try onThreads(8) { writer in
      (0..<50).compactMap { round in
        try? Self.append(commit, ["w\(writer)", "shared"], note: "\(writer)-\(round)")
      }
    }
    try commit.close()
    #expect(firsts.allSatisfy { $0 == $0.sorted() })
    #expect(firsts.joined().sorted() == (0..<400).map { UInt64(2 * $0) })
    let reader = try LogReader(directory: folder.log)
    #expect(reader.end == 800)
    #expect(try reader.positions(of: "shared").count == 400)
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `callbacks come once each, when their events can be read`() throws {
    let folder = LogFolder()
    let commit = GroupCommit(try EventLog.create(in: folder.log, settings: Self.settings))
    let durable = Mutex<[UInt64]>([])
    let failed = Mutex<[UInt64]>([])
    for round in 0..<300 {
      try commit.submit(to: ["a", "b\(round % 7)"]) {
        $2 += Array(line($1.position, $0 == 0 ? "a" : "b\(round % 7)", $1.version).utf8)
      } whenDurable: { outcome in
        guard case .success(let first) = outcome else { return failed.withLock { $0.append(0) } }
        let isThere = (try? LogReader(directory: folder.log).line(at: first + 1)) != nil
        durable.withLock { $0.append(first) }
        if !isThere { failed.withLock { $0.append(first) } }
      }
    }
    try commit.close()
    #expect(durable.withLock { $0.sorted() } == (0..<300).map { UInt64(2 * $0) })
    #expect(failed.withLock { $0 } == [])
  }

  @Test func `a line that is not as its slot says is refused, and nobody else's is`() throws {
    let folder = LogFolder()
    let commit = GroupCommit(try EventLog.create(in: folder.log, settings: Self.settings))
    #expect(try Self.append(commit, ["a"]) == 0)
    #expect(throws: LogError.self) {
      try commit.append(to: ["a", "new"]) {
        $2 += Array(line($0 == 0 ? $1.position : 99, $0 == 0 ? "a" : "new", $1.version).utf8)
      }
    }
    #expect(try Self.append(commit, ["a", "new"]) == 1)
    try commit.close()
    #expect(try LogReader(directory: folder.log).lines().count == 3)
    #expect(throws: LogError.closed) { try Self.append(commit, ["a"]) }
  }

  @Test func `after a failed sync nothing is acknowledged any more, of any thread`() throws {
    let folder = LogFolder()
    let files = FailingSyncFiles()
    let log = try EventLog.create(in: folder.log, files: files, settings: Self.settings)
    let commit = GroupCommit(log)
    #expect(try Self.append(commit, ["a"]) == 0)
    files.fail(after: 3)
    let outcomes = try onThreads(4) { writer in
      (0..<20).map { _ in (try? Self.append(commit, ["w\(writer)"])) != nil }
    }
    for some in outcomes {
      // Once refused, for ever refused.
      #expect(some == some.filter { $0 } + some.filter { !$0 } && some.last == false)
    }
    #expect(throws: LogError.self) { try commit.close() }
    let acknowledged = 1 + outcomes.joined().count { $0 }
    let reader = try LogReader(directory: folder.log)
    #expect(reader.end >= UInt64(acknowledged))
  }

  @Test func `what waits to be written is bounded`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log, settings: Self.settings)
    let commit = GroupCommit(log, mostBytes: 4096)
    let underWay = Mutex<(now: Int, most: Int)>((0, 0))
    for _ in 0..<2000 {
      underWay.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      try commit.submit(to: ["a"]) {
        $2 += Array(
          line($1.position, "a", $1.version, note: String(repeating: "x", count: 100)).utf8)
      } whenDurable: { _ in
        underWay.withLock { $0.now -= 1 }
      }
    }
    try commit.close()
    let (now, most) = underWay.withLock { $0 }
    // Three groups of 4 KiB: gathering, built, being written.
    #expect(now == 0 && most <= 3 * 4096 / 200 + 3)
  }

  @Test func `the stream index is saved between groups`() throws {
    let folder = LogFolder()
    var settings = Self.settings
    settings.eventsBetweenIndexes = 10
    var commit: GroupCommit? = GroupCommit(
      try EventLog.create(in: folder.log, settings: settings))
    for _ in 0..<60 { _ = try Self.append(try #require(commit), ["a", "b"]) }
    commit = nil
    let again = try EventLog.open(in: folder.log, settings: settings)
    #expect(!again.recovery.readWholeLog && again.next == 120)
    #expect(try again.nextVersion(of: "a") == 61)
    try again.close()
  }

  @discardableResult
  private static func append(_ commit: GroupCommit, _ streams: [String], note: String = "n")
    throws -> UInt64
  {
    try commit.append(to: streams) {
      $2 += Array(line($1.position, streams[$0], $1.version, note: note).utf8)
    }
  }

  private static var settings: LogSettings {
    var settings = LogSettings()
    settings.segmentBytes = 256 << 10
    return settings
  }
}
