// The bytes of a block in one reused buffer: header, frame, gap, head of the padding behind.

/// A block as it will be written, of `EventLog.prepare`. Used by one thread at a time.
public final class BuiltBlock: @unchecked Sendable {
  private let frames = FrameWriter()
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)
  private(set) var header = BlockHeader.none

  deinit { buffer.deallocate() }

  /// Header and frame, without what closes the page.
  var bytes: Int { header.blockBytes }

  /// Hashes and compresses lines that were checked.
  func build(_ lines: EventLines, rootBefore: TreeHash, growing tree: inout MerkleTree) {
    reserve(BlockHeader.size + FrameWriter.bound(lines.bytes.count) + 3 * Padding.page)
    var hasher = Hasher256()
    let position = tree.size
    lines.bytes.withUnsafeBytes { content in
      let count = tree.append(lines: content)
      precondition(count == lines.count, "only checked lines are built")
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[BlockHeader.size...])
      let size = frames.write(content, to: room)
      header = BlockHeader(
        count: UInt32(lines.count), first: position, contentBytes: UInt32(content.count),
        frameBytes: UInt32(size), rootAfter: tree.root, rootBefore: rootBefore,
        frameCheck: hasher.check(UnsafeRawBufferPointer(rebasing: room[..<size])))
      header.write(to: buffer)
    }
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
