// The tree and the lines of a log as C2SP tlog-tiles (FORMAT.md, section 10).
import Glibc

/// Writes tiles into a directory, those that are not there yet.
public struct TileExport {
  static let width: UInt64 = 256
  private let tree: LogTree
  private let log: LogReader
  private let files: any FileLayer
  private let directory: String
  /// The size exported, and the one exported here before.
  private let size: UInt64
  private let before: UInt64
  /// Directories made or found, the last ones.
  private var made: Set<String> = []
  /// How many files were written.
  public private(set) var written = 0

  /// - Parameter before: how many events an export into the same directory had, of the same log.
  public init(
    _ log: LogReader, _ tree: LogTree, size: UInt64, before: UInt64, into directory: String,
    files: any FileLayer = SystemFiles()
  ) {
    precondition(before <= size && size <= tree.size, "the tree ends before")
    self.log = log
    self.tree = tree
    self.size = size
    self.before = before
    self.directory = directory
    self.files = files
  }

  /// Writes all tiles and bundles, and returns once they are on the disk.
  ///
  /// - Parameter progress: called now and then with the events done.
  public mutating func run(progress: (UInt64) -> Void) throws(LogError) {
    try filing { [files, directory] () throws(FileError) in try files.makeDirectory(directory) }
    try writeLines(progress)
    var level = 1
    while size >> (8 * level) > 0 {
      try writeLevel(level)
      level += 1
    }
    sync()
  }

  /// Level 0 and the bundles, from the lines.
  private mutating func writeLines(_ progress: (UInt64) -> Void) throws(LogError) {
    guard before < size else { return }
    let start = before / Self.width * Self.width
    var hashes: [UInt8] = []
    var bundle: [UInt8] = []
    var hasher = Hasher256()
    var blocks = try tree.blocks(from: start)
    var position: UInt64 = 0
    while let block = try blocks.next(before: size) {
      position = block.first
      var failure: LogError?
      _ = eachLine(block.lines) { line in
        defer { position += 1 }
        guard position >= start, position < size, failure == nil else { return }
        hasher.leaf(line.baseAddress!, line.count).withBytes { hashes.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt16(line.count).bigEndian) { bundle.append(contentsOf: $0) }
        bundle.append(contentsOf: line)
        guard hashes.count == 32 * Int(Self.width) || position + 1 == size else { return }
        do throws(LogError) {
          try writeTile(0, position / Self.width, hashes)
          try writeBundle(position / Self.width, bundle, hashes.count / 32)
        } catch { failure = error }
        hashes.removeAll(keepingCapacity: true)
        bundle.removeAll(keepingCapacity: true)
      }
      if let failure { throw failure }
      progress(min(position, size))
    }
  }

  /// A level of hashes over hashes, from the tree.
  private mutating func writeLevel(_ level: Int) throws(LogError) {
    let count = size >> (8 * level)
    let first = (before >> (8 * level)) / Self.width
    for tile in first..<(count + Self.width - 1) / Self.width {
      let range = tile * Self.width..<min(count, (tile + 1) * Self.width)
      // What stood there before stands there still.
      if range.upperBound <= before >> (8 * level) { continue }
      var hashes: [UInt8] = []
      for number in range {
        try tree.perfectSubtree(level: 8 * level, number).withBytes {
          hashes.append(contentsOf: $0)
        }
      }
      try writeTile(level, tile, hashes)
    }
  }

  private mutating func writeTile(
    _ level: Int, _ number: UInt64, _ hashes: [UInt8]
  ) throws(LogError) {
    if level == 0, hashes.count == 32 * Int(Self.width) {
      let leaves = stride(from: 0, to: hashes.count, by: 32).map { at in
        hashes[at..<at + 32].withUnsafeBytes { TreeHash(bytes: $0) }
      }
      let root = try tree.perfectSubtree(level: 8, number)
      guard MerkleTree.root(over: leaves) == root else {
        throw .damaged(
          Finding(
            .rootAfter, segment: Segments.name(number * Self.width), offset: 0,
            position: number * Self.width, expected: "root \(root) of 256 events",
            found: "another"))
      }
    }
    try write(hashes, "tile/\(level)/" + Self.path(of: number, width: hashes.count / 32))
  }

  private mutating func writeBundle(
    _ number: UInt64, _ bundle: [UInt8], _ count: Int
  ) throws(LogError) {
    try write(bundle, "tile/entries/" + Self.path(of: number, width: count))
  }

  /// Groups of three digits, all but the last behind an `x`; and the width of a tile that is not full.
  public static func path(of number: UInt64, width count: Int) -> String {
    func three(_ group: UInt64) -> String {
      let digits = String(group)
      return String(repeating: "0", count: 3 - digits.count) + digits
    }
    var path = three(number % 1000)
    var rest = number / 1000
    while rest > 0 {
      path = "x\(three(rest % 1000))/" + path
      rest /= 1000
    }
    return count == Int(Self.width) ? path : path + ".p/\(count)"
  }

  /// Writes a file beside its place, and puts it there whole.
  private mutating func write(_ bytes: [UInt8], _ name: String) throws(LogError) {
    let path = directory + "/" + name
    try makeParents(of: name)
    try filing { [files] () throws(FileError) in
      let file = try files.open(path + ".new", .write)
      defer { files.close(file) }
      try files.truncate(file, to: 0)
      try files.write(file, at: 0, array: bytes)
      try files.rename(path + ".new", to: path)
    }
    written += 1
  }

  private mutating func makeParents(of name: String) throws(LogError) {
    var path = directory
    for part in name.split(separator: "/").dropLast() {
      path += "/" + part
      guard !made.contains(path) else { continue }
      try filing { [files] () throws(FileError) in try files.makeDirectory(path) }
      if made.count > 100 { made = [] }
      made.insert(path)
    }
  }
}
