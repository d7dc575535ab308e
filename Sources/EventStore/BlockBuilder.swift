// Makes the bytes of a block in one reused buffer: header, frame, gap, head of the padding behind.

struct BlockBuilder: ~Copyable {
  private let frames = FrameWriter()
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)
  /// Header and frame of the block built last.
  private(set) var blockBytes = 0

  init() {}

  deinit { buffer.deallocate() }

  /// Hashes and compresses a batch whose lines were checked.
  mutating func build(
    _ batch: Batch, at position: UInt64, rootBefore: TreeHash, growing tree: inout MerkleTree
  ) -> BlockHeader {
    reserve(BlockHeader.size + FrameWriter.bound(batch.byteCount) + 3 * Padding.page)
    var hasher = Hasher256()
    return batch.bytes.withUnsafeBytes { content in
      let count = tree.append(lines: content)
      precondition(count == batch.count, "a batch holds checked lines")
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[BlockHeader.size...])
      let size = frames.write(content, to: room)
      let header = BlockHeader(
        count: UInt32(batch.count), first: position, contentBytes: UInt32(content.count),
        frameBytes: UInt32(size), rootAfter: tree.root, rootBefore: rootBefore,
        frameCheck: hasher.check(UnsafeRawBufferPointer(rebasing: room[..<size])))
      header.write(to: buffer)
      blockBytes = header.blockBytes
      return header
    }
  }

  /// The block built last, followed by a gap of padding and the head of the padding after it.
  mutating func closed(gap: Int, rest: Int) -> UnsafeRawBufferPointer {
    var end = blockBytes
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

  private mutating func reserve(_ bytes: Int) {
    guard buffer.count < bytes else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: max(bytes, 2 * buffer.count), alignment: Padding.page)
  }
}
