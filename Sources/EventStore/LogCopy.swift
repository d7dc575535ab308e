// A consistent copy of a log, also while it is written; again into the same place, it takes what is new.
import Glibc

public enum LogCopy {
  /// What a copy came to.
  public struct Result: Hashable, Sendable {
    public var events: UInt64 = 0
    public var root = MerkleTree.emptyRoot
    /// Bytes of segments written, and of those that were there already.
    public var copied = 0
    public var kept = 0
  }

  /// Copies a log up to its durable end. Every file is written beside its place, synced and renamed, `tail` last: at
  /// any moment the copy is a whole log, of this moment or of one before.
  ///
  /// - Parameters:
  ///   - to: the directory of the copy; made where it is not there.
  ///   - progress: called with the segments done and their number.
  /// - Throws: `behind` when the copy holds more events than the log.
  public static func run(
    from source: String, to target: String, files: any FileLayer = SystemFiles(),
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(LogError) -> Result {
    // A segment may be sealed and repacked between two looks at it: then everything is looked at again.
    for _ in 0..<100 {
      let reader = try LogReader(directory: source, files: files)
      let held = try filing { () throws(FileError) -> UInt64 in
        try files.makeDirectory(target)
        return try Tail.read(target, files)?.events ?? 0
      }
      guard held <= reader.end else {
        throw .behind(events: reader.end, copy: held, directory: target)
      }
      if let result = try copy(reader, to: target, files, progress) { return result }
    }
    throw .noTail(directory: source)
  }

  private static func copy(
    _ reader: LogReader, to target: String, _ files: any FileLayer, _ progress: (Int, Int) -> Void
  ) throws(LogError) -> Result? {
    var result = Result()
    var tail = Tail(events: 0, segment: 0, offset: 0, root: MerkleTree.emptyRoot)
    let firsts = reader.segments(from: 0).filter { $0 < reader.end || $0 == 0 }
    for (number, first) in firsts.enumerated() {
      progress(number, firsts.count)
      let next = number + 1 < firsts.count ? firsts[number + 1] : nil
      let segment = try filing { () throws(FileError) in
        try Segment(first, in: reader.directory, files)
      }
      guard let end = try Part.find(in: segment, upTo: next ?? reader.end) else { return nil }
      if end.events > 0 || number == 0 {
        tail = Tail(events: end.events, segment: first, offset: UInt64(end.offset), root: end.root)
      }
      let copied = try filing { () throws(FileError) in
        try copy(segment, whole: next != nil, to: end.offset, target, files)
      }
      result.copied += copied.written
      result.kept += copied.kept
      // Between sealed segments the tail names the whole of them.
      if next != nil { tail.offset = UInt64(segment.size) }
    }
    guard tail.events == reader.end else { return nil }
    try filing { () throws(FileError) in try publish(tail, target, files) }
    (result.events, result.root) = (tail.events, tail.root)
    return result
  }

  /// Where the blocks of a segment end that hold the events up to one position.
  private struct Part {
    var events: UInt64
    var offset: Int
    var root: TreeHash

    /// Nil when a block goes on beyond that position.
    static func find(in segment: Segment, upTo end: UInt64) throws(LogError) -> Part? {
      var part = Part(events: segment.first, offset: 0, root: MerkleTree.emptyRoot)
      var walk = SegmentWalk(segment)
      while part.events < end {
        switch try filing({ () throws(FileError) in try walk.next() }) {
        case .block(let header, let at):
          if header.end > end { return nil }
          part = Part(
            events: header.end, offset: at + header.blockBytes, root: header.rootAfter)
        case .padding, .footer, .reserved: continue
        case .wrong(let finding): throw .damaged(finding)
        case .end:
          throw .damaged(
            Finding(
              .eventsMissing, segment: segment.name, offset: segment.size, position: part.events,
              expected: "events up to \(end)", found: "the end of the file"))
        }
      }
      return part
    }
  }

  /// Writes a segment of the copy, whole or cut behind a block, unless it is there already.
  private static func copy(
    _ segment: Segment, whole: Bool, to offset: Int, _ target: String, _ files: any FileLayer
  ) throws(FileError) -> (written: Int, kept: Int) {
    let path = target + "/" + segment.name
    let size = whole ? segment.size : offset
    if whole, try isThere(segment, path, target, files) { return (0, size) }
    let file = try files.open(path + Repacking.suffix, .write)
    defer { files.close(file) }
    try files.truncate(file, to: 0)
    var at = 0
    while at < size {
      let bytes = try segment.bytes(at: at, min(1 << 20, size - at))
      guard !bytes.isEmpty else {
        throw FileError(call: "read", path: segment.name, code: EIO)
      }
      try files.write(file, at: at, bytes)
      at += bytes.count
    }
    if !whole { _ = try Unused.close(file, after: offset, files) }
    try files.sync(file)
    if whole { try retractTail(naming: segment.first, target, files) }
    try files.rename(path + Repacking.suffix, to: path)
    try files.syncDirectory(target)
    return (size, 0)
  }

  /// A segment that was the last one of the copy may come back repacked: its `tail` must not name it by the offsets that
  /// it had. Without one, the copy ends after its last whole block.
  private static func retractTail(
    naming first: UInt64, _ target: String, _ files: any FileLayer
  ) throws(FileError) {
    guard try Tail.read(target, files)?.segment == first else { return }
    try files.remove(target + "/" + Tail.name)
    try files.syncDirectory(target)
  }

  /// Whether the copy has this sealed segment: the same bytes throughout.
  private static func isThere(
    _ segment: Segment, _ path: String, _ target: String, _ files: any FileLayer
  ) throws(FileError) -> Bool {
    guard let file = try openIfThere(path, files) else { return false }
    files.close(file)
    let copy = try Segment(segment.first, in: target, files)
    guard copy.size == segment.size else { return false }
    var at = 0
    while at < segment.size {
      let (one, other) = (try segment.bytes(at: at, 1 << 20), try copy.bytes(at: at, 1 << 20))
      guard one.count == other.count, !one.isEmpty,
        memcmp(one.baseAddress!, other.baseAddress!, one.count) == 0
      else { return false }
      at += one.count
    }
    return true
  }

  private static func publish(
    _ tail: Tail, _ target: String, _ files: any FileLayer
  ) throws(FileError) {
    let path = target + "/" + Tail.name
    let file = try files.open(path + Repacking.suffix, .write)
    defer { files.close(file) }
    try tail.write(to: file, files)
    try files.sync(file)
    try files.rename(path + Repacking.suffix, to: path)
    try files.syncDirectory(target)
  }
}
