/* What every simulation keeps to: the same bytes for any number of threads, ties that cannot change, one direction,
 * where estimation starts, and memory that fails. */
#include "saom/models.h"
#include "saom/small.h"

static const char effects[] = "[density, recip, transTrip, transTies, inPopSqrt, {effect: simX, of: v}, {effect: X, of: w}]";

enum { COUNT = 40 };

typedef struct {
    size_t p, m;
    double *statistic, *score, *elapsed;
} results;

static results simulate(const ent_saom *saom, const double theta[], uint32_t first, size_t count, int threads)
{
    ent_error error;
    results r = {ent_saom_parameters(saom), ent_saom_periods(saom), NULL, NULL, NULL};
    r.statistic = calloc(count * r.m * r.p, sizeof(double));
    r.score = calloc(count * r.m * r.p, sizeof(double));
    r.elapsed = calloc(count * r.m, sizeof(double));
    ent_saom_run run = {.seed = 3, .first = first, .count = count, .threads = threads, .scores = true};
    ent_assert_ok(ent_saom_simulate(saom, theta, &run, r.statistic, r.score, r.elapsed, NULL, &error), &error);
    return r;
}

static void results_free(results r)
{
    free(r.statistic);
    free(r.score);
    free(r.elapsed);
}

static void threads_and_parts_do_not_change_a_byte(void **state)
{
    ent_error error;
    small_model m = {30, true, 3, effects};
    double theta[9] = {4, 3, -1.5, 1, 0.2, 0.3, 0.1, 0.5, 0.2};
    ent_model *model = small_open(&m, 1);
    ent_saom *saom;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    results one = simulate(saom, theta, 100, COUNT, 1);
    size_t numbers = COUNT * one.m * one.p * sizeof(double);
    for (int threads = 2; threads <= 3; threads++) {
        results more = simulate(saom, theta, 100, COUNT, threads);
        assert_memory_equal(one.statistic, more.statistic, numbers);
        assert_memory_equal(one.score, more.score, numbers);
        assert_memory_equal(one.elapsed, more.elapsed, COUNT * one.m * sizeof(double));
        results_free(more);
    }
    results part = simulate(saom, theta, 110, 5, 2);
    assert_memory_equal(one.statistic + 10 * one.m * one.p, part.statistic, 5 * one.m * one.p * sizeof(double));
    assert_memory_equal(one.score + 10 * one.m * one.p, part.score, 5 * one.m * one.p * sizeof(double));
    results_free(part);
    results_free(one);
    ent_saom_free(saom);
    ent_model_free(model);
}

/* ---- what cannot change ---- */

static ent_status check_end(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error)
{
    const ent_saom *saom = user;
    const saom_period *p = &saom->periods[period];
    for (size_t cell = 0; cell < saom->n * saom->n; cell++) {
        bool missing = p->data->end->missing && p->data->end->missing[cell];
        if (missing && end->x[cell])
            return ent_fail(error, ENT_ERR_BUG, "a missing tie counts");
        if (missing || end->x[cell] == p->x[cell])
            continue;
        if (p->fixed[cell])
            return ent_fail(error, ENT_ERR_BUG, "a structural tie has changed");
        if (saom->model->saom.one_way && p->direction != (end->x[cell] ? 1 : -1))
            return ent_fail(error, ENT_ERR_BUG, "a tie changed the wrong way");
    }
    return ENT_OK;
}

static void check_ends(const ent_saom *saom, const double theta[])
{
    ent_error error;
    double *statistic = calloc(COUNT * saom->period_count * saom->parameters, sizeof *statistic);
    ent_saom_run run = {.seed = 9, .count = COUNT, .each = check_end, .user = (void *)(uintptr_t)saom};
    ent_assert_ok(ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, NULL, &error), &error);
    free(statistic);
}

static void structural_ties_never_change(void **state)
{
    ent_error error;
    small_model m = {14, true, 12, effects};
    double theta[9] = {6, 6, -0.5, 1, 0.2, 0.3, 0.1, 0.5, 0.2};
    ent_model *model = small_open(&m, 2);
    ent_saom *saom;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    check_ends(saom, theta);
    ent_saom_free(saom);
    ent_model_free(model);
}

/* Ties of wave 2 are those of wave 1 and more; those of wave 3 fewer. */
static void open_one_way(ent_model *model)
{
    uint8_t *code = (uint8_t *)(uintptr_t)model->ties.code;
    size_t cells = model->actor_count * model->actor_count;
    for (size_t cell = 0; cell < cells; cell++) {
        code[cells + cell] |= code[cell];
        code[2 * cells + cell] &= code[cells + cell];
    }
}

static void one_way_periods_are_simulated_so(void **state)
{
    ent_error error;
    small_model m = {14, true, 0, "[recip, transTrip]"};
    double theta[4] = {6, 6, 1, -0.2};
    ent_model *model = small_open(&m, 3);
    ent_saom *saom;
    open_one_way(model);
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    assert_int_equal(ent_saom_direction(saom, 0), 0); /* not asked for */
    ent_saom_free(saom);
    model->saom.one_way = true;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    assert_int_equal(ent_saom_direction(saom, 0), 1);
    assert_int_equal(ent_saom_direction(saom, 1), -1);
    check_ends(saom, theta);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void a_period_without_change_is_refused(void **state)
{
    ent_error error;
    small_model m = {8, false, 0, "[density]"};
    ent_model *model = small_open(&m, 4);
    ent_saom *saom;
    memcpy((uint8_t *)(uintptr_t)model->ties.code + 128, model->ties.code + 64, 64);
    ent_status status = ent_saom_new(model, &saom, &error);
    assert_int_equal(status, ENT_ERR_INPUT);
    assert_null(saom);
    assert_non_null(strstr(error.message, "no tie of 'net' changes from wave '2' to '3'"));
    ent_model_free(model);
}

static void an_absent_actor_with_free_ties_is_refused(void **state)
{
    ent_error error;
    small_model m = {8, false, 0, "[density]"};
    ent_model *model = small_open(&m, 4);
    ent_saom *saom;
    model->absent[8 + 2] = 1;
    assert_int_equal(ent_saom_new(model, &saom, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "actor 'a2' is absent at wave '2', but its tie with 'a0' is not fixed there: "
                                          "give the ties of who is absent the value 10 (never)"));
    for (size_t j = 0; j < 8; j++)
        ((uint8_t *)(uintptr_t)model->ties.code)[64 + 2 * 8 + j] = ENT_TIE_NEVER;
    for (size_t j = 0; j < 8; j++)
        ((uint8_t *)(uintptr_t)model->ties.code)[64 + j * 8 + 2] = ENT_TIE_NEVER;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void a_rule_of_two_is_refused_where_ties_are_directed(void **state)
{
    ent_error error;
    small_model m = {5, true, 0, "[density]"};
    ent_model *model = small_open(&m, 5);
    ent_saom *saom;
    model->saom.rule = ENT_SAOM_INITIATIVE;
    ent_assert_fails(ent_saom_new(model, &saom, &error), &error, ENT_ERR_INPUT,
                     "rule 'initiative' is for networks that are not directed");
    ent_model_free(model);
}

/* ---- against the peer's numbers ---- */

static void check_starts(const char *name, const char *file)
{
    ent_error error;
    double theta[MODEL_MOST], target[MODEL_MOST], expected[MODEL_MOST];
    ent_model *model = model_named(name);
    ent_saom *saom;
    size_t k = 0;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_saom_start(saom, theta);
    for (reference *r = reference_open(file); reference_next(r);)
        if (strcmp(reference_text(r, "\"dependent\""), "\"beh\"") != 0 && k <= ent_saom_periods(saom)
            && (strcmp(reference_text(r, "\"shortName\""), "\"Rate\"") == 0
                || (strcmp(reference_text(r, "\"shortName\""), "\"density\"") == 0
                    && strcmp(reference_text(r, "\"type\""), "\"eval\"") == 0)))
            ent_assert_number(theta[k++], reference_number(r, "\"initialValue\""), 1e-6);
    assert_int_equal(k, ent_saom_periods(saom) + 1);
    model_column(name, "target", expected);
    ent_saom_targets(saom, target, NULL);
    for (size_t p = 0; p < ent_saom_parameters(saom); p++)
        ent_assert_number(target[p], expected[p], 1e-6);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void targets_and_starts_are_those_of_the_peer(void **state)
{
    check_starts("M1", "saom/targets_s50_network.csv");
    check_starts("M2", "saom/targets_s50_network.csv");
    check_starts("M4", "saom/targets_alliances_network.csv");
    check_starts("M5", "saom/targets_alliances_network.csv");
}

/* The column of change_statistics_*.csv for an effect of a model. */
static void peer_column(const ent_model_effect *e, char name[64])
{
    bool pol = strcmp(e->of, "polity") == 0;
    if (*e->of)
        snprintf(name, 64, "\"%s.%s\"", e->rsiena, pol ? "pol" : e->of);
    else
        snprintf(name, 64, "\"%s\"", e->rsiena);
}

static void check_choices(const char *name, const char *file)
{
    ent_error error;
    ent_model *model = model_named(name);
    ent_saom *saom;
    ent_saom_worker *w;
    double theta[MODEL_MOST];
    size_t n = model->actor_count, before = n;
    double *probability = calloc(n, sizeof *probability), *contribution = calloc(n * MODEL_MOST, sizeof *contribution);
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_assert_ok(ent_saom_worker_new(saom, &w, &error), &error);
    model_column(name, "estimate", theta);
    for (reference *r = reference_open(file); reference_next(r);) {
        size_t ego = (size_t)reference_number(r, "\"ego\"") - 1, alter = (size_t)reference_number(r, "\"alter\"") - 1;
        if (ego != before) {
            double sum = 0, all = 0;
            ent_assert_ok(ent_saom_choice(w, theta, 0, saom->periods[0].x, ego, probability, NULL, contribution, &error),
                          &error);
            for (size_t j = 0; j < n; j++) {
                double u = 0;
                for (size_t k = saom->period_count; k < saom->parameters; k++)
                    u += theta[k] * contribution[j * saom->parameters + k];
                all += exp(u);
                sum += probability[j];
            }
            ent_assert_number(sum, 1, 1e-12);
            ent_assert_number(probability[ego], 1 / all, 1e-12);
        }
        before = ego;
        for (size_t k = saom->period_count; k < saom->parameters; k++) {
            char column[64];
            peer_column(&model->effects[k], column);
            ent_assert_number(contribution[alter * saom->parameters + k], reference_number(r, column), 1e-6);
        }
    }
    free(probability);
    free(contribution);
    ent_saom_worker_free(w);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void contributions_are_the_change_statistics_of_the_peer(void **state)
{
    check_choices("M1", "saom/change_statistics_s50.csv");
    check_choices("M2", "saom/change_statistics_s50.csv");
    check_choices("M4", "saom/change_statistics_alliances.csv");
}

/* ---- memory ---- */

static ent_status sweep_all(void *context, ent_error *error)
{
    ent_saom *saom;
    ent_saom_worker *w = NULL;
    ent_status status = ent_saom_new(context, &saom, error);
    if (status != ENT_OK) {
        assert_null(saom);
        return status;
    }
    status = ent_saom_worker_new(saom, &w, error);
    if (status != ENT_OK)
        assert_null(w);
    ent_saom_worker_free(w);
    ent_saom_free(saom);
    return status;
}

static ent_status sweep_run(void *context, ent_error *error)
{
    const ent_saom *saom = context;
    double theta[9] = {2, 2, -1}, statistic[4 * 2 * 9];
    ent_saom_run run = {.seed = 1, .count = 4, .threads = 1};
    return ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, NULL, error);
}

static void failing_memory_is_an_error(void **state)
{
    ent_error error;
    small_model m = {8, true, 10, "[density, recip, transTrip, transTies, inPopSqrt, {effect: simX, of: v}, "
                                  "{effect: recip, type: endowment}]"};
    ent_model *model = small_open(&m, 6);
    ent_saom *saom;
    ent_sweep(sweep_all, model);
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_sweep(sweep_run, saom);
    ent_saom_free(saom);
    ent_model_free(model);
}

/* ---- stopping ---- */

static bool stop_now(void *user)
{
    return ++*(int *)user > 5;
}

static void a_simulation_stops_when_asked(void **state)
{
    ent_error error;
    int asked = 0;
    small_model m = {8, true, 0, "[density]"};
    ent_model *model = small_open(&m, 7);
    ent_saom *saom;
    double theta[3] = {2, 2, -1}, statistic[100 * 2 * 3];
    ent_monitor monitor = {.user = &asked, .stop = stop_now};
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_saom_run run = {.seed = 1, .count = 100, .threads = 2};
    assert_int_equal(ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, &monitor, &error), ENT_ERR_STOPPED);
    assert_int_equal(asked, 6);
    ent_saom_free(saom);
    ent_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_and_parts_do_not_change_a_byte),
        cmocka_unit_test(structural_ties_never_change),
        cmocka_unit_test(one_way_periods_are_simulated_so),
        cmocka_unit_test(a_period_without_change_is_refused),
        cmocka_unit_test(an_absent_actor_with_free_ties_is_refused),
        cmocka_unit_test(a_rule_of_two_is_refused_where_ties_are_directed),
        cmocka_unit_test(targets_and_starts_are_those_of_the_peer),
        cmocka_unit_test(contributions_are_the_change_statistics_of_the_peer),
        cmocka_unit_test(failing_memory_is_an_error),
        cmocka_unit_test(a_simulation_stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
