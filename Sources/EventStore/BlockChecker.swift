// What a block must agree with: its position, the root before and after, its lines and streams.

/// The state of a log as its blocks are gone through, and the checks of each next block.
///
/// After a block that cannot be read the tree is unknown: later roots are not compared, and each stream
/// may leap once.
final class BlockChecker {
  private(set) var tree: MerkleTree
  private(set) var root: TreeHash
  private(set) var streams: StreamTable
  /// The position the next block must start at.
  private(set) var position: UInt64
  /// Whether the root of the events so far is known.
  private(set) var knowsRoot = true
  /// Sizes whose root is wanted, and the roots found.
  private var watched: [UInt64] = []
  private(set) var rootsAt: [UInt64: TreeHash] = [:]
  private let frames = FrameReader()
  /// Why a table of streams gave no answer: then what is said of versions is not to be believed.
  private(set) var damage: TableError?
  /// How often events were lost; and for each stream how often when it was last seen.
  private var losses = 0
  private var seen: [String: Int] = [:]

  init(tree: MerkleTree = MerkleTree(), streams: StreamTable = StreamTable()) {
    self.tree = tree
    self.streams = streams
    root = tree.root
    position = tree.size
  }

  /// Keeps the roots of some sizes as they are passed.
  func watch(_ sizes: Set<UInt64>) {
    watched = sizes.filter { $0 > tree.size }.sorted(by: >)
    if sizes.contains(tree.size) { rootsAt[tree.size] = tree.root }
  }

  /// Takes lines into the tree, stopping at each size that is watched.
  private func grow(_ lines: UnsafeRawBufferPointer, to end: UInt64) -> Int? {
    guard let next = watched.last, next <= end else { return tree.append(lines: lines) }
    return eachLine(lines) { line in
      tree.append(leaf: MerkleTree.leafHash(line))
      while let size = watched.last, size <= tree.size {
        if knowsRoot, size == tree.size { rootsAt[size] = tree.root }
        watched.removeLast()
      }
    }
  }

  /// Whether the bytes of a block's frame give the check that its header names.
  static func isComplete(
    _ header: BlockHeader, at offset: Int, in segment: Segment
  ) throws(FileError) -> Bool {
    let frame = try segment.bytes(at: offset + BlockHeader.size, Int(header.frameBytes))
    var hasher = Hasher256()
    return frame.count == Int(header.frameBytes) && hasher.check(frame) == header.frameCheck
  }

  /// Events are missing here: what follows is checked as far as it can be.
  func lose(upTo position: UInt64) {
    knowsRoot = false
    losses += 1
    self.position = position
  }

  /// Checks a complete block and takes it in.
  ///
  /// - Parameters:
  ///   - given: called with its lines once they are decoded.
  ///   - report: called with each thing wrong.
  func take(
    _ header: BlockHeader, at offset: Int, in segment: Segment,
    given: (UnsafeRawBufferPointer) -> Void = { _ in }, report: (Finding) -> Void
  ) throws(FileError) {
    func wrong(_ kind: Finding.Kind, _ expected: String, _ found: String, _ position: UInt64) {
      report(
        Finding(
          kind, segment: segment.name, offset: offset, position: position, expected: expected,
          found: found))
    }
    if header.first != position {
      wrong(.positionGap, "event \(position)", "event \(header.first)", header.first)
      lose(upTo: header.first)
    }
    if knowsRoot, header.rootBefore != root {
      wrong(.rootBefore, "root \(root)", "root \(header.rootBefore)", header.first)
    }
    let frame = try segment.bytes(at: offset + BlockHeader.size, Int(header.frameBytes))
    let lines: UnsafeRawBufferPointer
    do throws(FrameError) {
      lines = try frames.content(of: frame, bytes: Int(header.contentBytes))
    } catch {
      wrong(.frame, error.expected, error.found, header.first)
      return lose(upTo: header.end)
    }
    given(lines)
    let count = grow(lines, to: header.end)
    guard count == Int(header.count) else {
      let found = count.map { "\($0)" } ?? "an empty, too long or unended line"
      wrong(.lineCount, "\(header.count) lines", found, header.first)
      return lose(upTo: header.end)
    }
    root = tree.root
    if knowsRoot, header.rootAfter != root {
      wrong(.rootAfter, "root \(root)", "root \(header.rootAfter)", header.first)
      knowsRoot = false
    }
    takeLines(lines, from: header.first, wrong)
    position = header.end
  }

  private func takeLines(
    _ lines: UnsafeRawBufferPointer, from first: UInt64,
    _ wrong: (Finding.Kind, String, String, UInt64) -> Void
  ) {
    var position = first
    _ = eachLine(lines) { line in
      defer { position += 1 }
      guard let keys = LineKeys(line) else {
        return wrong(
          .lineForm, "canonical JSON with position, stream and version", "another line", position)
      }
      if keys.position != position {
        wrong(.linePosition, "position \(position)", "\(keys.position)", position)
      }
      takeVersion(String(decoding: keys.stream, as: UTF8.self), keys.version, position, wrong)
    }
    streams.commit()
  }

  private func takeVersion(
    _ stream: String, _ version: UInt64, _ position: UInt64,
    _ wrong: (Finding.Kind, String, String, UInt64) -> Void
  ) {
    let id: Int
    do throws(TableError) { id = try streams.id(of: stream) } catch { return damage = error }
    let before = streams.versions[id]
    streams.add(id, version: version)
    if version != before + 1 {
      let mayLeap = losses > 0 && seen[stream, default: 0] < losses && version > before
      if !mayLeap {
        wrong(.streamVersion, "version \(before + 1) of \(stream)", "version \(version)", position)
      }
    }
    if losses > 0 { seen[stream] = losses }
  }
}
