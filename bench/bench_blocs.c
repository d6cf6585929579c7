/* Best blocs with proof, one line of JSON a case: value, bound, processor seconds, subproblems, memory.
 *   bench_blocs [SECONDS]   at most so long a case (60)
 * The reference's graphs are read from ../shared/reference/blocs, or $ENTENTE_DATA/../reference/blocs; the large ones
 * are .csv.gz, which zlib reads. Times leave reading the file out. */
#include "bench.h"

#include "entente/blocs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zlib.h>

enum { NAME = 64, TIES = 300000, NAMES = 20000, SLOTS = 65536, WINDOWS = 51 };

typedef struct {
    size_t n, count;
    ent_signed_tie *ties;
    char (*names)[NAME];
    int *slots;
} named;

static void make(named *set)
{
    set->ties = malloc(TIES * sizeof *set->ties);
    set->names = malloc(NAMES * sizeof *set->names);
    set->slots = malloc(SLOTS * sizeof *set->slots);
    if (!set->ties || !set->names || !set->slots)
        bench_fail("out of memory");
}

static void forget(named *set)
{
    set->n = set->count = 0;
    memset(set->slots, -1, SLOTS * sizeof *set->slots);
}

static int number_of(named *set, const char *name)
{
    size_t at = bench_hash(0, name, strlen(name)) % SLOTS;
    while (set->slots[at] >= 0 && strcmp(set->names[set->slots[at]], name) != 0)
        at = (at + 1) % SLOTS;
    if (set->slots[at] < 0 && set->n < NAMES) {
        snprintf(set->names[set->n], NAME, "%s", name);
        set->slots[at] = (int)set->n++;
    }
    return set->slots[at];
}

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct {
    const char *what;
    size_t n, ties, cases;
    double value, bound, seconds;
    bool proven;
    long long steps;
} line;

static void print_line(const line *l, const char *blocs)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"name\": \"%s\", \"blocs\": \"%s\", \"n\": %zu, \"ties\": %zu, \"cases\": %zu, \"value\": %.10g, "
           "\"bound\": %.10g, \"proven\": %s, \"seconds\": %.4f, \"nodes\": %lld, \"peak_kb\": %ld}\n",
           l->what, blocs, l->n, l->ties, l->cases, l->value, l->bound, l->proven ? "true" : "false", l->seconds,
           l->steps, used.ru_maxrss);
    fflush(stdout);
}

static void add_case(line *l, const named *set, int blocs, double seconds)
{
    ent_error error = {0};
    ent_blocs_options options = {.blocs = blocs, .seconds = seconds, .seed = 1};
    ent_blocs_graph *graph;
    ent_blocs *answer;
    double start = processor_seconds();
    if (ent_blocs_graph_new(set->n, set->ties, set->count, &graph, &error) != ENT_OK ||
        ent_blocs_exact(graph, &options, NULL, &answer, &error) != ENT_OK)
        bench_fail(error.message);
    l->seconds += processor_seconds() - start;
    l->n = set->n > l->n ? set->n : l->n;
    l->ties += set->count;
    l->value += answer->value;
    l->bound += answer->bound;
    l->steps += answer->steps;
    l->proven = (l->proven || l->cases == 0) && answer->proven;
    l->cases++;
    ent_blocs_free(answer);
    ent_blocs_graph_free(graph);
}

/* value and bound: how many optima there are. */
static void add_all(line *l, const named *set, int blocs, double seconds)
{
    ent_error error = {0};
    ent_blocs_options options = {.blocs = blocs, .seconds = seconds, .seed = 1};
    ent_blocs_graph *graph;
    ent_blocs_optima *optima;
    double start = processor_seconds();
    if (ent_blocs_graph_new(set->n, set->ties, set->count, &graph, &error) != ENT_OK ||
        ent_blocs_all(graph, &options, 0, 1000, NULL, &optima, &error) != ENT_OK)
        bench_fail(error.message);
    l->seconds += processor_seconds() - start;
    l->value += (double)optima->count;
    l->bound += (double)optima->count;
    l->proven = (l->proven || l->cases == 0) && optima->complete && optima->backbone;
    l->cases++;
    ent_blocs_optima_free(optima);
    ent_blocs_graph_free(graph);
}

/* Read "window,from,to,sign" or "from,to,sign" rows of one window (0: all rows). False if there is no file. */
static bool read_edges(named *set, const char *folder, const char *name, int window)
{
    char path[1024], text[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    gzFile file = gzopen(path, "rb");
    forget(set);
    if (!file || !gzgets(file, text, sizeof text)) {
        printf("{\"name\": \"%s\", \"skipped\": \"not found\"}\n", name);
        return false;
    }
    while (gzgets(file, text, sizeof text) && set->count < TIES) {
        char *at = text, *sign = strrchr(text, ','), *to;
        if (window && strtol(text, &at, 10) != window)
            continue;
        at += window ? 1 : 0;
        *sign++ = '\0';
        to = strrchr(at, ',');
        *to++ = '\0';
        set->ties[set->count++] = (ent_signed_tie){number_of(set, at), number_of(set, to), atof(sign)};
    }
    gzclose(file);
    return true;
}

/* Each pair tied with chance d, hostile with chance 1/2. */
static void random_graph(named *set, int n, double d, uint64_t seed)
{
    uint64_t draw = seed * UINT64_C(0x9E3779B97F4A7C15);
    forget(set);
    set->n = (size_t)n;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            draw = draw * UINT64_C(6364136223846793005) + 1442695040888963407;
            bool tied = (double)(draw >> 11) * 0x1p-53 < d;
            draw = draw * UINT64_C(6364136223846793005) + 1442695040888963407;
            if (tied)
                set->ties[set->count++] = (ent_signed_tie){i, j, draw >> 63 ? 1 : -1};
        }
}

int main(int argc, char **argv)
{
    static const char *const files[] = {"tribes_edges.csv", "avatar_edges.csv", "large/bitcoin_alpha.csv.gz",
                                        "large/bitcoin_otc.csv.gz"};
    static const int kinds[] = {ENT_BLOCS_TWO, ENT_BLOCS_FREE};
    static const char *const words[] = {"2", "free"};
    double seconds = argc > 1 ? atof(argv[1]) : 60;
    const char *data = getenv("ENTENTE_DATA");
    char folder[512], name[64];
    named set;
    make(&set);
    snprintf(folder, sizeof folder, "%s/../reference/blocs", data ? data : ENTENTE_SOURCE_DIR "/../shared/data");
    for (size_t k = 0; k < 2; k++) {
        line windows = {.what = "51 windows"}, all = {.what = "51 windows: all optima, backbone"};
        for (int w = 1; w <= WINDOWS && read_edges(&set, folder, "cow_windows_edges.csv", w); w++) {
            add_case(&windows, &set, kinds[k], seconds);
            add_all(&all, &set, kinds[k], seconds);
        }
        print_line(&windows, words[k]);
        print_line(&all, words[k]);
        for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
            line one = {.what = files[f]};
            if (!read_edges(&set, folder, files[f], 0))
                continue;
            add_case(&one, &set, kinds[k], seconds);
            print_line(&one, words[k]);
        }
    }
    static const struct {
        int n;
        double density;
        int blocs;
    } random[] = {{60, 0.3, 2}, {60, 0.5, 2}, {40, 1, 2}, {100, 0.1, 2}, {40, 0.3, 0}, {30, 0.5, 0}, {40, 0.3, 3}};
    for (size_t k = 0; k < sizeof random / sizeof *random; k++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            line one = {.what = name};
            snprintf(name, sizeof name, "random, density %g, seed %d", random[k].density, (int)seed);
            random_graph(&set, random[k].n, random[k].density, seed);
            add_case(&one, &set, random[k].blocs, seconds);
            print_line(&one, random[k].blocs == 2 ? "2" : random[k].blocs ? "3" : "free");
        }
    return 0;
}
