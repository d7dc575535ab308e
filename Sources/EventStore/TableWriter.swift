// Writing a keyed table: entries in order, block by block, then what finds them.

struct TableWriter: ~Copyable {
  private let number: UInt64
  private let path: String
  private let files: any FileLayer
  private let file: OpenFile
  private var filter: TableFilter
  private var fences: [UInt64] = []
  private var block: [UInt8] = []
  private var lastHash: UInt64 = 0
  private var waiting: [UInt8] = []
  private var offset = 0
  private var entries = 0
  private static let atOnce = 1 << 20

  /// - Parameter most: how many entries there will be, or a few more.
  init(
    _ number: UInt64, at path: String, most: Int, _ files: any FileLayer
  ) throws(FileError) {
    self.number = number
    self.path = path
    self.files = files
    // A file of that name is of a writer that was killed; somebody may still read it.
    if let old = try openIfThere(path, files) {
      files.close(old)
      try files.remove(path)
    }
    file = try files.open(path, .create)
    filter = TableFilter(keys: most)
    block.reserveCapacity(2 * KeyedTable.blockBytes)
    waiting.reserveCapacity(Self.atOnce + 2 * KeyedTable.blockBytes)
  }

  deinit { files.close(file) }

  /// Adds the next entry. Keys of one hash stay in one block.
  mutating func add(_ hash: UInt64, _ entry: UnsafeRawBufferPointer) throws(FileError) {
    if block.count >= KeyedTable.blockBytes, hash != lastHash { try closeBlock() }
    if block.isEmpty {
      fences += [hash, UInt64(offset + waiting.count), 0]
    }
    block.append(contentsOf: entry)
    filter.add(hash)
    lastHash = hash
    entries += 1
  }

  private mutating func closeBlock() throws(FileError) {
    if block.isEmpty { return }
    var hasher = Hasher256()
    fences[fences.count - 1] = block.withUnsafeBytes { hasher.check($0) }
    waiting.append(contentsOf: block)
    block.removeAll(keepingCapacity: true)
    if waiting.count >= Self.atOnce { try flush() }
  }

  private mutating func flush() throws(FileError) {
    try files.write(file, at: offset, array: waiting)
    offset += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  /// Writes what finds the entries; the table is on the disk when this returns.
  mutating func finish() throws(FileError) -> TableReference {
    try closeBlock()
    try flush()
    let counts = [UInt64(fences.count / 3), UInt64(entries), UInt64(filter.words.count * 8)]
    let check = KeyedTable.check([fences, filter.words, counts])
    for part in [fences, filter.words, counts + [check, KeyedTable.mark]] {
      let bytes = part.count * 8
      try part.withUnsafeBytes { part in
        Result { () throws(FileError) in try files.write(file, at: offset, part) }
      }.get()
      offset += bytes
    }
    try files.sync(file)
    return TableReference(number: number, bytes: UInt64(offset), check: check)
  }
}
