// `log/tail`: how far the log is durable, published for readers; and `log/lock`, the one writer's.
import Glibc

/// The durable end of a log (FORMAT.md, section 4).
struct Tail: Hashable {
  static let name = "tail"
  static let size = 72
  /// `MNTTAIL1`, read as a little-endian number.
  static let mark: UInt64 = 0x314C_4941_5454_4E4D

  var events: UInt64
  var segment: UInt64
  /// The end of the last durable block in that segment.
  var offset: UInt64
  var root: TreeHash

  func write(to file: OpenFile, _ files: any FileLayer) throws(FileError) {
    var bytes = [UInt8](repeating: 0, count: Self.size)
    bytes.withUnsafeMutableBytes { bytes in
      bytes.store(Self.mark, at: 0)
      bytes.store(events, at: 8)
      bytes.store(segment, at: 16)
      bytes.store(offset, at: 24)
      root.withBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[32..<64]).copyMemory(from: $0)
      }
      var hasher = Hasher256()
      bytes.store(hasher.check(UnsafeRawBufferPointer(rebasing: bytes[..<64])), at: 64)
    }
    try files.write(file, at: 0, array: bytes)
  }

  /// What `tail` says; nil when it is absent or its check is wrong, also on a second look.
  static func read(_ directory: String, _ files: any FileLayer) throws(FileError) -> Tail? {
    guard let file = try openIfThere(directory + "/" + name, files) else { return nil }
    defer { files.close(file) }
    for _ in 0..<20 {
      let bytes = try files.start(of: file, size + 1)
      if bytes.count == size, let tail = bytes.withUnsafeBytes({ decode($0) }) { return tail }
      usleep(200)
    }
    return nil
  }

  static func decode(_ bytes: UnsafeRawBufferPointer) -> Tail? {
    var hasher = Hasher256()
    guard bytes.load(UInt64.self, at: 0) == mark,
      bytes.load(UInt64.self, at: 64) == hasher.check(bytes.part(0, 64))
    else { return nil }
    let tail = Tail(
      events: bytes.load(UInt64.self, at: 8), segment: bytes.load(UInt64.self, at: 16),
      offset: bytes.load(UInt64.self, at: 24), root: TreeHash(bytes: bytes.part(32, 32)))
    // No writer comes that far: such numbers are no places.
    guard max(tail.events, tail.segment, tail.offset) < 1 << 62 else { return nil }
    return tail
  }
}

/// The writer's lock.
enum WriterLock {
  static let name = "lock"

  /// Takes the lock and writes this process's pid into the file; held until the file is closed.
  ///
  /// - Returns: also whether the writer before closed the log: a pid is left where it did not.
  static func take(
    _ directory: String, _ files: any FileLayer
  ) throws(LogError) -> (file: OpenFile, wasClosed: Bool) {
    let path = directory + "/" + name
    let file = try filing { () throws(FileError) in try files.open(path, .write) }
    do throws(LogError) {
      guard try filing({ () throws(FileError) in try files.lock(file) }) else {
        let pid = try filing { () throws(FileError) in try holder(file, files) }
        throw .writerLives(pid: pid, directory: directory)
      }
      let wasClosed = try filing { () throws(FileError) in try files.size(file) == 0 }
      try filing { () throws(FileError) in try writePid(file, files) }
      return (file, wasClosed)
    } catch {
      files.close(file)
      throw error
    }
  }

  private static func writePid(_ file: OpenFile, _ files: any FileLayer) throws(FileError) {
    try files.truncate(file, to: 0)
    try files.write(file, at: 0, array: Array("\(getpid())\n".utf8))
  }

  /// Whether a writer lives, here or in another process.
  static func isHeld(_ directory: String, _ files: any FileLayer) throws(FileError) -> Bool {
    guard let file = try openIfThere(directory + "/" + name, files) else { return false }
    defer { files.close(file) }
    return try files.isLocked(file)
  }

  private static func holder(_ file: OpenFile, _ files: any FileLayer) throws(FileError) -> String {
    let digits = try files.start(of: file, 32).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
  }
}

/// Opens a file for reading; nil when it is not there.
func openIfThere(_ path: String, _ files: any FileLayer) throws(FileError) -> OpenFile? {
  do throws(FileError) {
    return try files.open(path, .read)
  } catch {
    if error.isAbsence { return nil }
    throw error
  }
}

/// Turns a failed call to the file system into the log's error.
@inline(__always)
func filing<R>(_ body: () throws(FileError) -> R) throws(LogError) -> R {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}
