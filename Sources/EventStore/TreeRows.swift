// `index/tree`: upper levels of the tree and where blocks lie, in rows that are only added to (FORMAT.md, section 11).

/// The rows of the file, read when asked for, and those that are not in it yet.
final class TreeRows {
  static let name = "tree"
  /// Events in a group.
  static let group: UInt64 = 256
  /// Groups that have a row of their own for all of them.
  private static let fan: UInt64 = 256
  private static let rowBytes = 48
  /// `MNTTREE1`, read as a little-endian number.
  private static let mark: UInt64 = 0x3145_4552_5454_4E4D

  struct Group {
    var root: TreeHash
    var place: BlockPlace
  }

  /// How many groups have a row.
  private(set) var groups: UInt64 = 0
  private let path: String
  private let files: any FileLayer
  private let file: OpenFile?
  /// Groups whose rows the file holds.
  private var stored: UInt64 = 0
  private var fresh: [Group] = []
  private var freshFans: [TreeHash] = []
  /// The rows of the file last read, by the first group among them.
  private var held: (first: UInt64, groups: [Group])?
  private var heldFans: [UInt64: TreeHash] = [:]

  /// - Parameter most: how many groups the log has: rows beyond are of another log, or of a later end.
  init(in directory: String, most: UInt64, _ files: any FileLayer) throws(FileError) {
    self.files = files
    path = directory + "/" + Self.name
    file = try openIfThere(path, files)
    guard let file else { return }
    do throws(FileError) {
      try measure(file, most)
    } catch {
      files.close(file)
      throw error
    }
  }

  deinit { if let file { files.close(file) } }

  private func measure(_ file: OpenFile, _ most: UInt64) throws(FileError) {
    let size = try files.size(file)
    let head = try files.start(of: file, Self.rowBytes)
    guard head.count == Self.rowBytes,
      head.withUnsafeBytes({ $0.load(UInt64.self, at: 0) }) == Self.mark
    else { return }
    let rows = UInt64(size / Self.rowBytes - 1)
    // A last group without the row of all 256 is written again, with it.
    stored = min(
      most, rows / (Self.fan + 1) * Self.fan + min(rows % (Self.fan + 1), Self.fan - 1))
    groups = stored
  }

  /// Forgets all rows, those of the file too.
  func forget() {
    (stored, groups, held) = (0, 0, nil)
    (fresh, freshFans, heldFans) = ([], [], [:])
  }

  /// The row of a group; nil when the rows around it do not agree among themselves.
  func row(_ group: UInt64) throws(FileError) -> Group? {
    precondition(group < groups, "no row of group \(group)")
    if group >= stored { return fresh[Int(group - stored)] }
    let first = group / Self.fan * Self.fan
    if held?.first != first { held = try load(first).map { (first, $0) } }
    return held?.groups[Int(group - first)]
  }

  /// The root of 256 groups that all have rows.
  func fanRoot(_ fan: UInt64) throws(FileError) -> TreeHash? {
    let known = stored / Self.fan
    if fan >= known { return freshFans[Int(fan - known)] }
    if let root = heldFans[fan] { return root }
    let rows = try read(Self.offset(ofGroup: (fan + 1) * Self.fan) - Self.rowBytes, 1)
    heldFans[fan] = rows?.first?.root
    return rows?.first?.root
  }

  /// The rows of 256 groups, or of those at the end that there are.
  private func load(_ first: UInt64) throws(FileError) -> [Group]? {
    let isWhole = first + Self.fan <= stored
    let count = isWhole ? Self.fan + 1 : stored - first
    guard var rows = try read(Self.offset(ofGroup: first), Int(count)) else { return nil }
    guard isWhole else { return rows }
    let fan = rows.removeLast()
    return MerkleTree.root(over: rows.map(\.root)) == fan.root ? rows : nil
  }

  private func read(_ offset: Int, _ count: Int) throws(FileError) -> [Group]? {
    guard let file else { return nil }
    var bytes = [UInt8](repeating: 0, count: count * Self.rowBytes)
    let read = try bytes.withUnsafeMutableBytes { bytes in
      Result { () throws(FileError) in try files.read(file, at: offset, into: bytes) }
    }.get()
    guard read == bytes.count else { return nil }
    return bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: Self.rowBytes).map { at in
        Group(
          root: TreeHash(bytes: bytes.part(at, 32)),
          place: BlockPlace(
            segment: bytes.load(UInt64.self, at: at + 32),
            offset: bytes.load(UInt64.self, at: at + 40)))
      }
    }
  }

  private static func offset(ofGroup group: UInt64) -> Int {
    Int(1 + group + group / fan) * rowBytes
  }

  /// Adds the next group.
  func add(_ row: Group) throws(FileError) {
    fresh.append(row)
    groups += 1
    guard groups % Self.fan == 0 else { return }
    var roots: [TreeHash] = []
    for group in (groups - Self.fan)..<groups {
      // Rows that do not agree are found out by the root over all.
      roots.append(try self.row(group)?.root ?? TreeHash())
    }
    freshFans.append(MerkleTree.root(over: roots))
  }

  /// Writes the rows that the file lacks.
  func save() throws(FileError) {
    guard !fresh.isEmpty else { return }
    try files.makeDirectory(String(path.dropLast(Self.name.count + 1)))
    let file = try files.open(path, .write)
    defer { files.close(file) }
    let start = stored == 0 ? 0 : Self.offset(ofGroup: stored)
    if stored == 0 { try files.truncate(file, to: 0) }
    try files.write(file, at: start, array: encoded())
  }

  private func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((fresh.count + freshFans.count + 1) * Self.rowBytes)
    func add(_ value: UInt64) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    if stored == 0 {
      add(Self.mark)
      bytes += [UInt8](repeating: 0, count: Self.rowBytes - 8)
    }
    var fans = freshFans[...]
    for (number, row) in fresh.enumerated() {
      row.root.withBytes { bytes.append(contentsOf: $0) }
      add(row.place.segment)
      add(row.place.offset)
      if (stored + UInt64(number) + 1) % Self.fan == 0, let fan = fans.popFirst() {
        fan.withBytes { bytes.append(contentsOf: $0) }
        add(0)
        add(0)
      }
    }
    return bytes
  }
}

extension MerkleTree {
  /// The root over hashes that are roots of equal perfect subtrees, or leaves.
  static func root(over hashes: [TreeHash]) -> TreeHash {
    var level = hashes
    var hasher = Hasher256()
    precondition(level.count.nonzeroBitCount == 1, "no perfect subtree of \(level.count)")
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { hasher.node(level[$0], level[$0 + 1]) }
    }
    return level[0]
  }
}
