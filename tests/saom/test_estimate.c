/* Estimation against what can be worked out: rates alone exactly, RSiena's estimates, itself when it is cut or shared
 * among threads, and what it must refuse. */
#include "entente/saom_fit.h"
#include "saom/models.h"
#include "saom/small.h"

typedef struct {
    ent_model *model;
    ent_saom *saom;
    ent_saom_options options;
    ent_saom_state state;
    ent_saom_fit fit;
    ent_error error;
} estimated;

static void begin(estimated *e, ent_model *model)
{
    *e = (estimated){.model = model, .options = ENT_SAOM_OPTIONS};
    ent_assert_ok(ent_saom_new(model, &e->saom, &e->error), &e->error);
    ent_assert_ok(ent_saom_state_init(e->saom, NULL, &e->state, &e->error), &e->error);
}

static ent_status estimate(estimated *e, const ent_monitor *monitor)
{
    ent_saom_fit_clear(&e->fit);
    return ent_saom_estimate(e->saom, &e->options, &e->state, NULL, NULL, &e->fit, monitor, &e->error);
}

static void end(estimated *e)
{
    ent_saom_fit_clear(&e->fit);
    ent_saom_state_clear(&e->state);
    ent_saom_free(e->saom);
    ent_model_free(e->model);
}

/* ---- exactly ---- */

/* With a density of 0 each of an actor's n options is as likely as the others, so each of the n (n - 1) ties flips at
 * rate rho / n, independently: it differs at the end with probability p = (1 - e^(-2 rho / n)) / 2. From d differences
 * rho = -(n / 2) ln(1 - 2 d / (n (n - 1))), with standard error sqrt(p (1 - p) / (n (n - 1))) n e^(2 rho / n). */
static void rates_alone_are_the_closed_form(void **state)
{
    const small_model small = {.n = 8, .directed = true, .effects = "[{effect: density, fixed: true, start: 0}]"};
    for (int conditional = 0; conditional < 2; conditional++) {
        estimated e;
        ent_model *model = small_open(&small, 5);
        model->saom.conditional = conditional;
        begin(&e, model);
        e.options.phase3 = 5000;
        ent_status status = estimate(&e, NULL);
        if (conditional) { /* nothing is left to estimate */
            ent_assert_fails(status, &e.error, ENT_ERR_INPUT, "all parameters are fixed: nothing to estimate");
            end(&e);
            continue;
        }
        ent_assert_ok(status, &e.error);
        assert_true(e.fit.converged);
        for (size_t p = 0; p < 2; p++) {
            double n = 8, pairs = n * (n - 1), d = e.fit.target[p] / pairs, rate = -n / 2 * log(1 - 2 * d);
            double se = sqrt(d * (1 - d) / pairs) * n * exp(2 * rate / n);
            ent_assert_number(e.fit.estimate[p], rate, 0.15 * se); /* t of 0.1 and the error of phase 3 */
            ent_assert_number(e.fit.se[p], se, 0.05 * se);
        }
        end(&e);
    }
}

/* Newton's steps and several simulations a step find the same. */
static void other_ways_find_the_same(void **state)
{
    double theta[4][8];
    for (int way = 0; way < 4; way++) {
        const small_model small = {.n = 12, .directed = true, .effects = "[density, recip]"};
        estimated e;
        begin(&e, small_open(&small, 9));
        e.options.per_step = way == 1 ? 5 : 1;
        e.options.newton = way == 2 ? 500 : 0;
        e.options.differences = way == 3;
        ent_assert_ok(estimate(&e, NULL), &e.error);
        assert_true(e.fit.converged);
        for (size_t k = 0; k < e.fit.parameters; k++) {
            theta[way][k] = e.fit.estimate[k];
            ent_assert_number(theta[way][k], theta[0][k], 0.35 * e.fit.se[k]);
        }
        end(&e);
    }
}

/* ---- as RSiena ---- */

static void start_values_are_those_of_the_peer(void **state)
{
    const double rates[2][4] = {{4.69604, 4.32885}, {0.1, 2.43172, 3.73224, 2.38264}}; /* SPEC 3.1 */
    const double density[2] = {-1.46770460152324, -0.675874806459207}; /* targets_*.csv, initialValue */
    for (int alliances = 0; alliances < 2; alliances++) {
        estimated e;
        begin(&e, model_named(alliances ? "M4" : "M1"));
        for (size_t p = 0; p < ent_saom_periods(e.saom); p++)
            ent_assert_number(e.state.number[p], rates[alliances][p], 1e-5);
        for (size_t k = ent_saom_periods(e.saom); k < e.state.parameters; k++)
            ent_assert_number(e.state.number[k], k == ent_saom_periods(e.saom) ? density[alliances] : 0, 1e-6);
        end(&e);
    }
}

/* Near enough: (theta - ref)' cov^-1 (theta - ref) / p through the largest standardised difference, standard errors. */
static void check_against_peer(const char *name, size_t simulations, double apart, double se_apart)
{
    estimated e;
    double estimate_of[MODEL_MOST], se[MODEL_MOST];
    begin(&e, model_named(name));
    e.options.phase3 = simulations;
    ent_assert_ok(estimate(&e, NULL), &e.error);
    assert_true(e.fit.converged);
    model_column(name, "estimate", estimate_of);
    model_column(name, "se", se);
    for (size_t k = 0; k < e.fit.parameters; k++) {
        ent_assert_number(e.fit.estimate[k], estimate_of[k], apart * se[k]);
        ent_assert_number(e.fit.se[k], se[k], se_apart * se[k]);
    }
    end(&e);
}

/* Standard errors of 2,000 simulations vary by about 5 % a parameter, as do the peer's: 20 % is beyond 1 in 1,000. */
static void a_short_estimation_is_near_the_peer(void **state)
{
    check_against_peer("M1", 2000, 0.35, 0.2);
}

/* ---- the same ---- */

static bool stops_later(void *user)
{
    return --*(int *)user == 0;
}

/* Stopped after every few steps and begun again from its state, with other threads each time. */
static void going_on_is_as_if_never_stopped(void **state)
{
    const small_model small = {.n = 10, .directed = true, .effects = "[density, recip, transTrip]"};
    estimated whole, cut;
    begin(&whole, small_open(&small, 3));
    begin(&cut, small_open(&small, 3));
    whole.options.phase3 = cut.options.phase3 = 300;
    ent_assert_ok(estimate(&whole, NULL), &whole.error);
    int stops = 0, left;
    ent_monitor monitor = {.user = &left, .stop = stops_later};
    ent_status status;
    do {
        left = 17 + stops % 5;
        cut.options.threads = 1 + stops % 3;
        status = estimate(&cut, &monitor);
        assert_true(status == ENT_OK || status == ENT_ERR_STOPPED);
    } while (status != ENT_OK && ++stops < 10000);
    assert_true(stops > 5);
    size_t n = whole.fit.parameters;
    assert_memory_equal(whole.fit.estimate, cut.fit.estimate, n * sizeof(double));
    assert_memory_equal(whole.fit.covariance, cut.fit.covariance, n * n * sizeof(double));
    assert_int_equal(whole.fit.simulations, cut.fit.simulations);
    end(&whole);
    end(&cut);
}

/* ---- tests ---- */

/* A score test of a parameter near 0 says about what the estimate over its standard error says; one of reciprocity,
 * which is far from 0 (2.45, standard error .22), rejects. */
static void score_tests_say_what_estimates_say(void **state)
{
    estimated e;
    ent_model *model = model_named("M1");
    model->effects[5].fixed = model->effects[5].tested = true; /* 3-cycles: -0.095 (0.29) */
    begin(&e, model);
    e.options.phase3 = 3000;
    ent_assert_ok(estimate(&e, NULL), &e.error);
    assert_int_equal(e.fit.fixed[5].degrees, 1);
    ent_assert_number(e.fit.fixed[5].z, -0.095 / 0.29, 0.3);
    ent_assert_number(e.fit.fixed[5].step, -0.095, 0.15);
    ent_assert_number(e.fit.joint.chi_square, e.fit.fixed[5].chi_square, 1e-9);
    assert_true(isnan(e.fit.se[5]));
    end(&e);
    model = model_named("M1");
    model->effects[3].fixed = model->effects[3].tested = true;
    begin(&e, model);
    ent_assert_ok(estimate(&e, NULL), &e.error);
    assert_true(e.fit.fixed[3].p < 1e-6 && e.fit.fixed[3].z > 0);
    end(&e);
}

/* ---- what it refuses ---- */

static void what_cannot_be_identified_is_named(void **state)
{
    const small_model twice = {.n = 10, .directed = true, .effects = "[density, recip, {effect: transTrip}, {effect: recip}]"};
    estimated e;
    begin(&e, small_open(&twice, 3));
    assert_int_equal(estimate(&e, NULL), ENT_ERR_INPUT);
    assert_non_null(strstr(e.error.message, "the data cannot identify 'reciprocity'"));
    end(&e);
}

static void parameters_that_run_off_are_named(void **state)
{
    const small_model small = {.n = 12, .directed = true, .effects = "[density, recip]"};
    estimated e;
    begin(&e, small_open(&small, 3));
    e.options.theta_most = 0.3;
    assert_int_equal(estimate(&e, NULL), ENT_ERR_CONVERGENCE);
    assert_non_null(strstr(e.error.message, "runs off"));
    end(&e);
}

static void a_state_of_another_model_is_refused(void **state)
{
    const small_model small = {.n = 6, .directed = true, .effects = "[density]"};
    const small_model other = {.n = 6, .directed = true, .effects = "[density, recip]"};
    estimated e, f;
    begin(&e, small_open(&small, 3));
    begin(&f, small_open(&other, 3));
    ent_saom_state kept = e.state;
    e.state = f.state;
    ent_assert_fails(estimate(&e, NULL), &e.error, ENT_ERR_INPUT,
                     "the state is of 4 parameters and 2 periods, the model has 3 and 2");
    e.state = kept;
    end(&e);
    end(&f);
}

/* ---- memory ---- */

static ent_status call_estimate(void *context, ent_error *error)
{
    const estimated *e = context;
    ent_saom_state state;
    ent_saom_fit fit;
    ent_status status = ent_saom_state_init(e->saom, NULL, &state, error);
    if (status == ENT_OK)
        status = ent_saom_estimate(e->saom, &e->options, &state, NULL, NULL, &fit, NULL, error);
    if (status == ENT_OK)
        ent_saom_fit_clear(&fit);
    ent_saom_state_clear(&state);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    const small_model small = {.n = 4, .directed = true, .effects = "[density]"};
    estimated e;
    begin(&e, small_open(&small, 3));
    e.options.phase3 = 50;
    e.options.subphases = 1;
    e.options.threads = 1;
    e.options.restarts_most = 0;
    ent_sweep(call_estimate, &e);
    end(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_alone_are_the_closed_form),
        cmocka_unit_test(other_ways_find_the_same),
        cmocka_unit_test(going_on_is_as_if_never_stopped),
        cmocka_unit_test(what_cannot_be_identified_is_named),
        cmocka_unit_test(parameters_that_run_off_are_named),
        cmocka_unit_test(a_state_of_another_model_is_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(start_values_are_those_of_the_peer),
        cmocka_unit_test(score_tests_say_what_estimates_say),
        cmocka_unit_test(a_short_estimation_is_near_the_peer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
