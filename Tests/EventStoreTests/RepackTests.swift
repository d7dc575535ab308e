// Sealed segments written anew: the same lines and roots in fewer bytes, whatever stops it half-way.
import EventStore
import FaultFiles
import Foundation
import Glibc
import Synchronization
import Testing

@Suite struct `Repacking` {
  @Test func `a repacked log holds the same lines, root and streams, in fewer bytes`() throws {
    let folder = try Self.sample()
    let before = try LogReader(directory: folder.log)
    let lines = try before.lines()
    let root = try before.forEach { (_, _) throws(Never) in }
    let bytes = try Self.bytes(folder)
    let log = try EventLog.open(in: folder.log, settings: Self.settings)
    let repacked = try log.repack()
    #expect(repacked.segments == (try folder.segments().count) - 1)
    #expect(repacked.before > 3 * repacked.after)
    try log.append(["a"])
    try log.close()
    #expect(try Self.bytes(folder) < bytes / 2)
    let after = try LogReader(directory: folder.log)
    #expect(try after.lines(to: UInt64(lines.count)) == lines)
    #expect(try after.forEach(to: UInt64(lines.count)) { (_, _) throws(Never) in } == root)
    for position in stride(from: UInt64(0), to: before.end, by: 7) {
      let line = try #require(try after.line(at: position))
      #expect(String(decoding: line, as: UTF8.self) == lines[Int(position)])
    }
    #expect(try after.positions(of: "rare") == [20])
    #expect(Verification.run(directory: folder.log).findings == [])
    #expect(try EventLog.open(in: folder.log).recovery.eventsRead == 0)
  }

  @Test func `the lz4 program reads repacked segments`() throws {
    let folder = try Self.sample()
    let lines = try LogReader(directory: folder.log).lines()
    let log = try EventLog.open(in: folder.log, settings: Self.settings)
    try log.repack()
    try log.close()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "lz4cat \(folder.log)/*.lz4"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == lines.map { $0 + "\n" }.joined())
  }

  @Test func `what is rare is found past the segments that hold none of it`() throws {
    let folder = try Self.sample()
    let log = try EventLog.open(in: folder.log, settings: Self.settings)
    try log.repack()
    try log.close()
    let reader = try LogReader(directory: folder.log)
    let segments = try folder.segments().count
    var found: [UInt64] = []
    let read = try reader.forEach(ofType: nil, inStream: "rare") { (position, _) throws(Never) in
      found.append(position)
    }
    #expect(found == [20] && read <= 2 && segments > 5)
    #expect(try reader.forEach(ofType: "Unheard") { (_, _) throws(Never) in } <= 1)
    var count = 0
    try reader.forEach(ofType: "Noted", from: 3, to: 40) { (_, _) throws(Never) in count += 1 }
    #expect(count == 37)
  }

  @Test func `a footer that says something else is found, and any byte of it`() throws {
    let folder = try Self.sample()
    let log = try EventLog.open(in: folder.log, settings: Self.settings)
    try log.repack()
    try log.close()
    let name = try #require(try folder.segments().first)
    let whole = try folder.bytes(name)
    let size = Int(whole[whole.count - 8]) | Int(whole[whole.count - 7]) << 8
    for offset in whole.count - size..<whole.count {
      var bytes = whole
      bytes[offset] ^= 1
      try folder.write(name, bytes)
      #expect(Verification.run(directory: folder.log).findings != [], "byte \(offset)")
      // A reader finds what is there, or says that the log is damaged.
      let positions = Result { try LogReader(directory: folder.log).positions(of: "rare") }
      switch positions {
      case .success(let found): #expect(found == [20])
      case .failure(let error): #expect("\(error)".contains("couldn't trust the log"))
      }
    }
    // The footer of another segment, sound in itself.
    let second = try folder.bytes(try folder.segments()[1])
    let other = Int(second[second.count - 8]) | Int(second[second.count - 7]) << 8
    try folder.write(name, Array(whole.dropLast(size)) + second.suffix(other))
    let kinds = Verification.run(directory: folder.log).findings.map(\.kind)
    #expect(kinds == [.footer])
  }

  @Test func `what a stop left half-written is removed, and damage is not repacked`() throws {
    let folder = try Self.sample()
    let name = try #require(try folder.segments().first)
    try folder.write(name + ".new", [1, 2, 3])
    #expect(Verification.run(directory: folder.log).findings == [])
    var log = try EventLog.open(in: folder.log, settings: Self.settings)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.log)/\(name).new"))
    try log.close()
    var bytes = try folder.bytes(name)
    bytes[200] ^= 1
    try folder.write(name, bytes)
    log = try EventLog.open(in: folder.log, settings: Self.settings)
    let repacked = try log.repack()
    #expect(repacked.segments == (try folder.segments().count) - 2)
    try log.close()
    #expect(try folder.bytes(name) == bytes)
  }

  @Test func `after a failed sync of tail readers still see all that was acknowledged`() throws {
    let folder = try Self.sample()
    let disk = StaleFiles(folder.log + "/tail")
    let log = try EventLog.open(in: folder.log, files: disk, settings: Self.settings)
    try log.append(["a"])
    disk.forgetLastWrite()
    #expect(throws: LogError.self) { try log.repack() }
    #expect(try LogReader(directory: folder.log).end == log.next)
    try log.append(["a"])
    try log.close()
    #expect(Verification.run(directory: folder.log).findings == [])
  }

  @Test func `a segment with a type too long for a footer stays as it is`() throws {
    for size in [255, 256] {
      let folder = LogFolder()
      let log = try EventLog.create(in: folder.log, settings: Self.settings)
      let type = String(repeating: "T", count: size)
      for version in UInt64(1)...40 {
        var batch = Batch()
        let line =
          #"{"position":\#(log.next),"stream":"a","type":"\#(type)","version":\#(version)}"#
        batch.add("a", version, line)
        try log.append(batch, expecting: log.next)
      }
      #expect(try log.repack().segments == (size == 255 ? folder.segments().count - 1 : 0))
      try log.close()
      #expect(Verification.run(directory: folder.log).findings == [])
    }
  }

  @Test func `a writer repacks beside its work`() throws {
    let folder = LogFolder()
    var settings = Self.settings
    settings.repacks = true
    let log = try EventLog.create(in: folder.log, settings: settings)
    for round in 0..<200 { try log.append(["a", "s\(round)"], note: "\(round)") }
    let name = try #require(try folder.segments().first)
    for _ in 0..<400 where try !Self.isRepacked(folder, name) { usleep(10_000) }
    #expect(try Self.isRepacked(folder, name))
    for round in 0..<50 { try log.append(["a"], note: "\(round)") }
    try log.close()
    #expect(Verification.run(directory: folder.log).findings == [])
    #expect(try LogReader(directory: folder.log).lines().count == 450)
  }

  private static func isRepacked(_ folder: LogFolder, _ name: String) throws -> Bool {
    try folder.bytes(name).suffix(4) == Array("FOOT".utf8)
  }

  private static var settings: LogSettings {
    var settings = LogSettings()
    settings.segmentBytes = 64 << 10
    settings.repacks = false
    return settings
  }

  private static func bytes(_ folder: LogFolder) throws -> Int {
    try folder.segments().map { try folder.bytes($0).count }.reduce(0, +)
  }

  private static func sample() throws -> LogFolder {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log, settings: settings)
    for round in 0..<120 {
      try log.append(round == 10 ? ["rare"] : ["a", "b\(round / 10)"], note: "note \(round)")
    }
    try log.close()
    return folder
  }
}

/// A disk where the sync of one file fails once, and reads then show what stood there before the last write.
private final class StaleFiles: WrappingFiles {
  private struct State {
    var file: OpenFile?
    var before: [UInt8] = []
    var forgets = false
  }

  let base: any FileLayer = SystemFiles()
  private let path: String
  private let state = Mutex(State())

  init(_ path: String) { self.path = path }

  func forgetLastWrite() { state.withLock { $0.forgets = true } }

  func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    let file = try base.open(path, mode)
    if path == self.path, mode == .write { state.withLock { $0.file = file } }
    return file
  }

  func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    if state.withLock({ $0.file == file }) {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 72, alignment: 8)
      defer { buffer.deallocate() }
      _ = try base.read(file, at: 0, into: buffer)
      let before = Array(buffer)
      state.withLock { $0.before = before }
    }
    try base.write(file, at: offset, bytes)
  }

  func sync(_ file: OpenFile) throws(FileError) {
    let stale = state.withLock { state -> [UInt8]? in
      guard state.forgets, state.file == file else { return nil }
      state.forgets = false
      return state.before
    }
    guard let stale else { return try base.sync(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: stale.count, alignment: 8)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: stale)
    try base.write(file, at: 0, UnsafeRawBufferPointer(buffer))
    throw FileError(call: "sync", path: path, code: EIO)
  }
}
