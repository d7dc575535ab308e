/// Lays out a table WITHOUT ROWID from records that come in the order of their key: each page is
/// filled once and written once, where SQLite would look for the place of every row.
///
/// Such a table is an index b-tree: a page that is full goes to the file, all but its last record,
/// which stands between it and the next one on the page above.
struct TreeWriter: ~Copyable {
  private let file: PageFile
  private let root: Int
  /// The pages being filled, leaf first.
  private var levels: [TreePage] = []

  /// - Parameter root: the page that SQLite gave to the empty table.
  init(_ file: PageFile, root: Int) {
    self.file = file
    self.root = root
  }

  deinit { for page in levels { page.start.deallocate() } }

  /// Adds a record: its length as a varint of `prefix` bytes, then the record. Behind it there must be
  /// room for four bytes.
  mutating func add(_ bytes: UnsafeMutableRawBufferPointer, prefix: Int) throws(ProjectionError) {
    let length = bytes.count - prefix
    let local = TreeWriter.local(length)
    guard local < length, let start = bytes.baseAddress else {
      try add(UnsafeRawBufferPointer(bytes), child: 0, level: 0)
      return
    }
    let end = prefix + local
    let next = try overflow(UnsafeRawBufferPointer(rebasing: bytes[end...]))
    start.storeBytes(of: UInt32(next).bigEndian, toByteOffset: end, as: UInt32.self)
    try add(UnsafeRawBufferPointer(start: start, count: end + 4), child: 0, level: 0)
  }

  /// Writes the pages that are not full, the topmost as the root.
  mutating func end() throws(ProjectionError) {
    var below = 0
    for (level, page) in levels.enumerated() {
      page.complete(last: below)
      if level == levels.count - 1 {
        try file.replace(root, by: page.start)
      } else {
        below = try file.append(page.start)
      }
    }
  }

  private mutating func add(_ cell: UnsafeRawBufferPointer, child: Int, level: Int)
    throws(ProjectionError)
  {
    if level == levels.count { levels.append(TreePage(isInterior: level > 0)) }
    if levels[level].add(cell, child: child) { return }
    let divider = levels[level].removeLast()
    levels[level].complete(last: divider.child)
    let number = try file.append(levels[level].start)
    try add(divider.cell, child: number, level: level + 1)
    levels[level].clear()
    _ = levels[level].add(cell, child: child)
  }

  /// How much of a record of this length stands on the page of its tree (file format, § 1.6).
  private static func local(_ length: Int) -> Int {
    let most = (PageFile.pageSize - 12) * 64 / 255 - 23
    if length <= most { return length }
    let least = (PageFile.pageSize - 12) * 32 / 255 - 23
    let local = least + (length - least) % (PageFile.pageSize - 4)
    return local <= most ? local : least
  }

  /// Writes a chain of pages, the last one first; gives the number of the first.
  private func overflow(_ rest: UnsafeRawBufferPointer) throws(ProjectionError) -> Int {
    let page = UnsafeMutableRawBufferPointer.allocate(
      byteCount: PageFile.pageSize, alignment: MemoryLayout<UInt32>.alignment)
    defer { page.deallocate() }
    guard let start = page.baseAddress else { return 0 }
    let room = PageFile.pageSize - 4
    var next = 0
    for from in stride(from: 0, to: rest.count, by: room).reversed() {
      let part = UnsafeRawBufferPointer(rebasing: rest[from..<min(rest.count, from + room)])
      page.initializeMemory(as: UInt8.self, repeating: 0)
      page.storeBytes(of: UInt32(next).bigEndian, as: UInt32.self)
      UnsafeMutableRawBufferPointer(rebasing: page[4...]).copyMemory(from: part)
      next = try file.append(start)
    }
    return next
  }
}
