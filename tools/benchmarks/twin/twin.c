#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#include "twin.h"
#include <fcntl.h>
#include <lz4.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CAPACITY = 256 << 20, PAGE = 4096, BEHIND = 8 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what) {
  perror(what);
  exit(2);
}

// --- Latencies ------------------------------------------------------------------------------------------------------

typedef struct {
  float *values;
  size_t count, room;
} latencies;

static void add(latencies *l, double seconds) {
  if (l->count == l->room) {
    l->room = l->room ? 2 * l->room : 4096;
    l->values = realloc(l->values, l->room * sizeof *l->values);
    if (!l->values) fail("memory");
  }
  l->values[l->count++] = (float)(seconds * 1e6);
}

static int by_value(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static void finish(twin_result *result, latencies *l) {
  qsort(l->values, l->count, sizeof *l->values, by_value);
  if (l->count > 0) {
    result->p50 = l->values[l->count / 2];
    result->p99 = l->values[l->count * 99 / 100];
  }
  free(l->values);
}

// --- A prewritten file ----------------------------------------------------------------------------------------------

static int prewritten(const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) fail(path);
  char *zeros = calloc(1, 1 << 20);
  for (off_t at = 0; at < CAPACITY; at += 1 << 20)
    if (pwrite(file, zeros, 1 << 20, at) != 1 << 20) fail(path);
  if (fsync(file)) fail(path);
  free(zeros);
  return file;
}

static void put(int file, const void *bytes, size_t size, off_t *at) {
  if (*at + (off_t)size > CAPACITY) *at = 0;
  if (pwrite(file, bytes, size, *at) != (ssize_t)size) fail("write");
  if (fdatasync(file)) fail("sync");
  *at += (off_t)size;
}

twin_result twin_groups(const char *path, const uint8_t *bytes, const uint32_t *sizes, uint32_t groups,
                        uint32_t per_group, double seconds) {
  int file = prewritten(path);
  latencies l = {0};
  twin_result result = {0};
  off_t at = 0;
  uint32_t group = 0;
  size_t from = 0;
  double start = now(), last = start;
  while (last - start < seconds) {
    put(file, bytes + from, sizes[group] + BEHIND, &at);
    at -= BEHIND;
    from += sizes[group];
    if (++group == groups) group = 0, from = 0;
    result.events += per_group;
    double t = now();
    add(&l, t - last);
    last = t;
  }
  result.seconds = last - start;
  finish(&result, &l);
  close(file);
  unlink(path);
  return result;
}

// The leaves of the lines, and about as many interior nodes as a tree over them has.
static void hash_lines(const char *lines, size_t size) {
  static const uint8_t leaf = 0, node = 1;
  uint8_t hash[32], pair[64] = {0};
  SHA256_CTX state;
  for (const char *end = lines + size, *feed; (feed = memchr(lines, '\n', (size_t)(end - lines))); lines = feed + 1) {
    SHA256_Init(&state);
    SHA256_Update(&state, &leaf, 1);
    SHA256_Update(&state, lines, (size_t)(feed - lines));
    SHA256_Final(hash, &state);
    memcpy(pair, hash, sizeof hash);
    SHA256_Init(&state);
    SHA256_Update(&state, &node, 1);
    SHA256_Update(&state, pair, sizeof pair);
    SHA256_Final(pair + 32, &state);
  }
}

twin_result twin_compressed(const char *path, const uint8_t *lines, uint32_t bytes, uint32_t groups, uint32_t per_group,
                            int hashed, double seconds) {
  int file = prewritten(path);
  int bound = 2 * LZ4_compressBound((int)(bytes / groups));
  char *packed = calloc(1, (size_t)bound + PAGE), *raw = malloc(bytes / groups);
  uint32_t group = 0;
  latencies l = {0};
  twin_result result = {0};
  off_t at = 0;
  double start = now(), last = start;
  while (last - start < seconds) {
    // The lines are gathered first, as from many callers.
    memcpy(raw, lines + (size_t)group * (bytes / groups), bytes / groups);
    if (++group == groups) group = 0;
    if (hashed) hash_lines(raw, bytes / groups);
    int frame = LZ4_compress_default(raw, packed, (int)(bytes / groups), bound);
    put(file, packed, ((size_t)frame + PAGE) / PAGE * PAGE, &at);
    result.events += per_group;
    double t = now();
    add(&l, t - last);
    last = t;
  }
  result.seconds = last - start;
  finish(&result, &l);
  free(packed);
  free(raw);
  close(file);
  unlink(path);
  return result;
}

// --- Threads and one group commit -----------------------------------------------------------------------------------

static struct {
  pthread_mutex_t lock;
  pthread_cond_t work, done;
  uint64_t submitted, durable;
  int stop;
} shared;

static void *client(void *argument) {
  latencies *l = argument;
  for (;;) {
    double start = now();
    pthread_mutex_lock(&shared.lock);
    uint64_t mine = ++shared.submitted;
    pthread_cond_signal(&shared.work);
    while (shared.durable < mine && !shared.stop) pthread_cond_wait(&shared.done, &shared.lock);
    int stop = shared.stop;
    pthread_mutex_unlock(&shared.lock);
    if (stop) return NULL;
    add(l, now() - start);
  }
}

twin_result twin_threads(const char *path, const uint8_t *line, uint32_t length, uint32_t threads, double seconds) {
  int file = prewritten(path);
  memset(&shared, 0, sizeof shared);
  pthread_mutex_init(&shared.lock, NULL);
  pthread_cond_init(&shared.work, NULL);
  pthread_cond_init(&shared.done, NULL);
  size_t most = (size_t)(threads + 1) * (length + 1);
  uint8_t *raw = malloc(most), *packed = malloc((size_t)LZ4_compressBound((int)most) + 2 * PAGE);
  latencies *each = calloc(threads, sizeof *each);
  pthread_t *ids = calloc(threads, sizeof *ids);
  twin_result result = {0};
  off_t at = 0;
  for (uint32_t i = 0; i < threads; i++) pthread_create(&ids[i], NULL, client, &each[i]);
  double start = now();
  while (now() - start < seconds) {
    pthread_mutex_lock(&shared.lock);
    while (shared.submitted == shared.durable) pthread_cond_wait(&shared.work, &shared.lock);
    uint64_t wanted = shared.submitted;
    pthread_mutex_unlock(&shared.lock);
    size_t size = 0;
    uint8_t hash[32];
    for (uint64_t i = shared.durable; i < wanted; i++) {
      SHA256(line, length, hash);
      memcpy(raw + size, line, length);
      size += length;
      raw[size++] = '\n';
    }
    int frame = LZ4_compress_default((char *)raw, (char *)packed, (int)size, LZ4_compressBound((int)most));
    put(file, packed, ((size_t)frame + PAGE) / PAGE * PAGE, &at);
    pthread_mutex_lock(&shared.lock);
    result.events += wanted - shared.durable;
    shared.durable = wanted;
    pthread_cond_broadcast(&shared.done);
    pthread_mutex_unlock(&shared.lock);
  }
  result.seconds = now() - start;
  pthread_mutex_lock(&shared.lock);
  shared.stop = 1;
  pthread_cond_broadcast(&shared.done);
  pthread_mutex_unlock(&shared.lock);
  latencies all = {0};
  for (uint32_t i = 0; i < threads; i++) {
    pthread_join(ids[i], NULL);
    for (size_t k = 0; k < each[i].count; k++) add(&all, each[i].values[k] / 1e6);
    free(each[i].values);
  }
  finish(&result, &all);
  free(raw);
  free(packed);
  free(each);
  free(ids);
  close(file);
  unlink(path);
  return result;
}

// --- SQLite -----------------------------------------------------------------------------------------------------------

static void run(sqlite3 *database, const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) {
    fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
    exit(2);
  }
}

twin_result twin_sqlite(const char *path, const uint8_t *line, uint32_t length, uint32_t per_transaction,
                        double seconds) {
  unlink(path);
  sqlite3 *database;
  sqlite3_stmt *insert;
  if (sqlite3_open(path, &database) != SQLITE_OK) fail(path);
  run(database, "PRAGMA journal_mode=WAL");
  run(database, "PRAGMA synchronous=FULL");
  run(database, "CREATE TABLE event(position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, line TEXT)");
  sqlite3_prepare_v2(database, "INSERT INTO event(stream, version, line) VALUES(?, ?, ?)", -1, &insert, NULL);
  latencies l = {0};
  twin_result result = {0};
  double start = now(), last = start;
  while (last - start < seconds) {
    run(database, "BEGIN");
    for (uint32_t i = 0; i < per_transaction; i++) {
      sqlite3_bind_text(insert, 1, "appointment-RDV-1", -1, SQLITE_STATIC);
      sqlite3_bind_int64(insert, 2, (int64_t)result.events);
      sqlite3_bind_text(insert, 3, (const char *)line, (int)length, SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE) fail("sqlite insert");
      sqlite3_reset(insert);
    }
    run(database, "COMMIT");
    result.events += per_transaction;
    double t = now();
    add(&l, t - last);
    last = t;
  }
  result.seconds = last - start;
  finish(&result, &l);
  sqlite3_finalize(insert);
  sqlite3_close(database);
  char name[4096];
  unlink(path);
  snprintf(name, sizeof name, "%s-wal", path);
  unlink(name);
  snprintf(name, sizeof name, "%s-shm", path);
  unlink(name);
  return result;
}
