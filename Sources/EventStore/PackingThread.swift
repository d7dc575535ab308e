// Compressing a large block on a thread of its own, while the thread that builds it hashes its lines.

/// Packs one block at a time; its thread starts with the first.
final class PackingThread: @unchecked Sendable {
  /// Bytes of lines from which on two threads are quicker than one.
  static let least = 64 << 10

  private let state = Condition()
  private var block: BuiltBlock?
  private var isStarted = false
  private var isStopped = false

  /// Has a block packed; the caller must wait for it before it touches the block or its lines.
  func start(_ next: BuiltBlock) {
    state.lock()
    defer { state.unlock() }
    precondition(block == nil && !isStopped, "one block is packed at a time")
    block = next
    if !isStarted {
      isStarted = true
      runThread { [self] in run() }
    }
    state.broadcast()
  }

  /// Returns once the block is packed.
  func wait() {
    state.lock()
    while block != nil { state.wait() }
    state.unlock()
  }

  /// Ends the thread.
  func stop() {
    state.lock()
    isStopped = true
    state.broadcast()
    state.unlock()
  }

  private func run() {
    state.lock()
    while !isStopped {
      if let next = block {
        state.unlock()
        next.pack()
        state.lock()
        block = nil
        state.broadcast()
      } else {
        state.wait()
      }
    }
    state.unlock()
  }
}
