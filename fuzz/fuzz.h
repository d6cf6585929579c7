/* A fuzz target reads any bytes and must end: without a crash, a leak, or a promise broken. */
#ifndef ENT_FUZZ_H
#define ENT_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the code promises for every input; not assert(), which Release leaves out. */
static inline void promise(int holds)
{
    if (!holds)
        abort();
}

#endif
