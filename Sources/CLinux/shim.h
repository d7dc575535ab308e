#pragma once
// Linux calls that Swift's Glibc module leaves out. Prototypes are given here so that no
// _GNU_SOURCE is needed, which would change the types of other calls.
#include <fcntl.h>
#include <sys/wait.h>
static const int clinux_F_OFD_SETLK = 37;
static const int clinux_F_OFD_GETLK = 36;
static inline int clinux_wifexited(int status) { return WIFEXITED(status); }
static inline int clinux_wexitstatus(int status) { return WEXITSTATUS(status); }
