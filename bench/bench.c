#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { REPEATS_MAX = 101 };

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_case(const char *name, size_t n, int repeats, bench_function *function, void *context)
{
    double seconds[REPEATS_MAX], processor[REPEATS_MAX];
    uint64_t checksum = 0;
    struct rusage usage;
    for (int i = 0; i < repeats && i < REPEATS_MAX; i++) {
        double start = now(CLOCK_MONOTONIC), used = now(CLOCK_PROCESS_CPUTIME_ID);
        checksum = function(context);
        seconds[i] = now(CLOCK_MONOTONIC) - start;
        processor[i] = now(CLOCK_PROCESS_CPUTIME_ID) - used;
    }
    qsort(seconds, (size_t)repeats, sizeof *seconds, compare);
    qsort(processor, (size_t)repeats, sizeof *processor, compare);
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"name\": \"%s\", \"n\": %zu, \"repeats\": %d, \"seconds\": %.6f, \"least\": %.6f, \"processor\": %.6f, "
           "\"peak_kb\": %ld, \"checksum\": \"%016llx\"}\n",
           name, n, repeats, seconds[repeats / 2], seconds[0], processor[0], usage.ru_maxrss,
           (unsigned long long)checksum);
    fflush(stdout);
}

const char *bench_data(const char *name)
{
    const char *data = getenv("ENTENTE_DATA");
    if (data && *data)
        return data;
    printf("{\"name\": \"%s\", \"skipped\": \"ENTENTE_DATA is not set\"}\n", name);
    return NULL;
}

uint64_t bench_hash(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    if (hash == 0)
        hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ p[i]) * 1099511628211u;
    return hash;
}

void bench_fail(const char *message)
{
    fprintf(stderr, "bench: %s\n", message);
    exit(3);
}
