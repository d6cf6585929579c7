/* A made-up world of ten states with treaties, and a treaty model that is learnt from it. */
#ifndef ENT_TESTS_EVENTS_WALK_WORLD_H
#define ENT_TESTS_EVENTS_WALK_WORLD_H

#include "entente/treaty.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 10, YEARS = 24, ORIGIN = 19, DATA_TREATIES = 12, TREATIES = 40, PAIRS = N * (N - 1) / 2 };
static ent_error error;

/* Years to ORIGIN are data; later ones are what a future was. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], member[YEARS * TREATIES * N];
    uint8_t major[YEARS * N], rival[YEARS * N * N], dispute[YEARS * N * N];
    int treaty[YEARS * N * N], region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N], capability[YEARS * N];
    ent_event_data data;
} world;

static inline uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static inline size_t below(uint32_t *state, size_t n)
{
    return next(state) % n;
}

static inline void set_state(world *w, uint32_t *r, size_t i)
{
    double latitude = (double)below(r, 100) / 5, longitude = (double)below(r, 100) / 5;
    w->region[i] = 1 + (int)i / 5;
    w->subregion[i] = 1 + (int)i / 3;
    for (size_t year = 0; year < YEARS; year++) {
        w->present[year * N + i] = i != 7 || year >= 6; /* 7 comes in year 6 */
        w->latitude[year * N + i] = latitude;
        w->longitude[year * N + i] = longitude + (i == 4 && year >= ORIGIN ? 2 : 0); /* a capital that has just moved */
        w->major[year * N + i] = i == 2;
        w->capability[year * N + i] = i == 5 ? (double)NAN : 0.01 * (double)(1 + i);
    }
}

static inline void set_pair(world *w, uint32_t *r, size_t i, size_t j)
{
    size_t border = below(r, 4), rivals = below(r, 5), dispute = below(r, ORIGIN);
    for (size_t year = 0; year < YEARS; year++) {
        size_t cell = (year * N + i) * N + j, back = (year * N + j) * N + i;
        w->contiguity[cell] = w->contiguity[back] = border == 0 ? 1 : border == 1 ? 4 : 0;
        w->rival[cell] = w->rival[back] = rivals == 0;
        w->dispute[cell] = w->dispute[back] = year == dispute;
    }
}

/* Some begin, some join later, some leave, some treaties end. */
static inline void set_treaty(world *w, uint32_t *r, size_t k)
{
    size_t from = 1 + below(r, ORIGIN - 2), to = below(r, 3) == 0 ? from + 3 + below(r, 8) : YEARS;
    size_t founders = k % 2 ? 2 : 3 + below(r, 2);
    for (size_t m = 0; m < founders + 2; m++) {
        size_t i = below(r, N), since = from + (m < founders ? 0 : 1 + below(r, 6));
        size_t until = m == 0 && k % 2 == 0 ? since + 3 : to;
        for (size_t year = since; year < until && year < to && year <= ORIGIN; year++)
            w->member[(year * TREATIES + k) * N + i] = w->present[year * N + i];
    }
}

static inline bool share(const world *w, size_t year, size_t k, size_t i, size_t j)
{
    const uint8_t *member = w->member + (year * TREATIES + k) * N;
    return member[i] && member[j];
}

/* Ties of a year are by its treaties; the newest is the one that made it. */
static inline void set_ties(world *w, size_t year)
{
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            size_t cell = (year * N + i) * N + j;
            w->tied[cell] = 0;
            for (size_t k = 0; k < TREATIES && i != j; k++)
                if (share(w, year, k, i, j)) {
                    w->tied[cell] = 1;
                    w->treaty[cell] = (int)k + 1;
                }
        }
}

static inline void make_world(world *w, uint32_t seed)
{
    memset(w, 0, sizeof *w);
    for (size_t i = 0; i < N; i++)
        set_state(w, &seed, i);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            set_pair(w, &seed, i, j);
    for (size_t k = 0; k < DATA_TREATIES; k++)
        set_treaty(w, &seed, k);
    for (size_t year = 0; year <= ORIGIN; year++)
        set_ties(w, year);
    w->data = (ent_event_data){.actor_count = N, .year_count = ORIGIN + 1, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty, .treaty_count = TREATIES, .member = w->member,
                               .latitude = w->latitude, .longitude = w->longitude, .contiguity = w->contiguity,
                               .region = w->region, .subregion = w->subregion, .major = w->major,
                               .capability = w->capability, .rival = w->rival, .dispute = w->dispute};
}

/* ---- the model, as backtests have it ---- */

typedef struct {
    ent_event_rows rows;
    ent_event_treaties treaties;
    double *x;
} known;

static inline void know(const ent_event_data *data, ent_event_task task, known *out)
{
    ent_assert_ok(ent_event_rows_of_task(data, task, 1, &out->rows, &error), &error);
    out->x = calloc(out->rows.count * ENT_GEOGRAPHY + 1, sizeof *out->x);
    ent_assert_ok(ent_event_geography(data, &out->rows, out->x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(data, &out->rows, out->x, &out->treaties, &error), &error);
}

static inline void forget(known *what)
{
    ent_event_treaties_clear(&what->treaties);
    ent_event_rows_clear(&what->rows);
    free(what->x);
}

/* All routes, exits and ends as learnt, with a little ridge so that predictors matter. Joint accessions are so that no bound
 * holds. */
static inline ent_treaty_fit learn(const world *w)
{
    known all;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_treaty_fit fit = {.gather = 1, .size_count = 3, .size = {3, 4, 6}, .size_weight = {0.6, 0.3, 0.1}};
    know(&w->data, ENT_EVENT_ALL, &all);
    options.ridge = 3;
    ent_assert_ok(ent_event_learn(&all.rows, NULL, &all.treaties, ORIGIN, &options, &fit.routes, &error), &error);
    forget(&all);
    fit.routes.together = 1.5;
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++)
        fit.drawn[part] = 1;
    assert_true(fit.routes.bilateral.events > 0 && fit.routes.accession.events > 0 && fit.routes.multilateral.events > 0);
    assert_true(fit.routes.exit.events > 0 && fit.routes.end.events > 0);
    return fit;
}

#endif
