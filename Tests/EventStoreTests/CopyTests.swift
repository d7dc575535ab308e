// Copies of a log: whole while it is written and repacked, and by what is new only.
import EventStore
import FaultFiles
import Foundation
import Testing

@Suite struct `Copies of a log` {
  @Test func `each copy taken while a log is written is a whole log of that moment`() throws {
    let folder = LogFolder()
    let copy = LogFolder()
    let log = try EventLog.create(in: folder.log, settings: Self.settings)
    try log.append(["a"])
    let writing = Running {
      for round in 0..<1000 { try log.append(["a", "s\(round)"], note: "\(round)") }
      try log.close()
    }
    var copies: [LogCopy.Result] = []
    while !writing.isDone || copies.isEmpty {
      copies.append(try LogCopy.run(from: folder.log, to: copy.log))
      let found = Verification.run(directory: copy.log)
      #expect(found.findings == [] && found.events == copies.last?.events)
      #expect(found.root == copies.last?.root)
    }
    try writing.value()
    let last = try LogCopy.run(from: folder.log, to: copy.log)
    #expect(last.events == 2001 && Set(copies.map(\.events)).count > 1)
    let lines = try LogReader(directory: folder.log).lines()
    #expect(try LogReader(directory: copy.log).lines() == lines)
    try EventLog.open(in: copy.log).close()
  }

  @Test func `a second copy writes what is new only`() throws {
    let folder = LogFolder()
    let copy = LogFolder()
    var settings = Self.settings
    settings.repacks = false
    let log = try EventLog.create(in: folder.log, settings: settings)
    for round in 0..<60 { try log.append(["a"], note: "\(round)") }
    let first = try LogCopy.run(from: folder.log, to: copy.log)
    try log.append(["a"])
    let second = try LogCopy.run(from: folder.log, to: copy.log)
    #expect(first.kept == 0 && second.kept > 2 * second.copied && second.events == 61)
    try log.close()
  }

  @Test func `a copy that is ahead is not overwritten`() throws {
    let folder = LogFolder()
    let copy = LogFolder()
    let log = try EventLog.create(in: folder.log, settings: Self.settings)
    try log.append(["a"])
    let older = try folder.copy()
    try log.append(["a"])
    try log.close()
    _ = try LogCopy.run(from: folder.log, to: copy.log)
    #expect(throws: LogError.behind(events: 1, copy: 2, directory: copy.log)) {
      try LogCopy.run(from: older.log, to: copy.log)
    }
    #expect(try LogReader(directory: copy.log).end == 2)
  }

  @Test func `whatever byte a full disk stops it at, the copy is a whole log`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log, settings: Self.settings)
    for round in 0..<30 { try log.append(["a"], note: "\(round)") }
    let copy = LogFolder()
    _ = try LogCopy.run(from: folder.log, to: copy.log)
    for round in 30..<60 { try log.append(["a"], note: "\(round)") }
    try log.close()
    let lines = try LogReader(directory: folder.log).lines()
    for room in stride(from: 0, to: 200_000, by: 9973) {
      let attempt = try copy.copy()
      let files = FullDiskFiles(room: room)
      do { _ = try LogCopy.run(from: folder.log, to: attempt.log, files: files) } catch {
        #expect("\(error)".contains("a full disk"))
      }
      let found = Verification.run(directory: attempt.log)
      #expect(found.findings == [] && 30...60 ~= found.events, "\(room) bytes of room")
      #expect(
        try LogReader(directory: attempt.log).lines() == Array(lines.prefix(Int(found.events))))
    }
  }

  private static var settings: LogSettings {
    var settings = LogSettings()
    settings.segmentBytes = 64 << 10
    return settings
  }
}
