// A scan on several threads gives what reading one by one gives, and finds what that finds.
import EventStore
import Foundation
import Testing

@Suite struct `Parallel scan` {
  @Test(arguments: [1, 2, 3]) func `the lines come in order, with the root`(threads: Int) throws {
    let folder = try Self.sample()
    let reader = try LogReader(directory: folder.log)
    var lines: [UInt8] = []
    var next: UInt64 = 0
    let root = try reader.scan(threads: threads) { (first, bytes) throws(Never) in
      #expect(first == next)
      next += UInt64(bytes.count { $0 == 0x0A })
      lines += bytes
    }
    #expect(next == reader.end)
    let expected = try reader.lines().map { $0 + "\n" }.joined()
    #expect(String(decoding: lines, as: UTF8.self) == expected)
    #expect(root == (try reader.forEach { (_, _) throws(Never) in }))
    #expect(try reader.scan(verify: false) { (_, _) throws(Never) in } == root)
  }

  @Test func `any byte altered in a block is found, or was padding`() throws {
    let folder = try Self.sample()
    let name = try #require(try folder.segments().first)
    let whole = try folder.bytes(name)
    for offset in stride(from: 0, to: whole.count, by: 97) {
      var bytes = whole
      bytes[offset] ^= 1
      try folder.write(name, bytes)
      let alone = Self.isFound { try LogReader(directory: folder.log).lines() }
      let together = Self.isFound {
        try LogReader(directory: folder.log).scan { (_, _) throws(Never) in }
      }
      #expect(alone == together, "byte \(offset)")
    }
  }

  @Test func `what the caller throws ends the scan`() throws {
    struct Enough: Error {}
    let folder = try Self.sample()
    let reader = try LogReader(directory: folder.log)
    #expect(throws: Enough.self) {
      try reader.scan { (_, _) throws(Enough) in throw Enough() }
    }
  }

  private static func isFound(_ read: () throws -> some Any) -> Bool {
    do {
      _ = try read()
      return false
    } catch { return true }
  }

  /// Three segments, one of them repacked.
  private static func sample() throws -> LogFolder {
    let folder = LogFolder()
    var settings = LogSettings()
    settings.segmentBytes = 96 << 10
    settings.repacks = false
    let log = try EventLog.create(in: folder.log, settings: settings)
    for round in 0..<30 { try log.append(["a", "b\(round)", "a"], note: "\(round)") }
    try log.repack()
    for round in 30..<50 { try log.append(["a", "b\(round)"], note: "\(round)") }
    try log.close()
    return folder
  }
}
