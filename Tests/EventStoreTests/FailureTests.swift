// What the simulator found once, each by itself.
import CCrypto
import EventStore
import FaultFiles
import Foundation
import Testing

@Suite struct `Failure` {
  @Test func `whichever call of opening fails, each file is closed once`() throws {
    let folder = LogFolder()
    let files = WatchedFiles()
    try EventLog.create(in: folder.log, files: files).close()
    files.start()
    try EventLog.open(in: folder.log, files: files).close()
    let calls = files.seen.calls.count
    for number in 1...calls {
      files.start(failing: number)
      do { try EventLog.open(in: folder.log, files: files).close() } catch {}
      #expect(files.seen.open == [], "call \(number)")
      #expect(files.seen.strayCloses == 0, "call \(number)")
    }
  }

  @Test func `after a failed write no index is saved, though one is due`() throws {
    let folder = LogFolder()
    let disk = FailingSyncFiles()
    var settings = LogSettings()
    settings.eventsBetweenIndexes = 1
    let log = try EventLog.create(in: folder.log, files: disk, settings: settings)
    disk.fail()
    #expect(throws: LogError.self) { try log.append(["a"]) }
    disk.fail(after: .max)
    for _ in 0..<2 {
      #expect { try log.append(Batch(of: line(1, "a", 2)), expecting: 1) } throws: {
        if case .stopped = $0 as? LogError { true } else { false }
      }
    }
    try log.close()
  }

  @Test func `a group after one that failed is refused, though an index is due`() throws {
    let folder = LogFolder()
    let disk = FailingSyncFiles()
    var settings = LogSettings()
    settings.eventsBetweenIndexes = 2
    let log = try EventLog.create(in: folder.log, files: disk, settings: settings)
    let group = GroupCommit(log, drivers: 0)
    func write(_ index: Int, _ slot: EventSlot, _ bytes: inout [UInt8]) {
      bytes += Array(line(slot.position, "a", slot.version).utf8)
    }
    disk.fail()
    try group.submit(to: ["a", "a"], line: write) { _ in }
    #expect { try group.append(to: ["a"], line: write) } throws: {
      if case .stopped = $0 as? LogError { true } else { false }
    }
    #expect(throws: LogError.self) { try group.close() }
  }

  @Test func `a block whose sync failed is written again before it is taken for durable`() throws {
    let folder = LogFolder()
    try FileManager.default.createDirectory(
      atPath: folder.log, withIntermediateDirectories: true)
    let disk = WriteBackFiles()
    var log: EventLog? = try EventLog.create(in: folder.log, files: disk)
    try log?.append(["a"])
    disk.forgetNextSync()
    #expect(throws: LogError.self) { try log?.append(["a"]) }
    log = nil
    log = try EventLog.open(in: folder.log, files: disk)
    #expect(log?.next == 2, "the cache shows the block")
    try log?.append(["a"])
    log = nil
    let afterPowerCut = try EventLog.open(in: folder.log, files: WriteBackFiles())
    #expect(afterPowerCut.next == 3)
    try afterPowerCut.close()
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `a damaged block that the index covers is refused, and nothing is cut`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    for _ in 0..<3 { try log.append(["a"]) }
    try log.close()
    let name = try folder.segments()[0]
    var bytes = try folder.bytes(name)
    bytes[2 * 4096 + 200] ^= 1
    for tail in [try folder.bytes("tail"), []] {
      try folder.write(name, bytes)
      try folder.write("tail", tail)
      #expect { try EventLog.open(in: folder.log) } throws: { kind($0) == .frameCheck }
      #expect(try folder.bytes(name) == bytes)
    }
  }

  @Test func `an index and a tail of impossible numbers are taken as absent`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["a", "b"])
    try log.close()
    let index = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    for (offset, value) in [(8, 1 << 63), (8, UInt64.max), (64, UInt64.max), (80, 1 << 63)] {
      var bytes = [UInt8](index.dropLast(32))
      bytes.replaceSubrange(
        offset..<offset + 8, with: withUnsafeBytes(of: value.littleEndian) { $0 })
      try Data(bytes + sha(bytes)).write(to: URL(fileURLWithPath: folder.index))
      #expect(try LogReader(directory: folder.log).positions(of: "b") == [1])
    }
    for offset in [8, 16, 24] {
      var tail = try folder.bytes("tail")
      tail[offset + 7] = 0xFF
      tail.replaceSubrange(64..<72, with: sha(Array(tail[..<64])).prefix(8))
      let other = try folder.copy()
      try other.write("tail", tail)
      #expect(try LogReader(directory: other.log).end == 2)
      try EventLog.open(in: other.log).close()
    }
  }

  private func sha(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &result)
    return result
  }

  @Test func `a log whose creation was interrupted gets its name on the disk when it is opened`()
    throws
  {
    let folder = LogFolder()
    let files = WatchedFiles()
    try EventLog.create(in: folder.log, files: files).close()
    files.start()
    try EventLog.open(in: folder.log, files: files).close()
    let synced = files.seen.calls.filter { $0.hasPrefix("syncDirectory") }
    #expect(synced.contains("syncDirectory \(folder.log)/.."))
  }

  @Test func `a reader shows what a killed writer left only after syncing it`() throws {
    let folder = LogFolder()
    var log: EventLog? = try EventLog.create(in: folder.log)
    try log?.append(["a"])
    let tail = try folder.bytes("tail")
    try log?.append(["a"])
    log = nil
    let files = WatchedFiles()
    #expect(try LogReader(directory: folder.log, files: files).end == 2)
    #expect(!files.seen.calls.contains("sync "), "tail names both")
    try folder.write("tail", tail)
    #expect(try LogReader(directory: folder.log, files: files).end == 2)
    #expect(files.seen.calls.contains("sync "))
  }
}

extension Batch {
  /// One event of stream `a`, version 2.
  fileprivate init(of line: String) {
    self.init()
    add("a", 2, line)
  }
}
