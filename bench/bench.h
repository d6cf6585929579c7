/* Timing a case and printing it as one line of JSON:
 *   {"name": ..., "n": ..., "repeats": ..., "seconds": median, "least": ..., "processor": ..., "peak_kb": ...,
 *    "checksum": ...}
 * "processor" is the least processor time, of all threads. The checksum is of the result, so that two runs can be seen
 * to have done the same work. */
#ifndef ENT_BENCH_BENCH_H
#define ENT_BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

/* One run of a case: returns a checksum of its result; ends the program with a message on failure. */
typedef uint64_t bench_function(void *context);

void bench_case(const char *name, size_t n, int repeats, bench_function *function, void *context);

/* Where the real data lie (ENTENTE_DATA); prints that the case is skipped and returns NULL if unset. */
const char *bench_data(const char *name);

/* FNV-1a over some bytes, going on from `hash` (start with 0). */
uint64_t bench_hash(uint64_t hash, const void *bytes, size_t size);

/* Print the message of a failed call and exit. */
void bench_fail(const char *message);

#endif
