// Reading one group of the tree's lines without the checks of its block: its root tells whether they are the right ones.

/// The lines of a group and their leaves.
struct GroupLines {
  let group: UInt64
  private(set) var leaves: [TreeHash] = []
  private var lines: [UInt8] = []
  private var ends: [Int] = []
  private var hasher = Hasher256()

  init(_ group: UInt64) { self.group = group }

  /// The positions of a group's events.
  static func positions(_ group: UInt64) -> Range<UInt64> {
    group * TreeRows.group..<(group + 1) * TreeRows.group
  }

  mutating func add(_ line: UnsafeRawBufferPointer) {
    leaves.append(hasher.leaf(line.baseAddress!, line.count))
    lines.append(contentsOf: line)
    ends.append(lines.count)
  }

  func line(_ number: Int) -> [UInt8] {
    Array(lines[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
  }

  /// The root of a whole group; nil of another number of lines.
  var root: TreeHash? {
    leaves.count == Int(TreeRows.group) ? MerkleTree.root(over: leaves) : nil
  }
}

/// Reads groups that lie in one block each. The file last read stays open, and the memory is kept.
final class GroupReader {
  private let log: LogReader
  private let frames = FrameReader()
  private var segment: Segment?

  init(_ log: LogReader) { self.log = log }

  /// The lines of a group, unless its block lies elsewhere or does not hold it whole.
  ///
  /// - Parameter place: where the block lay once; in a segment repacked since, its footer says where it lies now.
  func lines(of group: UInt64, at place: BlockPlace) throws(FileError) -> GroupLines? {
    let wanted = GroupLines.positions(group)
    guard log.segments(from: wanted.lowerBound).first == place.segment, place.offset < 1 << 62
    else { return nil }
    let segment = try opened(place.segment)
    guard let (header, at) = try block(of: wanted, in: segment, at: Int(place.offset))
    else { return nil }
    let frame = try segment.bytes(at: at + BlockHeader.size, Int(header.frameBytes))
    var found = GroupLines(group)
    do throws(FrameError) {
      var rest = try frames.content(
        of: frame, bytes: Int(header.contentBytes), checked: false)
      for position in header.first..<wanted.upperBound {
        guard let line = firstLine(&rest) else { return nil }
        if position >= wanted.lowerBound { found.add(line) }
      }
    } catch { return nil }
    return found
  }

  private func opened(_ first: UInt64) throws(FileError) -> Segment {
    if let segment, segment.first == first { return segment }
    let fresh = try Segment(first, in: log.directory, log.files)
    segment = fresh
    return fresh
  }

  private func block(
    of wanted: Range<UInt64>, in segment: Segment, at offset: Int
  ) throws(FileError) -> (header: BlockHeader, at: Int)? {
    if let header = try header(in: segment, at: offset, holding: wanted) { return (header, offset) }
    guard
      let block = try Footer.read(segment)?.blocks.last(where: { $0.first <= wanted.lowerBound }),
      block.offset < 1 << 62,
      let header = try header(in: segment, at: Int(block.offset), holding: wanted)
    else { return nil }
    return (header, Int(block.offset))
  }

  private func header(
    in segment: Segment, at offset: Int, holding wanted: Range<UInt64>
  ) throws(FileError) -> BlockHeader? {
    guard
      case .valid(let header) = BlockHeader.read(
        try segment.bytes(at: offset, BlockHeader.size)),
      header.first <= wanted.lowerBound, wanted.upperBound <= header.end
    else { return nil }
    return header
  }
}
