// A small log cut at every byte, and with every byte altered (FORMAT.md, sections 5 and 7).
import EventStore
import FaultFiles
import Foundation
import Testing

/// The bytes of a closed log of three blocks, and what they hold.
struct SmallLog {
  static let segment = "00000000000000000000.lz4"
  let bytes: [UInt8]
  let tail: [UInt8]
  let lines: [String]
  /// Little is zero-filled ahead: these tests open a log ten thousand times.
  let settings = {
    var settings = LogSettings()
    settings.firstPreallocated = 4096
    return settings
  }()
  /// Where each block ends, and the number of events then.
  var ends: [(offset: Int, events: Int)] = []

  init() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    for streams in [["ledger"], ["party-1", "party-1", "task-1"], ["party-1", "ledger"]] {
      try log.append(streams)
      let tail = try folder.bytes("tail")
      let offset = tail[24..<32].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
      ends.append((offset, Int(log.next)))
    }
    lines = try LogReader(directory: folder.log).lines()
    try log.close()
    bytes = try folder.bytes(Self.segment)
    tail = try folder.bytes("tail")
  }

  /// The log in memory over an empty folder, with other bytes.
  func files(_ folder: LogFolder, segment: [UInt8], tail: [UInt8]?) throws -> WriteBackFiles {
    try FileManager.default.createDirectory(
      atPath: folder.log, withIntermediateDirectories: true)
    let files = WriteBackFiles(honoursSync: false)
    try put(segment, folder.log + "/" + Self.segment, files)
    if let tail { try put(tail, folder.log + "/tail", files) }
    return files
  }

  private func put(_ bytes: [UInt8], _ path: String, _ files: WriteBackFiles) throws {
    let file = try files.open(path, .write)
    defer { files.close(file) }
    try bytes.withUnsafeBytes { try files.write(file, at: 0, $0) }
  }
}

@Suite struct `Damage` {
  @Test func `a log without tail cut at any byte opens with its complete blocks`() throws {
    let small = try SmallLog()
    for cut in 0...small.bytes.count {
      let folder = LogFolder()
      let files = try small.files(folder, segment: Array(small.bytes[..<cut]), tail: nil)
      let whole = small.ends.last { $0.offset <= cut } ?? (0, 0)
      #expect(
        try LogReader(directory: folder.log, files: files).lines()
          == Array(small.lines[..<whole.events])
      )
      let log = try EventLog.open(in: folder.log, files: files, settings: small.settings)
      #expect(log.next == UInt64(whole.events))
      let nextBlock = Padding.boundary(whole.offset)
      let isTorn = cut > nextBlock && whole.events < small.lines.count
      #expect(log.recovery.droppedBytes == (isTorn ? lastByte(small, cut) - whole.offset : 0))
      try log.append(["after"])
      try log.close()
      let verification = Verification.run(directory: folder.log, files: files)
      #expect(verification.findings == [], "cut at \(cut)")
      #expect(verification.events == UInt64(whole.events) + 1)
    }
  }

  @Test func `a log cut before its published end is refused, and cut behind it opens whole`() throws
  {
    let small = try SmallLog()
    let end = small.ends[2].offset
    for cut in 0...small.bytes.count {
      let folder = LogFolder()
      let files = try small.files(folder, segment: Array(small.bytes[..<cut]), tail: small.tail)
      #expect(
        Verification.run(directory: folder.log, files: files).findings.isEmpty
          == (cut == end || cut == small.bytes.count))
      if cut < end {
        #expect {
          try EventLog.open(in: folder.log, files: files, settings: small.settings)
        } throws: {
          kind($0) == .eventsMissing
        }
      } else {
        let log = try EventLog.open(in: folder.log, files: files, settings: small.settings)
        #expect(log.next == 6)
        #expect(log.recovery.droppedBytes == 0)
        try log.close()
        #expect(try LogReader(directory: folder.log, files: files).lines() == small.lines)
      }
    }
  }

  @Test(arguments: [0x02, 0xFF] as [UInt8])
  func `any byte altered is found, and no altered event is ever read`(mask: UInt8) throws {
    let small = try SmallLog()
    var bytes = small.bytes
    for offset in 0..<bytes.count {
      bytes[offset] ^= mask
      defer { bytes[offset] ^= mask }
      let folder = LogFolder()
      let files = try small.files(folder, segment: bytes, tail: small.tail)
      let findings = Verification.run(directory: folder.log, files: files).findings
      #expect(!findings.isEmpty, "byte \(offset)")
      var read: [String] = []
      do { read = try LogReader(directory: folder.log, files: files).lines() } catch {
        #expect(kind(error) != nil)
      }
      #expect(Array(small.lines[..<read.count]) == read, "byte \(offset)")
      do {
        let log = try EventLog.open(in: folder.log, files: files, settings: small.settings)
        #expect(log.next == 6, "byte \(offset)")
        try log.close()
        // Padding turned into a frame of a later version is left alone.
        let left = Verification.run(directory: folder.log, files: files).findings
        #expect(left.allSatisfy { $0.kind == .reservedFrame }, "byte \(offset)")
      } catch {
        #expect(kind(error) != nil, "byte \(offset): \(error)")
      }
    }
  }

  @Test func `any byte of tail altered is found`() throws {
    let small = try SmallLog()
    var tail = small.tail
    for offset in 0..<tail.count {
      tail[offset] ^= 0x10
      defer { tail[offset] ^= 0x10 }
      let folder = LogFolder()
      let files = try small.files(folder, segment: small.bytes, tail: tail)
      let findings = Verification.run(directory: folder.log, files: files).findings
      #expect(findings.map(\.kind) == [.tail])
    }
  }

  @Test func `damage before the tail is refused whether tail exists or not`() throws {
    let small = try SmallLog()
    for offset in [20, 140, 4096 + 60, 4096 + 150] {
      var bytes = small.bytes
      bytes[offset] ^= 1
      for tail in [small.tail, nil] {
        let folder = LogFolder()
        let files = try small.files(folder, segment: bytes, tail: tail)
        #expect {
          try EventLog.open(in: folder.log, files: files, settings: small.settings)
        } throws: { kind($0) != nil }
      }
    }
  }

  @Test func `every damaged block is reported, and what lies between is still read`() throws {
    let small = try SmallLog()
    var bytes = small.bytes
    bytes[10] ^= 1
    bytes[2 * 4096 + 200] ^= 1
    let folder = LogFolder()
    let files = try small.files(folder, segment: bytes, tail: small.tail)
    let verification = Verification.run(directory: folder.log, files: files)
    #expect(
      verification.findings.map(\.kind) == [.blockHeader, .positionGap, .tornTail, .eventsMissing])
    #expect(verification.findings.map(\.offset).prefix(3) == [0, 4096, 2 * 4096])
  }

  private func lastByte(_ small: SmallLog, _ cut: Int) -> Int {
    (small.bytes[..<cut].lastIndex { $0 != 0 } ?? -1) + 1
  }

  private enum Padding {
    static func boundary(_ end: Int) -> Int { (end + 4095) / 4096 * 4096 }
  }
}

/// The kind of a log's damage.
func kind(_ error: any Error) -> Finding.Kind? {
  switch error as? LogError {
  case .damaged(let finding), .newerFormat(let finding): finding.kind
  default: nil
  }
}
