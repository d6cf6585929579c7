/* The treaty family learnt as a whole, on made-up treaties: its parts are those that the backtest's models learn, from the years
 * asked for and no others; parameters as one vector and back. */
#include "entente/treaty.h"

#include "support.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 10, YEARS = 40, TREATIES = 12, LAST = 34 };
static ent_error error;

typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], member[YEARS * TREATIES * N];
    int treaty[YEARS * N * N], region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N];
    ent_event_data data;
} made_up;

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (uint32_t)((uint64_t)(*seed >> 8) * below >> 24);
}

/* Ties are those of common members; the treaty of one is the first of these. */
static void tie_members(made_up *w, size_t year)
{
    for (size_t k = 0; k < TREATIES; k++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                const uint8_t *member = w->member + (year * TREATIES + k) * N;
                size_t cell = (year * N + i) * N + j;
                if (i == j || !member[i] || !member[j])
                    continue;
                w->tied[cell] = 1;
                w->treaty[cell] = w->treaty[cell] ? w->treaty[cell] : (int)k + 1;
            }
}

/* Treaty k is founded every third year by two or three of a row of states; states join and leave, treaties end. */
static void make(made_up *w, uint32_t seed)
{
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++) {
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = 1;
            w->longitude[year * N + i] = 2 * (double)i;
            w->latitude[year * N + i] = (double)(i % 3);
        }
        for (size_t k = 0; k < TREATIES; k++) {
            uint8_t *member = w->member + (year * TREATIES + k) * N;
            size_t from = draw(&seed, N - 2), size = 2 + k % 2, leaver = draw(&seed, 12), joiner = draw(&seed, 40);
            if (year > 0)
                memcpy(member, w->member + ((year - 1) * TREATIES + k) * N, N);
            if (year == 1 + 3 * k)
                memset(member + from, 1, size);
            if (year > 1 + 3 * k && joiner < N)
                member[joiner] = 1;
            if (leaver < N && draw(&seed, 4) == 0)
                member[leaver] = 0;
            if (year > 1 + 3 * k && draw(&seed, 25) == 0)
                memset(member, 0, N);
        }
        tie_members(w, year);
    }
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied, .treaty = w->treaty,
                               .treaty_count = TREATIES, .member = w->member, .latitude = w->latitude,
                               .longitude = w->longitude, .contiguity = w->contiguity, .region = w->region,
                               .subregion = w->subregion};
}

static void learn(const made_up *w, size_t first, size_t last, ent_treaty_fit *fit, double *covariance)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = 5;
    ent_assert_ok(ent_treaty_learn(&w->data, first, last, &options, fit, covariance, NULL, &error), &error);
}

/* What the backtest's models of a task learn. */
static ent_event_fit learn_task(const made_up *w, ent_event_task task)
{
    ent_event_rows rows;
    ent_event_treaties treaties;
    ent_event_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = 5;
    ent_assert_ok(ent_event_rows_of_task(&w->data, task, 1, &rows, &error), &error);
    double *x = calloc(rows.count * ENT_GEOGRAPHY, sizeof *x);
    ent_assert_ok(ent_event_geography(&w->data, &rows, x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&w->data, &rows, x, &treaties, &error), &error);
    ent_assert_ok(ent_event_learn(&rows, NULL, &treaties, LAST, &options, &fit, &error), &error);
    ent_event_treaties_clear(&treaties);
    ent_event_rows_clear(&rows);
    free(x);
    return fit;
}

static void are_the_same(const ent_event_logit *one, const ent_event_logit *other)
{
    assert_true(one->events > 0 && one->events == other->events && one->cases == other->cases);
    ent_assert_number(one->scale, other->scale, 1e-12);
    ent_assert_number(one->intercept, other->intercept, 1e-9);
    for (size_t k = 0; k < one->predictor_count; k++)
        ent_assert_number(one->coefficient[k], other->coefficient[k], 1e-9);
}

static void parts_are_those_of_the_backtest(void **state)
{
    made_up *w = malloc(sizeof *w);
    ent_treaty_fit fit;
    make(w, 1);
    learn(w, 0, LAST, &fit, NULL);
    ent_event_fit formed = learn_task(w, ENT_EVENT_FORMATION), ended = learn_task(w, ENT_EVENT_DISSOLUTION);
    are_the_same(&fit.routes.bilateral, &formed.bilateral);
    are_the_same(&fit.routes.accession, &formed.accession);
    are_the_same(&fit.routes.multilateral, &formed.multilateral);
    are_the_same(&fit.routes.exit, &ended.exit);
    are_the_same(&fit.routes.end, &ended.end);
    ent_assert_number(fit.routes.together, formed.together, 1e-12);
    free(w);
}

/* Cases of years before the first are left out: of pairs not tied as many as are not tied at the origins. */
static void years_before_the_first_are_history(void **state)
{
    made_up *w = malloc(sizeof *w);
    ent_treaty_fit fit;
    size_t pairs = 0, joined = 0;
    const size_t first = 20;
    make(w, 1);
    learn(w, first, LAST, &fit, NULL);
    for (size_t s = first; s < LAST; s++) {
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++)
                pairs += !w->tied[(s * N + i) * N + j];
        for (size_t k = 0; k < TREATIES; k++) {
            const uint8_t *now = w->member + (s * TREATIES + k) * N, *then = now + TREATIES * N;
            size_t size = 0;
            for (size_t i = 0; i < N; i++)
                size += now[i];
            for (size_t i = 0; i < N; i++)
                joined += size >= 2 && !now[i] && then[i];
        }
    }
    assert_int_equal(fit.routes.bilateral.cases, pairs);
    assert_int_equal(fit.routes.accession.events, joined);
    assert_int_equal(fit.routes.first_origin, first);
    free(w);
}

static void what_comes_later_changes_nothing(void **state)
{
    made_up *w = malloc(sizeof *w);
    ent_treaty_fit fit, other;
    make(w, 1);
    learn(w, 0, LAST, &fit, NULL);
    for (size_t year = LAST + 1; year < YEARS; year++) {
        memset(w->tied + year * N * N, 1, (size_t)N * N);
        memset(w->present + year * N, 0, N / 2);
        memset(w->member + year * TREATIES * N, 1, (size_t)TREATIES * N);
    }
    learn(w, 0, LAST, &other, NULL);
    assert_memory_equal(&fit, &other, sizeof fit);
    free(w);
}

/* Variances are of what is used, and nothing goes across parts. */
static void covariance_is_by_parts(void **state)
{
    made_up *w = malloc(sizeof *w);
    size_t count = ent_treaty_parameters(), used = 0;
    double *covariance = malloc(count * count * sizeof *covariance), *theta = malloc(count * sizeof *theta);
    ent_treaty_fit fit;
    make(w, 1);
    learn(w, 0, LAST, &fit, covariance);
    ent_treaty_theta(&fit, theta);
    for (size_t k = 0; k < count - 1; k++) {
        const char *name, *other;
        ent_treaty_part part = ent_treaty_parameter(k, &name);
        assert_true((covariance[k * count + k] > 0) == (theta[k] != 0));
        used += theta[k] != 0;
        for (size_t l = 0; l < count; l++) {
            ent_assert_number(covariance[k * count + l], covariance[l * count + k], 1e-12);
            if (ent_treaty_parameter(l, &other) != part)
                assert_true(covariance[k * count + l] == 0);
        }
    }
    assert_true(used > 40);
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++) /* draws expect more, but of bilateral ties, whose level is a rate */
        assert_true(part == ENT_TREATY_BILATERAL ? fit.drawn[part] == 1 : fit.drawn[part] > 0.3 && fit.drawn[part] < 1);
    learn(w, 0, LAST, &fit, NULL);
    assert_true(fit.drawn[ENT_TREATY_ACCESSION] == 1);
    free(covariance);
    free(theta);
    free(w);
}

static void parameters_are_one_vector(void **state)
{
    size_t count = ent_treaty_parameters();
    double *theta = malloc(count * sizeof *theta), *back = malloc(count * sizeof *back);
    ent_treaty_fit fit = {0};
    const char *name;
    assert_int_equal(count, 2 * (ENT_PAIR_PREDICTORS + 1) + ENT_ACCESSION_PREDICTORS + 1 + ENT_EXIT_PREDICTORS + 1
                                + ENT_END_PREDICTORS + 1 + 1);
    for (size_t k = 0; k < count; k++)
        theta[k] = (double)k + 1;
    ent_treaty_with(theta, &fit);
    ent_treaty_theta(&fit, back);
    assert_memory_equal(theta, back, count * sizeof *theta);
    ent_assert_number(fit.routes.accession.intercept, ENT_PAIR_PREDICTORS + 2, 0);
    ent_assert_number(fit.routes.end.coefficient[ENT_END_PREDICTORS - 1], (double)count - 1, 0);
    ent_assert_number(fit.gather, (double)count, 0);
    assert_int_equal(ent_treaty_parameter(ENT_PAIR_PREDICTORS + 1, &name), ENT_TREATY_ACCESSION);
    assert_string_equal(name, "intercept");
    assert_int_equal(ent_treaty_parameter(ENT_PAIR_PREDICTORS, &name), ENT_TREATY_BILATERAL);
    assert_string_equal(name, ent_event_pair_predictor(ENT_PAIR_PREDICTORS - 1));
    assert_int_equal(ent_treaty_parameter(count - 1, &name), ENT_TREATY_GATHER);
    assert_string_equal(name, "gather");
    free(theta);
    free(back);
}

static void what_cannot_be_learnt_from_is_refused(void **state)
{
    made_up *w = malloc(sizeof *w);
    ent_treaty_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make(w, 1);
    ent_assert_fails(ent_treaty_learn(&w->data, 5, 5, &options, &fit, NULL, NULL, &error), &error, ENT_ERR_ARGUMENT,
                     "there is no outcome to learn from in years 6 to 5 of 40");
    w->data.latitude = NULL;
    ent_assert_fails(ent_treaty_learn(&w->data, 0, LAST, &options, &fit, NULL, NULL, &error), &error, ENT_ERR_ARGUMENT,
                     "geography needs contiguity, capitals and regions");
    w->data.member = NULL;
    ent_assert_fails(ent_treaty_learn(&w->data, 0, LAST, &options, &fit, NULL, NULL, &error), &error, ENT_ERR_ARGUMENT,
                     "models of treaties need treaties and their members");
    free(w);
}

static ent_status call(void *context, ent_error *inner)
{
    const made_up *w = context;
    ent_treaty_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    size_t count = ent_treaty_parameters();
    static double covariance[20000];
    assert_true(count * count <= ent_countof(covariance));
    return ent_treaty_learn(&w->data, 0, 12, &options, &fit, covariance, NULL, inner);
}

static void it_survives_failing_memory(void **state)
{
    static made_up w;
    make(&w, 1);
    ent_sweep(call, &w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_those_of_the_backtest), cmocka_unit_test(years_before_the_first_are_history),
        cmocka_unit_test(what_comes_later_changes_nothing), cmocka_unit_test(covariance_is_by_parts),
        cmocka_unit_test(parameters_are_one_vector), cmocka_unit_test(what_cannot_be_learnt_from_is_refused),
        cmocka_unit_test(it_survives_failing_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
