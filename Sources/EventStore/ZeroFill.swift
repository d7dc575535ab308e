// Filling a segment with zeros ahead of its writer, on a thread beside it.
import Glibc

/// What lies behind the end of the active segment, written and synced before a block needs it: a block into space that
/// is on the disk already syncs in two thirds of the time.
final class ZeroFill: @unchecked Sendable {
  /// Written and synced at once: a writer that syncs meanwhile waits for no more than that.
  static let piece = 256 << 10

  private let path: String
  private let files: any FileLayer
  private let state = Condition()
  private var isRunning = false
  /// The size of the file once it was filled.
  private var reached: Int?

  init(_ path: String, _ files: any FileLayer) {
    self.path = path
    self.files = files
  }

  /// Starts to extend the file from its end as a padding frame of its own, unless that is under way or done.
  func start(from size: Int, to end: Int) {
    state.lock()
    defer { state.unlock() }
    if isRunning || reached != nil || end <= size { return }
    isRunning = true
    runThread { [self] in
      let filled = fill(from: size, to: end)
      state.lock()
      isRunning = false
      reached = filled ? end : nil
      state.broadcast()
      state.unlock()
    }
  }

  /// Waits for what is under way; gives the size that the file has by it, or nil when nothing was filled.
  func take() -> Int? {
    state.lock()
    defer { state.unlock() }
    while isRunning { state.wait() }
    defer { reached = nil }
    return reached
  }

  /// False when the disk is full or fails: the file is then as it was, and the writer will meet the cause itself.
  private func fill(from size: Int, to end: Int) -> Bool {
    do throws(FileError) {
      let file = try files.open(path, .write)
      defer { files.close(file) }
      do throws(FileError) {
        try write(file, size, end)
        return true
      } catch {
        try files.truncate(file, to: size)
        return false
      }
    } catch { return false }
  }

  private func write(_ file: OpenFile, _ size: Int, _ end: Int) throws(FileError) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.piece, alignment: Padding.page)
    defer { bytes.deallocate() }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    Padding.writeHead(of: end - size, to: bytes, at: 0)
    for at in stride(from: size, to: end, by: Self.piece) {
      let part = min(Self.piece, end - at)
      try files.write(file, at: at, UnsafeRawBufferPointer(rebasing: bytes[..<part]))
      try files.sync(file)
      if at == size { memset(bytes.baseAddress!, 0, Padding.least) }
    }
  }
}

/// Runs a closure on a thread of its own.
func runThread(_ body: @escaping @Sendable () -> Void) {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { body in
      Unmanaged<Body>.fromOpaque(body!).takeRetainedValue().run()
      return nil
    }, Unmanaged.passRetained(Body(body)).toOpaque())
  precondition(code == 0, "no thread: \(code)")
  pthread_detach(thread)
}
