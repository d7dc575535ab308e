// Where a log ends when no writer lives to say so (FORMAT.md, section 4).

enum DurableEnd {
  /// Goes on from `tail` over complete blocks that follow; gives the number of events.
  static func find(
    after tail: Tail?, _ segments: [UInt64], _ directory: String, _ files: any FileLayer
  ) throws(LogError) -> UInt64 {
    let start = tail.map { ($0.segment, Int($0.offset)) } ?? (segments[segments.count - 1], 0)
    var end = tail?.events ?? segments[segments.count - 1]
    var root = tail?.root
    if let tail { try require(tail, segments, directory, files) }
    for first in segments where first >= start.0 {
      let segment = try filing { () throws(FileError) in try Segment(first, in: directory, files) }
      let isLast = first == segments[segments.count - 1]
      var walk = SegmentWalk(segment, from: first == start.0 ? start.1 : 0)
      while let (header, at) = try next(&walk, isLast) {
        guard header.first == end, root == nil || header.rootBefore == root else {
          throw .damaged(
            Finding(
              header.first == end ? .rootBefore : .positionGap, segment: segment.name, offset: at,
              position: header.first, expected: "event \(end), root before \(root ?? .init())",
              found: "event \(header.first), root before \(header.rootBefore)"))
        }
        (end, root) = (header.end, header.rootAfter)
      }
    }
    if end > tail?.events ?? 0 { try sync(segments[segments.count - 1], directory, files) }
    return end
  }

  /// A killed writer may have left its last block in the system's cache only: nobody is shown it before it is on the disk.
  private static func sync(
    _ segment: UInt64, _ directory: String, _ files: any FileLayer
  ) throws(LogError) {
    try filing { () throws(FileError) in
      let file = try files.open(directory + "/" + Segments.name(segment), .read)
      defer { files.close(file) }
      try files.sync(file)
    }
  }

  /// The next complete block; nil at the end, or before a torn tail.
  private static func next(
    _ walk: inout SegmentWalk, _ isLast: Bool
  ) throws(LogError) -> (BlockHeader, Int)? {
    while true {
      switch try filing({ () throws(FileError) in try walk.next() }) {
      case .end: return nil
      case .padding, .footer, .reserved: continue
      case .wrong(let finding):
        if finding.kind == .newerFormat { throw .newerFormat(finding) }
        try requireTorn(walk.segment, at: walk.offset, finding, isLast)
        return nil
      case .block(let header, let at):
        let segment = walk.segment
        if try filing({ () throws(FileError) in
          try BlockChecker.isComplete(header, at: at, in: segment)
        }) {
          return (header, at)
        }
        let finding = Finding(
          .frameCheck, segment: segment.name, offset: at, position: header.first,
          expected: "frame check \(hexadecimal(header.frameCheck))", found: "another")
        try requireTorn(segment, at: at, finding, isLast)
        return nil
      }
    }
  }

  private static func requireTorn(
    _ segment: Segment, at offset: Int, _ finding: Finding, _ isLast: Bool
  ) throws(LogError) {
    let later = try filing { () throws(FileError) in
      try SegmentWalk.nextHeader(in: segment, from: offset + 1)
    }
    guard isLast, later == nil else { throw .damaged(finding) }
  }

  /// The segment that `tail` names must be there, and as long as it says.
  private static func require(
    _ tail: Tail, _ segments: [UInt64], _ directory: String, _ files: any FileLayer
  ) throws(LogError) {
    var size = -1
    if segments.contains(tail.segment) {
      size = try filing { () throws(FileError) in
        try Segment(tail.segment, in: directory, files).size
      }
    }
    guard size < Int(tail.offset) else { return }
    throw .damaged(
      Finding(
        .eventsMissing, segment: Segments.name(tail.segment), offset: max(0, size),
        position: nil, expected: "\(tail.events) acknowledged events, \(tail.offset) bytes",
        found: size < 0 ? "no such segment" : "\(size) bytes"))
  }
}
