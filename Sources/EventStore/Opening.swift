// What a writer does with the files it finds: read, compare, cut a torn tail (FORMAT.md, section 5).

/// What opening a log found and did.
public struct Recovery: Hashable, Sendable {
  /// Bytes of an append that was never acknowledged, cut from the end; 0 after a clean stop.
  public internal(set) var droppedBytes = 0
  /// The segment that was cut or whose padding was rewritten, and where.
  public internal(set) var segment: String?
  public internal(set) var offset: UInt64?
  /// What was wrong with the bytes dropped.
  public internal(set) var cause: Finding?
  /// Whether the end of the last segment was rewritten.
  public internal(set) var rewrotePadding = false
  /// Whether the stream index was absent, stale or damaged, and the whole log was read.
  public internal(set) var readWholeLog = false
  /// Events read and compared because no index covered them.
  public internal(set) var eventsRead: UInt64 = 0

  public init() {}
}

/// The state of the files after opening: where the writer goes on.
struct Opening {
  let directory: String
  let files: any FileLayer
  var recovery = Recovery()
  /// What a writer left that was repacking.
  var unfinished: [String] = []
  var checker = BlockChecker()
  var sealed: [StreamIndex.Sealed] = []
  /// The last segment, and in it the last block and its end.
  var segment: UInt64 = 0
  var lastBlock: (segment: UInt64, header: Int)?
  var blockEnd = 0
  var fileSize = 0
  /// Of the segment before the last.
  var sealedSize = 0

  init(_ directory: String, _ files: any FileLayer) {
    self.directory = directory
    self.files = files
  }

  /// Reads what no index covers, and leaves the last segment ending in a complete block.
  ///
  /// - Parameter wasClosed: whether the writer before closed the log.
  mutating func run(index directoryOfIndex: String, wasClosed: Bool) throws(LogError) {
    let segments = try filing { [directory, files] () throws(FileError) in
      try Segments.list(directory, files)
    }
    let tail = try filing { [directory, files] () throws(FileError) in
      try Tail.read(directory, files)
    }
    let loaded = try filing { [directory, files] () throws(FileError) in
      try StreamIndex.load(from: directoryOfIndex, log: directory, segments, files)
    }
    unfinished = segments.unfinished
    do throws(LogError) {
      try readBehind(loaded, segments)
      if let damage = checker.damage { throw .indexDamaged(damage) }
    } catch {
      guard loaded != nil, let damage = checker.damage else { throw error }
      if case .file(let error) = damage { throw .file(error) }
      // A table that cannot be trusted: nothing is taken from the index.
      (sealed, segment, lastBlock, blockEnd) = ([], 0, nil, 0)
      recovery = Recovery()
      try readBehind(nil, segments)
    }
    try compare(with: tail)
    try mend()
    if !wasClosed { try writeAgain(tail) }
  }

  /// Reads what the index does not cover, or everything.
  private mutating func readBehind(
    _ loaded: (index: StreamIndex, streams: StreamTable)?, _ segments: Segments
  ) throws(LogError) {
    recovery.readWholeLog = loaded == nil
    checker = BlockChecker()
    if let (index, streams) = loaded {
      checker = BlockChecker(tree: index.tree, streams: streams)
      sealed = index.sealed
      segment = index.segment
    }
    let start = checker.position
    for number in sealed.count..<max(segments.firsts.count, sealed.count) {
      let covered = loaded.flatMap { index, _ in
        number == index.sealed.count ? Int(index.headerOffset) : nil
      }
      let isLast = number == segments.firsts.count - 1
      try read(segments.firsts[number], after: covered, isLast: isLast)
    }
    recovery.eventsRead = checker.position - start
  }

  /// - Parameter covered: where the last block lies whose events the index gave.
  private mutating func read(
    _ first: UInt64, after covered: Int?, isLast: Bool
  ) throws(LogError) {
    let file = try filing { [directory, files] () throws(FileError) in
      try Segment(first, in: directory, files)
    }
    if covered == nil, first != checker.position {
      throw .damaged(
        Finding(
          .segmentGap, segment: file.name, offset: 0, position: first,
          expected: "segment \(Segments.name(checker.position))", found: file.name))
    }
    segment = first
    blockEnd = 0
    fileSize = file.size
    try walk(file, after: covered, isLast: isLast)
    if isLast { return }
    guard lastBlock?.segment == first else {
      throw .damaged(
        Finding(
          .emptySegment, segment: file.name, offset: 0, position: first, expected: "a block",
          found: "none"))
    }
    sealed.append(StreamIndex.Sealed(first: first, size: UInt64(file.size)))
    sealedSize = file.size
  }

  private mutating func walk(_ file: Segment, after covered: Int?, isLast: Bool) throws(LogError) {
    var walk = SegmentWalk(file, from: covered ?? 0, checksPadding: true)
    while true {
      switch try filing({ () throws(FileError) in try walk.next() }) {
      case .end: return
      case .footer, .reserved: blockEnd = walk.offset
      case .padding(let at, _, let zero):
        if zero { continue }
        let finding = Finding(
          .padding, segment: file.name, offset: at, expected: "zeros", found: "other bytes")
        return try stop(file, at: at + Padding.least, finding, isLast)
      case .wrong(let finding):
        if finding.kind == .newerFormat { throw .newerFormat(finding) }
        return try stop(file, at: walk.offset + 1, finding, isLast)
      case .block(let header, let at):
        guard
          try filing({ () throws(FileError) in
            try BlockChecker.isComplete(header, at: at, in: file)
          })
        else {
          let finding = Finding(
            .frameCheck, segment: file.name, offset: at, position: header.first,
            expected: "frame check \(hexadecimal(header.frameCheck))", found: "another")
          // An index covers only what was durable: that is no torn tail.
          if at == covered { throw .damaged(finding) }
          return try stop(file, at: at + 1, finding, isLast)
        }
        if at != covered { try take(header, at, file) }
        lastBlock = (file.first, at)
        blockEnd = at + header.blockBytes
      }
    }
  }

  private func take(_ header: BlockHeader, _ at: Int, _ file: Segment) throws(LogError) {
    var findings: [Finding] = []
    try filing { () throws(FileError) in
      try checker.take(header, at: at, in: file) { findings.append($0) }
    }
    if let first = findings.first { throw .damaged(first) }
  }

  /// Decides whether what stands behind the last complete block is a torn tail, or damage.
  private mutating func stop(
    _ file: Segment, at offset: Int, _ finding: Finding, _ isLast: Bool
  ) throws(LogError) {
    guard isLast else { throw .damaged(finding) }
    let later = try filing { () throws(FileError) in
      try SegmentWalk.nextHeader(in: file, from: offset)
    }
    guard later == nil else { throw .damaged(finding) }
    recovery.rewrotePadding = true
    recovery.segment = file.name
    recovery.offset = UInt64(blockEnd)
    recovery.droppedBytes = try filing { [blockEnd] () throws(FileError) in
      try Unused.bytes(of: file, after: blockEnd)
    }
    if recovery.droppedBytes > 0 { recovery.cause = finding }
  }

  private func compare(with tail: Tail?) throws(LogError) {
    guard let tail, tail.events > checker.position || !agrees(tail) else { return }
    throw .damaged(
      Finding(
        .eventsMissing, segment: Segments.name(segment), offset: blockEnd,
        position: checker.position,
        expected: "\(tail.events) acknowledged events, root \(tail.root)",
        found: "\(checker.position), root \(checker.root)"))
  }

  private func agrees(_ tail: Tail) -> Bool {
    tail.events != checker.position || tail.root == checker.root
  }

  /// Cuts the last segment behind its last block, and closes the page with padding.
  private mutating func mend() throws(LogError) {
    let boundary = Padding.boundary(after: blockEnd)
    let isRegular = fileSize % Padding.page == 0 && fileSize >= max(boundary, Padding.page)
    guard recovery.rewrotePadding || !isRegular else { return }
    recovery.rewrotePadding = true
    recovery.segment = Segments.name(segment)
    recovery.offset = UInt64(blockEnd)
    fileSize = try filing { [self] () throws(FileError) in
      let file = try files.open(directory + "/" + Segments.name(segment), .write)
      defer { files.close(file) }
      try files.truncate(file, to: blockEnd)
      let size = try Unused.close(file, after: blockEnd, files)
      try files.sync(file)
      return size
    }
  }
  /// Writes again what the last writer may have failed to sync: the last block, unless `tail` names it, and what closes
  /// its page.
  ///
  /// After a failed sync the system's cache may show what the disk does not hold, and a later sync succeeds without it.
  private func writeAgain(_ tail: Tail?) throws(LogError) {
    let last = lastBlock.flatMap { $0.segment == segment ? $0.header : nil } ?? 0
    let start = tail?.events == checker.position ? blockEnd : last
    let end = min(fileSize, Padding.boundary(after: blockEnd) + Padding.least)
    try filing { [self] () throws(FileError) in
      let file = try Segment(segment, in: directory, files)
      let target = try files.open(directory + "/" + file.name, .write)
      defer { files.close(target) }
      try files.write(target, at: start, try file.bytes(at: start, end - start))
    }
  }
}
