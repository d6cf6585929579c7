/* The field's dyadic logit: each predictor and each score equation beside a plain version on drawn data; what is left out; that
 * no memory is lost. */
#include "entente/events.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 9, YEARS = 16, FIRST = 11, LAST = 14, K = ENT_DYADIC_PREDICTORS, OF_STATES = 9 };
static ent_error error;

typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], dispute[YEARS * N * N];
    double capability[YEARS * N], regime[YEARS * N];
    ent_event_data data;
    ent_event_rows rows;
} drawn_world;

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* Ties last, mostly; so there are beginnings and ends. */
static void draw_pair(drawn_world *w, size_t year, size_t i, size_t j, unsigned *seed)
{
    size_t cell = (year * N + i) * N + j, other = (year * N + j) * N + i;
    bool before = year > 0 && w->tied[cell - (size_t)N * N];
    w->tied[cell] = w->tied[other] = before ? draw(seed) % 5 > 0 : draw(seed) % 5 == 0;
    w->contiguity[cell] = w->contiguity[other] = (i + j) % 3 == 0 ? (uint8_t)(1 + (i + j) % 5) : 0;
    w->dispute[cell] = w->dispute[other] = draw(seed) % 6 == 0;
}

static void make(drawn_world *w, ent_event_task task, size_t horizon)
{
    unsigned seed = 7;
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++)
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = draw(&seed) % 9 > 0;
            w->capability[year * N + i] = draw(&seed) % 8 ? draw(&seed) % 100 / 1e3 : (double)NAN;
            w->regime[year * N + i] = draw(&seed) % 4 ? (double)(draw(&seed) % 21) - 10 : (double)NAN;
            for (size_t j = i + 1; j < N; j++)
                draw_pair(w, year, i, j, &seed);
        }
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .contiguity = w->contiguity, .dispute = w->dispute, .capability = w->capability,
                               .regime = w->regime};
    ent_assert_ok(ent_event_rows_of_task(&w->data, task, horizon, &w->rows, &error), &error);
    ent_assert_ok(ent_event_rows_dyadic(&w->data, &w->rows, &error), &error);
}

/* ---- predictors ---- */

static bool are_tied(const drawn_world *w, size_t s, size_t i, size_t j)
{
    return w->present[s * N + i] && w->present[s * N + j] && w->tied[(s * N + i) * N + j];
}

static void plain_predictors(const drawn_world *w, const ent_event_row *row, double x[K])
{
    size_t s = (size_t)row->origin, i = (size_t)row->a, j = (size_t)row->b, cell = (s * N + i) * N + j;
    double p = w->regime[s * N + i], q = w->regime[s * N + j], c = w->capability[s * N + i], d = w->capability[s * N + j];
    double common = 0, one = 0, other = 0;
    for (size_t l = 0; l < N; l++) {
        one += are_tied(w, s, i, l);
        other += are_tied(w, s, j, l);
        common += are_tied(w, s, i, l) && are_tied(w, s, j, l);
    }
    const double all[K] = {w->contiguity[cell] > 0, w->dispute[cell], (isnan(p) ? 0 : p) + (isnan(q) ? 0 : q),
                           fabs((isnan(p) ? 0 : p) - (isnan(q) ? 0 : q)), isnan(p) || isnan(q), c + d, fabs(c - d),
                           c > .05 || d > .05, are_tied(w, s, i, j), common, common > 0, log((1 + one) * (1 + other)),
                           log(1 + (one < other ? one : other))};
    memcpy(x, all, sizeof all);
}

static void predictors_are_those_of_a_plain_version(void **state)
{
    drawn_world w;
    for (int task = 0; task < ENT_EVENT_TASKS; task++) {
        make(&w, (ent_event_task)task, 1);
        assert_true(w.rows.count > 60);
        for (size_t row = 0; row < w.rows.count; row++) {
            double x[K];
            plain_predictors(&w, &w.rows.rows[row], x);
            for (size_t k = 0; k < K; k++)
                if (isnan(x[k]))
                    assert_true(isnan(w.rows.dyadic[row * K + k]));
                else
                    ent_assert_number(w.rows.dyadic[row * K + k], x[k], 1e-12);
        }
        ent_event_rows_clear(&w.rows);
    }
    assert_string_equal(ent_event_dyadic_predictor(0), "contiguous");
    assert_string_equal(ent_event_dyadic_predictor(K - 1), "fewer_allies");
    assert_null(ent_event_dyadic_predictor(K));
}

/* ---- estimates ---- */

/* Training: outcomes known by year FIRST. */
static bool is_training(const drawn_world *w, size_t row)
{
    const ent_event_row *is = &w->rows.rows[row];
    return is->origin + (int)w->rows.horizon <= FIRST && (is->outcome == ENT_OUTCOME_NONE || is->outcome == ENT_OUTCOME_TIE);
}

/* (x - mean) / sd over the training rows where it is known, else 0; 0 throughout where it does not vary. */
static void plain_standard(const drawn_world *w, size_t k, double z[])
{
    double n = 0, mean = 0, square = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t row = 0; row < w->rows.count; row++) {
            double x = w->rows.dyadic[row * K + k];
            if (!is_training(w, row) || isnan(x))
                continue;
            n += pass == 0;
            mean += pass == 0 ? x : 0;
            square += pass == 1 ? (x - mean / n) * (x - mean / n) : 0;
        }
    for (size_t row = 0; row < w->rows.count; row++) {
        double x = w->rows.dyadic[row * K + k];
        z[row] = isnan(x) || square < 1e-12 ? 0 : (x - mean / n) / sqrt(square / n);
    }
}

/* The penalised log likelihood is concave, so it is at its maximum where each derivative is 0:
 * sum (y - p) z_k = .01 b_k, and sum (y - p) = 0. */
static void check_estimate(const drawn_world *w, ent_event_model model, const ent_event_logit *fit, const double p[])
{
    static double z[K][YEARS * N * N];
    double slope[K + 1] = {0};
    size_t count = model == ENT_EVENT_NETWORK ? K : OF_STATES;
    assert_int_equal(fit->predictor_count, count);
    ent_assert_number(fit->scale, 1, 1e-6);
    for (size_t k = 0; k < count; k++)
        plain_standard(w, k, z[k]);
    for (size_t row = 0; row < w->rows.first[LAST + 1]; row++) {
        double eta = fit->intercept;
        for (size_t k = 0; k < count; k++)
            eta += fit->coefficient[k] * z[k][row];
        double chance = 1 / (1 + exp(-eta));
        for (size_t k = 0; k <= count && is_training(w, row); k++)
            slope[k] += ((w->rows.rows[row].outcome == ENT_OUTCOME_TIE) - chance) * (k < count ? z[k][row] : 1);
        if (row >= w->rows.first[FIRST])
            ent_assert_number(p[row - w->rows.first[FIRST]], chance, 1e-9);
    }
    for (size_t k = 0; k <= count; k++)
        ent_assert_number(slope[k], k < count ? .01 * fit->coefficient[k] : 0, 1e-5);
}

static void estimates_solve_their_equations(void **state)
{
    static double p[YEARS * N * N];
    drawn_world w;
    ent_event_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    for (int task = 0; task < ENT_EVENT_TASKS; task++)
        for (size_t horizon = 1; horizon <= 3; horizon += 2)
            for (int model = ENT_EVENT_COVARIATES; model <= ENT_EVENT_NETWORK; model++) {
                make(&w, (ent_event_task)task, horizon);
                ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, (ent_event_model)model, FIRST, LAST, &options, p, &fit,
                                                 &error), &error);
                check_estimate(&w, (ent_event_model)model, model == ENT_EVENT_NETWORK ? &fit.network : &fit.covariates, p);
                ent_event_rows_clear(&w.rows);
            }
}

/* Of all pairs the logit knows which are tied; of one task there is nothing to know. */
static void the_tie_itself_counts_where_both_are(void **state)
{
    drawn_world w;
    ent_event_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make(&w, ENT_EVENT_ALL, 1);
    ent_assert_ok(ent_event_learn(&w.rows, NULL, NULL, FIRST, &options, &fit, &error), &error);
    assert_true(fit.covariates.coefficient[OF_STATES - 1] > 1);
    ent_event_rows_clear(&w.rows);
    make(&w, ENT_EVENT_FORMATION, 1);
    ent_assert_ok(ent_event_learn(&w.rows, NULL, NULL, FIRST, &options, &fit, &error), &error);
    ent_assert_number(fit.covariates.coefficient[OF_STATES - 1], 0, 0);
    ent_event_rows_clear(&w.rows);
}

/* ---- what is not there ---- */

static void what_the_data_lack_is_left_out(void **state)
{
    double p[YEARS * N * N], q[YEARS * N * N];
    drawn_world w;
    ent_event_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make(&w, ENT_EVENT_FORMATION, 1);
    w.data.contiguity = w.data.dispute = NULL;
    w.data.capability = w.data.regime = NULL;
    ent_assert_ok(ent_event_rows_dyadic(&w.data, &w.rows, &error), &error);
    ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_COVARIATES, FIRST, LAST, &options, p, &fit, &error), &error);
    ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_CONSTANT, FIRST, LAST, &options, q, NULL, &error), &error);
    for (size_t k = 0; k < OF_STATES; k++)
        ent_assert_number(fit.covariates.coefficient[k], 0, 0);
    for (size_t row = 0; row < w.rows.first[LAST + 1] - w.rows.first[FIRST]; row++)
        ent_assert_number(p[row], q[row], 1e-9);
    ent_event_rows_clear(&w.rows);
    ent_assert_ok(ent_event_rows_make(&w.data, 1, &w.rows, &error), &error);
    ent_assert_fails(ent_event_apply(&w.rows, NULL, NULL, ENT_EVENT_NETWORK, &fit, FIRST, LAST, &options, p, &error), &error,
                     ENT_ERR_ARGUMENT, "covariates+network: the rows lack its predictors");
    ent_event_rows_clear(&w.rows);
}

static ent_status call_all(void *context, ent_error *failed)
{
    const drawn_world *w = context;
    static double p[YEARS * N * N];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_event_rows rows;
    ent_status status = ent_event_rows_of_task(&w->data, ENT_EVENT_ALL, 1, &rows, failed);
    if (status != ENT_OK)
        return status;
    status = ent_event_rows_dyadic(&w->data, &rows, failed);
    if (status == ENT_OK)
        status = ent_event_forecast(&rows, NULL, NULL, ENT_EVENT_NETWORK, FIRST, LAST, &options, p, NULL, failed);
    ent_event_rows_clear(&rows);
    return status;
}

static void memory_may_run_out(void **state)
{
    drawn_world w;
    make(&w, ENT_EVENT_ALL, 1);
    ent_sweep(call_all, &w);
    ent_event_rows_clear(&w.rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(predictors_are_those_of_a_plain_version), cmocka_unit_test(estimates_solve_their_equations),
        cmocka_unit_test(the_tie_itself_counts_where_both_are),    cmocka_unit_test(what_the_data_lack_is_left_out),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
