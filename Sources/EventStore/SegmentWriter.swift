// Writing blocks into the active segment, its unused rest always covered by padding.

/// The active segment of a writer.
struct SegmentWriter {
  let first: UInt64
  /// Where its last block ends.
  private(set) var blockEnd: Int
  private var size: Int
  private let file: OpenFile
  private let files: any FileLayer
  private let settings: LogSettings
  private let ahead: ZeroFill

  /// Makes a segment of one page of padding, on the disk with its name. Where the disk is full, none is
  /// left.
  static func create(
    _ first: UInt64, in directory: String, _ files: any FileLayer
  ) throws(FileError) {
    let path = directory + "/" + Segments.name(first)
    let file = try files.open(path, .create)
    defer { files.close(file) }
    do throws(FileError) {
      _ = try Unused.close(file, after: 0, files)
      try files.sync(file)
    } catch {
      try files.remove(path)
      throw error
    }
    try files.syncDirectory(directory)
  }

  init(
    _ first: UInt64, in directory: String, _ files: any FileLayer, _ settings: LogSettings,
    blockEnd: Int, size: Int
  ) throws(FileError) {
    let path = directory + "/" + Segments.name(first)
    file = try files.open(path, .write)
    ahead = ZeroFill(path, files)
    self.first = first
    self.files = files
    self.settings = settings
    self.blockEnd = blockEnd
    self.size = size
  }

  /// Whether a block fits without taking the segment beyond its size; the first always does.
  func holds(_ bytes: Int) -> Bool {
    blockEnd == 0
      || Padding.boundary(after: Padding.boundary(after: blockEnd) + bytes) <= settings.segmentBytes
  }

  /// Writes a block with the padding behind it, in one write; gives where its header lies.
  mutating func write(_ block: BuiltBlock) throws(FileError) -> Int {
    let start = Padding.boundary(after: blockEnd)
    let end = start + block.bytes
    let boundary = Padding.boundary(after: end)
    if boundary > size, let filled = ahead.take() { size = filled }
    if boundary > size { try grow(to: boundary) }
    let bytes = block.closed(gap: boundary - end, rest: size - boundary)
    try files.write(file, at: start, bytes)
    blockEnd = end
    fillAhead()
    return start
  }

  /// Has the next part filled while this one is written, once there is much to write.
  private func fillAhead() {
    let step = settings.mostPreallocated
    guard settings.fillsAhead, size >= step / 2, size - blockEnd < step / 2 else { return }
    ahead.start(from: size, to: min(size + step, settings.segmentBytes))
  }

  /// Zero-fills ahead, as a padding frame of its own, in one write. What a full disk took of it is cut
  /// off again, so that the file stays whole.
  private mutating func grow(to boundary: Int) throws(FileError) {
    let step = min(max(size, settings.firstPreallocated), settings.mostPreallocated)
    let wanted = min(size + step, max(settings.segmentBytes, boundary))
    let target = (max(boundary, wanted) + Padding.page - 1) / Padding.page * Padding.page
    do throws(FileError) { try Unused.pad(file, size, to: target, files) } catch {
      try files.truncate(file, to: size)
      throw error
    }
    size = target
  }

  /// Cuts the zero-filled rest off; gives the size left.
  mutating func trim() throws(FileError) -> Int {
    if let filled = ahead.take() { size = filled }
    let end = Padding.boundary(after: blockEnd)
    if blockEnd == 0 {
      try files.truncate(file, to: 0)
      size = try Unused.close(file, after: 0, files)
    } else if size > end {
      try files.truncate(file, to: end)
      size = end
    }
    return size
  }

  func sync() throws(FileError) { try files.sync(file) }

  func close() {
    _ = ahead.take()
    files.close(file)
  }
}
