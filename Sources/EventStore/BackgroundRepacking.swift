// Repacking sealed segments beside the writer, with what the processors have left.
import CLinux
import Glibc

/// A thread that repacks the segments it is given, one after the other, while the machine has nothing else to do.
final class BackgroundRepacking: @unchecked Sendable {
  private let directory: String
  private let files: any FileLayer
  private let state = Condition()
  private var waiting: [UInt64] = []
  private var isRunning = false
  private var isStopped = false
  /// The thread that runs, as the system names it.
  private var thread: pid_t = 0

  init(_ directory: String, _ files: any FileLayer) {
    self.directory = directory
    self.files = files
  }

  /// - Parameter first: a sealed segment before the one that `tail` names.
  func add(_ first: UInt64) {
    state.lock()
    defer { state.unlock() }
    if isStopped { return }
    waiting.append(first)
    if isRunning { return }
    isRunning = true
    runThread { [self] in
      state.lock()
      thread = clinux_run_when_idle()
      state.unlock()
      run()
    }
  }

  /// Returns once nothing is written any more; what was begun is thrown away.
  func stop() {
    state.lock()
    isStopped = true
    if isRunning && thread != 0 { clinux_run_as_others(thread) }
    while isRunning { state.wait() }
    state.unlock()
  }

  private func run() {
    while let first = next() {
      // Whatever fails here is met by verification, or by the writer itself: the old segment stays.
      do throws(FileError) {
        try syncTail()
        _ = try Repacking.run(first, in: directory, files) { isCancelled }
      } catch { break }
    }
    state.lock()
    isRunning = false
    state.broadcast()
    state.unlock()
  }

  private func next() -> UInt64? {
    state.lock()
    defer { state.unlock() }
    return isStopped || waiting.isEmpty ? nil : waiting.removeFirst()
  }

  private var isCancelled: Bool {
    state.lock()
    defer { state.unlock() }
    return isStopped
  }

  /// After a power cut `tail` must not name a segment by the offsets that it had.
  private func syncTail() throws(FileError) {
    let tail = try files.open(directory + "/" + Tail.name, .write)
    defer { files.close(tail) }
    try files.sync(tail)
  }
}
