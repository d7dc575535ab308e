// Segments are ordinary .lz4 files at every moment, and are rolled and trimmed.
import EventStore
import Foundation
import Testing

@Suite struct `Segment files` {
  @Test func `the lz4 program reads the active segment after each append`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    #expect(try lz4("-t", folder) == (0, ""))
    var lines: [String] = []
    for size in [1, 2, 40, 700, 1, 3000, 5] {
      let streams = (0..<size).map { "stream-\($0 % 7)" }
      let first = log.next
      try log.append(streams, note: String(repeating: "z", count: size % 300))
      #expect(try lz4("-t", folder).status == 0)
      lines += try LogReader(directory: folder.log).lines(from: first)
      #expect(try lz4("-dc", folder) == (0, lines.map { $0 + "\n" }.joined()))
    }
    try log.close()
    #expect(try lz4("-dc", folder) == (0, lines.map { $0 + "\n" }.joined()))
  }

  @Test func `blocks start on a page and the file is trimmed on closing`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["a"])
    #expect(try folder.bytes(folder.segments()[0]).count == 4096)
    try log.append(["a"])
    #expect(try folder.bytes(folder.segments()[0]).count == 4096 + 65_536)
    try log.close()
    let bytes = try folder.bytes(folder.segments()[0])
    #expect(bytes.count == 2 * 4096)
    let magic: [UInt8] = [0x50, 0x2A, 0x4D, 0x18]
    #expect(Array(bytes[0..<4]) == magic && Array(bytes[4096..<4100]) == magic)
  }

  @Test func `segments are rolled, and read across`() throws {
    let folder = LogFolder()
    var settings = LogSettings()
    settings.segmentBytes = 16_384
    let log = try EventLog.create(in: folder.log, settings: settings)
    for number in 0..<20 { try log.append(["a", "b-\(number)"]) }
    let names = try folder.segments()
    #expect(names.prefix(2) == ["00000000000000000000.lz4", "00000000000000000008.lz4"])
    #expect(names.count == 5)
    let lines = try LogReader(directory: folder.log).lines()
    #expect(try lz4("-dc", folder).output == lines.map { $0 + "\n" }.joined())
    try log.close()
    let again = try EventLog.open(in: folder.log, settings: settings)
    #expect(!again.recovery.readWholeLog)
    #expect(again.next == 40)
    try again.append(["a"])
    try again.close()
    let reader = try LogReader(directory: folder.log)
    #expect(try reader.lines(from: 17, to: 19) == Array(lines[17..<19]))
    #expect(try reader.lines(verify: false).count == 41)
    #expect(try reader.positions(of: "b-3") == [7])
    #expect(Verification.run(directory: folder.log).findings == [])
    for name in names.dropLast() { try expectRefusal(folder, without: name) }
  }

  @Test func `a block beyond the segment size stands alone`() throws {
    let folder = LogFolder()
    var settings = LogSettings()
    settings.segmentBytes = 8192
    let log = try EventLog.create(in: folder.log, settings: settings)
    try log.append(["a"])
    try log.append((0..<3000).map { "s-\($0)" })
    try log.append(["a"])
    try log.close()
    #expect(try folder.segments().count == 3)
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  private func expectRefusal(_ folder: LogFolder, without name: String) throws {
    let other = try folder.copy()
    try FileManager.default.removeItem(atPath: other.log + "/" + name)
    #expect { try EventLog.open(in: other.log) } throws: { kind($0) == .segmentGap }
    #expect(Verification.run(directory: other.log).findings.contains { $0.kind == .segmentGap })
    #expect { try LogReader(directory: other.log).lines() } throws: { kind($0) != nil }
  }

  private func lz4(_ mode: String, _ folder: LogFolder) throws -> (status: Int32, output: String) {
    var output = ""
    for name in try folder.segments() {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/lz4")
      process.arguments = ["-q", mode, folder.log + "/" + name]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      output += String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      if process.terminationStatus != 0 { return (process.terminationStatus, output) }
    }
    return (0, output)
  }
}
