// Reading a log from any process, up to its durable end, without a lock.
import Glibc

/// A log opened for reading: what was durable at that moment, for ever after.
public struct LogReader: Sendable {
  /// How many events were durable when it was opened.
  public let end: UInt64
  let directory: String
  let files: any FileLayer
  /// What the writer published last, to compare with what is read.
  let tail: Tail?
  private let segments: [UInt64]

  /// - Throws: `absent` where no log is; `damaged` when acknowledged events are missing, or a block after
  ///   the end is broken with another behind it.
  public init(directory: String, files: any FileLayer = SystemFiles()) throws(LogError) {
    self.directory = directory
    self.files = files
    for attempt in 0..<1000 {
      let writerLives = try filing { () throws(FileError) in try WriterLock.isHeld(directory, files)
      }
      let tail = try filing { () throws(FileError) in try Tail.read(directory, files) }
      let found = try segmentsIfThere(directory, files)
      if writerLives {
        if let tail {
          (end, segments) = (tail.events, found.firsts)
          self.tail = tail
          return
        }
        if attempt > 200 { throw .noTail(directory: directory) }
        usleep(5000)
        continue
      }
      guard !found.firsts.isEmpty else { throw .absent(directory: directory) }
      let end = try DurableEnd.find(after: tail, found.firsts, directory, files)
      let unchanged = try filing { () throws(FileError) -> Bool in
        let stillFree = try !WriterLock.isHeld(directory, files)
        return try Tail.read(directory, files) == tail && stillFree
      }
      if unchanged {
        (self.end, segments) = (end, found.firsts)
        self.tail = tail
        return
      }
    }
    throw .noTail(directory: directory)
  }

  /// Hands out the lines of the events from `start` up to, not including, `end`, in order.
  ///
  /// Block by block: headers and LZ4 checksums are always checked. With `verify`, reading from 0 recomputes every leaf
  /// and the root of every block; reading from elsewhere, where the tree before is not known,
  /// compares the SHA-256 check of each frame. A line without its LF is valid during the call.
  ///
  /// - Parameter threads: above 1, a large log that is read from 0 to its end is decompressed and hashed by so many.
  /// - Returns: the root after the last block read; that of all events when they were read to the end.
  @discardableResult
  public func forEach<E: Error>(
    from start: UInt64 = 0, to end: UInt64? = nil, verify: Bool = true, threads: Int = 1,
    _ body: (_ position: UInt64, _ line: UnsafeRawBufferPointer) throws(E) -> Void
  ) throws -> TreeHash? {
    let limit = min(end ?? self.end, self.end)
    if threads > 1, start == 0, limit == self.end, limit > Self.many {
      return try scan(verify: verify, threads: threads) { (first, lines) throws(E) in
        var position = first
        _ = try eachLine(lines) { (line) throws(E) in
          try body(position, line)
          position += 1
        }
      }
    }
    var blocks = BlockReader(self, from: start, verify: verify)
    while let block = try blocks.next(before: limit) {
      var position = block.first
      _ = try eachLine(block.lines) { (line) throws(E) in
        defer { position += 1 }
        if position >= start, position < limit { try body(position, line) }
      }
    }
    return blocks.root
  }

  /// Events from which on threads are worth their start.
  private static let many: UInt64 = 10_000

  /// The line of one event; nil at or after the end.
  public func line(at position: UInt64) throws(LogError) -> [UInt8]? {
    var found: [UInt8]?
    try lines(at: [position]) { found = Array($1) }
    return found
  }

  /// The lines of some events, each block read once; none for positions at or after the end.
  ///
  /// - Parameter positions: ascending, each once.
  public func lines(
    at positions: [UInt64], _ body: (_ position: UInt64, _ line: UnsafeRawBufferPointer) -> Void
  ) throws(LogError) {
    var wanted = positions[...]
    while let first = wanted.first, first < end {
      let segment = segments(from: first).first
      var blocks = BlockReader(self, from: first, verify: true)
      while let next = wanted.first, next < end, segments(from: next).first == segment {
        guard let block = try blocks.next(holding: next) else { return }
        var position = block.first
        _ = eachLine(block.lines) { line in
          if position == wanted.first {
            body(position, line)
            wanted.removeFirst()
          }
          position += 1
        }
      }
    }
  }

  /// The positions of a stream's events, in order.
  ///
  /// Reads the stream index and the events after it; without a valid index, the whole log.
  public func positions(of stream: String) throws(LogError) -> [UInt64] {
    try streams().positions(of: stream)
  }

  /// The first position of the segment that holds a position, and of all after it.
  func segments(from position: UInt64) -> ArraySlice<UInt64> {
    let number = segments.lastIndex { $0 <= position } ?? 0
    return segments[number...]
  }
}

/// The streams of a log up to one reader's end; answers many questions for one look at the index.
public struct LogStreams: Sendable {
  let table: StreamTable
  let log: LogReader

  /// The positions of a stream's events, in order.
  public func positions(of stream: String) throws(LogError) -> [UInt64] {
    do throws(TableError) {
      return try table.positions(of: stream).filter { $0 < log.end }
    } catch {
      // A table that cannot be trusted: the log itself says it.
      return try log.streams(after: nil).positions(of: stream)
    }
  }
}

extension LogReader {
  /// Reads the stream index and the events after it.
  ///
  /// - Parameter index: the directory of the index; `../index` beside the log when nil.
  public func streams(index: String? = nil) throws(LogError) -> LogStreams {
    let place = index ?? LogSettings().index(for: directory)
    let found = try segmentsIfThere(directory, files)
    // A writer may be joining tables: then the file that names them is another one by now.
    for _ in 0..<3 {
      let loaded = try filing { [directory, files] () throws(FileError) in
        try StreamIndex.load(from: place, log: directory, found, files)
      }
      if let loaded { return try streams(after: loaded.streams) }
    }
    return try streams(after: nil)
  }

  /// The streams of an index and of the events after it, or of all events.
  func streams(after indexed: StreamTable?) throws(LogError) -> LogStreams {
    var table = indexed ?? StreamTable()
    var blocks = BlockReader(self, from: table.end, verify: true)
    while let block = try blocks.next(before: end) {
      do throws(TableError) {
        _ = try eachLine(block.lines) { (line) throws(TableError) in
          guard let keys = LineKeys(line) else { return }
          let id = try table.id(of: String(decoding: keys.stream, as: UTF8.self))
          table.add(id, version: keys.version)
        }
      } catch {
        guard indexed != nil else { throw .indexDamaged(error) }
        return try streams(after: nil)
      }
    }
    return LogStreams(table: table, log: self)
  }
}

extension LogReader {
  /// Returns once all events up to the end are on the disk: what a killed writer left may not be yet.
  public func sync() throws(LogError) {
    try filing { () throws(FileError) in
      for first in segments(from: tail?.segment ?? 0) {
        let file = try files.open(directory + "/" + Segments.name(first), .read)
        defer { files.close(file) }
        try files.sync(file)
      }
      try files.syncDirectory(directory)
    }
  }
}
