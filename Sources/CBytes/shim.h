#pragma once
// Which of 64 bytes are one of two: an instruction of every x86-64 for which Swift has no name, and the same without it.
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
typedef char cbytes_16 __attribute__((vector_size(16)));
static inline uint64_t cbytes_either_of_16(const char *bytes, char first, char second) {
  cbytes_16 these;
  memcpy(&these, bytes, sizeof these);
  cbytes_16 found = (these == first) | (these == second);
  return (uint64_t)(uint32_t)__builtin_ia32_pmovmskb128(found);
}
#else
static inline uint64_t cbytes_either_of_16(const char *bytes, char first, char second) {
  uint64_t found = 0;
  for (int i = 0; i < 16; i++) found |= (uint64_t)(bytes[i] == first || bytes[i] == second) << i;
  return found;
}
#endif
// Bit i is set where byte i of 64 is the first or the second.
static inline uint64_t cbytes_either(const void *bytes, char first, char second) {
  const char *from = bytes;
  return cbytes_either_of_16(from, first, second) | cbytes_either_of_16(from + 16, first, second) << 16 |
         cbytes_either_of_16(from + 32, first, second) << 32 | cbytes_either_of_16(from + 48, first, second) << 48;
}
