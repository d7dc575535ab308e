// A process killed with an unsynced cache: what was acknowledged stays, no batch is halved.
import EventStore
import FaultFiles
import Foundation
import Testing

@Suite struct `Crash` {
  @Test(arguments: [nil, 1, 2, 3, 4, 5] as [UInt64?])
  func `nothing acknowledged is lost, and no batch is kept in part`(seed: UInt64?) async throws {
    let folder = LogFolder()
    let path = folder.log
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, seed = seed as UInt64?] in
      try runUntilKilled(path, WriteBackFiles(tearing: seed))
    }
    let acknowledged = try Data(contentsOf: URL(fileURLWithPath: path + ".acknowledged")).count
    let log = try EventLog.open(in: path)
    #expect(log.next >= UInt64(acknowledged) * 3)
    #expect(log.next % 3 == 0)
    try log.append(["after", "after", "after"])
    try log.close()
    #expect(Verification.run(directory: path).findings == [])
  }

  @Test func `a disk that does not sync is seen to lose events`() async throws {
    let folder = LogFolder()
    let path = folder.log
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try runUntilKilled(path, WriteBackFiles(honoursSync: false))
    }
    #expect(throws: LogError.absent(directory: path)) { try EventLog.open(in: path) }
  }

  @Test func `a torn write over prewritten space is cut and reported`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["a"])
    try log.append((0..<200).map { "s-\($0)" }, note: "long enough for several pages")
    let name = try folder.segments()[0]
    var bytes = try folder.bytes(name)
    try log.close()
    // The first page of the second block did not reach the disk; its later pages did.
    bytes.replaceSubrange(4096..<8192, with: [UInt8](repeating: 0, count: 4096))
    let other = LogFolder()
    try FileManager.default.createDirectory(atPath: other.log, withIntermediateDirectories: true)
    try other.write(name, bytes)
    #expect(Verification.run(directory: other.log).findings.map(\.kind) == [.padding])
    let again = try EventLog.open(in: other.log)
    #expect(again.next == 1)
    #expect(again.recovery.droppedBytes > 4096)
    try again.append(["a"])
    try again.close()
    #expect(Verification.run(directory: other.log).findings == [])
  }
}

/// Appends batches of three until a batch that is written but not acknowledged, then dies.
func runUntilKilled(_ path: String, _ files: WriteBackFiles) throws {
  var settings = LogSettings()
  settings.segmentBytes = 65_536
  let log = try EventLog.create(in: path, files: files, settings: settings)
  let acknowledged = open(path + ".acknowledged", O_CREAT | O_WRONLY | O_APPEND, 0o644)
  for number in 0..<40 {
    try log.append(["a", "b", "a"], note: String(repeating: "n", count: 5000 * (number % 3)))
    _ = write(acknowledged, "x", 1)
  }
  let name = try files.list(path).last { $0.hasSuffix(".lz4") } ?? ""
  let file = try files.open(path + "/" + name, .write)
  let garbage = [UInt8](repeating: 0x7B, count: 30_000)
  try garbage.withUnsafeBytes { try files.write(file, at: try files.size(file) - 4096, $0) }
  kill(getpid(), SIGKILL)
}
