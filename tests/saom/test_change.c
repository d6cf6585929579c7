/* Worlds that change: who has left has no ties, makes none and is chosen by nobody, and sums of what is expected stay right; two who
 * are left by hand; a newcomer, and other values, give the choices of a model that was opened with those data. */
#include "saom/small.h"

#include <math.h>

enum { ACTORS = 12, REPLICATES = 3000 };

/* Of all kinds: of data pair by pair, of data and who is there, of ties, of making alone. */
static const char effects[] = "[density, {effect: gwesp, decay: 0.69}, inPopSqrt, {effect: egoPlusAltX, of: v}, {effect: simX, of: v}, "
                              "{effect: X, of: w}, {effect: closes_covariate, of: w}, {effect: X, of: w, type: creation}]";
static const double theta[] = {1, 1, -0.8, 0.3, 0.2, 0.1, 0.15, 0.4, 0.1, 0.3};
static const char few[] = "[density]";
static const double few_theta[] = {1, 1, -0.6};
static const double between[] = {2};

typedef struct {
    ent_model *model;
    ent_saom *saom;
    ent_saom_worker *worker;
} opened;

static void make_ready(opened *o, bool changes)
{
    ent_error error;
    ent_assert_ok(ent_saom_new(o->model, &o->saom, &error), &error);
    if (changes)
        ent_assert_ok(ent_saom_let_change(o->saom, &error), &error);
    ent_assert_ok(ent_saom_worker_new(o->saom, &o->worker, &error), &error);
}

static opened open_small(size_t n, const char *list, ent_saom_rule rule, bool directed)
{
    small_model small = {.n = n, .effects = list, .directed = directed};
    opened o = {.model = small_open(&small, 7)};
    o.model->saom.rule = rule;
    o.model->saom.offset = 0.3;
    return o;
}

static void close_small(opened *o)
{
    ent_saom_worker_free(o->worker);
    ent_saom_free(o->saom);
    ent_model_free(o->model);
}

static void stand(opened *o, const double values[])
{
    ent_error error;
    ent_assert_ok(ent_saom_stand(o->worker, values, 1, &error), &error);
}

static void go_on(opened *o, double rate, uint32_t replicate, uint32_t unit, double expected[])
{
    ent_error error;
    ent_assert_ok(ent_saom_go_on(o->worker, rate, 3, replicate, unit, expected, &error), &error);
}

/* ---- who has left ---- */

static void who_has_left_has_no_ties_and_gets_none(void **state)
{
    (void)state;
    opened o = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    make_ready(&o, true);
    for (uint32_t r = 0; r < 20; r++) {
        double expected[ACTORS * ACTORS] = {0}, after[ACTORS * ACTORS] = {0};
        stand(&o, theta);
        const ent_view *view = ent_saom_network(o.worker);
        size_t ties = view->out_degree[4];
        assert_true(ties > 0 && !view->absent);
        ent_saom_leave(o.worker, 4, expected);
        assert_int_equal(view->out_degree[4], 0);
        double cut = 0;
        for (size_t k = 0; k < ACTORS * ACTORS; k++)
            cut += expected[k];
        assert_true(cut == -(double)ties);
        go_on(&o, 5, r, 0, after);
        assert_int_equal(view->out_degree[4], 0);
        assert_true(view->absent && view->absent[4] && !view->absent[5]);
        for (size_t j = 0; j < ACTORS; j++)
            assert_true(after[4 * ACTORS + j] == 0 && after[j * ACTORS + 4] == 0);
    }
    close_small(&o);
}

/* x after less x before is the sum of what was expected, on average, also where an actor leaves in between. As in test_future.c a
 * pair is beyond 5.2 standard errors once in 5,000,000 times. */
static double largest_deviation(ent_saom_rule rule, bool directed)
{
    opened o = open_small(ACTORS, effects, rule, directed);
    static double sum[ACTORS * ACTORS], square[ACTORS * ACTORS];
    double largest = 0;
    memset(sum, 0, sizeof sum);
    memset(square, 0, sizeof square);
    make_ready(&o, true);
    for (uint32_t r = 0; r < REPLICATES; r++) {
        double expected[ACTORS * ACTORS] = {0};
        stand(&o, theta);
        const ent_view *view = ent_saom_network(o.worker);
        uint8_t before[ACTORS * ACTORS];
        memcpy(before, view->x, sizeof before);
        go_on(&o, 0.7, r, 0, expected);
        ent_saom_leave(o.worker, 4, expected);
        go_on(&o, 0.7, r, 1, expected);
        for (size_t i = 0; i < ACTORS; i++)
            for (size_t j = directed ? 0 : i + 1; j < ACTORS; j++) {
                size_t cell = i * ACTORS + j;
                if (i == j)
                    continue; /* the diagonal is of no tie */
                double d = view->x[cell] - before[cell] - expected[cell] - (directed ? 0 : expected[j * ACTORS + i]);
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
    for (ent_saom_rule rule = ENT_SAOM_FORCING; rule <= ENT_SAOM_CONJUNCTIVE; rule++)
        assert_true(largest_deviation(rule, false) < 5.2);
    assert_true(largest_deviation(ENT_SAOM_FORCING, true) < 5.2);
}

/* The rates at which two who are left, by density alone, make their tie and end it. */
static void rates_of_two(ent_saom_rule rule, double rho, double beta, double *make, double *end)
{
    double q = 1 / (1 + exp(-beta)), confirm = 1 / (1 + exp(-beta - 0.3));
    switch (rule) {
    case ENT_SAOM_INITIATIVE: *make = 2 * rho * q * confirm; *end = 2 * rho * (1 - q); break;
    case ENT_SAOM_CONJUNCTIVE: *make = 2 * rho * rho * q * q; *end = 2 * rho * rho * (1 - q * q); break;
    default: *make = 2 * rho * q; *end = 2 * rho * (1 - q); break;
    }
}

/* Three actors, of whom one leaves at once: a Markov chain of two states. P(1) = a / (a + b) + (P(0) - a / (a + b)) e^-(a + b). */
static void two_are_left(ent_saom_rule rule)
{
    opened o = open_small(3, few, rule, false);
    double sum = 0, square = 0, tied = 0, make, end, before = 0;
    make_ready(&o, false);
    for (uint32_t r = 0; r < 4 * REPLICATES; r++) {
        double expected[9] = {0}, ignored[9] = {0};
        stand(&o, few_theta);
        before = ent_saom_network(o.worker)->x[1];
        ent_saom_leave(o.worker, 2, ignored);
        go_on(&o, 0.8, r, 0, expected);
        double p = before + expected[1] + expected[3];
        sum += p;
        square += p * p;
        tied += ent_saom_network(o.worker)->x[1];
    }
    double count = 4 * REPLICATES, mean = sum / count, error = sqrt((square / count - mean * mean) / count);
    rates_of_two(rule, 0.8, few_theta[2], &make, &end);
    double level = make / (make + end), chance = level + (before - level) * exp(-make - end);
    ent_assert_number(mean, chance, 5 * error);
    ent_assert_number(tied / count, chance, 5 * sqrt(chance * (1 - chance) / count));
    close_small(&o);
}

static void two_who_are_left_by_hand(void **state)
{
    (void)state;
    two_are_left(ENT_SAOM_FORCING);
    two_are_left(ENT_SAOM_INITIATIVE);
    two_are_left(ENT_SAOM_CONJUNCTIVE);
}

static void where_nobody_is_left_nothing_happens(void **state)
{
    (void)state;
    for (ent_saom_rule rule = ENT_SAOM_INITIATIVE; rule <= ENT_SAOM_DISJUNCTIVE; rule++) {
        opened o = open_small(3, few, rule, false);
        double expected[9] = {0}, after[9] = {0};
        make_ready(&o, false);
        stand(&o, few_theta);
        for (size_t left = 3; left > 0; left--) {
            ent_saom_leave(o.worker, left - 1, expected);
            memset(after, 0, sizeof after);
            go_on(&o, 1, 1, (uint32_t)left, after);
        }
        assert_int_equal(ent_saom_network(o.worker)->tie_count, 0);
        for (size_t k = 0; k < 9; k++)
            assert_true(after[k] == 0);
        stand(&o, few_theta);
        assert_null(ent_saom_network(o.worker)->absent);
        close_small(&o);
    }
}

/* ---- other data ---- */

/* The same choices of all egos: weights, and what alters would say. */
static void assert_same_choices(ent_saom_worker *one, ent_saom_worker *other)
{
    for (size_t ego = 0; ego < ACTORS; ego++) {
        assert_true(saom_choice_fill(one, ego) && saom_choice_fill(other, ego));
        for (size_t j = 0; j < ACTORS; j++) {
            ent_assert_number(one->weight[j] / one->all, other->weight[j] / other->all, 1e-12);
            ent_assert_number(saom_acceptance(one, ego, j), saom_acceptance(other, ego, j), 1e-12);
        }
    }
}

/* Then the same future: chances agree as far as sums do. */
static void assert_same_future(opened *one, opened *other)
{
    double a[ACTORS * ACTORS] = {0}, b[ACTORS * ACTORS] = {0};
    go_on(one, 2, 5, 1, a);
    go_on(other, 2, 5, 1, b);
    assert_memory_equal(ent_saom_network(one->worker)->x, ent_saom_network(other->worker)->x, ACTORS * ACTORS);
    for (size_t k = 0; k < ACTORS * ACTORS; k++)
        ent_assert_number(a[k], b[k], 1e-10);
}

/* Model data of actor i as of another one, of the wave that a period starts from. */
static void copy_actor(ent_model *model, size_t i, size_t parent)
{
    double *v = model->covariates[0].value + ACTORS, *w = model->dyadic[0].value;
    v[i] = v[parent];
    for (size_t j = 0; j < ACTORS; j++) {
        w[i * ACTORS + j] = w[parent * ACTORS + j];
        w[j * ACTORS + i] = w[j * ACTORS + parent];
    }
    w[i * ACTORS + i] = 0;
    w[i * ACTORS + parent] = w[parent * ACTORS + i] = between[0];
}

static void end_all_ties(opened *o, size_t i)
{
    for (size_t j = 0; j < ACTORS; j++)
        if (j != i)
            ent_saom_put(o->worker, i, j, false);
}

static void a_newcomer_is_as_if_it_had_its_parents_data_all_along(void **state)
{
    ent_error error;
    (void)state;
    opened came = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    opened always = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    double ignored[ACTORS * ACTORS] = {0};
    copy_actor(always.model, 9, 3);
    make_ready(&came, true);
    make_ready(&always, false);
    stand(&came, theta);
    stand(&always, theta);
    ent_saom_leave(came.worker, 9, ignored);
    go_on(&came, 1e-9, 1, 0, ignored); /* it is gone for a while */
    ent_saom_enter(came.worker, 9, 3, between);
    ent_assert_ok(saom_renew(came.worker, &error), &error);
    end_all_ties(&always, 9);
    assert_null(ent_saom_network(came.worker)->absent);
    assert_same_choices(came.worker, always.worker);
    assert_same_future(&came, &always);
    close_small(&came);
    close_small(&always);
}

static void other_values_are_as_if_they_had_been_read(void **state)
{
    ent_error error;
    (void)state;
    opened changed = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    opened read = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    double value[ACTORS], first[ACTORS], *v = read.model->covariates[0].value + ACTORS;
    memcpy(first, v, sizeof first);
    for (size_t i = 0; i < ACTORS; i++)
        v[i] = value[i] = first[i] * 0.8 + 0.1 * (double)i;
    make_ready(&changed, true);
    make_ready(&read, false);
    stand(&changed, theta);
    stand(&read, theta);
    ent_saom_revalue(changed.worker, 0, value);
    ent_assert_ok(saom_renew(changed.worker, &error), &error);
    assert_same_choices(changed.worker, read.worker);
    assert_same_future(&changed, &read);
    opened as_it_was = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false); /* and back */
    make_ready(&as_it_was, false);
    stand(&changed, theta);
    stand(&as_it_was, theta);
    ent_saom_revalue(changed.worker, 0, first);
    assert_same_future(&changed, &as_it_was);
    close_small(&changed);
    close_small(&read);
    close_small(&as_it_was);
}

static void a_rate_follows_its_covariate(void **state)
{
    static const char rates[] = "[{effect: rate_covariate, of: v, type: rate}, density]";
    static const double values[] = {1, 1, 0.3, -0.5};
    ent_error error;
    (void)state;
    opened o = open_small(ACTORS, rates, ENT_SAOM_FORCING, false);
    double value[ACTORS], expected[ACTORS * ACTORS] = {0};
    make_ready(&o, true);
    stand(&o, values);
    for (size_t i = 0; i < ACTORS; i++)
        value[i] = (double)i / 4;
    ent_saom_revalue(o.worker, 0, value);
    ent_assert_ok(ent_saom_go_on(o.worker, 2, 1, 1, 0, expected, &error), &error);
    for (size_t i = 0; i < ACTORS; i++)
        ent_assert_number(o.worker->rate[i], 2 * exp(0.3 * value[i]), 1e-12);
    close_small(&o);
}

/* ---- memory ---- */

static ent_status change_once(void *context, ent_error *error)
{
    const ent_model *model = context;
    ent_saom *saom = NULL;
    ent_saom_worker *worker = NULL;
    double expected[ACTORS * ACTORS] = {0}, value[ACTORS] = {0};
    ent_status status = ent_saom_new(model, &saom, error);
    if (status == ENT_OK)
        status = ent_saom_let_change(saom, error);
    if (status == ENT_OK)
        status = ent_saom_worker_new(saom, &worker, error);
    if (status == ENT_OK)
        status = ent_saom_stand(worker, theta, 1, error);
    if (status == ENT_OK) {
        ent_saom_leave(worker, 2, expected);
        ent_saom_enter(worker, 2, 1, NULL);
        ent_saom_revalue(worker, 0, value);
        status = ent_saom_go_on(worker, 1, 1, 1, 1, expected, error);
    }
    ent_saom_worker_free(worker);
    ent_saom_free(saom);
    return status;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    opened o = open_small(ACTORS, effects, ENT_SAOM_INITIATIVE, false);
    ent_sweep(change_once, o.model);
    ent_model_free(o.model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_left_has_no_ties_and_gets_none),
        cmocka_unit_test(what_is_expected_is_what_happens_on_average),
        cmocka_unit_test(two_who_are_left_by_hand),
        cmocka_unit_test(where_nobody_is_left_nothing_happens),
        cmocka_unit_test(a_newcomer_is_as_if_it_had_its_parents_data_all_along),
        cmocka_unit_test(other_values_are_as_if_they_had_been_read),
        cmocka_unit_test(a_rate_follows_its_covariate),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
