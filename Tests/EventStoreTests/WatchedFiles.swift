// The real file system, watched: its calls, what is open, and one call that fails.
import EventStore
import FaultFiles
import Glibc
import Synchronization

final class WatchedFiles: WrappingFiles {
  struct State {
    var calls: [String] = []
    var open: [OpenFile] = []
    /// How often a file was closed that was not open.
    var strayCloses = 0
    var failing: Int?
  }

  let base: any FileLayer = SystemFiles()
  private let state = Mutex(State())

  var seen: State { state.withLock { $0 } }

  /// Forgets the calls so far; the one of that number, from 1, fails.
  func start(failing number: Int? = nil) {
    state.withLock {
      $0.calls = []
      $0.failing = number
    }
  }

  private func enter(_ call: String, _ path: String) throws(FileError) {
    let fails = state.withLock {
      $0.calls.append("\(call) \(path)")
      return $0.calls.count == $0.failing
    }
    if fails { throw FileError(call: call, path: path, code: EIO) }
  }

  func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    try enter("open", path)
    let file = try base.open(path, mode)
    state.withLock { $0.open.append(file) }
    return file
  }

  func close(_ file: OpenFile) {
    let isOpen = state.withLock { state in
      let index = state.open.firstIndex(of: file)
      if let index { state.open.remove(at: index) } else { state.strayCloses += 1 }
      return index != nil
    }
    if isOpen { base.close(file) }
  }

  func size(_ file: OpenFile) throws(FileError) -> Int {
    try enter("size", "")
    return try base.size(file)
  }

  func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    try enter("read", "")
    return try base.read(file, at: offset, into: buffer)
  }

  func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    try enter("write", "")
    try base.write(file, at: offset, bytes)
  }

  func sync(_ file: OpenFile) throws(FileError) {
    try enter("sync", "")
    try base.sync(file)
  }

  func syncDirectory(_ path: String) throws(FileError) {
    try enter("syncDirectory", path)
    try base.syncDirectory(path)
  }
}
