/* Futures: what opportunities are expected to change is what they change on average, under each rule; alters' replies by
 * products are those worked out one by one; units have the same random numbers whatever came before. */
#include "saom/small.h"

#include <math.h>

enum { ACTORS = 12, UNITS = 3, REPLICATES = 4000 };

static const char effects[] = "[density, {effect: gwesp, decay: 0.69}, inPopSqrt, outActSqrt, {effect: egoPlusAltX, of: v}, "
                              "{effect: egoX, of: v}, {effect: simX, of: v}, {effect: X, of: w}]";
static const char made_effects[] = "[density, transTriads, {effect: X, of: w}, {effect: inPop, type: creation}]";
static const double theta[] = {1, 1, -0.8, 0.3, 0.2, -0.3, 0.1, 0.15, 0.4, 0.5};
static const double made_theta[] = {1, 1, -0.8, 0.3, 0.4, 0.1};

typedef struct {
    ent_model *model;
    ent_saom *saom;
    ent_saom_worker *worker;
} opened;

static opened open_small(const char *list, ent_saom_rule rule)
{
    small_model small = {.n = ACTORS, .effects = list};
    ent_error error;
    opened o = {.model = small_open(&small, 7)};
    o.model->saom.rule = rule;
    o.model->saom.offset = 0.3;
    ent_assert_ok(ent_saom_new(o.model, &o.saom, &error), &error);
    ent_assert_ok(ent_saom_worker_new(o.saom, &o.worker, &error), &error);
    return o;
}

static void close_small(opened *o)
{
    ent_saom_worker_free(o->worker);
    ent_saom_free(o->saom);
    ent_model_free(o->model);
}

static size_t pair_of(size_t i, size_t j)
{
    return i < j ? i * ACTORS + j : j * ACTORS + i;
}

/* The largest mean difference of a pair in standard errors. A pair is beyond 5.2 by chance once in 5,000,000 times: with 66
 * pairs and 7 models a false alarm in 10,000 seeds. */
static double largest_deviation(ent_saom_rule rule, const char *list, const double values[])
{
    opened o = open_small(list, rule);
    static double sum[ACTORS * ACTORS], square[ACTORS * ACTORS];
    double largest = 0;
    ent_error error;
    memset(sum, 0, sizeof sum);
    memset(square, 0, sizeof square);
    for (uint32_t r = 0; r < REPLICATES; r++) {
        double expected[ACTORS * ACTORS] = {0}, pair[ACTORS * ACTORS] = {0};
        ent_assert_ok(ent_saom_stand(o.worker, values, 1, &error), &error);
        const ent_view *view = ent_saom_network(o.worker);
        uint8_t before[ACTORS * ACTORS];
        memcpy(before, view->x, sizeof before);
        for (uint32_t unit = 0; unit < UNITS; unit++)
            ent_assert_ok(ent_saom_go_on(o.worker, 0.7, 1, r, unit, expected, &error), &error);
        for (size_t i = 0; i < ACTORS; i++)
            for (size_t j = 0; j < ACTORS; j++)
                pair[pair_of(i, j)] += i == j ? 0 : expected[i * ACTORS + j];
        for (size_t i = 0; i < ACTORS; i++)
            for (size_t j = i + 1; j < ACTORS; j++) {
                size_t cell = i * ACTORS + j;
                double d = view->x[cell] - before[cell] - pair[cell];
                sum[cell] += d;
                square[cell] += d * d;
            }
    }
    for (size_t cell = 0; cell < ACTORS * ACTORS; cell++) {
        double mean = sum[cell] / REPLICATES, variance = square[cell] / REPLICATES - mean * mean;
        if (variance > 0)
            largest = fmax(largest, fabs(mean) / sqrt(variance / REPLICATES));
    }
    close_small(&o);
    return largest;
}

static void what_is_expected_is_what_happens_on_average(void **state)
{
    (void)state;
    for (ent_saom_rule rule = ENT_SAOM_FORCING; rule <= ENT_SAOM_RSIENA_DISJUNCTIVE; rule++)
        assert_true(largest_deviation(rule, effects, theta) < 5.2);
    assert_true(largest_deviation(ENT_SAOM_INITIATIVE, made_effects, made_theta) < 5.2);
}

/* Weights that are said to be by sums have their replies worked out one by one. */
static void replies_by_products_are_those_one_by_one(void **state)
{
    (void)state;
    opened o = open_small(effects, ENT_SAOM_INITIATIVE);
    ent_error error;
    ent_assert_ok(ent_saom_stand(o.worker, theta, 1, &error), &error);
    for (size_t ego = 0; ego < ACTORS; ego++) {
        double quick[ACTORS * ACTORS] = {0}, slow[ACTORS * ACTORS] = {0}, moved[ACTORS * ACTORS] = {0};
        assert_true(saom_choice_fill(o.worker, ego));
        assert_false(o.worker->by_sums);
        o.worker->expected = quick;
        saom_expect(o.worker, ego);
        o.worker->by_sums = true;
        o.worker->expected = slow;
        saom_expect(o.worker, ego);
        for (size_t j = 0; j < ACTORS; j++)
            if (j != ego)
                assert_true(fabs(quick[ego * ACTORS + j] - slow[ego * ACTORS + j]) < 1e-13);
        ent_assert_ok(ent_saom_go_on(o.worker, 2, 3, (uint32_t)ego, 0, moved, &error), &error);
    }
    close_small(&o);
}

static void a_future_is_the_same_whenever_it_is_walked(void **state)
{
    (void)state;
    opened o = open_small(effects, ENT_SAOM_INITIATIVE);
    ent_error error;
    double first[ACTORS * ACTORS] = {0}, other[ACTORS * ACTORS] = {0}, again[ACTORS * ACTORS] = {0};
    double theta_other[10];
    memcpy(theta_other, theta, sizeof theta);
    theta_other[2] = -0.5;
    ent_assert_ok(ent_saom_stand(o.worker, theta, 1, &error), &error);
    ent_assert_ok(ent_saom_go_on(o.worker, 1.5, 9, 4, 2, first, &error), &error);
    ent_assert_ok(ent_saom_stand(o.worker, theta_other, 1, &error), &error);
    ent_saom_put(o.worker, 0, 1, !ent_saom_network(o.worker)->x[1]);
    ent_assert_ok(ent_saom_go_on(o.worker, 0.5, 9, 5, 0, other, &error), &error);
    ent_assert_ok(ent_saom_stand(o.worker, theta, 1, &error), &error);
    ent_assert_ok(ent_saom_go_on(o.worker, 1.5, 9, 4, 2, again, &error), &error);
    assert_memory_equal(first, again, sizeof first);
    assert_memory_not_equal(first, other, sizeof first);
    close_small(&o);
}

/* A period of four years. Pairs: rate 3 gives 9 opportunities to each ordered pair, 9/4 a year; a conditional estimate is a time:
 * 9 at rate 1. */
static void rates_per_year_by_hand(void **state)
{
    ent_model model = {.saom = ENT_MODEL_SAOM_DEFAULTS};
    model.saom.conditional = false;
    model.saom.rule = ENT_SAOM_INITIATIVE;
    assert_true(ent_saom_yearly_rate(&model, 3, 4) == 0.75);
    model.saom.rule = ENT_SAOM_CONJUNCTIVE;
    assert_true(ent_saom_yearly_rate(&model, 3, 4) == 1.5);
    model.saom.conditional = true;
    assert_true(ent_saom_yearly_rate(&model, 9, 4) == 1.5);
    model.saom.rule = ENT_SAOM_INITIATIVE;
    assert_true(ent_saom_yearly_rate(&model, 3, 4) == 0.75);
}

/* Four years at the rate of a year change as many ties as the period does. */
static double changes_of_a_period(ent_saom_rule rule, double rate, size_t units)
{
    enum { WALKS = 2000 };
    opened o = open_small("[density]", rule);
    const double parameters[] = {1, 1, -0.8};
    double changed = 0;
    ent_error error;
    for (uint32_t r = 0; r < WALKS; r++) {
        double expected[ACTORS * ACTORS] = {0};
        ent_assert_ok(ent_saom_stand(o.worker, parameters, 1, &error), &error);
        for (uint32_t unit = 0; unit < units; unit++)
            ent_assert_ok(ent_saom_go_on(o.worker, rate, 9, r, unit, expected, &error), &error);
        for (size_t k = 0; k < ACTORS * ACTORS; k++)
            changed += expected[k] / WALKS;
    }
    close_small(&o);
    return changed;
}

static void years_add_up_to_their_period(void **state)
{
    static const ent_saom_rule rules[] = {ENT_SAOM_INITIATIVE, ENT_SAOM_CONJUNCTIVE, ENT_SAOM_COMPENSATORY};
    for (size_t k = 0; k < ent_countof(rules); k++) {
        ent_model model = {.saom = ENT_MODEL_SAOM_DEFAULTS};
        model.saom.conditional = false;
        model.saom.rule = rules[k];
        double period = changes_of_a_period(rules[k], 0.6, 1);
        double years = changes_of_a_period(rules[k], ent_saom_yearly_rate(&model, 0.6, 4), 4);
        assert_true(fabs(period - years) < 0.1 * fabs(period) + 0.05);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_expected_is_what_happens_on_average),
        cmocka_unit_test(replies_by_products_are_those_one_by_one),
        cmocka_unit_test(a_future_is_the_same_whenever_it_is_walked),
        cmocka_unit_test(rates_per_year_by_hand),
        cmocka_unit_test(years_add_up_to_their_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
