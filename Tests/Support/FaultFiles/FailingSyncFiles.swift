// A disk whose syncs fail from a certain one on.
public import EventStore
import Glibc
import Synchronization

public final class FailingSyncFiles: WrappingFiles {
  public let base: any FileLayer
  private let left: Mutex<Int>

  /// - Parameter good: how many syncs of files succeed first.
  public init(good: Int = .max, over base: any FileLayer = SystemFiles()) {
    self.base = base
    left = Mutex(good)
  }

  /// Makes syncs fail after `good` more.
  public func fail(after good: Int = 0) { left.withLock { $0 = good } }

  public func sync(_ file: OpenFile) throws(FileError) {
    let isGood = left.withLock { left in
      if left == .max { return true }
      left -= 1
      return left >= 0
    }
    guard isGood else { throw FileError(call: "sync", path: "a failing disk", code: EIO) }
    try base.sync(file)
  }
}
