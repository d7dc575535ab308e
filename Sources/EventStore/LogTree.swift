// Any part of a log's tree without reading the whole log: roots of older sizes, proofs, tiles.

/// The tree of a log up to the end of one block, made of `index/tree` and of the lines behind it.
///
/// The index is not believed: whatever is computed from it must come to the root that the block's header
/// names; otherwise everything is computed from the lines.
public final class LogTree {
  /// The events that the tree covers: at least those asked for, up to their block's end.
  public private(set) var size: UInt64 = 0
  private let log: LogReader
  private let wanted: UInt64
  private let rows: TreeRows
  /// The leaves behind the last group that has a row, and the block that holds the first of them.
  private var tail: [TreeHash] = []
  private var tailPlace: BlockPlace?
  /// The group last read.
  private var held: GroupLines?
  private let quick: GroupReader

  /// - Parameter wanted: how many events it must cover, at most those of the log.
  /// - Parameter index: the directory of the index; `../index` beside the log when nil.
  /// - Throws: `damaged` when the lines do not come to the root that their block names.
  public init(
    _ log: LogReader, covering wanted: UInt64? = nil, index: String? = nil
  ) throws(LogError) {
    let wanted = wanted ?? log.end
    precondition(wanted <= log.end, "the log ends before")
    self.log = log
    self.wanted = wanted
    quick = GroupReader(log)
    let place = index ?? LogSettings().index(for: log.directory)
    rows = try filing { () throws(FileError) in
      try TreeRows(in: place, most: log.end / TreeRows.group, log.files)
    }
    try attempt { () throws(Fault) in }
  }

  /// Saves what was computed, for the next time.
  ///
  /// - Returns: what kept it from being saved: nothing is lost then but time.
  @discardableResult
  public func save() -> FileError? {
    do throws(FileError) { try rows.save() } catch { return error }
    return nil
  }

  // MARK: Questions

  /// The root of the first events.
  public func root(of size: UInt64) throws(LogError) -> TreeHash {
    precondition(size <= self.size, "the tree ends before")
    return try attempt { () throws(Fault) in try subtree(0, size) }
  }

  /// The hashes that lead from an event to the root of the first `size` events.
  public func inclusionProof(of position: UInt64, size: UInt64) throws(LogError) -> [TreeHash] {
    precondition(position < size && size <= self.size, "the event is not in the tree")
    return try attempt { () throws(Fault) in try path(position, 0, size) }
  }

  /// The hashes that show that the tree of `size` events is that of `older` ones with events added.
  public func consistencyProof(from older: UInt64, to size: UInt64) throws(LogError) -> [TreeHash] {
    precondition(older <= size && size <= self.size, "the older tree is not the larger one")
    guard older > 0, older < size else { return [] }
    return try attempt { () throws(Fault) in try subproof(older, 0, size, isWhole: true) }
  }

  /// The root of 2^level events from `number` · 2^level on.
  public func perfectSubtree(level: Int, _ number: UInt64) throws(LogError) -> TreeHash {
    precondition((number + 1) << level <= size, "the tree ends before")
    return try attempt { () throws(Fault) in try perfect(level, number) }
  }

  /// An event's line; read from the block that the index names.
  public func line(at position: UInt64) throws(LogError) -> [UInt8] {
    precondition(position < size, "the event is not in the tree")
    return try attempt { () throws(Fault) in
      let group = position / TreeRows.group
      if group < rows.groups {
        return try held(group).line(Int(position % TreeRows.group))
      }
      var found: [UInt8] = []
      try read(position..<position + 1) { found = Array($0) }
      return found
    }
  }

  /// The blocks from one that holds an event, found by the index.
  func blocks(from position: UInt64) throws(LogError) -> BlockReader {
    try attempt { () throws(Fault) in try reader(from: position) }
  }

  // MARK: The index

  /// What went wrong on the way to an answer.
  private enum Fault: Error {
    case log(LogError)
    /// The index is wrong, or, when there is none, the log.
    case index(Finding)
  }

  /// Does something with the index; if that shows it wrong, does it again without.
  private func attempt<Answer>(_ body: () throws(Fault) -> Answer) throws(LogError) -> Answer {
    do throws(Fault) {
      if size < wanted { try extend() }
      return try body()
    } catch {
      if case .log(let error) = error { throw error }
    }
    rows.forget()
    (size, tail, tailPlace, held) = (0, [], nil, nil)
    do throws(Fault) {
      try extend()
      return try body()
    } catch {
      switch error {
      case .log(let error): throw error
      case .index(let finding): throw .damaged(finding)
      }
    }
  }

  /// Reads what the index lacks up to the block of the last event wanted, and compares the root.
  private func extend() throws(Fault) {
    guard wanted > 0 else { return }
    let covered = rows.groups * TreeRows.group
    var blocks: BlockReader
    if covered >= wanted {
      blocks = try reader(from: wanted - 1)
    } else {
      blocks = try reader(from: covered, knownUpTo: rows.groups)
      try readTail(&blocks)
    }
    if covered >= wanted {
      _ = try logging { () throws(LogError) in try blocks.next(before: wanted) }
    }
    guard let end = blocks.end, let claimed = blocks.root else { return }
    size = end
    let computed = try subtree(0, end)
    guard computed == claimed else {
      throw .index(
        Finding(
          .rootAfter, segment: Segments.name(blocks.place?.segment ?? 0),
          offset: Int(blocks.place?.offset ?? 0), position: end,
          expected: "root \(computed)", found: "root \(claimed)"))
    }
  }

  private func readTail(_ blocks: inout BlockReader) throws(Fault) {
    let start = rows.groups * TreeRows.group
    var hasher = Hasher256()
    var position: UInt64 = 0
    while let block = try next(&blocks) {
      position = block.first
      var failure: FileError?
      _ = eachLine(block.lines) { line in
        defer { position += 1 }
        guard position >= start, failure == nil else { return }
        if tail.isEmpty { tailPlace = blocks.place }
        tail.append(hasher.leaf(line.baseAddress!, line.count))
        if tail.count == Int(TreeRows.group) { failure = addGroup() }
      }
      if let failure { throw .log(.file(failure)) }
    }
  }

  private func next(_ blocks: inout BlockReader) throws(Fault) -> BlockLines? {
    do throws(LogError) { return try blocks.next(before: wanted) } catch { throw .log(error) }
  }

  private func addGroup() -> FileError? {
    guard let place = tailPlace else { return nil }
    let group = TreeRows.Group(root: MerkleTree.root(over: tail), place: place)
    tail.removeAll(keepingCapacity: true)
    do throws(FileError) { try rows.add(group) } catch { return error }
    return nil
  }

  private func reader(
    from position: UInt64, knownUpTo groups: UInt64? = nil
  ) throws(Fault) -> BlockReader {
    let group = position / TreeRows.group
    if group < groups ?? rows.groups {
      let place = try row(group).place
      return try logging { () throws(LogError) in try BlockReader(log, from: position, at: place) }
    }
    // The block of the group before, or one soon after it, holds what is asked for.
    let place = group == rows.groups && tailPlace != nil ? tailPlace : nil
    if let place {
      return try logging { () throws(LogError) in
        try BlockReader(log, from: group * TreeRows.group, at: place)
      }
    }
    if group > 0, group <= rows.groups {
      let place = try row(group - 1).place
      return try logging { () throws(LogError) in
        try BlockReader(log, from: (group - 1) * TreeRows.group, at: place)
      }
    }
    return BlockReader(log, from: position, verify: position > 0)
  }

  private func row(_ group: UInt64) throws(Fault) -> TreeRows.Group {
    let row = try logging { () throws(LogError) in
      try filing { [rows] () throws(FileError) in try rows.row(group) }
    }
    guard let row else { throw wrongIndex(at: group) }
    return row
  }

  private func wrongIndex(at group: UInt64) -> Fault {
    .index(
      Finding(
        .rootAfter, segment: TreeRows.name, offset: 0, position: group * TreeRows.group,
        expected: "rows that agree", found: "others"))
  }

  private func logging<Answer>(_ body: () throws(LogError) -> Answer) throws(Fault) -> Answer {
    do throws(LogError) { return try body() } catch { throw .log(error) }
  }

  // MARK: Parts of the tree

  /// Hands out the lines of a range, with the blocks found by the index.
  private func read(
    _ range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(Fault) {
    var blocks = try reader(from: range.lowerBound)
    var position: UInt64 = 0
    while let block = try logging({ () throws(LogError) in
      try blocks.next(before: range.upperBound)
    }) {
      position = block.first
      _ = eachLine(block.lines) { line in
        if range.contains(position) { body(line) }
        position += 1
      }
    }
  }

  /// The leaves of a group; those of one that has a row agree with it.
  private func leaves(of group: UInt64) throws(Fault) -> [TreeHash] {
    group == rows.groups ? tail : try held(group).leaves
  }

  private func held(_ group: UInt64) throws(Fault) -> GroupLines {
    if let held, held.group == group { return held }
    let row = try row(group)
    let read = try logging { [quick] () throws(LogError) in
      try filing { () throws(FileError) in try quick.lines(of: group, at: row.place) }
    }
    if let read, read.root == row.root {
      held = read
      return read
    }
    // Over several blocks, or not what it should be: what is wrong is said by the checks of its blocks.
    var fresh = GroupLines(group)
    try self.read(GroupLines.positions(group)) { fresh.add($0) }
    guard fresh.root == row.root else { throw wrongIndex(at: group) }
    held = fresh
    return fresh
  }

  private func perfect(_ level: Int, _ number: UInt64) throws(Fault) -> TreeHash {
    switch level {
    case 8: return try row(number).root
    case 16:
      let root = try logging { () throws(LogError) in
        try filing { [rows] () throws(FileError) in try rows.fanRoot(number) }
      }
      guard let root else { throw wrongIndex(at: number << 8) }
      return root
    case ..<8:
      let leaves = try leaves(of: number >> (8 - level))
      let start = Int(number & (1 << (8 - level) - 1)) << level
      return MerkleTree.root(over: Array(leaves[start..<start + 1 << level]))
    default:
      let left = try perfect(level - 1, 2 * number)
      return MerkleTree.nodeHash(left, try perfect(level - 1, 2 * number + 1))
    }
  }

  /// The root of a range that starts where the tree of RFC 6962 splits.
  private func subtree(_ start: UInt64, _ end: UInt64) throws(Fault) -> TreeHash {
    let count = end - start
    if count == 0 { return MerkleTree.emptyRoot }
    if count.nonzeroBitCount == 1 {
      let level = count.trailingZeroBitCount
      return try perfect(level, start >> level)
    }
    let half = Self.split(count)
    let left = try subtree(start, start + half)
    return MerkleTree.nodeHash(left, try subtree(start + half, end))
  }

  /// The largest power of two below a count of at least 2.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << (UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }

  private func path(
    _ position: UInt64, _ start: UInt64, _ end: UInt64
  ) throws(Fault) -> [TreeHash] {
    guard end - start > 1 else { return [] }
    let middle = start + Self.split(end - start)
    if position < middle {
      return try path(position, start, middle) + [try subtree(middle, end)]
    }
    return try path(position, middle, end) + [try subtree(start, middle)]
  }

  private func subproof(
    _ older: UInt64, _ start: UInt64, _ end: UInt64, isWhole: Bool
  ) throws(Fault) -> [TreeHash] {
    if older == end { return isWhole ? [] : [try subtree(start, end)] }
    let middle = start + Self.split(end - start)
    if older <= middle {
      return try subproof(older, start, middle, isWhole: isWhole) + [try subtree(middle, end)]
    }
    return try subproof(older, middle, end, isWhole: false) + [try subtree(start, middle)]
  }
}
