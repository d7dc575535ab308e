// A whole log of foreign bytes: verified, read, opened, continued.
//
//   0 flags 1 | 1 first position of the second segment 2 | 3 pages of the first 1 | 4 tail 72 | segments
//
// Flags: 1 checks of headers are made right, 2 there is a tail, 4 its check is made right, 8 there are two segments.
import Glibc

struct FuzzedLog {
  static let directory = "ledger/log"
  static let head = 4 + Tail.size

  private let files = FuzzFiles()
  private var settings = LogSettings()

  init(_ bytes: [UInt8]) {
    settings.fillsAhead = false
    settings.repacks = false
    settings.firstPreallocated = 4096
    settings.segmentBytes = 65_536
    guard bytes.count > Self.head else { return }
    let flags = bytes[0]
    var rest = Array(bytes[Self.head...])
    if flags & 1 != 0 { Mending.headers(&rest) }
    if flags & 2 != 0 {
      var tail = Array(bytes[4..<Self.head])
      if flags & 4 != 0 { Mending.tail(&tail) }
      // A wrong one is looked at again and again, which takes time; the target `tail` has those.
      if tail.withUnsafeBytes({ Tail.decode($0) }) != nil {
        files[Self.directory + "/" + Tail.name] = tail
      }
    }
    let cut = flags & 8 != 0 ? min(rest.count, Int(bytes[3]) * Padding.page) : rest.count
    let second = UInt64(bytes[1]) | UInt64(bytes[2]) << 8
    files[Self.directory + "/" + Segments.name(0)] = Array(rest[..<cut])
    if cut < rest.count {
      files[Self.directory + "/" + Segments.name(second)] = Array(rest[cut...])
    }
  }

  func run() {
    guard !files.contents.isEmpty else { return }
    let before = Verification.run(directory: Self.directory, files: files)
    let shown = read()
    do throws(LogError) {
      let log = try EventLog.open(in: Self.directory, files: files, settings: settings)
      precondition(shown == nil || shown! <= log.next, "what was read is opened")
      let next = log.next
      var batch = Batch()
      let version = try log.nextVersion(of: "fuzz")
      let line = Array(#"{"position":\#(next),"stream":"fuzz","version":\#(version)}"#.utf8)
      line.withUnsafeBytes { batch.add(stream: "fuzz", version: version, line: $0) }
      try log.append(batch, expecting: next)
      try log.close()
      let after = Verification.run(directory: Self.directory, files: files)
      // Opening steps over a frame of a later version, and over a footer; verification looks for headers inside.
      let hasReserved = after.findings.contains { $0.kind == .reservedFrame || $0.kind == .footer }
      let wrong = hasReserved ? nil : after.findings.first
      if let wrong {
        Self.say("opened, and not sound: \(wrong); before: \(before.findings)")
      }
      precondition(wrong == nil, "what was opened is sound")
      precondition(hasReserved || (after.events == next + 1 && after.root == log.root))
      precondition(read() == next + 1)
    } catch {
      precondition(!before.findings.isEmpty, "what verifies can be opened")
      precondition(!error.description.isEmpty)
    }
    precondition(!files.isAnythingOpen, "nothing is left open")
  }

  /// A crash would take a buffered line with it.
  private static func say(_ text: String) { _ = write(2, text + "\n", text.utf8.count + 1) }

  /// Reads all from the start; the number of events, or nil when that was refused.
  private func read() -> UInt64? {
    do {
      let reader = try LogReader(directory: Self.directory, files: files)
      var count: UInt64 = 0
      try reader.forEach { position, line in
        precondition(position == count && !line.isEmpty && line.count <= longestLine)
        count += 1
      }
      _ = try reader.streams()
      _ = try reader.line(at: reader.end / 2)
      return count == reader.end ? count : nil
    } catch {
      precondition(!"\(error)".isEmpty)
      return nil
    }
  }
}
