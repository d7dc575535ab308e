// The single writer of a log: one append is one block, one write and one sync.
import Synchronization

/// A log opened for writing.
///
/// One thread at a time, but for the three steps of an append, which may overlap. Nothing is acknowledged before it is
/// on the disk.
public final class EventLog: @unchecked Sendable {
  /// What opening found and did.
  public let recovery: Recovery
  /// The position the next event gets; the number of events.
  public private(set) var next: UInt64
  /// The root of all events.
  public private(set) var root: TreeHash

  let directory: String
  let files: any FileLayer
  let settings: LogSettings
  /// Nil once it is closed, and until all that opening does has succeeded.
  private var lock: OpenFile?
  private let tailFile: OpenFile
  private var tree: MerkleTree
  private var streams: StreamTable
  private var writer: SegmentWriter
  /// Blocks written, their memory kept.
  private let spare = Mutex<[BuiltBlock]>([])
  private let packing = PackingThread()
  /// The position after the last event admitted; those from `next` on are under way.
  private(set) var admitted: UInt64
  /// The segments before the active one.
  private var sealed: [StreamIndex.Sealed]
  /// The size of the last of them.
  private var sealedSize: Int
  private let repacking: BackgroundRepacking?
  /// The last block: its segment, and where its header lies.
  private var lastBlock: (segment: UInt64, header: Int)?
  /// How many events the saved index covers.
  private var indexed: UInt64
  /// The root of all events built, durable or not.
  private var builtRoot: TreeHash
  /// Why nothing more is written.
  private let stopped = Mutex<String?>(nil)

  /// Makes an empty log.
  ///
  /// - Parameter directory: `LEDGER/log`; made where it is not there, its parent must be.
  /// - Throws: `exists` where a segment is already.
  public static func create(
    in directory: String, files: any FileLayer = SystemFiles(),
    settings: LogSettings = LogSettings()
  ) throws(LogError) -> EventLog {
    try filing { () throws(FileError) in try files.makeDirectory(directory) }
    let lock = try WriterLock.take(directory, files)
    do throws(LogError) {
      let found = try filing { () throws(FileError) in try Segments.list(directory, files) }
      guard found.firsts.isEmpty else { throw .exists(directory: directory) }
      try filing { () throws(FileError) in try SegmentWriter.create(0, in: directory, files) }
      return try EventLog(directory, files, settings, lock)
    } catch {
      files.close(lock.file)
      throw error
    }
  }

  /// Opens a log, and cuts a torn tail.
  ///
  /// - Throws: `writerLives` naming the process that writes it; `damaged` when anything but the tail
  ///   is wrong.
  public static func open(
    in directory: String, files: any FileLayer = SystemFiles(),
    settings: LogSettings = LogSettings()
  ) throws(LogError) -> EventLog {
    let found = try segmentsIfThere(directory, files)
    guard !found.firsts.isEmpty else { throw .absent(directory: directory) }
    let lock = try WriterLock.take(directory, files)
    do throws(LogError) {
      return try EventLog(directory, files, settings, lock)
    } catch {
      files.close(lock.file)
      throw error
    }
  }

  private init(
    _ directory: String, _ files: any FileLayer, _ settings: LogSettings,
    _ lock: (file: OpenFile, wasClosed: Bool)
  ) throws(LogError) {
    self.directory = directory
    self.files = files
    self.settings = settings
    var opening = Opening(directory, files)
    try opening.run(index: settings.index(for: directory), wasClosed: lock.wasClosed)
    recovery = opening.recovery
    tree = opening.checker.tree
    streams = opening.checker.streams
    streams.commit()
    root = opening.checker.root
    builtRoot = opening.checker.root
    next = opening.checker.position
    admitted = opening.checker.position
    sealed = opening.sealed
    sealedSize = opening.sealedSize
    repacking = settings.repacks ? BackgroundRepacking(directory, files) : nil
    lastBlock = opening.lastBlock
    indexed = opening.checker.position - opening.recovery.eventsRead
    let writer = try filing { [opening] () throws(FileError) in
      try SegmentWriter(
        opening.segment, in: directory, files, settings, blockEnd: opening.blockEnd,
        size: opening.fileSize)
    }
    self.writer = writer
    do throws(LogError) {
      tailFile = try filing { () throws(FileError) in
        try files.open(directory + "/" + Tail.name, .write)
      }
    } catch {
      writer.close()
      throw error
    }
    do throws(LogError) {
      try filing { [opening] () throws(FileError) in
        try makeDurable(removing: opening.unfinished)
      }
      if recovery.eventsRead >= settings.eventsBetweenIndexes / 4 { try writeIndex() }
    } catch {
      files.close(tailFile)
      writer.close()
      throw error
    }
    self.lock = lock.file
    for first in sealed.map(\.first) where lastBlock.map({ first < $0.segment }) == true {
      repacking?.add(first)
    }
  }

  /// What a killed writer left complete may not be on the disk yet; what it had begun to repack goes.
  private func makeDurable(removing unfinished: [String]) throws(FileError) {
    try writer.sync()
    try publishTail()
    try files.sync(tailFile)
    try files.syncDirectory(directory)
    try files.syncDirectory(directory + "/..")
    for name in unfinished { try files.remove(directory + "/" + name) }
  }

  deinit {
    packing.stop()
    if let lock {
      repacking?.stop()
      files.close(tailFile)
      writer.close()
      files.close(lock)
    }
  }

  /// The version that the next event of a stream gets.
  public func nextVersion(of stream: String) throws(LogError) -> UInt64 {
    do throws(TableError) { return try streams.version(of: stream) + 1 } catch {
      try stop(for: error)
    }
  }

  /// The streams as far as they are saved; to be asked for while nothing is under way.
  public var savedStreams: SavedStreams {
    SavedStreams(end: streams.base, tables: streams.tables)
  }

  /// Appends all lines of a batch, or none; returns once they are on the disk.
  ///
  /// - Parameter position: the position the first line must get, that is `next`.
  /// - Throws: before anything is written when a line does not continue the log or its stream. After a
  ///   failed write or sync whether the events are kept is unknown until the log is opened again.
  public func append(_ batch: Batch, expecting position: UInt64) throws(LogError) {
    guard batch.count > 0 else { return try requireOpen(position) }
    if isIndexDue { try saveIndex() }
    try write(try prepare(batch, expecting: position))
  }

  // MARK: The steps of an append. Each is taken by one thread at a time, in the order of the log; different steps of
  // different batches may be taken at once.

  /// Admits a batch, and builds its block while the one before it may still be written.
  ///
  /// - Parameter position: the position the first line must get: that after the last one prepared.
  /// - Throws: when a line does not continue the log or its stream; nothing was taken on then.
  public func prepare(_ batch: Batch, expecting position: UInt64) throws(LogError) -> BuiltBlock {
    try admit(batch, expecting: position)
    return built(batch.lines)
  }

  /// Takes the lines of a batch as the next events of the log and of their streams, or none of them.
  private func admit(_ batch: Batch, expecting position: UInt64) throws(LogError) {
    try requireOpen(position)
    guard batch.byteCount <= BlockHeader.mostContent
    else { throw .batchTooLarge(bytes: batch.byteCount, most: BlockHeader.mostContent) }
    do throws(LogError) { try takeStreams(batch) } catch {
      streams.revert()
      throw error
    }
    streams.commit()
    admitted = position + UInt64(batch.count)
  }

  /// Lets events be written into the slots that they get, behind other lines; all of them, or none.
  ///
  /// - Returns: the position of the first.
  func admit(
    to names: [String], into lines: inout EventLines,
    line: (Int, EventSlot, inout [UInt8]) -> Void
  ) throws(LogError) -> UInt64 {
    let first = admitted
    let (count, bytes) = (lines.count, lines.bytes.count)
    for (index, name) in names.enumerated() {
      let id: Int
      do throws(LogError) { id = try number(of: name) } catch {
        streams.revert()
        lines.truncate(to: count, bytes: bytes)
        admitted = first
        throw error
      }
      let slot = EventSlot(position: admitted, version: streams.versions[id] + 1)
      let start = lines.bytes.count
      lines.add { line(index, slot, &$0) }
      if let reason = lines.objection(at: start..<lines.bytes.count, to: slot, of: name) {
        streams.revert()
        lines.truncate(to: count, bytes: bytes)
        admitted = first
        throw .wrongLine(line: index, position: slot.position, reason: reason)
      }
      streams.add(id, version: slot.version)
      admitted += 1
    }
    streams.commit()
    return first
  }

  private func number(of stream: String) throws(LogError) -> Int {
    do throws(TableError) { return try streams.id(of: stream) } catch { try stop(for: error) }
  }

  /// A table gave no answer. Where it is damaged the index is removed, and nothing more is written: the log is opened
  /// again, and read whole.
  private func stop(for damage: TableError) throws(LogError) -> Never {
    if case .file(let error) = damage { throw .file(error) }
    let error = LogError.indexDamaged(damage)
    stopped.withLock { $0 = $0 ?? error.description }
    try filing { [self] () throws(FileError) in
      try StreamIndex.drop(from: settings.index(for: directory), files)
    }
    throw error
  }

  private func requireOpen(_ position: UInt64) throws(LogError) {
    guard lock != nil else { throw .closed }
    if let cause = stopped.withLock({ $0 }) { throw .stopped(cause: cause) }
    guard position == admitted else { throw .wrongPosition(expected: position, next: admitted) }
  }

  private func takeStreams(_ batch: Batch) throws(LogError) {
    var start = 0
    for (line, entry) in batch.entries.enumerated() {
      let id = try number(of: entry.stream)
      let before = streams.versions[id]
      guard entry.version == before + 1 else {
        throw .wrongVersion(
          stream: entry.stream, version: entry.version, next: before + 1, line: line)
      }
      let slot = EventSlot(position: admitted + UInt64(line), version: entry.version)
      if let reason = batch.lines.objection(at: start..<entry.end, to: slot, of: entry.stream) {
        throw .wrongLine(line: line, position: slot.position, reason: reason)
      }
      streams.add(id, version: entry.version)
      start = entry.end
    }
  }

  /// Hashes and compresses lines that were admitted.
  func built(_ lines: EventLines) -> BuiltBlock {
    let block = spare.withLock { $0.popLast() } ?? BuiltBlock()
    block.build(lines, rootBefore: builtRoot, growing: &tree, beside: packing)
    builtRoot = block.header.rootAfter
    return block
  }

  /// Writes a block, and returns once it is on the disk: then its events are the log's.
  ///
  /// - Throws: `stopped` after an earlier failure.
  public func write(_ block: BuiltBlock) throws(LogError) {
    defer { spare.withLock { $0.append(block) } }
    if let cause = stopped.withLock({ $0 }) { throw .stopped(cause: cause) }
    do throws(FileError) {
      if !writer.holds(block.bytes) { try roll() }
      let at = try writer.write(block)
      try writer.sync()
      let isFirst = lastBlock?.segment != writer.first
      lastBlock = (writer.first, at)
      root = block.header.rootAfter
      next = block.header.end
      try publishTail()
      if isFirst, let last = sealed.last { repacking?.add(last.first) }
    } catch {
      // A failed sync is never tried again: what the disk holds is known when the log is opened again.
      stopped.withLock { $0 = error.description }
      throw .file(error)
    }
  }

  /// Seals the active segment and starts the next.
  private func roll() throws(FileError) {
    let size = try writer.trim()
    try writer.sync()
    sealed.append(StreamIndex.Sealed(first: writer.first, size: UInt64(size)))
    sealedSize = size
    try SegmentWriter.create(next, in: directory, files)
    let following = try SegmentWriter(
      next, in: directory, files, settings, blockEnd: 0, size: Padding.page)
    writer.close()
    writer = following
  }

  private func publishTail() throws(FileError) {
    let last = lastBlock?.segment ?? 0
    let offset = last == writer.first ? writer.blockEnd : sealedSize
    let tail = Tail(events: next, segment: last, offset: UInt64(offset), root: root)
    try tail.write(to: tailFile, files)
  }

  /// Whether a writer that opens the log after a crash should be spared the reading of so many events.
  public var isIndexDue: Bool {
    admitted - indexed >= settings.eventsBetweenIndexes
      || streams.fresh >= settings.streamsBetweenIndexes
  }

  /// Saves the stream index, while no block is prepared and not written.
  ///
  /// - Throws: `stopped` after a failed write or sync.
  public func saveIndex() throws(LogError) {
    try requireOpen(admitted)
    precondition(admitted == next, "events are under way")
    try writeIndex()
  }

  /// Writes what is new to a table, and the file that vouches for all tables.
  private func writeIndex() throws(LogError) {
    guard let lastBlock else { return }
    let place = settings.index(for: directory)
    try filing { [files] () throws(FileError) in try files.makeDirectory(place) }
    let tables: KeyedTables
    do throws(TableError) {
      let known = streams.tables ?? KeyedTables(StreamIndex.place(in: place), files)
      tables = try known.adding(streams.entries(), joining: StreamRecord.joined)
    } catch {
      try stop(for: error)
    }
    let index = StreamIndex(
      tree: tree, tables: tables.tables.map(\.reference),
      sealed: sealed.filter { $0.first < lastBlock.segment },
      segment: lastBlock.segment, headerOffset: UInt64(lastBlock.header))
    try filing { [files] () throws(FileError) in try index.save(to: place, tables, files) }
    streams.goOn(from: tables)
    indexed = next
  }

  /// Repacks all sealed segments that are not yet, in the foreground.
  ///
  /// - Parameter progress: called before each with how many are done, and how many there are.
  /// - Returns: how many were, and their sizes before and after.
  @discardableResult
  public func repack(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws(LogError)
    -> (segments: Int, before: Int, after: Int)
  {
    guard lock != nil else { throw .closed }
    repacking?.stop()
    var found = (segments: 0, before: 0, after: 0)
    let ready = sealed.map(\.first).filter { first in lastBlock.map { first < $0.segment } == true }
    try filing { [self] () throws(FileError) in
      do throws(FileError) { try files.sync(tailFile) } catch {
        // The cache may have gone back to what `tail` said before: readers must see what was acknowledged.
        try publishTail()
        throw error
      }
      for (number, first) in ready.enumerated() {
        progress(number, ready.count)
        guard let sizes = try Repacking.run(first, in: directory, files) else { continue }
        found.segments += 1
        found.before += sizes.before
        found.after += sizes.after
      }
    }
    return found
  }

  /// Cuts the unused end off, saves the stream index, and lets the next writer in.
  public func close() throws(LogError) {
    guard let lock else { return }
    repacking?.stop()
    packing.stop()
    defer {
      files.close(tailFile)
      writer.close()
      files.close(lock)
      self.lock = nil
    }
    if stopped.withLock({ $0 != nil }) { return }
    try filing { [self] () throws(FileError) in
      _ = try writer.trim()
      try writer.sync()
      try files.sync(tailFile)
    }
    do throws(LogError) { try writeIndex() } catch {
      // Without an index the log is whole.
      guard case .indexDamaged = error else { throw error }
    }
    try filing { [files] () throws(FileError) in try files.truncate(lock, to: 0) }
  }
}
