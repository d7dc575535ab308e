// A table of records by key, written once and never changed (FORMAT.md, section 12).
//
//   blocks of entries, in the order of the keys' hashes │ fences │ filter │ end
//
// A key is found with one look at the filter, a search among the fences, and the reading of one block, whose check is
// compared each time.

/// Why a record could not be read.
public enum TableError: Error, Hashable, Sendable, CustomStringConvertible {
  case file(FileError)
  /// A block is not what was written.
  case damaged(path: String, offset: Int)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let offset):
      "couldn't trust \(path): the block at offset \(offset) is not what was written"
    }
  }
}

/// Turns a failed call to the file system into the error of a table.
@inline(__always)
func tabling<R>(_ body: () throws(FileError) -> R) throws(TableError) -> R {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}

/// How a table is named by the file that vouches for it.
struct TableReference: Equatable, Sendable {
  /// Its number, part of its name.
  var number: UInt64
  /// Of the whole file.
  var bytes: UInt64
  /// Of its fences, which hold the check of every block.
  var check: UInt64
}

/// A table opened for reading; its file is closed with the last reference. Any number of threads may read it.
final class KeyedTable: Sendable {
  /// Of each block: the hash of its first key, where it starts, and the check of its bytes.
  struct Fence: Sendable {
    static let bytes = 24
    var hash: UInt64
    var offset: UInt64
    var check: UInt64
  }

  /// The fences as they stand in the file, three numbers each.
  struct Fences: Sendable {
    let words: [UInt64]
    var count: Int { words.count / 3 }
    subscript(block: Int) -> Fence {
      Fence(
        hash: words[3 * block], offset: words[3 * block + 1], check: words[3 * block + 2])
    }
  }

  /// `MNTTABL1`, read as a little-endian number.
  static let mark: UInt64 = 0x314C_4241_5454_4E4D
  /// Of blocks, of entries, bytes of the filter, check, and the mark.
  static let endBytes = 40
  /// A block is closed once it has so many bytes.
  static let blockBytes = 4096

  let reference: TableReference
  let entries: Int
  let fences: Fences
  let path: String
  private let filter: TableFilter
  /// Where the blocks end.
  private let dataEnd: Int
  private let files: any FileLayer
  private let file: OpenFile

  /// Opens the file that a reference names; nil when it is not there or is another.
  static func open(
    _ reference: TableReference, at path: String, _ files: any FileLayer
  ) throws(FileError) -> KeyedTable? {
    guard let file = try openIfThere(path, files) else { return nil }
    do throws(FileError) {
      if let table = try KeyedTable(reference, path, file, files) { return table }
    } catch {
      files.close(file)
      throw error
    }
    files.close(file)
    return nil
  }

  private init?(
    _ reference: TableReference, _ path: String, _ file: OpenFile, _ files: any FileLayer
  ) throws(FileError) {
    let size = try files.size(file)
    guard size == Int(clamping: reference.bytes), size > Self.endBytes else { return nil }
    var words = [UInt64](repeating: 0, count: Self.endBytes / 8)
    guard try Self.read(file, at: size - Self.endBytes, into: &words, files) else { return nil }
    let end = words
    guard end[4] == Self.mark, end[3] == reference.check,
      end[0..<3].allSatisfy({ $0 < UInt64(size) }), end[2] > 0, end[2] % 64 == 0
    else { return nil }
    let indexBytes = Int(end[0]) * Fence.bytes + Int(end[2])
    guard indexBytes <= size - Self.endBytes else { return nil }
    dataEnd = size - Self.endBytes - indexBytes
    var fences = [UInt64](repeating: 0, count: Int(end[0]) * 3)
    words = [UInt64](repeating: 0, count: Int(end[2]) / 8)
    guard try Self.read(file, at: dataEnd, into: &fences, files),
      try Self.read(file, at: dataEnd + fences.count * 8, into: &words, files),
      Self.check([fences, words, Array(end[..<3])]) == reference.check
    else { return nil }
    self.fences = Fences(words: fences)
    filter = TableFilter(words: words)
    self.reference = reference
    entries = Int(end[1])
    self.path = path
    self.file = file
    self.files = files
  }

  /// Reads numbers; false where the file ends before.
  private static func read(
    _ file: OpenFile, at offset: Int, into words: inout [UInt64], _ files: any FileLayer
  ) throws(FileError) -> Bool {
    let read = try words.withUnsafeMutableBytes { bytes in
      Result { () throws(FileError) in try files.read(file, at: offset, into: bytes) }
    }.get()
    return read == words.count * 8
  }

  deinit { files.close(file) }

  /// Of fences, filter and the counts after them.
  static func check(_ parts: [[UInt64]]) -> UInt64 {
    var hasher = Hasher256()
    return hasher.check(parts)
  }

  /// The bytes of the blocks.
  var dataBytes: Int { dataEnd }

  func mayHold(_ hash: UInt64) -> Bool { filter.mayHold(hash) }

  /// The entry of a key, while its block is read; nothing is called for a key that has none.
  ///
  /// - Returns: what `body` gives, nil when there is no entry.
  func entry<R>(
    of key: UnsafeRawBufferPointer, _ hash: UInt64, _ body: (TableItem) -> R
  ) throws(TableError) -> R? {
    guard filter.mayHold(hash), let block = block(of: hash) else { return nil }
    return try withBlocks(block..<block + 1) { bytes in
      var at = 0
      while let entry = TableItem(bytes, at: at) {
        if entry.key.count == key.count, entry.key.elementsEqual(key) { return body(entry) }
        at += entry.bytes.count
      }
      return nil
    }
  }

  /// The block that holds a hash if any does.
  private func block(of hash: UInt64) -> Int? {
    var low = 0
    var high = fences.count
    while low < high {
      let middle = (low + high) / 2
      if fences[middle].hash <= hash { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// Where a block ends.
  func end(of block: Int) -> Int {
    block + 1 < fences.count ? Int(clamping: fences[block + 1].offset) : dataEnd
  }

  /// Reads everything, and compares it with the checks.
  func isWhole() throws(FileError) -> Bool {
    for first in stride(from: 0, to: fences.count, by: 64) {
      do throws(TableError) {
        try withBlocks(first..<min(first + 64, fences.count)) { _ in }
      } catch {
        if case .file(let error) = error { throw error }
        return false
      }
    }
    return true
  }

  /// Reads some blocks that follow one another, each compared with its check.
  func withBlocks<R>(
    _ blocks: Range<Int>, _ body: (UnsafeRawBufferPointer) -> R
  ) throws(TableError) -> R {
    let start = Int(clamping: fences[blocks.lowerBound].offset)
    let count = end(of: blocks.upperBound - 1) - start
    let outcome = withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 16) { room in
      Result { () throws(TableError) -> R in
        let whole = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
        try read(blocks, at: start, into: whole)
        return body(UnsafeRawBufferPointer(whole))
      }
    }
    return try outcome.get()
  }

  /// - Parameter room: of the size of the blocks.
  func read(
    _ blocks: Range<Int>, at start: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(TableError) {
    let read = try tabling { () throws(FileError) in
      try files.read(file, at: start, into: room)
    }
    guard read == room.count else { throw .damaged(path: path, offset: start) }
    var hasher = Hasher256()
    for block in blocks {
      let from = Int(clamping: fences[block].offset)
      let bytes = UnsafeRawBufferPointer(rebasing: room[from - start..<end(of: block) - start])
      if hasher.check(bytes) != fences[block].check { throw .damaged(path: path, offset: from) }
    }
  }
}
