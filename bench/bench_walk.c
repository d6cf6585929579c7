/* Futures of the treaty family: 40 of ten years of a made-up world of 195 states in 13 regions, with some 200 living treaties as
 * COW's of 2012 are: most of two, some of a region, three across regions. The model is learnt from the years before. One thread. */
#include "bench.h"

#include "entente/treaty.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { STATES = 195, REGION = 15, YEARS = 24, ORIGIN = YEARS - 1, LEARN_FROM = 8, TREATIES = 300,
       FUTURES = 40, DRAW = 20, AHEAD = 10 };

typedef struct {
    ent_event_data data;
    uint8_t *present, *tied, *contiguity, *member, *major, *rival, *dispute;
    int *treaty, region[STATES], subregion[STATES];
    double *latitude, *longitude, *capability;
    ent_treaty_fit fit;
    ent_treaty_walk *walk;
} futures;

/* splitmix64 (Steele, Lea & Flood 2014); 0 to n - 1. */
static size_t below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (size_t)(((z ^ z >> 31) >> 32) * n >> 32);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        bench_fail("out of memory");
    return memory;
}

static void set_both(uint8_t *of, size_t year, size_t i, size_t j, uint8_t value)
{
    of[(year * STATES + i) * STATES + j] = of[(year * STATES + j) * STATES + i] = value;
}

/* ---- states ---- */

static void set_states(futures *f, uint64_t *state)
{
    for (size_t i = 0; i < STATES; i++) {
        size_t region = i / REGION, from = below(state, 8) == 0 ? below(state, YEARS) : 0;
        double latitude = (double)(region % 4) * 25 - 40 + (double)below(state, 150) / 10;
        double longitude = (double)region * 26 - 170 + (double)below(state, 200) / 10, power = (double)below(state, 1000);
        f->region[i] = 1 + (int)region / 3;
        f->subregion[i] = 1 + (int)region;
        for (size_t year = 0; year < YEARS; year++) {
            size_t at = year * STATES + i;
            f->present[at] = year >= from;
            f->latitude[at] = latitude;
            f->longitude[at] = longitude;
            f->major[at] = i % 28 == 0;
            f->capability[at] = power * power * 1e-8;
        }
    }
}

/* Borders and rivalries stay, disputes are of one year. */
static void set_pairs(futures *f, uint64_t *state)
{
    for (size_t i = 0; i < STATES; i++)
        for (size_t j = i + 1; j < STATES; j++) {
            bool near = i / REGION == j / REGION, border = near && below(state, 4) == 0;
            bool rivals = below(state, near ? 40 : 800) == 0;
            for (size_t year = 0; year < YEARS; year++) {
                set_both(f->contiguity, year, i, j, border);
                set_both(f->rival, year, i, j, rivals);
                set_both(f->dispute, year, i, j, below(state, rivals ? 5 : 2000) == 0);
            }
        }
}

/* ---- treaties ---- */

/* Of two: of a region, or of any two states. Every tenth is of some ten states of a region, every hundredth of some 40. */
static void set_treaty(futures *f, uint64_t *state, size_t k)
{
    size_t size = k % 100 == 0 ? 45 : k % 10 == 0 ? 12 : 2, home = below(state, STATES), from = below(state, YEARS);
    size_t lasts = size == 2 ? 4 + below(state, 40) : YEARS;
    for (size_t m = 0; m < size; m++) {
        size_t near = home / REGION * REGION + below(state, REGION), i = m == 0 ? home : near;
        size_t joins = from + (m > 2 && below(state, 5) == 0 ? below(state, YEARS) : 0);
        size_t leaves = m > 2 && below(state, 12) == 0 ? joins + 5 : from + lasts;
        if (size == 45 || (size == 2 && m > 0 && below(state, 3) == 0))
            i = below(state, STATES);
        for (size_t year = joins; year < YEARS && year < leaves; year++)
            f->member[(year * TREATIES + k) * STATES + i] = f->present[year * STATES + i];
    }
}

static void set_ties(futures *f, size_t year)
{
    for (size_t k = 0; k < TREATIES; k++) {
        const uint8_t *member = f->member + (year * TREATIES + k) * STATES;
        for (size_t i = 0; i < STATES; i++)
            for (size_t j = 0; j < STATES && member[i]; j++)
                if (i != j && member[j]) {
                    f->tied[(year * STATES + i) * STATES + j] = 1;
                    f->treaty[(year * STATES + i) * STATES + j] = (int)k + 1;
                }
    }
}

/* ---- the whole ---- */

static void make_world(futures *f)
{
    uint64_t state = 1;
    size_t rows = (size_t)YEARS * STATES, cells = rows * STATES;
    uint8_t **const of_pairs[] = {&f->tied, &f->contiguity, &f->rival, &f->dispute};
    double **const of_states[] = {&f->latitude, &f->longitude, &f->capability};
    for (size_t k = 0; k < sizeof of_pairs / sizeof *of_pairs; k++)
        *of_pairs[k] = room(cells, 1);
    for (size_t k = 0; k < sizeof of_states / sizeof *of_states; k++)
        *of_states[k] = room(rows, sizeof(double));
    f->present = room(rows, 1);
    f->major = room(rows, 1);
    f->member = room(rows * TREATIES, 1);
    f->treaty = room(cells, sizeof *f->treaty);
    set_states(f, &state);
    set_pairs(f, &state);
    for (size_t k = 0; k < TREATIES; k++)
        set_treaty(f, &state, k);
    for (size_t year = 0; year < YEARS; year++)
        set_ties(f, year);
    f->data = (ent_event_data){.actor_count = STATES, .year_count = YEARS, .present = f->present, .tied = f->tied,
                               .treaty = f->treaty, .treaty_count = TREATIES, .member = f->member, .latitude = f->latitude,
                               .longitude = f->longitude, .contiguity = f->contiguity, .region = f->region,
                               .subregion = f->subregion, .major = f->major, .capability = f->capability,
                               .rival = f->rival, .dispute = f->dispute};
}

static void forget_world(futures *f)
{
    void *const memory[] = {f->present, f->tied, f->contiguity, f->member, f->major, f->rival, f->dispute, f->treaty,
                            f->latitude, f->longitude, f->capability};
    for (size_t k = 0; k < sizeof memory / sizeof *memory; k++)
        free(memory[k]);
}

static uint64_t make_walk(void *context)
{
    futures *f = context;
    ent_error error;
    ent_treaty_walk_free(f->walk);
    if (ent_treaty_walk_new(&f->data, ORIGIN, AHEAD, &f->walk, &error) != ENT_OK)
        bench_fail(error.message);
    return bench_hash(0, ent_treaty_walk_tied(f->walk), (size_t)STATES * STATES);
}

/* The checksum is of what happened, and of the sums of chances to nine digits. */
static uint64_t run_future(futures *f, uint32_t future, double chance[], uint64_t hash)
{
    ent_error error;
    for (uint32_t year = 0; year < AHEAD; year++) {
        ent_treaty_counts counts;
        if (ent_treaty_walk_year(f->walk, 1, future, year, chance, &counts, &error) != ENT_OK)
            bench_fail(error.message);
        hash = bench_hash(hash, &counts, sizeof counts);
    }
    return bench_hash(hash, ent_treaty_walk_tied(f->walk), (size_t)STATES * STATES);
}

/* Twenty futures of the same parameters, as a draw has them, then of others. */
static uint64_t run(void *context)
{
    static double chance[STATES * STATES];
    futures *f = context;
    ent_treaty_fit draw = f->fit;
    uint64_t hash = 0;
    for (size_t cell = 0; cell < STATES * STATES; cell++)
        chance[cell] = 0;
    for (uint32_t future = 0; future < FUTURES; future++) {
        draw.routes.multilateral.intercept = f->fit.routes.multilateral.intercept + 0.01 * (future / DRAW);
        ent_treaty_walk_start(f->walk, &draw);
        hash = run_future(f, future, chance, hash);
    }
    for (size_t cell = 0; cell < STATES * STATES; cell++)
        chance[cell] = round(chance[cell] * 1e9);
    return bench_hash(hash, chance, sizeof chance);
}

int main(void)
{
    static futures f;
    ent_error error;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make_world(&f);
    if (ent_treaty_learn(&f.data, LEARN_FROM, ORIGIN, &options, &f.fit, NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    bench_case("a walk from the origin is made: 195 states, 300 treaties, 24 years", 1, 3, make_walk, &f);
    bench_case("400 future-years of treaties: 195 states, some 200 living treaties", FUTURES * AHEAD, 3, run, &f);
    ent_treaty_walk_free(f.walk);
    forget_world(&f);
    return 0;
}
