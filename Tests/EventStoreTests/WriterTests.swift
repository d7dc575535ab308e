// One writer, its refusals, and what a failing disk does to it.
import EventStore
import FaultFiles
import Foundation
import Testing

@Suite struct `Writer` {
  @Test func `a second writer is refused and told the pid`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    let refusal = LogError.writerLives(pid: "\(getpid())", directory: folder.log)
    #expect(throws: refusal) { try EventLog.open(in: folder.log) }
    #expect(throws: refusal) { try EventLog.create(in: folder.log) }
    try log.close()
    try EventLog.open(in: folder.log).close()
  }

  @Test func `a writer in another process is named by its pid`() async throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["ledger"])
    let (path, pid) = (folder.log, getpid())
    await #expect(processExitsWith: .success) { [path = path as String, pid = pid as Int32] in
      do {
        try EventLog.open(in: path).close()
        exit(1)
      } catch {
        let isNamed = error as? LogError == .writerLives(pid: "\(pid)", directory: path)
        exit(isNamed && getpid() != pid ? 0 : 2)
      }
    }
    try log.close()
  }

  @Test func `a log is created once, and opened only where it is`() throws {
    let folder = LogFolder()
    #expect(throws: LogError.absent(directory: folder.log)) { try EventLog.open(in: folder.log) }
    #expect(throws: LogError.absent(directory: folder.log)) { try LogReader(directory: folder.log) }
    try EventLog.create(in: folder.log).close()
    #expect(throws: LogError.exists(directory: folder.log)) { try EventLog.create(in: folder.log) }
    #expect(try LogReader(directory: folder.log).end == 0)
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `a wrong position or version is refused and changes nothing`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["a", "a"])
    var batch = Batch()
    batch.add("a", 3, line(2, "a", 3))
    #expect(throws: LogError.wrongPosition(expected: 1, next: 2)) {
      try log.append(batch, expecting: 1)
    }
    batch.add("b", 1, line(3, "b", 1))
    batch.add("a", 5, line(4, "a", 5))
    #expect(throws: LogError.wrongVersion(stream: "a", version: 5, next: 4, line: 2)) {
      try log.append(batch, expecting: 2)
    }
    #expect(try log.nextVersion(of: "a") == 3)
    #expect(try log.nextVersion(of: "b") == 1)
    try log.append(["b", "a"])
    try log.close()
    #expect(try LogReader(directory: folder.log).positions(of: "a") == [0, 1, 3])
    #expect(Verification.run(directory: folder.log).findings == [])
    #expect(throws: LogError.closed) { try log.append(batch, expecting: 4) }
  }

  @Test(arguments: [
    "", "{}", "x\ny", line(1, "a", 1), line(0, "b", 1), line(0, "a", 2), " " + line(0, "a", 1),
    line(0, "a", 1) + " ", #"{"stream":"a","position":0,"version":1}"#,
    line(0, "a", 1, note: String(repeating: "x", count: 65_535)),
  ])
  func `a line that cannot be stored is refused`(text: String) throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    var batch = Batch()
    batch.add("a", 1, text)
    #expect { try log.append(batch, expecting: 0) } throws: {
      if case .wrongLine(0, 0, _) = $0 as? LogError { true } else { false }
    }
    try log.append(["a"])
    try log.close()
  }

  @Test func `a string may end, and an escape stand, at any place of a line`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    var batch = Batch()
    let lines = (0..<260).map { (number: Int) in
      let note = String(repeating: "x", count: number / 2) + (number % 2 == 0 ? #"\\"# : #"\\\""#)
      return line(UInt64(number), "s", UInt64(number) + 1, note: note)
    }
    for (number, line) in lines.enumerated() { batch.add("s", UInt64(number) + 1, line) }
    try log.append(batch, expecting: 0)
    var wrong = Batch()
    let escaped = String(repeating: "x", count: 70) + #"\"#
    wrong.add("s", 261, line(260, "s", 261, note: escaped))
    #expect(throws: LogError.self) { try log.append(wrong, expecting: 260) }
    try log.close()
    #expect(try LogReader(directory: folder.log).lines() == lines)
  }

  @Test func `the longest line is stored`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    let spare = 65_535 - line(0, "a", 1, note: "").utf8.count
    try log.append(["a"], note: String(repeating: "x", count: spare))
    try log.close()
    #expect(try LogReader(directory: folder.log).line(at: 0)?.count == 65_535)
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `a failed sync stops the log until it is opened again`() throws {
    let folder = LogFolder()
    let disk = FailingSyncFiles()
    var log: EventLog? = try EventLog.create(in: folder.log, files: disk)
    try log?.append(["a"])
    disk.fail()
    #expect(throws: LogError.self) { try log?.append(["a"]) }
    disk.fail(after: .max)
    #expect { try log?.append(["a"]) } throws: {
      if case .stopped = $0 as? LogError { true } else { false }
    }
    #expect(try LogReader(directory: folder.log).end == 1, "only what was acknowledged is read")
    try log?.close()
    log = nil
    let again = try EventLog.open(in: folder.log)
    #expect(again.next == 2, "the unacknowledged block was complete")
    try again.close()
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `a full disk loses nothing that was acknowledged`() throws {
    for room in stride(from: 4096, to: 200_000, by: 5_003) {
      let folder = LogFolder()
      let disk = FullDiskFiles(room: room + 4096)
      var settings = LogSettings()
      settings.firstPreallocated = 4096
      settings.segmentBytes = 65_536
      var log: EventLog? = try EventLog.create(in: folder.log, files: disk, settings: settings)
      var acknowledged: UInt64 = 0
      do {
        while true {
          try log?.append(["a", "b"], note: noise(Int(acknowledged)))
          acknowledged = log?.next ?? 0
        }
      } catch {
        #expect(String(describing: error).contains("No space left"))
      }
      // Left as it is every other time, as by a process that ends there.
      if room % 2 == 0 { try log?.close() }
      log = nil
      #expect(Verification.run(directory: folder.log).findings == [])
      #expect(try LogReader(directory: folder.log).end == acknowledged)
      disk.free(1 << 20)
      let again = try EventLog.open(in: folder.log, files: disk, settings: settings)
      #expect(again.next >= acknowledged)
      try again.append(["a"])
      try again.close()
      #expect(Verification.run(directory: folder.log).findings == [])
    }
  }

  private func noise(_ seed: Int) -> String {
    var state = UInt64(seed) &+ 88_172_645_463_325_252
    return (0..<500).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return String(state, radix: 16)
    }.joined()
  }
}
