#pragma once
// Linux calls that Swift's Glibc module leaves out. Prototypes are given here so that no
// _GNU_SOURCE is needed, which would change the types of other calls.
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
extern long syscall(long number, ...);
static const int clinux_F_OFD_SETLK = 37;
static const int clinux_F_OFD_GETLK = 36;
static inline int clinux_wifexited(int status) { return WIFEXITED(status); }
static inline int clinux_wexitstatus(int status) { return WEXITSTATUS(status); }
// Takes the exclusive lock of the whole file: 1 taken, 0 held by another, -1 errno.
static inline int clinux_lock(int file) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(file, clinux_F_OFD_SETLK, &lock) == 0) return 1;
  return errno == EAGAIN || errno == EACCES ? 0 : -1;
}
// Gives the lock back, whatever copies of the file a child process may hold for a moment.
static inline void clinux_unlock(int file) {
  struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
  fcntl(file, clinux_F_OFD_SETLK, &lock);
}
// Asks, without taking it, whether another holds that lock: 1 held, 0 free, -1 errno.
static inline int clinux_locked(int file) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(file, clinux_F_OFD_GETLK, &lock) != 0) return -1;
  return lock.l_type == F_UNLCK ? 0 : 1;
}
// Keeps freed memory for the process: what one thread frees, another needs again. Pieces of 4 MiB and more, which are
// seldom, go back.
static inline void clinux_keep_memory(void) {
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
}
// Lets the calling thread run only where no other wants to; gives its id.
static inline pid_t clinux_run_when_idle(void) {
  struct sched_param parameters = {0};
  pid_t thread = (pid_t)syscall(SYS_gettid);
  sched_setscheduler(thread, 5 /* SCHED_IDLE */, &parameters);
  return thread;
}
// Lets a thread run as any other.
static inline void clinux_run_as_others(pid_t thread) {
  struct sched_param parameters = {0};
  sched_setscheduler(thread, 0 /* SCHED_OTHER */, &parameters);
}
