// Records by key on the disk, in a few tables of growing size: what is new goes to a table of its own, and small
// tables are joined to larger ones (FORMAT.md, section 12).

/// The tables of one kind, immutable: adding to them gives others. Any number of threads may read them.
public struct KeyedTables: Sendable {
  /// The oldest first.
  let tables: [KeyedTable]
  private let place: String
  private let files: any FileLayer

  /// No table yet.
  ///
  /// - Parameter place: the path of the files without their numbers.
  public init(_ place: String, _ files: any FileLayer) {
    self.init([], place, files)
  }

  private init(_ tables: [KeyedTable], _ place: String, _ files: any FileLayer) {
    self.tables = tables
    self.place = place
    self.files = files
  }

  public var isEmpty: Bool { tables.isEmpty }

  // MARK: Looking up

  /// The newest record of a key; nil when it has none, or has none any more.
  public func record(of key: UnsafeRawBufferPointer) throws(TableError) -> [UInt8]? {
    let hash = KeyHash.of(key)
    for table in tables.reversed() {
      let found = try table.entry(of: key, hash) { $0.record.map { Array($0) } }
      if let found { return found }
    }
    return nil
  }

  public func record(of key: [UInt8]) throws(TableError) -> [UInt8]? {
    if isEmpty { return nil }
    return try key.withUnsafeBytes { key in
      Result { () throws(TableError) in try record(of: key) }
    }.get()
  }

  /// The records that each table has of a key, the newest first, until one says to stop.
  func records(
    of key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(TableError) {
    let hash = KeyHash.of(key)
    for table in tables.reversed() {
      let goesOn = try table.entry(of: key, hash) { $0.record.map(body) ?? false }
      if goesOn == false { return }
    }
  }

  /// Gives the newest record of each key, in the order of the keys' hashes.
  public func forEach(
    _ body: (_ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer) -> Void
  ) throws(TableError) {
    var cursors: [TableCursor] = []
    for table in tables.reversed() { cursors.append(try TableCursor(table)) }
    do throws(MergeError<Never>) {
      try TableMerge(cursors).forEach { (_, entry) throws(Never) in
        if let record = entry.record { body(entry.key, record) }
      }
    } catch {
      if case .table(let error) = error { throw error }
    }
  }

  // MARK: Adding

  /// Writes a table of new entries, joined with those tables that together are not much larger.
  ///
  /// A table at most half as large as all newer ones is joined with them: each entry is written anew about as often as
  /// the logarithm of how much there is, and tables stay few. The files joined stay until `removeOthers`.
  ///
  /// - Parameter join: makes one record of a newer and an older one; without it the newer one holds.
  public func adding(
    _ entries: TableEntries,
    joining join: ((UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> [UInt8])? = nil
  ) throws(TableError) -> KeyedTables {
    if entries.count == 0 { return self }
    entries.sort()
    var kept = tables.count
    var newer = entries.bytes.count
    for number in tables.indices.reversed() {
      if tables[number].dataBytes <= newer / 2 { kept = number }
      newer += tables[number].dataBytes
    }
    let joined = tables[kept...]
    var most = entries.count
    var cursors = [try TableCursor(entries)]
    for table in joined.reversed() {
      cursors.append(try TableCursor(table))
      most += table.entries
    }
    let number = (tables.map(\.reference.number).max() ?? 0) + 1
    let merge = TableMerge(cursors, joining: join)
    let reference = try Self.write(
      merge, number, at: path(number), most: most, forgetsRemoved: kept == 0, files)
    let opened = try tabling { () throws(FileError) in
      try KeyedTable.open(reference, at: path(number), files)
    }
    guard let table = opened else { throw .damaged(path: path(number), offset: 0) }
    return KeyedTables(Array(tables[..<kept]) + [table], place, files)
  }

  private static func write(
    _ merge: TableMerge, _ number: UInt64, at path: String, most: Int, forgetsRemoved: Bool,
    _ files: any FileLayer
  ) throws(TableError) -> TableReference {
    var writer = try Self.writer(number, path, most, files)
    do throws(MergeError<FileError>) {
      try merge.forEach { (hash, entry) throws(FileError) in
        if entry.record != nil || !forgetsRemoved { try writer.add(hash, entry.bytes) }
      }
    } catch {
      switch error {
      case .table(let error): throw error
      case .body(let error): throw .file(error)
      }
    }
    do throws(FileError) { return try writer.finish() } catch { throw .file(error) }
  }

  private static func writer(
    _ number: UInt64, _ path: String, _ most: Int, _ files: any FileLayer
  ) throws(TableError) -> TableWriter {
    do throws(FileError) { return try TableWriter(number, at: path, most: most, files) } catch {
      throw .file(error)
    }
  }

  // MARK: Files

  private static func path(_ place: String, _ number: UInt64) -> String { "\(place).\(number)" }
  private func path(_ number: UInt64) -> String { Self.path(place, number) }

  /// Opens the tables that a file vouches for; nil when one of them is not there, or not as it says.
  static func open(
    _ references: [TableReference], _ place: String, _ files: any FileLayer
  ) throws(FileError) -> KeyedTables? {
    var tables: [KeyedTable] = []
    for reference in references {
      guard let table = try KeyedTable.open(reference, at: path(place, reference.number), files)
      else { return nil }
      tables.append(table)
    }
    let bytes = tables.map(\.dataBytes).reduce(0, +)
    for table in tables where bytes <= mostChecked {
      if try !table.isWhole() { return nil }
    }
    return KeyedTables(tables, place, files)
  }

  /// Tables of no more bytes than this are read and checked whole when they are opened; of larger ones, each block when
  /// it is read.
  private static let mostChecked = 64 << 20

  /// Removes the files of this kind that are none of these tables: joined since, or left by a writer that was killed.
  public func removeOthers() throws(FileError) {
    let parts = place.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last else { return }
    let directory = parts.dropLast().joined(separator: "/")
    let kept = Set(tables.map { "\(name).\($0.reference.number)" })
    for entry in try files.list(directory) where entry.hasPrefix(name + ".") {
      let isNumbered = UInt64(entry.dropFirst(name.count + 1)) != nil
      if isNumbered, !kept.contains(entry) { try files.remove(directory + "/" + entry) }
    }
  }

  /// As the file that vouches for the tables names them: `number 8 | bytes 8 | check 8` of each.
  public var references: [UInt8] {
    var bytes: [UInt8] = []
    for table in tables {
      for value in [table.reference.number, table.reference.bytes, table.reference.check] {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  /// Opens the tables named in such bytes; nil when they are not there or not so.
  public static func open(
    references bytes: [UInt8], _ place: String, _ files: any FileLayer
  ) throws(FileError) -> KeyedTables? {
    guard bytes.count % 24 == 0 else { return nil }
    let references = bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 24).map {
        TableReference(
          number: bytes.load(UInt64.self, at: $0), bytes: bytes.load(UInt64.self, at: $0 + 8),
          check: bytes.load(UInt64.self, at: $0 + 16))
      }
    }
    return try open(references, place, files)
  }
}
