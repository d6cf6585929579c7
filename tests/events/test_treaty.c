/* The treaty model on made-up data with figures by hand. With a very large ridge all coefficients are 0 and each logit is its
 * share of events in training; so each route can be worked by hand. */
#include "entente/events.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 6, YEARS = 6, TREATIES = 3, ROWS_MOST = YEARS * N * (N - 1) / 2 };
static ent_error error;
static const double even = 1e12; /* a ridge that leaves no differences */

/* Six states in a row along the equator, a degree apart; 5 comes in year 3. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N], member[YEARS * TREATIES * N];
    int treaty[YEARS * N * N], region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N], x[ROWS_MOST * ENT_GEOGRAPHY], p[ROWS_MOST];
    ent_event_data data;
    ent_event_rows rows;
    ent_event_treaties treaties;
    ent_event_fit fit;
} small_world;

static void begin(small_world *w)
{
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++)
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = i < 5 || year >= 3;
            w->longitude[year * N + i] = (double)i;
        }
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty, .treaty_count = TREATIES, .member = w->member,
                               .latitude = w->latitude, .longitude = w->longitude, .contiguity = w->contiguity,
                               .region = w->region, .subregion = w->subregion};
}

/* State i is in the treaty (1, 2, 3) from a year on, and tied with those who are in it. */
static void join(small_world *w, size_t from, int treaty, size_t i)
{
    for (size_t year = from; year < YEARS; year++) {
        uint8_t *member = w->member + (year * TREATIES + (size_t)treaty - 1) * N;
        for (size_t j = 0; j < N; j++) {
            size_t forth = (year * N + i) * N + j, back = (year * N + j) * N + i;
            if (!member[j] || w->tied[forth])
                continue;
            w->tied[forth] = w->tied[back] = 1;
            w->treaty[forth] = w->treaty[back] = treaty;
        }
        member[i] = 1;
    }
}

static void make(small_world *w, size_t horizon)
{
    ent_assert_ok(ent_event_rows_make(&w->data, horizon, &w->rows, &error), &error);
    ent_assert_ok(ent_event_geography(&w->data, &w->rows, w->x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&w->data, &w->rows, w->x, &w->treaties, &error), &error);
}

static void forecast(small_world *w, ent_event_model model, size_t origin, double ridge)
{
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = ridge;
    ent_assert_ok(ent_event_forecast(&w->rows, w->x, &w->treaties, model, origin, origin, &options, w->p, &w->fit, &error),
                  &error);
}

static size_t row_of(const small_world *w, size_t origin, int a, int b)
{
    for (size_t row = w->rows.first[origin]; row < w->rows.first[origin + 1]; row++)
        if (w->rows.rows[row].a == a && w->rows.rows[row].b == b)
            return row;
    fail_msg("no row %d-%d at origin %zu", a, b, origin);
    return 0;
}

static double probability(const small_world *w, size_t origin, int a, int b)
{
    return w->p[row_of(w, origin, a, b) - w->rows.first[origin]];
}

static void end(small_world *w)
{
    ent_event_treaties_clear(&w->treaties);
    ent_event_rows_clear(&w->rows);
}

/* ---- routes ---- */

/* Treaty 1: 0 and 1 from year 1, 2 from year 3. Treaty 2: 3 and 4 from 2. Treaty 3: 0, 3 and 4 from 4. */
static void make_all_routes(small_world *w, size_t horizon)
{
    begin(w);
    join(w, 1, 1, 0);
    join(w, 1, 1, 1);
    join(w, 3, 1, 2);
    join(w, 2, 2, 3);
    join(w, 2, 2, 4);
    join(w, 4, 3, 3);
    join(w, 4, 3, 4);
    join(w, 4, 3, 0);
    make(w, horizon);
}

static void how_ties_came(void **state)
{
    static small_world w;
    make_all_routes(&w, 1);
    assert_int_equal(w.treaties.route[row_of(&w, 0, 0, 1)], ENT_ROUTE_BILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 1, 3, 4)], ENT_ROUTE_BILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 2, 0, 2)], ENT_ROUTE_ACCESSION);
    assert_int_equal(w.treaties.route[row_of(&w, 2, 1, 2)], ENT_ROUTE_ACCESSION);
    assert_int_equal(w.treaties.route[row_of(&w, 3, 0, 3)], ENT_ROUTE_MULTILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 3, 0, 4)], ENT_ROUTE_MULTILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 3, 1, 3)], ENT_ROUTE_NONE);
    double kept = pow(2, -1. / 12); /* one bilateral tie in year 1, one in year 2 */
    ent_assert_number(w.treaties.bilateral[1], 1, 1e-12);
    ent_assert_number(w.treaties.bilateral[3], (kept + kept * kept) / (1 + kept + kept * kept), 1e-12);
    end(&w);
    make_all_routes(&w, 3); /* of year 0 three years ahead, treaty 1 is a new one of three */
    assert_int_equal(w.treaties.route[row_of(&w, 0, 0, 1)], ENT_ROUTE_MULTILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 0, 1, 2)], ENT_ROUTE_MULTILATERAL);
    assert_int_equal(w.treaties.route[row_of(&w, 0, 3, 4)], ENT_ROUTE_BILATERAL);
    end(&w);
}

static double x_of(const ent_event_treaties *t, size_t at, const char *name)
{
    size_t k = 0;
    while (strcmp(ent_event_accession_predictor(k), name) != 0)
        k++;
    return t->x[at * ENT_ACCESSION_PREDICTORS + k];
}

static void candidates_of_a_treaty(void **state)
{
    static small_world w;
    const double km = 6378.137 * acos(-1) / 180, one = exp(-km / 1000), two = exp(-2 * km / 1000); /* a degree, two */
    make_all_routes(&w, 1);
    const ent_event_treaties *t = &w.treaties;
    size_t at = t->first[2]; /* of treaty 1: 2, 3, 4; of treaty 2: 0, 1, 2 */
    assert_int_equal(t->first[3] - at, 6);
    assert_int_equal(t->candidates[at].actor, 2);
    assert_int_equal(t->candidates[at].joined, 1);
    assert_int_equal(t->candidates[at].size, 1);
    assert_int_equal(t->candidates[at + 1].joined, 0);
    assert_int_equal(t->candidates[at + 3].treaty, 1);
    ent_assert_number(x_of(t, at, "neighbourhood_inside"), (one + two) / (one + two + one + two), 1e-12);
    ent_assert_number(x_of(t, at, "log_nearest_member"), log(km), 1e-9);
    ent_assert_number(x_of(t, at, "nearness_of_members"), (one + two) / 2, 1e-12);
    ent_assert_number(x_of(t, at, "log_size"), log(2), 1e-12);
    ent_assert_number(x_of(t, at, "log_age"), log(2), 1e-12);
    ent_assert_number(x_of(t, at, "without_allies"), 1, 0);
    ent_assert_number(x_of(t, at, "log_joined_5_years"), 0, 0);
    ent_assert_number(x_of(t, t->first[3], "log_joined_5_years"), log(2), 1e-12); /* 2 has joined */
    ent_assert_number(x_of(t, t->first[3], "log_size"), log(3), 1e-12);
    assert_null(ent_event_accession_predictor(ENT_ACCESSION_PREDICTORS));
    end(&w);
}

static void predictors_of_a_pair(void **state)
{
    static small_world w;
    const double km = 6378.137 * acos(-1) / 180, e = exp(-km / 1000);
    make_all_routes(&w, 1);
    /* Origin 3: treaty 1 has 0, 1 and 2; 1 is tied with 0 and 2. Pair 1-3: what of 3's neighbourhood is tied to 1? */
    const double *x = w.treaties.pair + row_of(&w, 3, 1, 3) * ENT_PAIR_PREDICTORS;
    double around_3 = e * e * e + e * e + e + e + e * e, around_1 = e + e + e * e + e * e * e + e * e * e * e;
    assert_string_equal(ent_event_pair_predictor(7), "near_allied_more");
    ent_assert_number(x[7], fmax((e * e * e + e) / around_3, e * e * e / around_1), 1e-12);
    ent_assert_number(x[8], fmin((e * e * e + e) / around_3, e * e * e / around_1), 1e-12);
    assert_string_equal(ent_event_pair_predictor(10), "affinity");
    ent_assert_number(x[10], (e * e * e + e * e + e) / around_3, 1e-12);
    ent_assert_number(x[11], x[10], 0); /* 2 has just joined */
    assert_string_equal(ent_event_pair_predictor(21), "common_allies");
    ent_assert_number(x[21], 0, 0);
    assert_null(ent_event_pair_predictor(ENT_PAIR_PREDICTORS));
    end(&w);
}

/* ---- (a) bilateral ---- */

/* 0-1 in year 1, 2-3 in year 2: lambda of year 4 is (w^3 + w^2) / (1 + w + w^2 + w^3), for each of 13 pairs alike. */
static void bilateral_pacts_are_shared_out_by_odds(void **state)
{
    static small_world w;
    for (size_t horizon = 1; horizon <= 2; horizon++) {
        begin(&w);
        join(&w, 1, 1, 0);
        join(&w, 1, 1, 1);
        join(&w, 2, 2, 2);
        join(&w, 2, 2, 3);
        make(&w, horizon);
        double kept = pow(2, -1. / 12), rate = (pow(kept, 3) + pow(kept, 2)) / (1 + kept + pow(kept, 2) + pow(kept, 3));
        forecast(&w, ENT_EVENT_TREATY, 4, even);
        assert_int_equal(w.rows.first[5] - w.rows.first[4], 13);
        ent_assert_number(probability(&w, 4, 0, 2), (double)horizon * rate / 13, 1e-9);
        ent_assert_number(probability(&w, 4, 4, 5), (double)horizon * rate / 13, 1e-9);
        double sum = 0;
        forecast(&w, ENT_EVENT_TREATY, 4, 1); /* now by odds; the sum stays */
        for (size_t k = 0; k < 13; k++)
            sum += w.p[k];
        ent_assert_number(sum, (double)horizon * rate, 1e-9);
        assert_true(probability(&w, 4, 1, 2) > probability(&w, 4, 0, 4)); /* neighbours made them */
        end(&w);
    }
}

/* ---- (b) accession ---- */

/* Treaty 1 has 0 and 1 from the start, 2 and 3 join together in year 2. Of training, origins 0 to 2, candidates are 2, 3, 4
 * twice and 4 once: p = 2/7. Of the six pairs of candidates at risk one joined: rho = 1 / (6 (2/7)^2) = 49/24. At origin 3
 * state 5 is there too: it and 4 join with 2/7 each, together with min(49/24 (2/7)^2, .9 2/7) = 1/6. */
static void states_join_together(void **state)
{
    static small_world w;
    begin(&w);
    join(&w, 0, 1, 0);
    join(&w, 0, 1, 1);
    join(&w, 2, 1, 2);
    join(&w, 2, 1, 3);
    make(&w, 1);
    forecast(&w, ENT_EVENT_TREATY, 3, even);
    assert_int_equal(w.fit.accession.cases, 7);
    assert_int_equal(w.fit.accession.events, 2);
    assert_int_equal(w.fit.bilateral.events, 0);
    ent_assert_number(w.fit.together, 49. / 24, 1e-8);
    ent_assert_number(probability(&w, 3, 0, 4), 2. / 7, 1e-9);
    ent_assert_number(probability(&w, 3, 3, 5), 2. / 7, 1e-9);
    ent_assert_number(probability(&w, 3, 4, 5), 1. / 6, 1e-8);
    end(&w);
}

/* ---- (c) a new treaty of three ---- */

/* 0, 1 and 2 in year 2: 3 of 10 + 10 + 7 pairs of training. The recent rate of year 3 is 3 ties of 3 years by 15 pairs. */
static void new_treaties_of_three(void **state)
{
    static small_world w;
    begin(&w);
    for (size_t i = 0; i < 3; i++)
        join(&w, 2, 1, i);
    make(&w, 1);
    forecast(&w, ENT_EVENT_TREATY, 3, even);
    assert_int_equal(w.fit.multilateral.events, 3);
    assert_int_equal(w.fit.multilateral.cases, 27);
    ent_assert_number(probability(&w, 3, 0, 3), 1. / 9, 1e-9);
    forecast(&w, ENT_EVENT_GEO_TREATY, 3, even);
    ent_assert_number(probability(&w, 3, 0, 3), sqrt(1. / 9 / 15), 1e-9); /* geo says 1/9, too; half of the level */
    end(&w);
}

/* Each of the three with a chance: 1 - (1 - P)(1 - P)(1 - P). Learnt from origins 0 to 3: 6 pairs by other routes. */
static void routes_are_put_together(void **state)
{
    static small_world w;
    make_all_routes(&w, 1);
    forecast(&w, ENT_EVENT_TREATY, 4, even);
    size_t pairs = w.rows.first[5] - w.rows.first[4];
    double new_treaty = 2. / (double)w.fit.multilateral.cases, join_one = 1. / (double)w.fit.accession.cases;
    double bilateral = w.treaties.bilateral[4] / (double)pairs;
    /* 1 and 5: state 5 may join treaty 1, where 1 is; 1 may join neither of the others, as 5 is not in them. Joint accessions
     * were none. */
    ent_assert_number(w.fit.together, 0, 0);
    ent_assert_number(probability(&w, 4, 1, 5), 1 - (1 - bilateral) * (1 - join_one) * (1 - new_treaty), 1e-9);
    /* 2 and 3: 3 may join treaty 1; 2 may join treaties 2 and 3 */
    ent_assert_number(probability(&w, 4, 2, 3), 1 - (1 - bilateral) * pow(1 - join_one, 3) * (1 - new_treaty), 1e-9);
    end(&w);
}

/* ---- without treaties, without memory ---- */

static void ties_without_treaties_are_bilateral(void **state)
{
    static small_world w;
    begin(&w);
    join(&w, 2, 1, 0);
    join(&w, 2, 1, 1);
    w.data.treaty = NULL;
    w.data.member = NULL;
    make(&w, 1);
    assert_int_equal(w.treaties.candidate_count, 0);
    forecast(&w, ENT_EVENT_TREATY, 3, even);
    assert_int_equal(w.fit.bilateral.events, 1);
    w.data.contiguity = NULL;
    ent_event_treaties none;
    assert_int_equal(ent_event_treaties_make(&w.data, &w.rows, w.x, &none, &error), ENT_ERR_ARGUMENT);
    end(&w);
}

static ent_status call_all(void *context, ent_error *failed)
{
    small_world *w = context;
    ent_event_treaties treaties;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_status status = ent_event_treaties_make(&w->data, &w->rows, w->x, &treaties, failed);
    if (status != ENT_OK)
        return status;
    status = ent_event_forecast(&w->rows, w->x, &treaties, ENT_EVENT_GEO_TREATY, 4, 4, &options, w->p, NULL, failed);
    ent_event_treaties_clear(&treaties);
    return status;
}

static void memory_may_run_out(void **state)
{
    static small_world w;
    make_all_routes(&w, 1);
    ent_sweep(call_all, &w);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_ties_came),           cmocka_unit_test(candidates_of_a_treaty),
        cmocka_unit_test(predictors_of_a_pair),    cmocka_unit_test(bilateral_pacts_are_shared_out_by_odds),
        cmocka_unit_test(states_join_together),    cmocka_unit_test(new_treaties_of_three),
        cmocka_unit_test(routes_are_put_together), cmocka_unit_test(ties_without_treaties_are_bilateral),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
