// The stream index is disposable: dropped when it does not agree, made again to the byte.
import EventStore
import Foundation
import Testing

@Suite struct `Stream index` {
  @Test func `a deleted index is made again, byte for byte`() throws {
    let folder = try sample()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    try FileManager.default.removeItem(atPath: folder.index)
    #expect(try LogReader(directory: folder.log).positions(of: "b") == [1, 3, 4])
    let log = try EventLog.open(in: folder.log)
    #expect(log.recovery.readWholeLog)
    #expect(log.recovery.eventsRead == 5)
    try log.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.index)) == before)
  }

  @Test func `an index with any byte altered is dropped`() throws {
    let folder = try sample()
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    for offset in whole.indices {
      var bytes = whole
      bytes[offset] ^= 4
      try bytes.write(to: URL(fileURLWithPath: folder.index))
      #expect(try LogReader(directory: folder.log).positions(of: "b") == [1, 3, 4])
    }
    try whole.dropLast(3).write(to: URL(fileURLWithPath: folder.index))
    let log = try EventLog.open(in: folder.log)
    #expect(log.recovery.readWholeLog)
    try log.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.index)) == whole)
  }

  @Test func `an index of another log is dropped, an older one is continued`() throws {
    let folder = try sample()
    let older = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    var log = try EventLog.open(in: folder.log)
    #expect(!log.recovery.readWholeLog && log.recovery.eventsRead == 0)
    try log.append(["b", "c"])
    try log.close()
    try older.write(to: URL(fileURLWithPath: folder.index))
    #expect(try LogReader(directory: folder.log).positions(of: "b") == [1, 3, 4, 5])
    log = try EventLog.open(in: folder.log)
    #expect(!log.recovery.readWholeLog && log.recovery.eventsRead == 2)
    try log.close()
    let other = LogFolder()
    try EventLog.create(in: other.log).close()
    try FileManager.default.createDirectory(
      atPath: other.path + "/index", withIntermediateDirectories: true)
    try older.write(to: URL(fileURLWithPath: other.index))
    log = try EventLog.open(in: other.log)
    #expect(log.recovery.readWholeLog && log.next == 0)
    try log.close()
  }

  @Test func `after a stop without closing only the events after the last index are read`() throws {
    let folder = LogFolder()
    var settings = LogSettings()
    settings.eventsBetweenIndexes = 3
    settings.segmentBytes = 16_384
    var log: EventLog? = try EventLog.create(in: folder.log, settings: settings)
    for _ in 0..<11 { try log?.append(["a", "b"]) }
    log = nil
    let again = try EventLog.open(in: folder.log)
    #expect(!again.recovery.readWholeLog)
    #expect(again.recovery.eventsRead == 2)
    #expect(try again.nextVersion(of: "a") == 12)
    try again.close()
    #expect(try LogReader(directory: folder.log).positions(of: "a").count == 11)
  }

  private func sample() throws -> LogFolder {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["a", "b"])
    try log.append(["a", "b", "b"])
    try log.close()
    return folder
  }
}
