import Glibc
import Synchronization

/// A thread of a benchmark.
final class BenchThread: Sendable {
  private let thread: pthread_t

  init(_ body: @escaping @Sendable () -> Void) {
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
    if code != 0 { fatal("no thread: \(code)") }
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }
}

/// So many may be under way at once.
final class BenchSemaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init(_ count: Int) { sem_init(semaphore, 0, UInt32(count)) }
  deinit { semaphore.deallocate() }

  func wait() { while sem_wait(semaphore) != 0 {} }
  func signal() { sem_post(semaphore) }
}
