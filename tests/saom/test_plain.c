/* The simulation against a plain one written from the specification: with the same random numbers the same networks,
 * and scores to rounding, for every rule, part, rate, structural and missing values. */
#include "saom/plain.h"
#include "saom/small.h"

static const char directed_effects[] =
    "[density, recip, transTrip, cycle3, transTies, inPopSqrt, outActSqrt, outPop, gwespFF, gwespBB, gwespFB, gwespBF, "
    "gwespRR, transMedTrip, transTrip1, transTrip2, {effect: simX, of: v}, {effect: egoX, of: v}, {effect: X, of: w}]";
static const char parts_effects[] =
    "[density, {effect: recip, type: creation}, {effect: transTrip, type: endowment}, inPop, "
    "{effect: density, type: endowment}, {effect: simX, of: v, type: creation}]";
static const char rates_effects[] =
    "[density, recip, {effect: rate_out_degree}, {effect: rate_covariate, of: v}, rate_in_degree, rate_mutual_degree, "
    "rate_out_inverse, rate_out_log]";
static const char undirected_effects[] =
    "[density, gwesp, transTriads, inPopSqrt, outAct, transTies, degPlus, {effect: egoPlusAltX, of: v}, "
    "{effect: simX, of: v}, {effect: X, of: w}, {effect: gwesp, type: creation}]";
static const char undirected_rates[] = "[density, transTriads, {effect: rate_covariate, of: v}, rate_out_degree]";

static void random_theta(const ent_saom *saom, uint64_t seed, double theta[])
{
    for (size_t k = 0; k < saom->parameters; k++)
        theta[k] = ((double)small_below(&seed, 1000) / 1000 - 0.5) * (k < saom->period_count ? 0 : 0.8);
    for (size_t p = 0; p < saom->period_count; p++)
        theta[p] = 1 + (double)small_below(&seed, 300) / 100;
    theta[saom->period_count] = saom->model->saom.conditional ? 0 : -1; /* near a coin's toss any distance comes */
    for (size_t k = saom->period_count; k < saom->parameters && saom->model->saom.conditional; k++)
        theta[k] /= 20;
}

static void check_scores(const ent_saom *saom, const double ours[], const plain *s)
{
    for (size_t k = 0; k < saom->parameters; k++)
        ent_assert_number(ours[k], s->score[k], (saom->pairwise ? 1e-6 : 1e-9) * (1 + fabs(s->score[k])));
}

/* One replicate of a period both ways. */
static void compare_one(const ent_saom *saom, ent_saom_worker *w, ent_view *view, const double theta[], size_t period,
                        uint32_t replicate)
{
    ent_error error;
    double statistic[PLAIN_PARAMETERS], score[PLAIN_PARAMETERS], elapsed;
    ent_saom_outcome out = {statistic, score, &elapsed};
    plain s = {.saom = saom, .period = &saom->periods[period], .number = period, .n = saom->n, .theta = theta,
               .view = view};
    ent_view_assign(view, s.period->start);
    plain_run(&s, 77, replicate);
    ent_assert_ok(ent_saom_period(w, theta, period, 77, replicate, &out, &error), &error);
    ent_assert_number(elapsed, s.time, 1e-9);
    check_scores(saom, score, &s);
    double changed = 0;
    for (size_t i = 0; i < s.n * s.n; i++)
        changed += s.period->counts[i] && view->x[i] != s.period->x[i];
    ent_assert_number(statistic[period], changed, 0);
    for (size_t k = 0; k < s.period->settled_count; k++) { /* as statistics see it */
        const saom_settled *at = &s.period->settled[k];
        if (view->x[at->i * s.n + at->j] != at->value)
            ent_view_flip(view, at->i, at->j);
    }
    assert_memory_equal(view->x, w->view->x, s.n * s.n);
    view->previous = s.period->data->end->previous;
    view->missing = s.period->data->end->missing;
    for (size_t k = 0; k < saom->parameters; k++)
        if (saom->model->effects[k].part == ENT_EVALUATION)
            ent_assert_number(statistic[k], ent_target(view, &s.period->data->terms[k]), 1e-9 * (1 + fabs(statistic[k])));
}

static void compare(const small_model *m, ent_model_saom settings, uint64_t seed)
{
    ent_error error;
    double theta[PLAIN_PARAMETERS];
    ent_model *model = small_open(m, seed);
    ent_saom *saom;
    ent_saom_worker *w;
    ent_view *view;
    model->saom = settings;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    assert_true(saom->n <= PLAIN_ACTORS && saom->parameters <= PLAIN_PARAMETERS);
    ent_assert_ok(ent_saom_worker_new(saom, &w, &error), &error);
    ent_assert_ok(ent_view_copy(saom->periods[0].start, &view, &error), &error);
    for (uint32_t replicate = 0; replicate < 12; replicate++)
        for (size_t period = 0; period < saom->period_count; period++) {
            random_theta(saom, seed + replicate / 3, theta); /* the same three times: the worker goes back */
            compare_one(saom, w, view, theta, period, replicate);
        }
    ent_view_free(view);
    ent_saom_worker_free(w);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void directed_networks_are_simulated_as_specified(void **state)
{
    ent_model_saom settings = {.rule = ENT_SAOM_FORCING};
    for (unsigned rare = 0; rare <= 8; rare += 4) {
        compare(&(small_model){12, true, rare, directed_effects}, settings, 1 + rare);
        compare(&(small_model){12, true, rare, parts_effects}, settings, 2 + rare);
        compare(&(small_model){9, true, rare, rates_effects}, settings, 3 + rare);
    }
}

static void every_rule_is_simulated_as_specified(void **state)
{
    for (int rule = ENT_SAOM_FORCING; rule <= ENT_SAOM_RSIENA_DISJUNCTIVE; rule++)
        for (unsigned rare = 0; rare <= 8; rare += 8) {
            ent_model_saom settings = {.rule = (ent_saom_rule)rule, .offset = 0.7};
            compare(&(small_model){11, false, rare, undirected_effects}, settings, 11 + rare);
            compare(&(small_model){8, false, rare, undirected_rates}, settings, 12 + rare);
        }
}

static void conditional_periods_end_at_the_distance_observed(void **state)
{
    ent_model_saom settings = {.rule = ENT_SAOM_INITIATIVE, .conditional = true};
    compare(&(small_model){11, false, 6, undirected_effects}, settings, 21);
    settings.rule = ENT_SAOM_FORCING;
    compare(&(small_model){10, true, 6, directed_effects}, settings, 22);
}

/* Nobody wants a tie: the distance to a network with other ties is out of reach. */
static void a_period_that_cannot_end_is_named(void **state)
{
    ent_error error;
    small_model m = {8, true, 0, "[density]"};
    ent_model *model = small_open(&m, 23);
    double theta[] = {1, 1, -30}, statistic[2 * 3];
    ent_saom *saom;
    model->saom.conditional = true;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_saom_run run = {.seed = 1, .count = 1};
    ent_assert_fails(ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, NULL, &error), &error,
                     ENT_ERR_CONVERGENCE,
                     "the simulation of period 1 (wave '1' to '2') does not end: too many opportunities; rates are too "
                     "high, or (conditional) the changes observed are too many for the other parameters");
    theta[1] = (double)INFINITY;
    model->saom.conditional = false;
    ent_assert_fails(ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, NULL, &error), &error,
                     ENT_ERR_CONVERGENCE,
                     "the simulation of period 2 (wave '2' to '3') does not end: nobody has a rate of change above 0 "
                     "that is finite");
    ent_saom_free(saom);
    ent_model_free(model);
}

static void degrees_stay_below_the_most_allowed(void **state)
{
    ent_model_saom settings = {.rule = ENT_SAOM_FORCING, .degree_most = 3};
    compare(&(small_model){12, true, 0, directed_effects}, settings, 31);
    settings.rule = ENT_SAOM_CONJUNCTIVE;
    compare(&(small_model){12, false, 0, undirected_rates}, settings, 32);
}

/* Factors beyond e^150 are worked out by sums. */
static void large_parameters_are_simulated_as_specified(void **state)
{
    ent_error error;
    small_model m = {12, true, 0, "[density, transTrip, inPop, outAct, {effect: egoX, of: v}]"};
    ent_model *model = small_open(&m, 41);
    double theta[] = {3, 3, -300, 120, 160, -40, 200};
    ent_saom *saom;
    ent_saom_worker *w;
    ent_view *view;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_assert_ok(ent_saom_worker_new(saom, &w, &error), &error);
    ent_assert_ok(ent_view_copy(saom->periods[0].start, &view, &error), &error);
    for (uint32_t replicate = 0; replicate < 12; replicate++) {
        ent_saom_outcome out = {(double[PLAIN_PARAMETERS]){0}, NULL, NULL};
        ent_assert_ok(ent_saom_period(w, theta, 0, 5, replicate, &out, &error), &error);
        for (size_t k = 0; k < saom->parameters; k++)
            assert_true(isfinite(out.statistic[k]));
    }
    for (size_t ego = 0; ego < saom->n; ego++) {
        double probability[12], sum = 0;
        ent_assert_ok(ent_saom_choice(w, theta, 0, saom->periods[0].x, ego, probability, NULL, NULL, &error), &error);
        for (size_t j = 0; j < saom->n; j++)
            sum += probability[j];
        ent_assert_number(sum, 1, 1e-12);
    }
    ent_view_free(view);
    ent_saom_worker_free(w);
    ent_saom_free(saom);
    ent_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directed_networks_are_simulated_as_specified),
        cmocka_unit_test(every_rule_is_simulated_as_specified),
        cmocka_unit_test(conditional_periods_end_at_the_distance_observed),
        cmocka_unit_test(a_period_that_cannot_end_is_named),
        cmocka_unit_test(degrees_stay_below_the_most_allowed),
        cmocka_unit_test(large_parameters_are_simulated_as_specified),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
