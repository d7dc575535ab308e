// A lock with the condition that threads wait for.
import Glibc

/// One thread at a time inside `lock … unlock`; `wait` lets the others in until it is signalled.
final class Condition: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let ownsMutex: Bool

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
    ownsMutex = true
  }

  /// Another condition under the same lock, which must outlive it.
  init(sharing other: Condition) {
    mutex = other.mutex
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
    ownsMutex = false
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
    if ownsMutex {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  func wait() { pthread_cond_wait(condition, mutex) }
  func signal() { pthread_cond_signal(condition) }
  func broadcast() { pthread_cond_broadcast(condition) }
}
