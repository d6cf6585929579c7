/* Ties that end, and all pairs: which are at risk, what became of them, simple models, scores and separation, by hand. */
#include "entente/events.h"

#include "support.h"

#include <math.h>
#include <string.h>

enum { N = 4, YEARS = 6 };
static ent_error error;

/* ---- four states, six years ----
 * 0 and 1 there always, 2 till year 4, 3 from year 2. Treaty 7 ties 0-1 in years 1 and 2; 8 ties 0-2 and 1-2 from 3; 9 ties
 * 0-3 from 4. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N];
    int treaty[YEARS * N * N];
    ent_event_data data;
    ent_event_rows rows;
} small_world;

static void tie(small_world *w, size_t from, size_t to, size_t i, size_t j, int treaty)
{
    for (size_t year = from; year <= to; year++) {
        w->tied[(year * N + i) * N + j] = w->tied[(year * N + j) * N + i] = 1;
        w->treaty[(year * N + i) * N + j] = w->treaty[(year * N + j) * N + i] = treaty;
    }
}

static void make_small(small_world *w, ent_event_task task)
{
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++)
        for (size_t i = 0; i < N; i++)
            w->present[year * N + i] = i < 2 || (i == 2 && year < 5) || (i == 3 && year >= 2);
    tie(w, 1, 2, 0, 1, 7);
    tie(w, 3, 5, 0, 2, 8);
    tie(w, 3, 5, 1, 2, 8);
    tie(w, 4, 5, 0, 3, 9);
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty};
    ent_assert_ok(ent_event_rows_of_task(&w->data, task, 1, &w->rows, &error), &error);
}

static void forecast(const small_world *w, ent_event_model model, size_t first, size_t last, double p[], ent_event_fit *fit)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_assert_ok(ent_event_forecast(&w->rows, NULL, NULL, model, first, last, &options, p, fit, &error), &error);
}

/* ---- pairs ---- */

static void ties_at_risk_and_what_became_of_them(void **state)
{
    static const int expected[][6] = { /* origin, a, b, outcome, treaty, size */
        {1, 0, 1, ENT_OUTCOME_NONE, 0, 0}, {2, 0, 1, ENT_OUTCOME_TIE, 7, 1},
        {3, 0, 2, ENT_OUTCOME_NONE, 0, 0}, {3, 1, 2, ENT_OUTCOME_NONE, 0, 0},
        {4, 0, 2, ENT_OUTCOME_GONE, 0, 0}, {4, 0, 3, ENT_OUTCOME_NONE, 0, 0}, {4, 1, 2, ENT_OUTCOME_GONE, 0, 0},
        {5, 0, 3, ENT_OUTCOME_OPEN, 0, 0}};
    static const size_t held[] = {0, 0, 1, 1, 2, 1}, ended[] = {0, 0, 0, 1, 0, 0};
    small_world w;
    make_small(&w, ENT_EVENT_DISSOLUTION);
    assert_int_equal(w.rows.count, sizeof expected / sizeof *expected);
    for (size_t k = 0; k < w.rows.count; k++) {
        const ent_event_row *row = &w.rows.rows[k];
        const int is[] = {row->origin, row->a, row->b, (int)row->outcome, row->treaty, row->size};
        assert_memory_equal(is, expected[k], sizeof is);
        assert_int_equal(row->tied, 1);
    }
    assert_memory_equal(w.rows.held, held, sizeof held);
    assert_memory_equal(w.rows.ended, ended, sizeof ended);
    assert_int_equal(w.rows.new_pairs[1], 0); /* new states have no tie to lose */
    ent_event_rows_clear(&w.rows);
}

/* 3, 3, 6, 6, 6 and 3 pairs are there; both tasks together are all of them. */
static void all_pairs_are_those_of_both_tasks(void **state)
{
    static const size_t first[] = {0, 3, 6, 12, 18, 24, 27};
    small_world w, ends, begins;
    make_small(&w, ENT_EVENT_ALL);
    make_small(&ends, ENT_EVENT_DISSOLUTION);
    make_small(&begins, ENT_EVENT_FORMATION);
    assert_memory_equal(w.rows.first, first, sizeof first);
    assert_int_equal(w.rows.count, ends.rows.count + begins.rows.count);
    assert_int_equal(w.rows.rows[20].tied, 1); /* 0-3 in year 4, which stays */
    assert_int_equal(w.rows.rows[20].outcome, ENT_OUTCOME_TIE);
    assert_int_equal(w.rows.rows[20].treaty, 9);
    assert_int_equal(w.rows.new_pairs[1], 3);
    ent_event_rows_clear(&w.rows);
    ent_event_rows_clear(&ends.rows);
    ent_event_rows_clear(&begins.rows);
}

/* ---- models ---- */

static void rates_of_ties_that_end(void **state)
{
    small_world w;
    double p[8];
    ent_event_fit fit;
    make_small(&w, ENT_EVENT_DISSOLUTION);
    forecast(&w, ENT_EVENT_CONSTANT, 3, 4, p, &fit);
    assert_int_equal(fit.pairs, 2);
    assert_int_equal(fit.ties, 1);
    ent_assert_number(p[0], 1. / 2, 1e-15);
    ent_assert_number(p[4], 1. / 2, 1e-15);
    forecast(&w, ENT_EVENT_RECENT, 3, 4, p, &fit);
    ent_assert_number(p[0], 1. / 2, 1e-15); /* one of two tie years */
    ent_assert_number(p[2], 1. / 4, 1e-15); /* of four by year 4 */
    ent_event_rows_clear(&w.rows);
}

/* Of origins 0 to 3, 14 pairs not tied got 4 ties, and of 4 ties 3 stayed. */
static void rates_of_all_pairs(void **state)
{
    static const double stay[] = {0, 1, 1, 1, 0, 0}; /* 0-1, 0-2, 0-3, 1-2, 1-3, 2-3 in year 4 */
    small_world w;
    double p[6];
    ent_event_fit fit;
    make_small(&w, ENT_EVENT_ALL);
    forecast(&w, ENT_EVENT_CONSTANT, 4, 4, p, &fit);
    assert_int_equal(fit.pairs, 18);
    assert_int_equal(fit.ties, 7);
    for (size_t k = 0; k < 6; k++)
        ent_assert_number(p[k], stay[k] > 0 ? 3. / 4 : 4. / 14, 1e-15);
    forecast(&w, ENT_EVENT_RECENT, 4, 4, p, &fit);
    for (size_t k = 0; k < 6; k++) /* 4 ties of 4 years, 6 pairs; one of four ties ended */
        ent_assert_number(p[k], stay[k] > 0 ? 1 - 1. / 4 : 4. / 4 / 6, 1e-15);
    forecast(&w, ENT_EVENT_PERSISTENCE, 4, 4, p, &fit);
    assert_memory_equal(p, stay, sizeof stay);
    ent_event_rows_clear(&w.rows);
}

static void models_of_new_ties_are_refused(void **state)
{
    small_world w;
    double p[8];
    ent_event_fit fit = {0};
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make_small(&w, ENT_EVENT_DISSOLUTION);
    ent_assert_fails(ent_event_apply(&w.rows, NULL, NULL, ENT_EVENT_GEO, &fit, 3, 4, &options, p, &error), &error,
                     ENT_ERR_ARGUMENT, "geo is a model of new ties, not of dissolution");
    assert_false(ent_event_model_is_for(ENT_EVENT_GEO_TREATY, ENT_EVENT_ALL));
    assert_true(ent_event_model_is_for(ENT_EVENT_TREATY, ENT_EVENT_ALL));
    assert_true(ent_event_model_is_for(ENT_EVENT_TREATY, ENT_EVENT_DISSOLUTION));
    assert_false(ent_event_model_is_for(ENT_EVENT_PERSISTENCE, ENT_EVENT_DISSOLUTION));
    assert_true(ent_event_model_is_for(ENT_EVENT_PERSISTENCE, ENT_EVENT_ALL));
    assert_true(ent_event_model_is_for(ENT_EVENT_RECENT, ENT_EVENT_DISSOLUTION));
    ent_event_rows_clear(&w.rows);
    assert_string_equal(ent_event_task_word(ENT_EVENT_DISSOLUTION), "dissolution");
    assert_null(ent_event_task_word(ENT_EVENT_TASKS));
}

/* ---- scores ---- */

/* Of origins 2 and 3 four of twelve pairs change. Two of five ties have 1, where one of seven others has it, too: for these two
 * 6.5 of 7 are below, for the other three half of six. */
static void persistence_by_hand(void **state)
{
    small_world w;
    double p[12];
    ent_event_scores s;
    make_small(&w, ENT_EVENT_ALL);
    forecast(&w, ENT_EVENT_PERSISTENCE, 2, 3, p, NULL);
    ent_assert_ok(ent_event_judge(&w.rows, 2, 3, p, p, 10, 1, &s, &error), &error);
    assert_int_equal(s.pairs, 12);
    assert_int_equal(s.ties, 5);
    ent_assert_number(s.roc.value, (2 * 6.5 / 7 + 3 * 3. / 7) / 5, 1e-12);
    ent_assert_number(s.log.value, -(4 * log(1e-6) + 8 * log(1 - 1e-6)) / 12, 1e-10);
    ent_assert_number(s.brier, 4. / 12, 1e-12);
    ent_event_rows_clear(&w.rows);
}

/* Origin 4 has three pairs without an outcome; 0-1, 0-3 (the tie) and 1-3 have one. */
static void separation_by_hand(void **state)
{
    static const double apart[] = {.3, .5, .8, .5, .1, .5}, equal[] = {.3, .5, .3, .5, .1, .5};
    small_world w;
    ent_event_bin bins[4];
    make_small(&w, ENT_EVENT_ALL);
    ent_assert_ok(ent_event_separation(&w.rows, 4, 4, apart, 2, bins, &error), &error);
    assert_int_equal(bins[0].pairs, 1);
    ent_assert_number(bins[0].probability, .1, 1e-15);
    ent_assert_number(bins[0].share, 0, 0);
    assert_int_equal(bins[1].pairs, 2);
    ent_assert_number(bins[1].probability, .55, 1e-15);
    ent_assert_number(bins[1].share, .5, 1e-15);
    ent_assert_ok(ent_event_separation(&w.rows, 4, 4, equal, 3, bins, &error), &error);
    ent_assert_number(bins[1].share, .5, 1e-15); /* of two with the same probability one is tied */
    ent_assert_number(bins[2].share, .5, 1e-15);
    ent_assert_ok(ent_event_separation(&w.rows, 4, 4, equal, 4, bins, &error), &error);
    assert_int_equal(bins[0].pairs + bins[1].pairs + bins[2].pairs + bins[3].pairs, 3);
    ent_event_rows_clear(&w.rows);
}

static void what_is_not_there_is_said(void **state)
{
    small_world w;
    double p[8];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_event_scores s;
    make_small(&w, ENT_EVENT_DISSOLUTION);
    ent_assert_fails(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_CONSTANT, 2, 2, &options, p, NULL, &error), &error,
                     ENT_ERR_INPUT, "none of the 1 pairs of the training years lost the tie: begin later");
    ent_assert_fails(ent_event_judge(&w.rows, 3, 3, p, p, 10, 1, &s, &error), &error, ENT_ERR_INPUT,
                     "none of the 2 pairs lost the tie: there is nothing to score");
    ent_event_rows_clear(&w.rows);
}

/* ---- memory ---- */

static ent_status call_all(void *context, ent_error *failed)
{
    const small_world *w = context;
    double p[8];
    ent_event_bin bins[4];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_event_rows rows;
    ent_status status = ent_event_rows_of_task(&w->data, ENT_EVENT_DISSOLUTION, 1, &rows, failed);
    if (status != ENT_OK)
        return status;
    status = ent_event_forecast(&rows, NULL, NULL, ENT_EVENT_RECENT, 3, 4, &options, p, NULL, failed);
    if (status == ENT_OK)
        status = ent_event_separation(&rows, 3, 4, p, 4, bins, failed);
    ent_event_rows_clear(&rows);
    return status;
}

static void memory_may_run_out(void **state)
{
    small_world w;
    make_small(&w, ENT_EVENT_ALL);
    ent_sweep(call_all, &w);
    ent_event_rows_clear(&w.rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_at_risk_and_what_became_of_them), cmocka_unit_test(all_pairs_are_those_of_both_tasks),
        cmocka_unit_test(rates_of_ties_that_end),               cmocka_unit_test(rates_of_all_pairs),
        cmocka_unit_test(models_of_new_ties_are_refused),       cmocka_unit_test(persistence_by_hand),
        cmocka_unit_test(separation_by_hand),                   cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
