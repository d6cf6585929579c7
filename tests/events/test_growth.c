/* Set growth: a gather that is known is found again from sets that were drawn with it; sizes by hand; failing memory. */
#include "events/events.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 12, YEARS = 161, TREATIES = YEARS, SIZE = 4 };
static ent_error error;
static const double gather = 1.5, steep = 4;

/* Each year a treaty is founded, which ends with the year. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], member[YEARS * TREATIES * N];
    int treaty[YEARS * N * N], region[N];
    double latitude[YEARS * N], longitude[YEARS * N];
    ent_event_data data;
    uint32_t random;
} world;

static double unit(world *w)
{
    w->random = w->random * 1664525u + 1013904223u;
    return ((double)(w->random >> 8) + 0.5) / (1 << 24);
}

/* -2 + 4 nearness. */
static ent_event_logit make_logit(void)
{
    ent_event_logit logit = {.predictor_count = ENT_PAIR_PREDICTORS, .scale = 1, .intercept = -2};
    size_t nearness = 0;
    while (strcmp(ent_event_pair_predictor(nearness), "nearness") != 0)
        nearness++;
    logit.coefficient[nearness] = steep;
    logit.sd[nearness] = 1;
    logit.low[nearness] = -10;
    logit.high[nearness] = 10;
    return logit;
}

static double eta(const world *w, size_t i, size_t j)
{
    double km = 6378.137 * acos(-1) / 180 * fabs(w->longitude[i] - w->longitude[j]);
    return -2 + steep * exp(-km / 1000);
}

static void found(world *w, size_t year, size_t treaty, const size_t set[], size_t count)
{
    for (size_t m = 0; m < count; m++) {
        w->member[(year * TREATIES + treaty) * N + set[m]] = 1;
        for (size_t l = 0; l < count; l++)
            if (l != m) {
                w->tied[(year * N + set[m]) * N + set[l]] = 1;
                w->treaty[(year * N + set[m]) * N + set[l]] = (int)treaty + 1;
            }
    }
}

/* One of weights by their share. */
static size_t choose(world *w, const double weight[], size_t count)
{
    double all = 0;
    for (size_t k = 0; k < count; k++)
        all += weight[k];
    double at = all * unit(w);
    for (size_t k = 0; k < count; k++) {
        at -= weight[k];
        if (at < 0)
            return k;
    }
    return count - 1;
}

static void draw_set(world *w, size_t before, size_t set[])
{
    double weight[N * N] = {0};
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            if (!w->tied[(before * N + i) * N + j])
                weight[i * N + j] = 1 / (1 + exp(-eta(w, i, j)));
    size_t seed = choose(w, weight, N * N);
    set[0] = seed / N;
    set[1] = seed % N;
    for (size_t size = 2; size < SIZE; size++) {
        double next[N];
        for (size_t l = 0; l < N; l++) {
            double sum = 0;
            bool inside = false;
            for (size_t m = 0; m < size; m++) {
                inside |= set[m] == l;
                sum += eta(w, l, set[m]);
            }
            next[l] = inside ? 0 : exp(gather * sum / (double)size);
        }
        set[size] = choose(w, next, N);
    }
}

static void begin(world *w, uint32_t seed)
{
    memset(w, 0, sizeof *w);
    w->random = seed;
    for (size_t i = 0; i < N; i++) {
        double at = 25 * unit(w);
        for (size_t year = 0; year < YEARS; year++) {
            w->present[year * N + i] = 1;
            w->longitude[year * N + i] = at;
        }
    }
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty, .treaty_count = TREATIES, .member = w->member,
                               .latitude = w->latitude, .longitude = w->longitude, .contiguity = w->contiguity,
                               .region = w->region, .subregion = w->region};
}

/* Over 20 worlds: errors in standard errors have mean 0 and variance 1, within 4.5 of their own errors. */
static void what_sets_were_drawn_with_is_found(void **state)
{
    enum { WORLDS = 20 };
    static world w;
    const ent_event_logit logit = make_logit();
    double sum = 0, squares = 0;
    for (uint32_t seed = 1; seed <= WORLDS; seed++) {
        ent_treaty_fit fit = {0};
        begin(&w, seed);
        for (size_t year = 1; year < YEARS; year++) {
            size_t set[SIZE];
            draw_set(&w, year - 1, set);
            found(&w, year, year, set, SIZE);
        }
        ent_assert_ok(event_growth_fit(&w.data, 0, YEARS - 1, &logit, &fit, &error), &error);
        assert_int_equal(fit.foundings, YEARS - 1);
        assert_int_equal(fit.size_count, 1);
        assert_int_equal(fit.size[0], SIZE);
        assert_true(fit.gather_se > 0.01 && fit.gather_se < 0.5);
        double z = (fit.gather - gather) / fit.gather_se;
        sum += z;
        squares += z * z;
    }
    assert_true(fabs(sum / WORLDS) < 4.5 / sqrt(WORLDS));
    assert_true(squares / WORLDS < 1 + 4.5 * sqrt(2. / WORLDS));
    assert_true(squares / WORLDS > 0.3);
}

/* Sizes 3 in year 5, 4 in years 30 and 55, one half-life apart: 1/4, 1/2 + 1 of 7/4. That of year 60 is after the last origin; a
 * treaty of two, and one whose members were all tied before, are no foundings. */
static void sizes_weigh_by_their_age(void **state)
{
    static world w;
    const size_t set[] = {1, 4, 6, 9};
    const ent_event_logit logit = make_logit();
    ent_treaty_fit fit = {0};
    begin(&w, 3);
    ent_assert_ok(event_growth_fit(&w.data, 0, 56, &logit, &fit, &error), &error);
    ent_assert_number(fit.gather, 1, 0);
    assert_int_equal(fit.foundings, 0);
    found(&w, 5, 0, set, 3);
    found(&w, 30, 1, set, 4);
    found(&w, 31, 2, set, 3);
    found(&w, 55, 3, set, 4);
    found(&w, 57, 4, set, 2);
    found(&w, 60, 5, set, 3);
    ent_assert_ok(event_growth_fit(&w.data, 0, 58, &logit, &fit, &error), &error);
    assert_int_equal(fit.foundings, 3);
    assert_int_equal(fit.size_count, 2);
    assert_int_equal(fit.size[0], 3);
    assert_int_equal(fit.size[1], 4);
    ent_assert_number(fit.size_weight[0], 1. / 7, 1e-12);
    ent_assert_number(fit.size_weight[1], 6. / 7, 1e-12);
    ent_assert_ok(event_growth_fit(&w.data, 29, 58, &logit, &fit, &error), &error);
    assert_int_equal(fit.foundings, 2);
}

static ent_status fit_once(void *context, ent_error *failed)
{
    const world *w = context;
    const ent_event_logit logit = make_logit();
    ent_treaty_fit fit = {0};
    return event_growth_fit(&w->data, 0, 10, &logit, &fit, failed);
}

static void memory_may_run_out(void **state)
{
    static world w;
    const size_t set[] = {1, 4, 6, 9};
    begin(&w, 3);
    found(&w, 5, 0, set, 3);
    found(&w, 7, 1, set, 4);
    ent_sweep(fit_once, &w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sets_were_drawn_with_is_found),
        cmocka_unit_test(sizes_weigh_by_their_age),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
