// Threads of their own for tests that need several at once: tasks of the tests' few threads may wait for each other.
import Foundation
import Synchronization

/// One thread, and what it returned.
final class Running<Value: Sendable>: Sendable {
  private let ended = DispatchGroup()
  private let outcome = Mutex<Result<Value, any Error>?>(nil)

  init(_ body: @escaping @Sendable () throws -> Value) {
    ended.enter()
    Thread.detachNewThread { [self] in
      let result = Result(catching: body)
      outcome.withLock { $0 = result }
      ended.leave()
    }
  }

  var isDone: Bool { outcome.withLock { $0 != nil } }

  /// Waits for its end.
  func value() throws -> Value {
    ended.wait()
    return try outcome.withLock { $0! }.get()
  }
}

/// Runs a body on some threads at once; what each returned, in their order.
func onThreads<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) throws
  -> [Value]
{
  let running = (0..<count).map { number in Running { body(number) } }
  return try running.map { try $0.value() }
}
