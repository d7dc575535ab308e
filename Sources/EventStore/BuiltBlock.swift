// The bytes of a block in one reused buffer: header, frame, gap, head of the padding behind.

/// A block as it will be written, of `EventLog.prepare`. Used by one thread at a time, but while it is built.
public final class BuiltBlock: @unchecked Sendable {
  private let frames = FrameWriter()
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)
  private(set) var header = BlockHeader.none
  /// The lines, while they are packed.
  private var content = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The size of their frame, and its check.
  private var frame: (bytes: Int, check: UInt64) = (0, 0)

  deinit { buffer.deallocate() }

  /// Header and frame, without what closes the page.
  var bytes: Int { header.blockBytes }

  /// Hashes and compresses lines that were checked, large ones on two threads at once.
  func build(
    _ lines: EventLines, rootBefore: TreeHash, growing tree: inout MerkleTree,
    beside thread: PackingThread
  ) {
    reserve(BlockHeader.size + FrameWriter.bound(lines.bytes.count) + 3 * Padding.page)
    let position = tree.size
    lines.bytes.withUnsafeBytes { bytes in
      content = bytes
      let isLarge = bytes.count >= PackingThread.least
      if isLarge { thread.start(self) } else { pack() }
      let count = tree.append(lines: bytes)
      if isLarge { thread.wait() }
      content = UnsafeRawBufferPointer(start: nil, count: 0)
      precondition(count == lines.count, "only checked lines are built")
    }
    header = BlockHeader(
      count: UInt32(lines.count), first: position, contentBytes: UInt32(lines.bytes.count),
      frameBytes: UInt32(frame.bytes), rootAfter: tree.root, rootBefore: rootBefore,
      frameCheck: frame.check)
    header.write(to: buffer)
  }

  /// Writes the frame of the content behind the place of the header.
  func pack() {
    var hasher = Hasher256()
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[BlockHeader.size...])
    let bytes = frames.write(content, to: room)
    frame = (bytes, hasher.check(UnsafeRawBufferPointer(rebasing: room[..<bytes])))
  }

  /// The block built last, followed by a gap of padding and the head of the padding after it.
  func closed(gap: Int, rest: Int) -> UnsafeRawBufferPointer {
    var end = bytes
    if gap > 0 {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[end..<end + gap])
      part.initializeMemory(as: UInt8.self, repeating: 0)
      Padding.writeHead(of: gap, to: part, at: 0)
      end += gap
    }
    if rest > 0 {
      Padding.writeHead(of: rest, to: buffer, at: end)
      end += Padding.least
    }
    return UnsafeRawBufferPointer(rebasing: buffer[..<end])
  }

  private func reserve(_ bytes: Int) {
    guard buffer.count < bytes else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: max(bytes, 2 * buffer.count), alignment: Padding.page)
  }
}
