// The RFC 6962 tree over the event lines, kept as its right edge only.
import Glibc

/// A growing RFC 6962 tree: its size and the roots of its perfect subtrees, from the left.
public struct MerkleTree: Hashable, Sendable {
  public private(set) var size: UInt64 = 0
  public private(set) var peaks: [TreeHash] = []

  /// No event.
  public init() {}

  /// A tree known by its peaks; nil when their number is not that of the size.
  public init?(size: UInt64, peaks: [TreeHash]) {
    guard peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  /// SHA-256(00 ‖ line), of a line without its LF.
  public static func leafHash(_ line: UnsafeRawBufferPointer) -> TreeHash {
    var hasher = Hasher256()
    var nothing: UInt8 = 0
    return line.baseAddress.map { hasher.leaf($0, line.count) } ?? hasher.leaf(&nothing, 0)
  }

  /// SHA-256(01 ‖ left ‖ right).
  public static func nodeHash(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    var hasher = Hasher256()
    return hasher.node(left, right)
  }

  /// The root of no event, SHA-256 of nothing.
  public static let emptyRoot = {
    var hasher = Hasher256()
    return hasher.hash(UnsafeRawBufferPointer(start: nil, count: 0))
  }()

  /// The root of the events so far.
  public var root: TreeHash {
    guard var root = peaks.last else { return Self.emptyRoot }
    var hasher = Hasher256()
    for peak in peaks.dropLast().reversed() { root = hasher.node(peak, root) }
    return root
  }

  /// Adds one event by its leaf hash.
  public mutating func append(leaf: TreeHash) {
    var hasher = Hasher256()
    append(leaf, &hasher)
  }

  /// Adds the events of a block.
  ///
  /// - Parameter lines: lines, each ended by LF.
  /// - Returns: how many there were; nil, and the tree is then worthless, if the last has no LF, or
  ///   one is empty or longer than 65,535 bytes.
  public mutating func append(lines: UnsafeRawBufferPointer) -> Int? {
    var hasher = Hasher256()
    return eachLine(lines) { line in append(hasher.leaf(line.baseAddress!, line.count), &hasher) }
  }

  /// Adds a perfect subtree of 2^level events, where the tree's size is a multiple of that.
  mutating func append(subtree: TreeHash, level: Int) {
    precondition(size & (1 << UInt64(level) - 1) == 0, "a subtree stands at a multiple of its size")
    var hasher = Hasher256()
    var hash = subtree
    var rest = size >> UInt64(level)
    while rest & 1 == 1 {
      hash = hasher.node(peaks.removeLast(), hash)
      rest >>= 1
    }
    peaks.append(hash)
    size += 1 << UInt64(level)
  }

  @inline(__always)
  private mutating func append(_ leaf: TreeHash, _ hasher: inout Hasher256) {
    var hash = leaf
    var rest = size
    while rest & 1 == 1 {
      hash = hasher.node(peaks.removeLast(), hash)
      rest >>= 1
    }
    peaks.append(hash)
    size += 1
  }
}

/// The most bytes of a line, without its LF.
let longestLine = 65_535

/// Hands out the lines of a block without their LFs.
///
/// - Returns: how many there were; nil if the last has no LF, or one is empty or too long.
@inline(__always)
func eachLine<E: Error>(
  _ lines: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(E) -> Void
) throws(E) -> Int? {
  guard var start = lines.baseAddress else { return 0 }
  let end = start + lines.count
  var count = 0
  while start < end {
    guard let feed = memchr(start, 0x0A, end - start) else { return nil }
    let length = UnsafeRawPointer(feed) - start
    guard length > 0, length <= longestLine else { return nil }
    try body(UnsafeRawBufferPointer(start: start, count: length))
    start = UnsafeRawPointer(feed) + 1
    count += 1
  }
  return count
}

/// Takes the first line off, without its LF; nil where none stands.
@inline(__always)
func firstLine(_ lines: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
  guard let start = lines.baseAddress, let feed = memchr(start, 0x0A, lines.count) else {
    return nil
  }
  let length = UnsafeRawPointer(feed) - start
  guard length > 0, length <= longestLine else { return nil }
  lines = UnsafeRawBufferPointer(rebasing: lines[(length + 1)...])
  return UnsafeRawBufferPointer(start: start, count: length)
}
