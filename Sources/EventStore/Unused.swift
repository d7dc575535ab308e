// The unused end of a segment: cutting it, closing it with padding, and what a crash left in it.

enum Unused {
  /// Ends a file that stops at `blockEnd` with padding to the page; gives its size.
  ///
  /// A file without any block gets one page of padding.
  static func close(
    _ file: OpenFile, after blockEnd: Int, _ files: any FileLayer
  ) throws(FileError) -> Int {
    let end = max(Padding.boundary(after: blockEnd), Padding.page)
    if end > blockEnd { try pad(file, blockEnd, to: end, files) }
    return end
  }

  /// Writes one whole padding frame in one write.
  static func pad(
    _ file: OpenFile, _ start: Int, to end: Int, _ files: any FileLayer
  ) throws(FileError) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: end - start, alignment: Padding.page)
    defer { bytes.deallocate() }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    Padding.writeHead(of: end - start, to: bytes, at: 0)
    try files.write(file, at: start, UnsafeRawBufferPointer(bytes))
  }

  /// How many bytes from `blockEnd` to the last one that is not zero, well-formed padding apart.
  static func bytes(of file: Segment, after blockEnd: Int) throws(FileError) -> Int {
    var walk = SegmentWalk(file, from: blockEnd, checksPadding: true)
    while case .padding(let at, _, let zero) = try walk.next() {
      if !zero { return try lastByte(of: file, from: at + Padding.least) - blockEnd }
    }
    // A padding frame cut short by the end of the file, zero inside, holds nothing.
    let head = try file.bytes(at: walk.offset, Padding.least)
    let magic: [UInt8] = [0x51, 0x2A, 0x4D, 0x18]
    let isCutPadding = !head.isEmpty && head.prefix(4).elementsEqual(magic.prefix(head.count))
    let start = isCutPadding ? walk.offset + Padding.least : walk.offset
    return max(0, try lastByte(of: file, from: start) - blockEnd)
  }

  /// The end of the last byte that is not zero; 0 when all are.
  private static func lastByte(of file: Segment, from start: Int) throws(FileError) -> Int {
    var end = 0
    var at = start
    while at < file.size {
      let bytes = try file.bytes(at: at, min(file.size - at, 1 << 20))
      guard !bytes.isEmpty else { break }
      if let last = bytes.lastIndex(where: { $0 != 0 }) { end = at + last + 1 }
      at += bytes.count
    }
    return end
  }
}
