// One pass of a verification over the segments, in order.

struct VerificationPass {
  let checker = BlockChecker()
  var findings: [Finding] = []
  /// How many events have a root that agrees.
  private(set) var eventsWithRoot: UInt64 = 0
  /// The durable end, while a writer lives.
  private let limit: Tail?
  private let progress: (Int, Int) -> Void
  private var total = 0
  private var before = 0
  private var reported = 0
  /// What the segment being read says of itself at its end, and what it was found to hold.
  private var footer: Footer?
  private var contents = SegmentContents(first: 0)

  init(limit: Tail?, progress: @escaping (Int, Int) -> Void) {
    self.limit = limit
    self.progress = progress
  }

  mutating func measure(
    _ firsts: [UInt64], _ directory: String, _ files: any FileLayer
  ) throws(FileError) {
    for first in firsts { total += try Segment(first, in: directory, files).size }
  }

  mutating func read(_ segment: Segment, isLast: Bool) throws(FileError) {
    defer { before += segment.size }
    if let limit, segment.first > limit.segment { return }
    if segment.first != checker.position {
      report(
        .segmentGap, segment, 0, segment.first, Segments.name(checker.position), segment.name)
      checker.lose(upTo: segment.first)
    }
    var blocks = 0
    footer = try Footer.read(segment)
    contents = SegmentContents(first: segment.first)
    var walk = SegmentWalk(segment, checksPadding: true)
    var isGoing = true
    while isGoing {
      if let limit, limit.segment == segment.first, walk.offset >= Int(limit.offset) { return }
      isGoing = try step(&walk, &blocks, isLast)
      step(to: before + walk.offset)
    }
    if blocks == 0, !isLast {
      report(.emptySegment, segment, 0, segment.first, "a block", "none")
    }
  }

  /// Takes one frame; false at the segment's end.
  private mutating func step(
    _ walk: inout SegmentWalk, _ blocks: inout Int, _ isLast: Bool
  ) throws(FileError) -> Bool {
    let segment = walk.segment
    switch try walk.next() {
    case .end: return false
    case .padding(let at, _, let zero):
      if !zero {
        report(.padding, segment, at, nil, "zeros", "other bytes")
        // A header may hide in padding whose size was altered.
        try skip(&walk, from: at + 1, to: walk.offset)
      }
    case .footer(let at, let size):
      let agrees = footer.map { $0 == contents.footer && at + size == segment.size } == true
      if !agrees {
        report(.footer, segment, at, nil, "what the segment holds", "something else")
        try skip(&walk, from: at + 1, to: walk.offset)
      }
    case .reserved(let at, let size):
      report(.reservedFrame, segment, at, nil, "a block header or padding", "\(size) bytes")
      try skip(&walk, from: at + 1, to: walk.offset)
    case .wrong(let finding): try resume(&walk, finding, isLast)
    case .block(let header, let at):
      blocks += 1
      if try BlockChecker.isComplete(header, at: at, in: segment) {
        var found: [Finding] = []
        contents.blocks.append(Footer.Block(first: header.first, offset: UInt64(at)))
        try checker.take(header, at: at, in: segment) { lines in
          if footer != nil { _ = contents.take(lines) }
        } report: {
          found.append($0)
        }
        findings += found
        if checker.knowsRoot { eventsWithRoot = checker.position }
      } else {
        let later = try SegmentWalk.nextHeader(in: segment, from: at + 1)
        let isTorn = isLast && later == nil
        report(
          isTorn ? .tornTail : .frameCheck, segment, at, header.first,
          "frame check \(hexadecimal(header.frameCheck))", "another")
        checker.lose(upTo: isTorn ? checker.position : header.end)
        if isTorn { walk.offset = segment.size }
      }
    }
    return true
  }

  /// Goes on at the next valid header, or at the segment's end.
  private mutating func resume(
    _ walk: inout SegmentWalk, _ finding: Finding, _ isLast: Bool
  ) throws(FileError) {
    let segment = walk.segment
    let next = try SegmentWalk.nextHeader(in: segment, from: walk.offset + 1)
    var finding = finding
    let isZero = finding.kind == .strayBytes && finding.found == "0x0"
    if isLast, next == nil, finding.kind != .padding, !isZero { finding.kind = .tornTail }
    if isLast, next == nil, isZero { finding.kind = .padding }
    findings.append(finding)
    walk.offset = next ?? segment.size
  }

  /// Goes back to a valid header that lies inside a frame just stepped over.
  private func skip(_ walk: inout SegmentWalk, from start: Int, to end: Int) throws(FileError) {
    if let next = try SegmentWalk.nextHeader(in: walk.segment, from: start), next < end {
      walk.offset = next
    }
  }

  private mutating func report(
    _ kind: Finding.Kind, _ segment: Segment, _ offset: Int, _ position: UInt64?,
    _ expected: String, _ found: String
  ) {
    findings.append(
      Finding(
        kind, segment: segment.name, offset: offset, position: position, expected: expected,
        found: found))
  }

  private mutating func step(to done: Int) {
    guard done - reported >= 16 << 20 || done == total else { return }
    reported = done
    progress(done, total)
  }
}
