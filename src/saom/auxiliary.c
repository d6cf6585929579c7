/* What networks are compared by in a goodness-of-fit test: degrees, shared partners, distances, triads. */
#include "entente/saom_gof.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEVELS = 9, DISTANCES = 5, TRIADS = 16, OPEN_TRIADS = 4 };

static const char *const triad_words[TRIADS] = {"003", "012", "102", "021D", "021U", "021C", "111D", "111U",
                                                "030T", "030C", "201", "120D", "120U", "120C", "210", "300"};
enum { T003, T012, T102, T021D, T021U, T021C, T111D, T111U, T030T, T030C, T201, T120D, T120U, T120C, T210, T300 };

const char *ent_auxiliary_word(ent_auxiliary auxiliary, bool directed)
{
    static const char *const words[ENT_AUXILIARIES] = {"outdegree", "indegree", "shared partners", "distance",
                                                       "triads"};
    return auxiliary == ENT_AUXILIARY_OUT_DEGREE && !directed ? "degree" : words[auxiliary];
}

size_t ent_auxiliary_size(ent_auxiliary auxiliary, bool directed)
{
    switch (auxiliary) {
    case ENT_AUXILIARY_IN_DEGREE: return directed ? LEVELS : 0;
    case ENT_AUXILIARY_DISTANCE: return DISTANCES;
    case ENT_AUXILIARY_TRIADS: return directed ? TRIADS : OPEN_TRIADS;
    default: return LEVELS;
    }
}

void ent_auxiliary_label(ent_auxiliary auxiliary, bool directed, size_t step, size_t index, char text[16])
{
    if (auxiliary == ENT_AUXILIARY_TRIADS && directed)
        snprintf(text, 16, "%s", triad_words[index]);
    else if (auxiliary == ENT_AUXILIARY_TRIADS)
        snprintf(text, 16, "%zu tie%s", index, index == 1 ? "" : "s");
    else
        snprintf(text, 16, "%zu", auxiliary == ENT_AUXILIARY_DISTANCE ? index + 1 : index * step);
}

static bool is_there(const uint8_t *absent, size_t i)
{
    return !absent || !absent[i];
}

/* ---- degrees and partners: at most 0, step, 2 step ... ---- */

/* h with i->h->j */
static size_t partners(const ent_view *view, size_t i, size_t j)
{
    size_t count = 0;
    for (size_t word = 0; word < view->words; word++)
        count += (size_t)__builtin_popcountll(view->out_bits[i * view->words + word]
                                              & view->in_bits[j * view->words + word]);
    return count;
}

size_t ent_auxiliary_step(ent_auxiliary auxiliary, const ent_view *view)
{
    size_t most = 0;
    for (size_t i = 0; i < view->n; i++) {
        size_t value = auxiliary == ENT_AUXILIARY_OUT_DEGREE ? view->out_degree[i]
                       : auxiliary == ENT_AUXILIARY_IN_DEGREE ? view->in_degree[i] : 0;
        most = value > most ? value : most;
        for (size_t k = 0; auxiliary == ENT_AUXILIARY_SHARED && k < view->out_degree[i]; k++) {
            value = partners(view, i, view->out[i * view->n + k]);
            most = value > most ? value : most;
        }
    }
    return most <= LEVELS - 1 ? 1 : (most + LEVELS - 2) / (LEVELS - 1);
}

/* One thing with a value counts at every level that is no less. */
static void add_up_to(size_t value, size_t step, double out[])
{
    for (size_t level = (value + step - 1) / step; level < LEVELS; level++)
        out[level]++;
}

static void add_degrees(const ent_view *view, const uint16_t *degree, const uint8_t *absent, size_t step, double out[])
{
    for (size_t i = 0; i < view->n; i++)
        if (is_there(absent, i))
            add_up_to(degree[i], step, out);
}

static void add_partners(const ent_view *view, size_t step, double out[])
{
    for (size_t i = 0; i < view->n; i++)
        for (size_t k = 0; k < view->out_degree[i]; k++) {
            size_t j = view->out[i * view->n + k];
            if (view->directed || i < j)
                add_up_to(partners(view, i, j), step, out);
        }
}

/* ---- distances: breadth first, no further than is counted ---- */

static void add_reached(const ent_view *view, const uint8_t *absent, size_t i, uint32_t *queue, uint8_t *distance,
                        double out[])
{
    size_t n = view->n, head = 0, tail = 0;
    for (size_t j = 0; j < n; j++)
        distance[j] = UINT8_MAX;
    distance[i] = 0;
    queue[tail++] = (uint32_t)i;
    while (head < tail && distance[queue[head]] < DISTANCES) {
        size_t at = queue[head++];
        for (size_t k = 0; k < view->out_degree[at]; k++) {
            size_t j = view->out[at * n + k];
            if (distance[j] != UINT8_MAX)
                continue;
            distance[j] = (uint8_t)(distance[at] + 1);
            queue[tail++] = (uint32_t)j;
            for (size_t level = distance[j]; is_there(absent, j) && (view->directed || i < j) && level <= DISTANCES;
                 level++)
                out[level - 1]++;
        }
    }
}

static ent_status add_distances(const ent_view *view, const uint8_t *absent, double out[], ent_error *error)
{
    uint32_t *queue = ent_new_array(view->n, sizeof *queue);
    uint8_t *distance = ent_new_array(view->n, sizeof *distance);
    ent_status status = queue && distance ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < view->n && status == ENT_OK; i++)
        if (is_there(absent, i))
            add_reached(view, absent, i, queue, distance, out);
    free(queue);
    free(distance);
    return status;
}

/* ---- triads ---- */

/* The kind of a triple by its ties x[from][to]: mutual, one-way and no ties, and where they go. */
static int triad_of(const bool x[3][3])
{
    int mutual = 0, one_way = 0, out[3] = {0}, in[3] = {0}, in_mutual[3] = {0};
    for (int a = 0; a < 3; a++)
        for (int b = a + 1; b < 3; b++) {
            if (x[a][b] && x[b][a]) {
                mutual++;
                in_mutual[a] = in_mutual[b] = 1;
            } else if (x[a][b] || x[b][a]) {
                one_way++;
                out[x[a][b] ? a : b]++;
                in[x[a][b] ? b : a]++;
            }
        }
    bool sends_two = out[0] == 2 || out[1] == 2 || out[2] == 2, gets_two = in[0] == 2 || in[1] == 2 || in[2] == 2;
    bool outsider_sends = (out[0] && !in_mutual[0]) || (out[1] && !in_mutual[1]) || (out[2] && !in_mutual[2]);
    switch (10 * mutual + one_way) {
    case 0: return T003;
    case 1: return T012;
    case 2: return sends_two ? T021D : gets_two ? T021U : T021C;
    case 3: return sends_two ? T030T : T030C;
    case 10: return T102;
    case 11: return outsider_sends ? T111D : T111U; /* A<->B<-C and A<->B->C */
    case 12: return sends_two ? T120D : gets_two ? T120U : T120C;
    case 20: return T201;
    case 21: return T210;
    default: return T300;
    }
}

/* The kind of each of the 64 triples: bits i->j, j->i, i->h, h->i, j->h, h->j. */
static void list_triads(int kind[64])
{
    for (unsigned code = 0; code < 64; code++) {
        const bool x[3][3] = {{false, code & 1, code & 4}, {code & 2, false, code & 16}, {code & 8, code & 32, false}};
        kind[code] = triad_of(x);
    }
}

static unsigned dyad(const ent_view *view, size_t i, size_t j)
{
    return view->x[i * view->n + j] | (unsigned)view->x[j * view->n + i] << 1;
}

/* Those with a tie from or to i, of a row of bits. */
static uint64_t near(const ent_view *view, size_t i, size_t word)
{
    return view->out_bits[i * view->words + word] | view->in_bits[i * view->words + word];
}

/* Triples of the tied pair i < j and each h that is near one of them: each triple once (Batagelj & Mrvar 2001, Social
 * Networks 23:237). Returns how many h are near. */
static size_t add_near_triads(const ent_view *view, size_t i, size_t j, const int kind[64], double out[])
{
    size_t count = 0;
    for (size_t word = 0; word < view->words; word++)
        for (uint64_t bits = near(view, i, word) | near(view, j, word); bits; bits &= bits - 1) {
            size_t h = word * 64 + (size_t)__builtin_ctzll(bits);
            if (h == i || h == j)
                continue;
            count++;
            if (h > j || (h > i && !dyad(view, i, h)))
                out[kind[dyad(view, i, j) | dyad(view, i, h) << 2 | dyad(view, j, h) << 4]]++;
        }
    return count;
}

static void add_triads(const ent_view *view, const uint8_t *absent, double out[TRIADS])
{
    int kind[64];
    double n = 0, with_ties = 0, triads[TRIADS] = {0};
    list_triads(kind);
    for (size_t i = 0; i < view->n; i++)
        n += is_there(absent, i);
    for (size_t i = 0; i < view->n; i++)
        for (size_t word = 0; word < view->words; word++)
            for (uint64_t bits = near(view, i, word); bits; bits &= bits - 1) {
                size_t j = word * 64 + (size_t)__builtin_ctzll(bits);
                if (j <= i)
                    continue;
                double others = n - 2 - (double)add_near_triads(view, i, j, kind, triads);
                triads[dyad(view, i, j) == 3 ? T102 : T012] += others;
            }
    for (int k = T012; k < TRIADS; k++) {
        with_ties += triads[k];
        out[k] += triads[k];
    }
    out[T003] += n * (n - 1) * (n - 2) / 6 - with_ties;
}

/* Of a network that is not directed: every tie is mutual. */
static void add_open_triads(const ent_view *view, const uint8_t *absent, double out[OPEN_TRIADS])
{
    static const int kinds[OPEN_TRIADS] = {T003, T102, T201, T300};
    double all[TRIADS] = {0};
    add_triads(view, absent, all);
    for (size_t k = 0; k < OPEN_TRIADS; k++)
        out[k] += all[kinds[k]];
}

ent_status ent_auxiliary_add(ent_auxiliary auxiliary, const ent_view *view, const uint8_t *absent, size_t step,
                             double out[], ent_error *error)
{
    switch (auxiliary) {
    case ENT_AUXILIARY_OUT_DEGREE: add_degrees(view, view->out_degree, absent, step, out); break;
    case ENT_AUXILIARY_IN_DEGREE: add_degrees(view, view->in_degree, absent, step, out); break;
    case ENT_AUXILIARY_SHARED: add_partners(view, step, out); break;
    case ENT_AUXILIARY_DISTANCE: return add_distances(view, absent, out, error);
    default: view->directed ? add_triads(view, absent, out) : add_open_triads(view, absent, out);
    }
    return ENT_OK;
}
