#pragma once
// The limits of a machine, in C: what a log could do at most, with none of our work.
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t events;
  double seconds;
  // Microseconds from asking to being durable, of each event or group.
  double p50, p99;
} twin_result;

// Writes groups of these sizes into a prewritten file, with the head of what lies behind each, and an fdatasync each,
// for so many seconds. `bytes` holds the groups one after the other; after the last it starts again. `per_group` events
// each.
twin_result twin_groups(const char *path, const uint8_t *bytes, const uint32_t *sizes, uint32_t groups,
                        uint32_t per_group, double seconds);

// The same, with the compression (LZ4) of the lines before each write, and with their SHA-256 tree if `hashed`, all on
// one thread: `lines` holds so many groups of about the same size.
twin_result twin_compressed(const char *path, const uint8_t *lines, uint32_t bytes, uint32_t groups,
                            uint32_t per_group, int hashed, double seconds);

// Threads that each hand in one line and wait until it is durable; one thread gathers what came, hashes each line
// (SHA-256), compresses them (LZ4), writes and syncs.
twin_result twin_threads(const char *path, const uint8_t *line, uint32_t length, uint32_t threads, double seconds);

// The event lines inserted into a SQLite table (WAL, synchronous=FULL), so many in a transaction.
twin_result twin_sqlite(const char *path, const uint8_t *line, uint32_t length, uint32_t per_transaction,
                        double seconds);
