// The disposable file that spares opening the reading of the whole log (FORMAT.md, section 6).
import Glibc

/// What the index file holds: the state of the log up to the end of one block, and the tables of its streams.
struct StreamIndex {
  static let name = "streams"
  /// `MNTINDX3`, read as a little-endian number.
  static let mark: UInt64 = 0x3358_444E_4954_4E4D

  struct Sealed: Equatable {
    var first: UInt64
    var size: UInt64
  }

  var tree: MerkleTree
  /// The tables of the streams, as the file names them.
  var tables: [TableReference]
  /// The segments before the last covered one.
  var sealed: [Sealed]
  /// The last covered block: its segment, and where its header lies.
  var segment: UInt64
  var headerOffset: UInt64

  /// The file's path, without the numbers that those of the tables have behind it.
  static func place(in directory: String) -> String { directory + "/" + name }

  /// Reads the file and compares it with the log; nil when it is absent or does not agree.
  static func load(
    from directory: String, log: String, _ segments: Segments, _ files: any FileLayer
  ) throws(FileError) -> (index: StreamIndex, streams: StreamTable)? {
    let place = place(in: directory)
    guard let index = try read(place, files), try index.agrees(with: segments, log, files),
      let tables = try KeyedTables.open(index.tables, place, files)
    else { return nil }
    return (index, StreamTable(base: index.tree.size, tables: tables))
  }

  /// Writes the file anew and puts it in the place of the old one; then tables that it does not name go.
  func save(to directory: String, _ tables: KeyedTables, _ files: any FileLayer) throws(FileError) {
    let path = Self.place(in: directory)
    try write(to: path + ".new", files)
    try files.rename(path + ".new", to: path)
    try tables.removeOthers()
  }

  /// Removes the file: the next to open the log reads all of it.
  static func drop(from directory: String, _ files: any FileLayer) throws(FileError) {
    let path = place(in: directory)
    guard let file = try openIfThere(path, files) else { return }
    files.close(file)
    try files.remove(path)
  }

  private func write(to path: String, _ files: any FileLayer) throws(FileError) {
    let file = try files.open(path, .write)
    defer { files.close(file) }
    try files.truncate(file, to: 0)
    try files.write(file, at: 0, array: encoded())
    try files.sync(file)
  }

  private func agrees(
    with segments: Segments, _ log: String, _ files: any FileLayer
  ) throws(FileError) -> Bool {
    let firsts = sealed.map(\.first) + [segment]
    guard segments.firsts.starts(with: firsts) else { return false }
    for (part, next) in zip(sealed, firsts.dropFirst()) {
      let file = try Segment(part.first, in: log, files)
      if UInt64(file.size) == part.size { continue }
      // Repacked since: then it ends with a footer that says so.
      guard let footer = try Footer.read(file), footer.first == part.first,
        footer.count == next - part.first
      else { return false }
    }
    let last = try Segment(segment, in: log, files)
    guard headerOffset < UInt64(last.size) else { return false }
    let bytes = try last.bytes(at: Int(headerOffset), BlockHeader.size)
    guard case .valid(let header) = BlockHeader.read(bytes) else { return false }
    return header.end == tree.size && header.rootAfter == tree.root
      && Int(headerOffset) + header.blockBytes <= last.size
  }

  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ value: UInt64) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    add(Self.mark)
    add(tree.size)
    add(UInt64(sealed.count))
    for part in sealed {
      add(part.first)
      add(part.size)
    }
    add(segment)
    add(headerOffset)
    add(UInt64(tree.peaks.count))
    for peak in tree.peaks { peak.withBytes { bytes.append(contentsOf: $0) } }
    add(UInt64(tables.count))
    for table in tables {
      add(table.number)
      add(table.bytes)
      add(table.check)
    }
    var hasher = Hasher256()
    let sum = bytes.withUnsafeBytes { hasher.hash($0) }
    sum.withBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  private static func read(
    _ path: String, _ files: any FileLayer
  ) throws(FileError) -> StreamIndex? {
    guard let file = try openIfThere(path, files) else { return nil }
    defer { files.close(file) }
    let size = try files.size(file)
    guard size > 64 else { return nil }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    defer { bytes.deallocate() }
    guard try files.read(file, at: 0, into: bytes) == size else { return nil }
    return decode(UnsafeRawBufferPointer(bytes))
  }

  static func decode(_ whole: UnsafeRawBufferPointer) -> StreamIndex? {
    let body = whole.part(0, whole.count - 32)
    var hasher = Hasher256()
    guard hasher.hash(body) == TreeHash(bytes: whole.part(whole.count - 32, 32)) else { return nil }
    var reader = FieldReader(bytes: body)
    guard reader.next() == mark, let events = reader.next(), let sealedCount = reader.next()
    else { return nil }
    var sealed: [Sealed] = []
    for _ in 0..<sealedCount {
      guard let first = reader.next(), let size = reader.next() else { return nil }
      sealed.append(Sealed(first: first, size: size))
    }
    guard let segment = reader.next(), let headerOffset = reader.next(),
      let peakCount = reader.next(), peakCount <= 64
    else { return nil }
    var peaks: [TreeHash] = []
    for _ in 0..<peakCount {
      guard let peak = reader.take(32) else { return nil }
      peaks.append(TreeHash(bytes: peak))
    }
    guard let tree = MerkleTree(size: events, peaks: peaks), let tableCount = reader.next()
    else { return nil }
    var tables: [TableReference] = []
    for _ in 0..<tableCount {
      guard let number = reader.next(), let bytes = reader.next(), let check = reader.next()
      else { return nil }
      tables.append(TableReference(number: number, bytes: bytes, check: check))
    }
    guard reader.isAtEnd else { return nil }
    return StreamIndex(
      tree: tree, tables: tables, sealed: sealed, segment: segment, headerOffset: headerOffset)
  }
}

/// Takes fields one after another, and never beyond the end.
struct FieldReader {
  let bytes: UnsafeRawBufferPointer
  private var at = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, count <= bytes.count - at else { return nil }
    defer { at += count }
    return bytes.part(at, count)
  }

  mutating func next() -> UInt64? { take(8)?.load(UInt64.self, at: 0) }
}
