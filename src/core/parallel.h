/* Work that is cut into parts which do not depend on each other. */
#ifndef ENT_CORE_PARALLEL_H
#define ENT_CORE_PARALLEL_H

#include "entente/core.h"

/* How many threads the machine can run at once, 1 to 64. */
size_t ent_thread_count(void);

/* Call function(user, part) for each part from 0 to count - 1, on up to `threads` threads (0 = as many as the
 * machine has). Returns when all are done. The parts must not write to the same memory; then the result is the
 * same for any number of threads. Where no thread can be made the caller's does all. */
void ent_parallel(size_t count, size_t threads, void (*function)(void *user, size_t part), void *user);

#endif
