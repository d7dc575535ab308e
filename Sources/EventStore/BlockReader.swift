// Reads the blocks of a log in order, and compares each with its header.

/// A block's events: the first position, and the lines, each with its LF.
struct BlockLines {
  var first: UInt64
  var lines: UnsafeRawBufferPointer
}

/// Where a block lies: its segment's first position, and the offset of its header there.
struct BlockPlace: Hashable {
  var segment: UInt64
  var offset: UInt64
}

/// The blocks from one position on, one buffer for all.
struct BlockReader {
  private let log: LogReader
  private let from: UInt64
  private let verify: Bool
  private let frames = FrameReader()
  private var rest: ArraySlice<UInt64>
  private var walk: SegmentWalk?
  /// The tree of all before, when reading from 0 to verify.
  private var tree: MerkleTree?
  /// The root after the last block read.
  private(set) var root: TreeHash?
  private var expected: UInt64?
  /// Where the last block handed out lies.
  private(set) var place: BlockPlace?

  /// The position after the last block.
  var end: UInt64? { expected }

  init(_ log: LogReader, from: UInt64, verify: Bool) {
    self.log = log
    self.from = from
    self.verify = verify
    rest = log.segments(from: from)
    if verify, from == 0 { tree = MerkleTree() }
    if from == 0 { root = MerkleTree.emptyRoot }
    expected = rest.first
  }

  /// Starts at a block that should hold an event; where another thing stands, at its segment's start.
  init(_ log: LogReader, from: UInt64, at place: BlockPlace) throws(LogError) {
    self.init(log, from: from, verify: true)
    guard let first = rest.first, first == place.segment, place.offset < 1 << 62 else { return }
    let segment = try filing { () throws(FileError) in
      try Segment(first, in: log.directory, log.files)
    }
    let bytes = try filing { () throws(FileError) in
      try segment.bytes(at: Int(place.offset), BlockHeader.size)
    }
    guard case .valid(let header) = BlockHeader.read(bytes), header.first <= from,
      from < header.end
    else { return }
    (walk, expected) = (SegmentWalk(segment, from: Int(place.offset)), header.first)
    rest = rest.dropFirst()
    (tree, root) = (nil, nil)
  }

  /// The next block that holds an event from the start on; nil once one would begin at `limit`.
  mutating func next(before limit: UInt64) throws(LogError) -> BlockLines? {
    guard let (header, at, segment) = try nextHeader(before: limit) else { return nil }
    place = BlockPlace(segment: segment.first, offset: UInt64(at))
    return try lines(header, at, segment)
  }

  /// The block that holds an event at or after the last one read; those before it are passed over.
  mutating func next(holding position: UInt64) throws(LogError) -> BlockLines? {
    while let (header, at, segment) = try nextHeader(before: position + 1) {
      if header.end > position { return try lines(header, at, segment) }
    }
    return nil
  }

  /// The header of the next block, compared with the one before.
  mutating func nextHeader(before limit: UInt64) throws(LogError)
    -> (header: BlockHeader, at: Int, segment: Segment)?
  {
    while expected ?? limit < limit {
      guard let found = try step() else { continue }
      if found.header.end > from { return found }
    }
    return nil
  }

  private mutating func step() throws(LogError)
    -> (header: BlockHeader, at: Int, segment: Segment)?
  {
    if walk == nil { try openNext() }
    switch try filing({ [self] () throws(FileError) -> (SegmentItem, SegmentWalk?) in
      var walk = walk
      return (try walk?.next() ?? .end, walk)
    }) {
    case (.block(let header, let at), let moved):
      walk = moved
      guard let segment = moved?.segment else { return nil }
      try follow(header, at, segment)
      return (header, at, segment)
    case (.end, _): walk = nil
    case (.padding, let moved), (.footer, let moved), (.reserved, let moved): walk = moved
    case (.wrong(let finding), _):
      if finding.kind == .newerFormat { throw .newerFormat(finding) }
      throw .damaged(finding)
    }
    return nil
  }

  private mutating func openNext() throws(LogError) {
    guard let first = rest.popFirst(), first == expected else {
      throw .damaged(
        Finding(
          .segmentGap, segment: Segments.name(expected ?? 0), offset: 0, position: expected,
          expected: "a segment that starts there", found: "none"))
    }
    let segment = try filing { [log] () throws(FileError) in
      try Segment(first, in: log.directory, log.files)
    }
    walk = SegmentWalk(segment)
  }

  private mutating func follow(
    _ header: BlockHeader, _ at: Int, _ segment: Segment
  ) throws(LogError) {
    guard header.first == expected else {
      throw wrong(.positionGap, header, at, segment, "event \(expected ?? 0)", "\(header.first)")
    }
    if let root, header.rootBefore != root {
      throw wrong(.rootBefore, header, at, segment, "root \(root)", "root \(header.rootBefore)")
    }
    expected = header.end
    root = header.rootAfter
    if let tail = log.tail, tail.events == header.end, tail.root != header.rootAfter {
      throw wrong(
        .eventsMissing, header, at, segment, "root \(tail.root) published in tail",
        "root \(header.rootAfter)")
    }
  }

  private mutating func lines(
    _ header: BlockHeader, _ at: Int, _ segment: Segment
  ) throws(LogError) -> BlockLines {
    let frame = try filing { () throws(FileError) in
      try segment.bytes(at: at + BlockHeader.size, Int(header.frameBytes))
    }
    if verify, tree == nil {
      var hasher = Hasher256()
      let check = hasher.check(frame)
      guard check == header.frameCheck else {
        throw wrong(
          .frameCheck, header, at, segment, "frame check \(hexadecimal(header.frameCheck))",
          hexadecimal(check))
      }
    }
    let lines: UnsafeRawBufferPointer
    do throws(FrameError) {
      lines = try frames.content(of: frame, bytes: Int(header.contentBytes))
    } catch {
      throw wrong(.frame, header, at, segment, error.expected, error.found)
    }
    if let count = tree?.append(lines: lines) ?? (tree == nil ? eachLine(lines) { _ in } : nil),
      count == Int(header.count)
    {
      if let computed = tree?.root, computed != header.rootAfter {
        throw wrong(
          .rootAfter, header, at, segment, "root \(computed)", "root \(header.rootAfter)")
      }
      return BlockLines(first: header.first, lines: lines)
    }
    throw wrong(.lineCount, header, at, segment, "\(header.count) lines", "others")
  }

  private func wrong(
    _ kind: Finding.Kind, _ header: BlockHeader, _ at: Int, _ segment: Segment,
    _ expected: String, _ found: String
  ) -> LogError {
    .damaged(
      Finding(
        kind, segment: segment.name, offset: at, position: header.first, expected: expected,
        found: found))
  }
}
