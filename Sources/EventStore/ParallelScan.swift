// Reading a whole log on several cores: blocks are decompressed and hashed side by side, and given in order.

/// The part of an RFC 6962 tree over some successive events, as the roots of its largest perfect subtrees.
struct TreeRange {
  /// From the left; `level` is the binary logarithm of its events.
  private(set) var nodes: [(level: Int, hash: TreeHash)] = []
  private var end: UInt64
  private var hasher = Hasher256()

  /// - Parameter first: the position of the first event to come.
  init(from first: UInt64) { end = first }

  mutating func append(line: UnsafeRawBufferPointer) {
    var hash = hasher.leaf(line.baseAddress!, line.count)
    var level = 0
    // Two subtrees join where the left one starts at a multiple of what both hold.
    while let left = nodes.last, left.level == level, (end >> UInt64(level)) & 1 == 1 {
      nodes.removeLast()
      hash = hasher.node(left.hash, hash)
      level += 1
    }
    nodes.append((level, hash))
    end += 1
  }
}

extension MerkleTree {
  /// Adds the events of a range that starts at the tree's end.
  mutating func append(_ range: TreeRange) {
    for node in range.nodes { append(subtree: node.hash, level: node.level) }
  }
}

extension LogReader {
  /// Hands out the lines of all events up to `end`, block by block, in order, on the calling thread.
  ///
  /// LZ4 checksums are always checked. With `verify` every leaf is hashed, and the root of every block compared with the
  /// tree so far.
  ///
  /// - Parameters:
  ///   - threads: how many decompress and hash.
  ///   - body: gets the position of a block's first event and its lines, each with its LF, valid during the call.
  /// - Returns: the root of all events.
  @discardableResult
  public func scan<E: Error>(
    verify: Bool = true, threads: Int = 2,
    _ body: (_ first: UInt64, _ lines: UnsafeRawBufferPointer) throws(E) -> Void
  ) throws -> TreeHash {
    let pool = ScanPool(self, verify: verify, threads: threads)
    defer { pool.stop() }
    var tree = MerkleTree()
    var root = MerkleTree.emptyRoot
    var pieces = PieceReader(self)
    var isAtEnd = false
    while true {
      while !isAtEnd, pool.hasRoom {
        let piece = try pieces.next()
        isAtEnd = piece == nil
        if let piece { pool.start(piece) }
      }
      guard let done = try pool.takeNext() else { return root }
      for block in done.blocks {
        if let range = block.range {
          tree.append(range)
          root = tree.root
          guard root == block.header.rootAfter else { throw done.wrongRoot(block, computed: root) }
        } else {
          root = block.header.rootAfter
        }
        let lines = UnsafeRawBufferPointer(rebasing: done.lines[block.lines])
        if block.header.end <= end {
          try body(block.header.first, lines)
        }
      }
      pool.reuse(done)
    }
  }
}

/// Successive blocks of one segment that are decompressed together.
final class ScanPiece: @unchecked Sendable {
  struct Block {
    var header: BlockHeader
    var offset: Int
    var lines = 0..<0
    var range: TreeRange?
  }

  var segment: UInt64 = 0
  var blocks: [Block] = []
  private(set) var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 64)
  var failure: LogError?
  var isDone = false

  deinit { room.deallocate() }

  var lines: UnsafeRawBufferPointer { UnsafeRawBufferPointer(room) }
  var contentBytes: Int { blocks.reduce(0) { $0 + Int($1.header.contentBytes) } }

  func reserve(_ bytes: Int) {
    if room.count >= bytes { return }
    room.deallocate()
    room = .allocate(byteCount: bytes, alignment: 64)
  }

  func wrongRoot(_ block: Block, computed: TreeHash) -> LogError {
    .damaged(
      Finding(
        .rootAfter, segment: Segments.name(segment), offset: block.offset,
        position: block.header.first, expected: "root \(computed)",
        found: "root \(block.header.rootAfter)"))
  }
}

/// The threads of a scan, and the pieces under way.
final class ScanPool: @unchecked Sendable {
  private let log: LogReader
  private let verify: Bool
  private let most: Int
  private let state = Condition()
  private var waiting: [ScanPiece] = []
  private var order: [ScanPiece] = []
  private var spare: [ScanPiece] = []
  private var isStopped = false
  private var running: Int

  init(_ log: LogReader, verify: Bool, threads: Int) {
    self.log = log
    self.verify = verify
    most = 2 * threads + 2
    running = threads
    for _ in 0..<threads { runThread { [self] in run() } }
  }

  var hasRoom: Bool { order.count < most }

  func start(_ blocks: (segment: UInt64, blocks: [ScanPiece.Block])) {
    let piece = spare.popLast() ?? ScanPiece()
    piece.segment = blocks.segment
    piece.blocks = blocks.blocks
    piece.isDone = false
    order.append(piece)
    state.lock()
    waiting.append(piece)
    state.broadcast()
    state.unlock()
  }

  /// The next piece in order, once it is done; nil when none is under way.
  func takeNext() throws(LogError) -> ScanPiece? {
    guard !order.isEmpty else { return nil }
    let piece = order.removeFirst()
    state.lock()
    while !piece.isDone { state.wait() }
    state.unlock()
    if let failure = piece.failure { throw failure }
    return piece
  }

  func reuse(_ piece: ScanPiece) { spare.append(piece) }

  func stop() {
    state.lock()
    isStopped = true
    waiting.removeAll()
    state.broadcast()
    while running > 0 { state.wait() }
    state.unlock()
  }

  private func run() {
    let frames = FrameReader()
    var segment: Segment?
    while let piece = next() {
      do throws(LogError) {
        if segment?.first != piece.segment {
          segment = try filing { [log] () throws(FileError) in
            try Segment(piece.segment, in: log.directory, log.files)
          }
        }
        if let segment { try decode(piece, segment, frames) }
      } catch { piece.failure = error }
      state.lock()
      piece.isDone = true
      state.broadcast()
      state.unlock()
    }
    state.lock()
    running -= 1
    state.broadcast()
    state.unlock()
  }

  private func next() -> ScanPiece? {
    state.lock()
    defer { state.unlock() }
    while waiting.isEmpty && !isStopped { state.wait() }
    return isStopped ? nil : waiting.removeFirst()
  }

  private func decode(_ piece: ScanPiece, _ segment: Segment, _ frames: FrameReader)
    throws(LogError)
  {
    piece.reserve(piece.contentBytes + FrameReader.slack)
    var at = 0
    for index in piece.blocks.indices {
      let header = piece.blocks[index].header
      let offset = piece.blocks[index].offset
      let size = Int(header.contentBytes)
      func wrong(_ kind: Finding.Kind, _ expected: String, _ found: String) -> LogError {
        .damaged(
          Finding(
            kind, segment: segment.name, offset: offset, position: header.first,
            expected: expected, found: found))
      }
      let frame = try filing { () throws(FileError) in
        try segment.bytes(at: offset + BlockHeader.size, Int(header.frameBytes))
      }
      let target = UnsafeMutableRawBufferPointer(rebasing: piece.room[at...])
      do throws(FrameError) { try frames.decode(frame, bytes: size, to: target) } catch {
        throw wrong(.frame, error.expected, error.found)
      }
      piece.blocks[index].lines = at..<at + size
      if verify {
        let lines = UnsafeRawBufferPointer(rebasing: piece.room[at..<at + size])
        var range = TreeRange(from: header.first)
        guard eachLine(lines, { range.append(line: $0) }) == Int(header.count) else {
          throw wrong(.lineCount, "\(header.count) lines", "others")
        }
        piece.blocks[index].range = range
      }
      at += size
    }
  }
}

/// The headers of a log in order, in pieces of about 1 MiB of content.
private struct PieceReader {
  private static let target = 1 << 20
  private var blocks: BlockReader
  private let end: UInt64
  /// The first block of the next piece, when it was met already.
  private var held: (header: BlockHeader, at: Int, segment: Segment)?

  init(_ log: LogReader) {
    blocks = BlockReader(log, from: 0, verify: false)
    end = log.end
  }

  /// The next blocks of one segment; nil at the end of the log.
  mutating func next() throws(LogError) -> (segment: UInt64, blocks: [ScanPiece.Block])? {
    var found: [ScanPiece.Block] = []
    var segment: UInt64?
    var bytes = 0
    while bytes < Self.target {
      let ahead = held == nil ? try blocks.nextHeader(before: end) : held
      guard let next = ahead else { break }
      held = nil
      if let segment, segment != next.segment.first {
        held = next
        break
      }
      segment = next.segment.first
      bytes += Int(next.header.contentBytes)
      found.append(ScanPiece.Block(header: next.header, offset: next.at))
    }
    return segment.map { ($0, found) }
  }
}
