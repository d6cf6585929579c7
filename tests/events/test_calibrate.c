/* The slope of held-out forecasts: that of the calibration of forecasts which the public functions make of those years, learnt
 * from nothing later; what it does to probabilities; where there are too few years; failing memory. */
#include "entente/events.h"
#include "entente/score.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 9, YEARS = 70, FIRST = 60, HELD_OUT = 40, ROWS_MOST = YEARS * N * (N - 1) / 2 };
static ent_error error;

typedef struct {
    uint8_t present[YEARS * N], tied[YEARS * N * N], contiguity[YEARS * N * N];
    int region[N], subregion[N];
    double latitude[YEARS * N], longitude[YEARS * N], x[ROWS_MOST * ENT_GEOGRAPHY], p[ROWS_MOST];
    ent_event_data data;
    ent_event_rows rows;
    ent_event_treaties treaties;
} long_world;

static unsigned drawn(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* States along the equator, five degrees apart; those who are near ally more often; ties last some years. From `other` on
 * everything is drawn by another seed. */
static void draw(long_world *w, size_t other)
{
    unsigned seed = 7;
    for (size_t year = 0; year < YEARS; year++) {
        seed = year == other ? 99 : seed;
        for (size_t i = 0; i < N; i++) {
            w->present[year * N + i] = 1;
            w->longitude[year * N + i] = 5 * (double)i;
            for (size_t j = i + 1; j < N; j++) {
                size_t at = (year * N + i) * N + j, back = (year * N + j) * N + i;
                bool before = year > 0 && w->tied[at - N * N];
                w->tied[at] = before ? drawn(&seed) % 6 > 0 : drawn(&seed) % (10 * (unsigned)(j - i)) == 0;
                w->tied[back] = w->tied[at];
            }
        }
    }
}

static void make(long_world *w, size_t other)
{
    memset(w, 0, sizeof *w);
    draw(w, other);
    w->data = (ent_event_data){.actor_count = N, .year_count = YEARS, .present = w->present, .tied = w->tied,
                               .latitude = w->latitude, .longitude = w->longitude, .contiguity = w->contiguity,
                               .region = w->region, .subregion = w->subregion};
    ent_assert_ok(ent_event_rows_make(&w->data, 2, &w->rows, &error), &error);
    ent_assert_ok(ent_event_geography(&w->data, &w->rows, w->x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&w->data, &w->rows, w->x, &w->treaties, &error), &error);
}

static void end(long_world *w)
{
    ent_event_treaties_clear(&w->treaties);
    ent_event_rows_clear(&w->rows);
}

static ent_event_fit forecast(long_world *w, ent_event_model model, size_t first, size_t last)
{
    ent_event_fit fit;
    ent_event_options options = {.ridge = 1, .clip = 0.001, .recent_years = 30};
    ent_assert_ok(ent_event_forecast(&w->rows, w->x, &w->treaties, model, first, last, &options, w->p, &fit, &error), &error);
    return fit;
}

/* Of origins 20 to 58, whose outcomes are those of years up to 60. */
static double slope_by_hand(long_world *w)
{
    static uint8_t event[ROWS_MOST];
    size_t last = FIRST - w->rows.horizon, from = w->rows.first[FIRST - HELD_OUT], count = w->rows.first[last + 1] - from;
    double intercept, slope;
    forecast(w, ENT_EVENT_GEO_TREATY, FIRST - HELD_OUT, last);
    for (size_t k = 0; k < count; k++)
        event[k] = w->rows.rows[from + k].outcome == ENT_OUTCOME_TIE;
    ent_score_calibration(w->p, event, count, &intercept, &slope);
    return slope;
}

static void the_slope_is_that_of_the_forty_years_before(void **state)
{
    static long_world w;
    make(&w, YEARS);
    double slope = forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST).slope;
    assert_true(fabs(slope - 1) > 0.01);
    ent_assert_number(slope, slope_by_hand(&w), 1e-12);
    end(&w);
}

static void odds_take_the_slope_and_the_sum_stays(void **state)
{
    static long_world w;
    static double before[ROWS_MOST];
    make(&w, YEARS);
    forecast(&w, ENT_EVENT_GEO_TREATY, FIRST, FIRST);
    size_t count = w.rows.first[FIRST + 1] - w.rows.first[FIRST];
    memcpy(before, w.p, count * sizeof *before);
    double slope = forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST).slope, sum = 0, old = 0, raised = 0;
    for (size_t k = 0; k < count; k++) {
        sum += w.p[k];
        old += before[k];
        raised += 1 / (1 + pow(1 / before[k] - 1, slope));
    }
    ent_assert_number(sum, old, 1e-9);
    for (size_t k = 0; k < count; k++)
        ent_assert_number(w.p[k], old / raised / (1 + pow(1 / before[k] - 1, slope)), 1e-12);
    end(&w);
}

static void nothing_later_is_read(void **state)
{
    static long_world w;
    make(&w, YEARS);
    double slope = forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST).slope;
    end(&w);
    make(&w, FIRST + 1); /* all years after the origin are other ones */
    ent_assert_number(forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST).slope, slope, 0);
    end(&w);
    make(&w, FIRST);
    assert_true(forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST).slope != slope);
    end(&w);
}

static void too_few_years_leave_it_as_it_is(void **state)
{
    static long_world w;
    make(&w, YEARS);
    ent_assert_number(forecast(&w, ENT_EVENT_GEO_TREATY_SLOPE, HELD_OUT + 1, HELD_OUT + 1).slope, 1, 0);
    end(&w);
}

static ent_status call(void *context, ent_error *failed)
{
    long_world *w = context;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    return ent_event_forecast(&w->rows, w->x, &w->treaties, ENT_EVENT_GEO_TREATY_SLOPE, FIRST, FIRST, &options, w->p, NULL,
                              failed);
}

static void memory_may_run_out(void **state)
{
    static long_world w;
    make(&w, YEARS);
    ent_sweep(call, &w);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_slope_is_that_of_the_forty_years_before),
        cmocka_unit_test(odds_take_the_slope_and_the_sum_stays),
        cmocka_unit_test(nothing_later_is_read),
        cmocka_unit_test(too_few_years_leave_it_as_it_is),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
