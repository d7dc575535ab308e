// Writing a sealed segment anew, in large blocks, packed harder, closed by a footer. No event byte, root or proof
// changes: blocks are joined whole, between roots that stand in their headers.
import Glibc

/// A segment written anew.
struct Repacking {
  static let suffix = ".new"
  /// Blocks are joined until their content passes this.
  static let target = 1 << 20

  private let segment: Segment
  private let frames = FrameReader()
  private let packer = FrameWriter(level: 9)
  private let file: OpenFile
  private let files: any FileLayer
  private var offset = 0
  /// The first and the last of the blocks that are joined now, and their content.
  private var joined: (first: BlockHeader, last: BlockHeader)?
  private var content: [UInt8] = []
  private var contents: SegmentContents

  /// Rewrites a sealed segment, unless that was done or it holds anything but whole blocks and padding.
  ///
  /// `tail` must name a later segment, on the disk.
  ///
  /// - Returns: its size before and after; nil when it was left as it is.
  static func run(
    _ first: UInt64, in directory: String, _ files: any FileLayer,
    isCancelled: () -> Bool = { false }
  ) throws(FileError) -> (before: Int, after: Int)? {
    let segment = try Segment(first, in: directory, files)
    if try Footer.read(segment) != nil { return nil }
    let path = directory + "/" + segment.name
    do throws(FileError) {
      guard try write(segment, path + suffix, files, isCancelled),
        let after = try sizeIfSame(as: segment, in: directory, files)
      else {
        try files.remove(path + suffix)
        return nil
      }
      try files.rename(path + suffix, to: path)
      try files.syncDirectory(directory)
      return (segment.size, after)
    } catch {
      if try openIfThere(path + suffix, files).map(files.close) != nil {
        try files.remove(path + suffix)
      }
      throw error
    }
  }

  /// Writes the new file; false when the old one is not as it should be, or it was told to stop.
  private static func write(
    _ segment: Segment, _ path: String, _ files: any FileLayer, _ isCancelled: () -> Bool
  ) throws(FileError) -> Bool {
    let file = try files.open(path, .write)
    defer { files.close(file) }
    try files.truncate(file, to: 0)
    var repacking = Repacking(segment, file, files)
    guard try repacking.joinBlocks(isCancelled) else { return false }
    try repacking.writeFooter()
    try files.sync(file)
    return true
  }

  /// The size of the new file, read back: nil when its lines are not those of the old one.
  private static func sizeIfSame(
    as segment: Segment, in directory: String, _ files: any FileLayer
  ) throws(FileError) -> Int? {
    let packed = try Segment(segment.first, in: directory, files, suffix: suffix)
    let roots = try (linesRoot(of: segment), linesRoot(of: packed))
    return roots.0 != nil && roots.0 == roots.1 ? packed.size : nil
  }

  /// The root of a tree over a segment's lines alone; nil when a block is not whole.
  private static func linesRoot(of segment: Segment) throws(FileError) -> TreeHash? {
    let frames = FrameReader()
    var tree = MerkleTree()
    var walk = SegmentWalk(segment)
    while true {
      switch try walk.next() {
      case .end: return tree.root
      case .padding, .footer: continue
      case .reserved, .wrong: return nil
      case .block(let header, let at):
        guard try BlockChecker.isComplete(header, at: at, in: segment) else { return nil }
        let frame = try segment.bytes(at: at + BlockHeader.size, Int(header.frameBytes))
        do throws(FrameError) {
          let lines = try frames.content(of: frame, bytes: Int(header.contentBytes))
          guard tree.append(lines: lines) == Int(header.count) else { return nil }
        } catch { return nil }
      }
    }
  }

  private init(_ segment: Segment, _ file: OpenFile, _ files: any FileLayer) {
    self.segment = segment
    self.file = file
    self.files = files
    contents = SegmentContents(first: segment.first)
  }

  private mutating func joinBlocks(_ isCancelled: () -> Bool) throws(FileError) -> Bool {
    var walk = SegmentWalk(segment)
    while true {
      if isCancelled() { return false }
      switch try walk.next() {
      case .end:
        try writeJoined()
        return contents.count > 0
      case .padding: continue
      case .footer, .reserved, .wrong: return false
      case .block(let header, let at):
        guard try BlockChecker.isComplete(header, at: at, in: segment),
          joined.map({ follows($0.last, header) }) != false
        else { return false }
        let whole = content.count + Int(header.contentBytes)
        if joined != nil, whole > Self.target { try writeJoined() }
        guard try join(header, at) else { return false }
      }
    }
  }

  private func follows(_ last: BlockHeader, _ next: BlockHeader) -> Bool {
    last.end == next.first && last.rootAfter == next.rootBefore
  }

  private mutating func join(_ header: BlockHeader, _ at: Int) throws(FileError) -> Bool {
    let frame = try segment.bytes(at: at + BlockHeader.size, Int(header.frameBytes))
    do throws(FrameError) {
      let lines = try frames.content(of: frame, bytes: Int(header.contentBytes))
      guard contents.take(lines) == Int(header.count) else { return false }
      content.append(contentsOf: lines)
    } catch { return false }
    joined = (joined?.first ?? header, header)
    return true
  }

  private mutating func writeJoined() throws(FileError) {
    guard let (first, last) = joined else { return }
    contents.blocks.append(Footer.Block(first: first.first, offset: UInt64(offset)))
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: BlockHeader.size + FrameWriter.bound(content.count), alignment: 64)
    defer { block.deallocate() }
    let room = UnsafeMutableRawBufferPointer(rebasing: block[BlockHeader.size...])
    let size = content.withUnsafeBytes { packer.write($0, to: room) }
    var hasher = Hasher256()
    let header = BlockHeader(
      count: UInt32(last.end - first.first), first: first.first,
      contentBytes: UInt32(content.count), frameBytes: UInt32(size), rootAfter: last.rootAfter,
      rootBefore: first.rootBefore,
      frameCheck: hasher.check(UnsafeRawBufferPointer(rebasing: room[..<size])))
    header.write(to: block)
    try files.write(file, at: offset, UnsafeRawBufferPointer(block).part(0, header.blockBytes))
    offset += header.blockBytes
    joined = nil
    content.removeAll(keepingCapacity: true)
  }

  private mutating func writeFooter() throws(FileError) {
    try files.write(file, at: offset, array: contents.footer.encoded())
  }
}

/// What a footer says of a segment, gathered line by line.
struct SegmentContents {
  private let first: UInt64
  private(set) var count: UInt64 = 0
  private var types: [String: UInt64] = [:]
  private var streams: Set<String> = []
  var blocks: [Footer.Block] = []

  init(first: UInt64) { self.first = first }

  /// Takes the lines of a block; gives how many there were, nil when one is wrong.
  mutating func take(_ lines: UnsafeRawBufferPointer) -> Int? {
    var isSound = true
    let taken = eachLine(lines) { line in
      guard let keys = LineKeys(line) else { return isSound = false }
      let type = keys.type.map { String(decoding: $0, as: UTF8.self) } ?? ""
      // A footer has one byte for its size: such a segment stays as it is.
      guard type.utf8.count <= UInt8.max else { return isSound = false }
      streams.insert(String(decoding: keys.stream, as: UTF8.self))
      types[type, default: 0] += 1
      count += 1
    }
    return isSound ? taken : nil
  }

  var footer: Footer {
    Footer(
      first: first, count: count, types: types, streams: StreamFilter(streams), blocks: blocks)
  }
}
