/* Pairs at risk, geography, models and scores on made-up data with figures by hand; and a try to leak. */
#include "entente/events.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4, YEARS = 6 };
static ent_error error;

/* ---- four states, six years ----
 * 0 and 1 there always, 2 till year 4, 3 from year 2. Treaty 7 ties 0-1 from year 1; 8 ties 0-2 and 1-2 from 3; 9 ties 0-3
 * from 4. 0-1 and 0-2 are contiguous across wide water. */
typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N];
    int treaty[YEARS * N * N], region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N];
    ent_event_data data;
    ent_event_rows rows;
} small_world;

static void tie(small_world *w, size_t from, size_t i, size_t j, int treaty)
{
    for (size_t year = from; year < YEARS; year++) {
        w->tied[(year * N + i) * N + j] = w->tied[(year * N + j) * N + i] = 1;
        w->treaty[(year * N + i) * N + j] = w->treaty[(year * N + j) * N + i] = treaty;
    }
}

static void border(small_world *w, size_t i, size_t j, uint8_t type)
{
    for (size_t year = 0; year < YEARS; year++)
        w->contiguity[(year * N + i) * N + j] = w->contiguity[(year * N + j) * N + i] = type;
}

static void make_small(small_world *w, size_t horizon)
{
    memset(w, 0, sizeof *w);
    for (size_t year = 0; year < YEARS; year++)
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = i < 2 || (i == 2 && year < 5) || (i == 3 && year >= 2);
            w->latitude[year * N + i] = w->longitude[year * N + i] = (double)NAN;
        }
    tie(w, 1, 0, 1, 7);
    tie(w, 3, 0, 2, 8);
    tie(w, 3, 1, 2, 8);
    tie(w, 4, 0, 3, 9);
    border(w, 0, 1, 5);
    border(w, 0, 2, 5);
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .treaty = w->treaty, .latitude = w->latitude, .longitude = w->longitude,
                               .contiguity = w->contiguity, .region = w->region, .subregion = w->subregion};
    ent_assert_ok(ent_event_rows_make(&w->data, horizon, &w->rows, &error), &error);
}

static void pairs_at_risk_and_what_became_of_them(void **state)
{
    static const int expected[][6] = { /* origin, a, b, outcome, treaty, size */
        {0, 0, 1, ENT_OUTCOME_TIE, 7, 1},  {0, 0, 2, ENT_OUTCOME_NONE, 0, 0}, {0, 1, 2, ENT_OUTCOME_NONE, 0, 0},
        {1, 0, 2, ENT_OUTCOME_NONE, 0, 0}, {1, 1, 2, ENT_OUTCOME_NONE, 0, 0},
        {2, 0, 2, ENT_OUTCOME_TIE, 8, 2},  {2, 0, 3, ENT_OUTCOME_NONE, 0, 0}, {2, 1, 2, ENT_OUTCOME_TIE, 8, 2},
        {2, 1, 3, ENT_OUTCOME_NONE, 0, 0}, {2, 2, 3, ENT_OUTCOME_NONE, 0, 0},
        {3, 0, 3, ENT_OUTCOME_TIE, 9, 1},  {3, 1, 3, ENT_OUTCOME_NONE, 0, 0}, {3, 2, 3, ENT_OUTCOME_NONE, 0, 0},
        {4, 1, 3, ENT_OUTCOME_NONE, 0, 0}, {4, 2, 3, ENT_OUTCOME_GONE, 0, 0}, {5, 1, 3, ENT_OUTCOME_OPEN, 0, 0}};
    static const size_t first[] = {0, 3, 5, 10, 13, 15, 16}, present[] = {3, 3, 6, 6, 6, 3}, formed[] = {0, 1, 0, 2, 1, 0};
    small_world w;
    make_small(&w, 1);
    assert_int_equal(w.rows.count, sizeof expected / sizeof *expected);
    for (size_t k = 0; k < w.rows.count; k++) {
        const ent_event_row *row = &w.rows.rows[k];
        const int is[] = {row->origin, row->a, row->b, (int)row->outcome, row->treaty, row->size};
        assert_memory_equal(is, expected[k], sizeof is);
    }
    assert_memory_equal(w.rows.first, first, sizeof first);
    assert_memory_equal(w.rows.present_pairs, present, sizeof present);
    assert_memory_equal(w.rows.formed, formed, sizeof formed);
    assert_int_equal(w.rows.new_pairs[1], 3); /* those of 3, who comes in year 2 */
    assert_int_equal(w.rows.new_ties[1], 0);
    ent_event_rows_clear(&w.rows);
}

static void new_states_are_counted_apart(void **state)
{
    small_world w;
    make_small(&w, 3);
    assert_int_equal(w.rows.new_pairs[1], 3); /* in year 4 */
    assert_int_equal(w.rows.new_ties[1], 1);
    assert_int_equal(w.rows.new_pairs[2], 0);
    ent_event_rows_clear(&w.rows);
    assert_int_equal(ent_event_rows_make(&w.data, 0, &w.rows, &error), ENT_ERR_ARGUMENT);
}

/* ---- geography ---- */

static void geography_by_hand(void **state)
{
    small_world w;
    make_small(&w, 1);
    double *x = calloc(w.rows.count * ENT_GEOGRAPHY, sizeof *x);
    const double km = 6378.137 * acos(-1) / 180; /* a degree of the equator */
    border(&w, 0, 1, 1);  /* 0 and 2 are near 1; 0 and 2 themselves far */
    border(&w, 1, 2, 3);
    border(&w, 1, 3, 4);  /* no near sea */
    w.latitude[0] = w.longitude[0] = w.latitude[1] = w.latitude[2] = 0;
    w.longitude[1] = 1;
    w.longitude[2] = 0.1; /* 11 km: counts as 50 */
    w.region[0] = w.region[1] = w.subregion[0] = 2;
    w.subregion[1] = 3;
    ent_assert_ok(ent_event_geography(&w.data, &w.rows, x, &error), &error);
    const double expected[][ENT_GEOGRAPHY] = {{1, 1, log(km), exp(-km / 1000), 1, 0, 0},
                                              {1, 0, log(50), exp(-km / 10000), 0, 0, 1},
                                              {1, 0, log(.9 * km), exp(-.9 * km / 1000), 0, 0, 0}};
    for (size_t row = 0; row < 3; row++)
        for (size_t k = 0; k < ENT_GEOGRAPHY; k++)
            ent_assert_number(x[row * ENT_GEOGRAPHY + k], expected[row][k], 1e-9);
    assert_true(isnan(x[3 * ENT_GEOGRAPHY + 2])); /* no capital is known in year 1 */
    assert_string_equal(ent_event_predictor(6), "common_neighbours");
    assert_null(ent_event_predictor(ENT_GEOGRAPHY));
    w.data.contiguity = NULL;
    assert_int_equal(ent_event_geography(&w.data, &w.rows, x, &error), ENT_ERR_ARGUMENT);
    free(x);
    ent_event_rows_clear(&w.rows);
}

/* ---- models ---- */

static void constant_and_recent_rates(void **state)
{
    small_world w;
    double p[YEARS * N * N];
    ent_event_fit fit;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make_small(&w, 1);
    ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_CONSTANT, 3, 4, &options, p, &fit, &error), &error);
    assert_int_equal(fit.pairs, 10); /* of origins 0 to 2, whose outcomes are those of years 1 to 3 */
    assert_int_equal(fit.ties, 3);
    assert_int_equal(fit.last_origin, 2);
    ent_assert_number(p[0], .3, 1e-15);
    ent_assert_number(p[4], .3, 1e-15);
    ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_RECENT, 3, 4, &options, p, &fit, &error), &error);
    ent_assert_number(p[0], 3. / 3 / 6, 1e-15); /* 3 ties of 3 years, 6 pairs */
    ent_assert_number(p[3], 4. / 4 / 6, 1e-15);
    options.recent_years = 2;
    ent_assert_ok(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_RECENT, 3, 4, &options, p, &fit, &error), &error);
    ent_assert_number(p[0], 2. / 2 / 6, 1e-15);
    ent_assert_number(p[3], 3. / 2 / 6, 1e-15);
    ent_event_rows_clear(&w.rows);
}

/* Of training, contiguous pairs: a tie of weight 1, one of 1 / sqrt 2, two others; the rest: one of 1 / sqrt 2 and five.
 * So P(contiguous) = (1 + r) / (3 + r), P(other) = r / (5 + r), r = 1 / sqrt 2; then all times 3 / (4 P + 6 P'). */
static void geo_weighs_ties_by_treaty(void **state)
{
    small_world w;
    make_small(&w, 1);
    double p[8], recent[8], *x = calloc(w.rows.count * ENT_GEOGRAPHY, sizeof *x), r = sqrt(.5);
    ent_event_options options = {.ridge = 0, .clip = .001, .recent_years = 30};
    ent_event_fit fit;
    ent_assert_ok(ent_event_geography(&w.data, &w.rows, x, &error), &error);
    ent_assert_ok(ent_event_forecast(&w.rows, x, NULL, ENT_EVENT_GEO, 3, 4, &options, p, &fit, &error), &error);
    double near = (1 + r) / (3 + r), far = r / (5 + r), scale = 3 / (4 * near + 6 * far);
    ent_assert_number(fit.geo.scale, scale, 1e-6);
    for (size_t k = 0; k < 5; k++) /* 0-3, 1-3, 2-3 and the year after 1-3, 2-3: none is contiguous */
        ent_assert_number(p[k], scale * far, 1e-6);
    ent_assert_ok(ent_event_forecast(&w.rows, x, NULL, ENT_EVENT_GEO_RECENT, 3, 4, &options, recent, &fit, &error), &error);
    ent_assert_number(recent[0], sqrt(p[0] / 6), 1e-6); /* half of the level: the geometric mean */
    options.ridge = 1e9; /* only the level is left, and the scale makes it right */
    ent_assert_ok(ent_event_forecast(&w.rows, x, NULL, ENT_EVENT_GEO, 3, 4, &options, p, &fit, &error), &error);
    ent_assert_number(p[0], .3, 1e-6);
    free(x);
    ent_event_rows_clear(&w.rows);
}

static void what_cannot_be_learnt_is_said(void **state)
{
    small_world w;
    double p[16];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    make_small(&w, 2);
    ent_assert_fails(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_CONSTANT, 1, 1, &options, p, NULL, &error), &error,
                     ENT_ERR_INPUT, "there is no outcome of 2 years before the first origin to learn from");
    ent_event_rows_clear(&w.rows);
    memset(w.tied, 0, sizeof w.tied);
    ent_assert_ok(ent_event_rows_make(&w.data, 1, &w.rows, &error), &error);
    ent_assert_fails(ent_event_forecast(&w.rows, NULL, NULL, ENT_EVENT_CONSTANT, 2, 2, &options, p, NULL, &error), &error,
                     ENT_ERR_INPUT, "none of the 6 pairs of the training years got a tie: begin later");
    ent_event_rows_clear(&w.rows);
}

/* ---- scores ---- */

static void scores_by_hand(void **state)
{
    static const double p[] = {.4, .1, .5, .2, .9}, base[] = {.3, .3, .3, .3, .3}; /* the last pair is gone: not scored */
    small_world w;
    ent_event_scores s;
    make_small(&w, 1);
    ent_assert_ok(ent_event_judge(&w.rows, 3, 4, p, base, 20, 1, &s, &error), &error);
    assert_int_equal(s.pairs, 4);
    assert_int_equal(s.ties, 1);
    assert_int_equal(s.treaties, 1);
    ent_assert_number(s.roc.value, 2. / 3, 1e-12);
    ent_assert_number(s.precision_recall.value, .5, 1e-12);
    ent_assert_number(s.log.value, -log(.4 * .9 * .5 * .8) / 4, 1e-12);
    ent_assert_number(s.log_less_base.value, -log(.4 * .9 * .5 * .8) / 4 + log(.3 * .7 * .7 * .7) / 4, 1e-12);
    ent_assert_number(s.brier, (.36 + .01 + .25 + .04) / 4, 1e-12);
    ent_assert_number(s.observed_over_expected, 1 / 1.2, 1e-12);
    ent_assert_number(s.roc.low, 2. / 3, 1e-12); /* one treaty: each draw is the same */
    ent_assert_number(s.log.high, s.log.value, 1e-12);
    ent_assert_number(s.better, 1, 0);
    ent_event_rows_clear(&w.rows);
}

/* Two treaties, A with both ties of origin 2, B with that of origin 3: AA, AB, BA, BB are drawn equally often. */
static void treaties_are_drawn_whole(void **state)
{
    static const double p[] = {.2, .1, .2, .1, .1, .1, .1, .3}, base[] = {.15, .15, .15, .15, .15, .15, .15, .15};
    small_world w;
    ent_event_scores s, again;
    make_small(&w, 1);
    ent_assert_ok(ent_event_judge(&w.rows, 2, 3, p, base, 400, 5, &s, &error), &error);
    assert_int_equal(s.treaties, 2);
    /* of five others one is above, so A has .8 for each tie; B is level with four of them */
    ent_assert_number(s.roc.value, (.8 + .8 + .4) / 3, 1e-12);
    ent_assert_number(s.roc.low, .4, 1e-12);
    ent_assert_number(s.roc.high, .8, 1e-12);
    double none = -4 * log(.9) - log(.7), plain = -5 * log(.85);
    ent_assert_number(s.log.value, (none - 2 * log(.2) - log(.1)) / 8, 1e-12);
    ent_assert_number(s.log.low, fmin((none - 4 * log(.2)) / 9, (none - 2 * log(.1)) / 7), 1e-12);
    /* better than the base where A is drawn twice, or once */
    assert_true((none - 2 * log(.2) - log(.1)) < plain - 3 * log(.15));
    assert_true((none - 2 * log(.1)) > plain - 2 * log(.15));
    ent_assert_number(s.better, .75, .06);
    ent_assert_ok(ent_event_judge(&w.rows, 2, 3, p, base, 400, 5, &again, &error), &error);
    assert_memory_equal(&s, &again, sizeof s);
    ent_assert_fails(ent_event_judge(&w.rows, 1, 1, p, base, 10, 1, &s, &error), &error, ENT_ERR_INPUT,
                     "none of the 2 pairs got a tie: there is nothing to score");
    ent_event_rows_clear(&w.rows);
}

/* ---- a try to leak ---- */

enum { MANY = 14, LONG = 30, FIRST = 15, LAST = 20, TREATIES = 9 };

typedef struct {
    uint8_t present[LONG * MANY], tied[LONG * MANY * MANY], contiguity[LONG * MANY * MANY];
    uint8_t member[LONG * TREATIES * MANY], major[LONG * MANY];
    uint8_t rival[LONG * MANY * MANY], dispute[LONG * MANY * MANY], other[LONG * MANY * MANY];
    double capability[LONG * MANY], regime[LONG * MANY];
    int treaty[LONG * MANY * MANY], region[MANY], subregion[MANY];
    double latitude[LONG * MANY], longitude[LONG * MANY];
    ent_event_data data;
} long_world;

static unsigned drawn(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void draw_pair(long_world *w, size_t year, size_t i, size_t j, unsigned *seed)
{
    size_t cells = MANY * MANY, at = i * MANY + j, back = j * MANY + i, now = year * cells;
    bool before = year > 0 && w->tied[now - cells + at];
    w->tied[now + at] = before ? drawn(seed) % 10 > 0 : drawn(seed) % 12 == 0;
    w->treaty[now + at] = before && w->tied[now + at] ? w->treaty[now - cells + at] : 1 + (int)(drawn(seed) % TREATIES);
    w->contiguity[now + at] = drawn(seed) % 4 ? 0 : (uint8_t)(1 + drawn(seed) % 5);
    w->rival[now + at] = w->rival[now + back] = drawn(seed) % 5 == 0;
    w->dispute[now + at] = w->dispute[now + back] = drawn(seed) % 5 == 0;
    w->other[now + at] = w->other[now + back] = drawn(seed) % 5 == 0;
    w->tied[now + back] = w->tied[now + at];
    w->treaty[now + back] = w->treaty[now + at];
    w->contiguity[now + back] = w->contiguity[now + at];
}

/* Treaties begin in years 1, 3, 5 ...; members stay nearly always. */
static void draw_members(long_world *w, size_t year, size_t i, unsigned *seed)
{
    for (size_t k = 0; k < TREATIES; k++) {
        size_t at = (year * TREATIES + k) * MANY + i;
        bool before = year > 0 && w->member[at - TREATIES * MANY];
        w->member[at] = year > 2 * k && (before ? drawn(seed) % 20 > 0 : drawn(seed) % 20 == 0);
    }
}

/* Draw all that is known of the years from `from` on. */
static void draw_years(long_world *w, size_t from, unsigned seed)
{
    for (size_t year = from; year < LONG; year++)
        for (size_t i = 0; i < MANY; i++) {
            w->present[year * MANY + i] = drawn(&seed) % 8 > 0;
            w->latitude[year * MANY + i] = (double)(drawn(&seed) % 120) - 60;
            w->longitude[year * MANY + i] = (double)(drawn(&seed) % 360) - 180;
            w->major[year * MANY + i] = drawn(&seed) % 4 == 0;
            w->capability[year * MANY + i] = drawn(&seed) % 9 ? drawn(&seed) % 100 / 1e3 : (double)NAN;
            w->regime[year * MANY + i] = drawn(&seed) % 9 ? (double)(drawn(&seed) % 21) - 10 : (double)NAN;
            draw_members(w, year, i, &seed);
            for (size_t j = i + 1; j < MANY; j++)
                draw_pair(w, year, i, j, &seed);
        }
}

static void forecast_all(const long_world *w, size_t horizon, size_t years, double p[], size_t *count)
{
    ent_event_rows rows;
    ent_event_treaties treaties;
    ent_event_data data = w->data;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    data.year_count = years;
    ent_assert_ok(ent_event_rows_make(&data, horizon, &rows, &error), &error);
    ent_assert_ok(ent_event_rows_dyadic(&data, &rows, &error), &error);
    double *x = calloc(rows.count * ENT_GEOGRAPHY, sizeof *x);
    ent_assert_ok(ent_event_geography(&data, &rows, x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&data, &rows, x, &treaties, &error), &error);
    *count = rows.first[LAST + 1] - rows.first[FIRST];
    for (int model = 0; model < ENT_EVENT_MODELS; model++)
        ent_assert_ok(ent_event_forecast(&rows, x, &treaties, (ent_event_model)model, FIRST, LAST, &options,
                                         p + (size_t)model * *count, NULL, &error), &error);
    free(x);
    ent_event_treaties_clear(&treaties);
    ent_event_rows_clear(&rows);
}

/* Whatever happens after the last origin, or is not there at all: each forecast has the same bits. */
static void nothing_later_is_known(void **state)
{
    static long_world w;
    static double p[ENT_EVENT_MODELS * LONG * MANY * MANY], q[ENT_EVENT_MODELS * LONG * MANY * MANY];
    size_t count, other;
    w.data = (ent_event_data){.actor_count = MANY, .year_count = LONG, .present = w.present, .tied = w.tied,
                              .treaty = w.treaty, .treaty_count = TREATIES, .member = w.member,
                              .major = w.major, .capability = w.capability, .regime = w.regime, .rival = w.rival,
                              .dispute = w.dispute, .other = w.other,
                              .latitude = w.latitude, .longitude = w.longitude, .contiguity = w.contiguity,
                              .region = w.region, .subregion = w.subregion};
    for (int i = 0; i < MANY; i++)
        w.region[i] = w.subregion[i] = 1 + i % 3;
    for (size_t horizon = 1; horizon <= 5; horizon += 4) {
        draw_years(&w, 0, 1);
        forecast_all(&w, horizon, LONG, p, &count);
        for (unsigned seed = 2; seed < 6; seed++) {
            draw_years(&w, LAST + 1, seed);
            forecast_all(&w, horizon, LONG, q, &other);
            assert_int_equal(count, other);
            assert_memory_equal(p, q, ENT_EVENT_MODELS * count * sizeof *p);
        }
        forecast_all(&w, horizon, LAST + 1, q, &other);
        assert_int_equal(count, other);
        assert_memory_equal(p, q, ENT_EVENT_MODELS * count * sizeof *p);
    }
}

/* What happens after the first origin changes nothing that is learnt: the first forecasts stay. */
static void coefficients_are_of_the_first_origin(void **state)
{
    static long_world w;
    static double p[ENT_EVENT_MODELS * LONG * MANY * MANY], q[ENT_EVENT_MODELS * LONG * MANY * MANY];
    size_t count, other;
    w.data = (ent_event_data){.actor_count = MANY, .year_count = LONG, .present = w.present, .tied = w.tied,
                              .treaty = w.treaty, .treaty_count = TREATIES, .member = w.member,
                              .major = w.major, .capability = w.capability, .regime = w.regime, .rival = w.rival,
                              .dispute = w.dispute, .other = w.other,
                              .latitude = w.latitude, .longitude = w.longitude, .contiguity = w.contiguity,
                              .region = w.region, .subregion = w.subregion};
    draw_years(&w, 0, 1);
    forecast_all(&w, 5, LONG, p, &count);
    draw_years(&w, FIRST + 1, 9);
    forecast_all(&w, 5, LONG, q, &other);
    for (size_t model = 0; model < ENT_EVENT_MODELS; model++)
        assert_memory_equal(p + model * count, q + model * other, sizeof *p);
}

/* ---- memory ---- */

static ent_status call_all(void *context, ent_error *failed)
{
    small_world *w = context;
    double x[16 * ENT_GEOGRAPHY], p[8], base[8];
    ent_event_options options = ENT_EVENT_DEFAULTS;
    ent_event_scores scores;
    ent_event_rows rows;
    ent_status status = ent_event_rows_make(&w->data, 1, &rows, failed);
    if (status != ENT_OK)
        return status;
    status = ent_event_geography(&w->data, &rows, x, failed);
    if (status == ENT_OK)
        status = ent_event_forecast(&rows, x, NULL, ENT_EVENT_CONSTANT, 3, 4, &options, base, NULL, failed);
    if (status == ENT_OK)
        status = ent_event_forecast(&rows, x, NULL, ENT_EVENT_GEO_RECENT, 3, 4, &options, p, NULL, failed);
    if (status == ENT_OK)
        status = ent_event_judge(&rows, 3, 4, p, base, 10, 1, &scores, failed);
    ent_event_rows_clear(&rows);
    return status;
}

static void memory_may_run_out(void **state)
{
    small_world w;
    make_small(&w, 1);
    ent_sweep(call_all, &w);
    ent_event_rows_clear(&w.rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_at_risk_and_what_became_of_them), cmocka_unit_test(new_states_are_counted_apart),
        cmocka_unit_test(geography_by_hand),                     cmocka_unit_test(constant_and_recent_rates),
        cmocka_unit_test(geo_weighs_ties_by_treaty),             cmocka_unit_test(what_cannot_be_learnt_is_said),
        cmocka_unit_test(scores_by_hand),                        cmocka_unit_test(treaties_are_drawn_whole),
        cmocka_unit_test(nothing_later_is_known),                cmocka_unit_test(coefficients_are_of_the_first_origin),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
