// A disk with room for so many bytes more: growing a file beyond them fails half-way.
public import EventStore
import Glibc
import Synchronization

public final class FullDiskFiles: WrappingFiles {
  public let base: any FileLayer
  private let room: Mutex<Int>

  /// - Parameter room: how many bytes files may grow by, together.
  public init(room: Int, over base: any FileLayer = SystemFiles()) {
    self.base = base
    self.room = Mutex(room)
  }

  /// Gives files room again.
  public func free(_ bytes: Int) { room.withLock { $0 += bytes } }

  public func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    let growth = max(0, offset + bytes.count - (try base.size(file)))
    let granted = room.withLock { room in
      let granted = min(growth, room)
      room -= granted
      return granted
    }
    let kept = bytes.count - (growth - granted)
    if kept > 0 {
      try base.write(file, at: offset, UnsafeRawBufferPointer(rebasing: bytes[..<kept]))
    }
    if granted < growth { throw FileError(call: "write", path: "a full disk", code: ENOSPC) }
  }
}
