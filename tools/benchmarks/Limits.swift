import CCrypto
import CLZ4
import EventStore
import Glibc

/// What the machine can do at most with the bytes of a log, without any of the program's work.
struct Limits {
  /// Seconds to decompress the log's files.
  var decompress: [Double] = []
  /// Seconds for the SHA-256 of every line.
  var hash: [Double] = []
  /// Seconds to write the log's blocks into a zero-filled file, with an fdatasync each.
  var write: [Double] = []

  let files: [[UInt8]]
  let lines: [UInt8]
  let ends: [Int]
  let blocks: Int

  init(_ ledger: String) {
    files = Limits.segments(ledger).map(Limits.whole)
    var lines: [UInt8] = []
    for file in files { Limits.decompress(file) { lines += $0 } }
    self.lines = lines
    ends = lines.indices.filter { lines[$0] == 0x0A }
    blocks = max(1, files.map(Limits.blocks).reduce(0, +))
  }

  /// Measures each limit once more.
  mutating func measure(in folder: String) {
    var start = monotonic()
    var total = 0
    for file in files { Limits.decompress(file) { total += $0.count } }
    if total != lines.count { fatal("the log's content changed while it was measured") }
    decompress.append(monotonic() - start)
    start = monotonic()
    hashLines()
    hash.append(monotonic() - start)
    write.append(writeBlocks(folder + "/limit"))
  }

  private func hashLines() {
    var digest = [UInt8](repeating: 0, count: 32)
    var zero: UInt8 = 0
    lines.withUnsafeBytes { bytes in
      var from = 0
      for end in ends {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, &zero, 1)
        SHA256_Update(&state, bytes.baseAddress! + from, end - from)
        SHA256_Final(&digest, &state)
        from = end + 1
      }
    }
  }

  private func writeBlocks(_ path: String) -> Double {
    let bytes = files.flatMap { $0 }
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    if descriptor < 0 { fatal("couldn't write \(path)") }
    defer {
      close(descriptor)
      unlink(path)
    }
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for offset in stride(from: 0, to: bytes.count, by: zeros.count) {
      _ = pwrite(descriptor, zeros, zeros.count, off_t(offset))
    }
    fsync(descriptor)
    let size = bytes.count / blocks
    let start = monotonic()
    for block in 0..<blocks {
      let from = block * size
      let count = block == blocks - 1 ? bytes.count - from : size
      bytes.withUnsafeBytes { _ = pwrite(descriptor, $0.baseAddress! + from, count, off_t(from)) }
      fdatasync(descriptor)
    }
    return monotonic() - start
  }

  /// The writes that a log was made of: each block with the padding behind it, and how long each is.
  static func groups(_ log: String) -> (bytes: [UInt8], sizes: [UInt32]) {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    for file in segments(inLog: log).map(whole) {
      let base = bytes.count
      starts += blockStarts(file).map { base + $0 }
      bytes += file
    }
    let sizes = zip(starts, starts.dropFirst() + [bytes.count]).map { UInt32($1 - $0) }
    return (bytes, sizes)
  }

  private static func segments(_ ledger: String) -> [String] { segments(inLog: ledger + "/log") }

  private static func segments(inLog log: String) -> [String] {
    var files: [String] = []
    guard let folder = opendir(log) else { fatal("couldn't read \(log)") }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".lz4") { files.append("\(log)/\(name)") }
    }
    return files.sorted()
  }

  private static func whole(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    if descriptor < 0 { fatal("couldn't read \(path)") }
    defer { close(descriptor) }
    var about = stat()
    fstat(descriptor, &about)
    var bytes = [UInt8](repeating: 0, count: Int(about.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress! + done, $0.count - done)
      }
      if count <= 0 { fatal("couldn't read \(path)") }
      done += count
    }
    return bytes
  }

  /// Gives the content of an `.lz4` file in pieces; skippable frames are passed over, as by the `lz4`
  /// program.
  private static func decompress(_ file: [UInt8], _ give: (ArraySlice<UInt8>) -> Void) {
    var context: OpaquePointer?
    LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    defer { LZ4F_freeDecompressionContext(context) }
    var piece = [UInt8](repeating: 0, count: 4 << 20)
    var at = 0
    while at < file.count {
      var taken = file.count - at
      var made = piece.count
      let code = file.withUnsafeBytes {
        LZ4F_decompress(context, &piece, &made, $0.baseAddress! + at, &taken, nil)
      }
      if LZ4F_isError(code) != 0 { fatal("the log is no .lz4 file") }
      at += taken
      give(piece[..<made])
      if taken == 0 && made == 0 { break }
    }
  }

  /// Frames with content in a file.
  private static func blocks(_ file: [UInt8]) -> Int { blockStarts(file).count }

  private static func blockStarts(_ file: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var at = 0
    while at + 4 <= file.count {
      let magic = file[at..<at + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
      if magic & ~0xF == 0x184D_2A50, at + 8 <= file.count {
        if magic == 0x184D_2A50 { starts.append(at) }
        at += 8 + file[at + 4..<at + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      } else {
        guard let next = skipFrame(file, from: at) else { return starts }
        at = next
      }
    }
    return starts
  }

  /// The end of an LZ4 frame with a content size and a content checksum.
  private static func skipFrame(_ file: [UInt8], from start: Int) -> Int? {
    guard start + 15 <= file.count else { return nil }
    let flags = file[start + 4]
    var at = start + 7 + (flags & 8 != 0 ? 8 : 0)
    while at + 4 <= file.count {
      let size = file[at..<at + 4].reversed().reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
      at += 4
      if size == 0 { return at + (flags & 4 != 0 ? 4 : 0) }
      at += size + (flags & 16 != 0 ? 4 : 0)
    }
    return nil
  }
}
