/* Two blocs of large graphs: a million actors and five million ties with a planted partition, of which 5, 10 and 20 % have
 * the other sign. A line of JSON each: the value, what was planted, the bound, seconds (one round of annealing). The files of the
 * reference are read by `entente blocs FILE --time 2`. */
#include "bench.h"

#include "entente/blocs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { ACTORS = 1000000, TIES = 5000000 };

static uint64_t seed = 42;

static size_t below(size_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)((seed >> 32) * n >> 32);
}

static int by_ends(const void *a, const void *b)
{
    const ent_signed_tie *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* Random pairs, each once; the planted camps are even and odd actors. */
static size_t make_ties(ent_signed_tie *ties, size_t percent, double *planted)
{
    size_t count = 0;
    for (size_t k = 0; k < TIES; k++) {
        size_t a = below(ACTORS), b = below(ACTORS);
        if (a != b)
            ties[count++] = (ent_signed_tie){(int)(a < b ? a : b), (int)(a < b ? b : a), 0};
    }
    qsort(ties, count, sizeof *ties, by_ends);
    size_t kept = 0;
    *planted = 0;
    for (size_t k = 0; k < count; k++) {
        if (kept > 0 && by_ends(&ties[kept - 1], &ties[k]) == 0)
            continue;
        bool turned = below(100) < percent;
        ties[kept] = ties[k];
        ties[kept++].weight = ((ties[k].a ^ ties[k].b) & 1) == turned ? 1 : -1;
        *planted += turned;
    }
    return kept;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void run(ent_signed_tie *ties, size_t percent)
{
    double planted, start = now();
    size_t count = make_ties(ties, percent, &planted);
    double made = now();
    ent_blocs_graph *g;
    ent_blocs *found;
    ent_error error = {0};
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    options.seconds = 50;
    if (ent_blocs_graph_new(ACTORS, ties, count, &g, &error) != ENT_OK ||
        ent_blocs_search(g, &options, NULL, &found, &error) != ENT_OK)
        bench_fail(error.message);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"name\": \"planted, %zu %% turned\", \"n\": %d, \"ties\": %zu, \"value\": %.0f, \"planted\": %.0f, "
           "\"bound\": %.0f, \"seconds\": %.1f, \"generated in\": %.1f, \"peak_kb\": %ld}\n",
           percent, ACTORS, count, found->value, planted, found->bound, now() - made, made - start, usage.ru_maxrss);
    fflush(stdout);
    ent_blocs_free(found);
    ent_blocs_graph_free(g);
}

int main(void)
{
    ent_signed_tie *ties = malloc(TIES * sizeof *ties);
    if (!ties)
        bench_fail("out of memory");
    run(ties, 5);
    run(ties, 10);
    run(ties, 20);
    free(ties);
    return 0;
}
