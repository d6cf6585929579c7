/* Growth of capabilities: by hand; what is not known; shocks of one year come together; failing memory. */
#include "entente/drift.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>

#define NONE ((double)NAN)

static ent_drift drift_of(const double value[], size_t years, size_t n)
{
    ent_drift g;
    ent_error error;
    ent_assert_ok(ent_drift_of(value, years, n, &g, &error), &error);
    return g;
}

/* A doubles, B halves, C is never known: no noise, so that means are kept, and shocks are 0. */
static void steady_growth_goes_on(void **state)
{
    double value[6 * 3], size[] = {5, 8, NONE};
    for (size_t y = 0; y < 6; y++) {
        value[y * 3] = ldexp(1, (int)y);
        value[y * 3 + 1] = ldexp(32, -(int)y);
        value[y * 3 + 2] = NONE;
    }
    ent_drift g = drift_of(value, 6, 3);
    ent_assert_number(g.drift[0], log(2), 1e-12);
    ent_assert_number(g.drift[1], -log(2), 1e-12);
    ent_assert_number(g.drift[2], NONE, 0);
    ent_drift_walk(&g, 1, 0, 3, size);
    ent_assert_number(size[0], 40, 1e-9);
    ent_assert_number(size[1], 1, 1e-9);
    ent_assert_number(size[2], NONE, 0);
    ent_drift_clear(&g);
}

/* Logs of growth: A .1 .3 .1 .3 .1 .3, B -.1 .1 -.1 .1 -.1 .1. Means .2 and 0, each with six squared deviations of .01: the
 * variance is .12 / 10 = .012, of a mean .002; that between means .02 less .002 = .018; B = .018 / (.018 + .002) = .9;
 * drifts .1 +- .09. Both are high in the same years: their shocks are the same, +.1 or -.1. */
static void means_are_drawn_together(void **state)
{
    double value[7 * 2] = {1, 1};
    for (size_t y = 0; y < 6; y++) {
        value[(y + 1) * 2] = value[y * 2] * exp(y % 2 ? 0.3 : 0.1);
        value[(y + 1) * 2 + 1] = value[y * 2 + 1] * exp(y % 2 ? 0.1 : -0.1);
    }
    ent_drift g = drift_of(value, 7, 2);
    ent_assert_number(g.drift[0], 0.19, 1e-12);
    ent_assert_number(g.drift[1], 0.01, 1e-12);
    double ups = 0;
    for (size_t future = 0; future < 4000; future++) {
        double size[] = {1, 1};
        ent_drift_walk(&g, 7, future, 1, size);
        double one = log(size[0]) - 0.19, other = log(size[1]) - 0.01;
        ent_assert_number(one, other, 1e-12);
        ent_assert_number(fabs(one), 0.1, 1e-12);
        ups += one > 0;
    }
    assert_true(fabs(ups - 2000) < 5 * sqrt(1000)); /* beyond once in 1,700,000 seeds */
    ent_drift_clear(&g);
}

static void the_steps_of_a_future_are_its_own(void **state)
{
    double value[8], size[] = {1}, again[] = {1};
    for (size_t y = 0; y < 8; y++)
        value[y] = exp((double)(y * y % 5));
    ent_drift g = drift_of(value, 8, 1);
    ent_drift_walk(&g, 3, 17, 6, size);
    ent_drift_walk(&g, 3, 18, 4, &(double){1});
    ent_drift_walk(&g, 3, 17, 6, again);
    assert_memory_equal(size, again, sizeof size);
    ent_drift_clear(&g);
}

static void years_that_nobody_knows_do_not_count(void **state)
{
    double value[] = {1, 2, NONE, 4, 8, 16, 32};
    ent_drift g;
    ent_error error;
    ent_assert_fails(ent_drift_of(value, 7, 1, &g, &error), &error, ENT_ERR_INPUT, "growth is known in 4 years; 5 are needed");
    assert_null(g.drift);
}

/* ---- paths ---- */

static ent_size_paths paths_of(const double start[], size_t n, size_t years)
{
    return (ent_size_paths){.n = n, .years = years, .start = start, .seed = 7};
}

static void give(ent_size_paths *paths, const ent_path_point points[], size_t count)
{
    ent_error error = {0};
    ent_assert_ok(ent_size_paths_give(paths, points, count, &error), &error);
}

/* A from 1 to 16 in year 2: 4 between; to 2 in year 5: 16 / 2, / 2 ...; then it stays. B stays. */
static void given_values_are_met_and_logs_are_straight_between_them(void **state)
{
    static const double start[] = {1, 3}, expected[] = {1, 4, 16, 8, 4, 2, 2};
    static const ent_path_point points[] = {{0, 5, 2}, {0, 2, 16}};
    ent_size_paths paths = paths_of(start, 2, 6);
    give(&paths, points, 2);
    for (size_t year = 0; year <= 6; year++) {
        double size[2];
        ent_size_paths_at(&paths, year, year, size);
        ent_assert_number(size[0], expected[year], 1e-12);
        ent_assert_number(size[1], 3, 0);
    }
    assert_true(ent_size_paths_moves(&paths, 0) && !ent_size_paths_moves(&paths, 1) && !ent_size_paths_is_given(&paths, 1));
    ent_size_paths_clear(&paths);
}

/* A grows by shocks and has a path; B, alike, has the size that it has without A's path. */
static void a_given_path_has_no_shocks_and_changes_no_other(void **state)
{
    static const double start[] = {1, 1};
    static const ent_path_point points[] = {{0, 3, 8}};
    double value[7 * 2] = {1, 1}, plain[2], with[2];
    for (size_t y = 0; y < 6; y++)
        value[(y + 1) * 2] = value[(y + 1) * 2 + 1] = value[y * 2] * exp(y % 2 ? 0.3 : 0.1);
    ent_size_paths paths = paths_of(start, 2, 3);
    paths.growth = drift_of(value, 7, 2);
    for (size_t future = 0; future < 50; future++) {
        double *given = paths.given;
        paths.given = NULL;
        ent_size_paths_at(&paths, future, 2, plain);
        paths.given = given;
        if (!given)
            give(&paths, points, 1);
        ent_size_paths_at(&paths, future, 2, with);
        ent_assert_number(with[0], 4, 1e-12);
        ent_assert_number(with[1], plain[1], 0);
        ent_assert_number(plain[0], plain[1], 0);
    }
    ent_size_paths_clear(&paths);
}

static void wrong_points_are_refused(void **state)
{
    static const double start[] = {1, NONE};
    static const struct {
        ent_path_point points[2];
        const char *message;
    } wrong[] = {
        {{{2, 1, 1}}, "point 1 of the paths: actor 2, year 1; expected below 2, and 1 to 3"},
        {{{0, 0, 1}}, "point 1 of the paths: actor 0, year 0; expected below 2, and 1 to 3"},
        {{{0, 4, 1}}, "point 1 of the paths: actor 0, year 4; expected below 2, and 1 to 3"},
        {{{0, 1, 0}}, "point 1 of the paths: value 0; expected a number above 0"},
        {{{1, 1, 1}}, "point 1 of the paths: the size of actor 1 at the start is not known"},
        {{{0, 1, 1}, {0, 1, 2}}, "point 2 of the paths: actor 0 has two values in year 1"},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        ent_size_paths paths = paths_of(start, 2, 3);
        ent_error error = {0};
        ent_assert_fails(ent_size_paths_give(&paths, wrong[k].points, wrong[k].points[1].year ? 2 : 1, &error), &error, ENT_ERR_INPUT,
                         wrong[k].message);
        assert_null(paths.given);
    }
}

static ent_status once(void *context, ent_error *error)
{
    static const double value[] = {1, 2, 3, 4, 5, 6, 7};
    ent_drift g;
    (void)context;
    ent_status status = ent_drift_of(value, 7, 1, &g, error);
    ent_drift_clear(&g);
    return status;
}

static void memory_may_run_out(void **state)
{
    ent_sweep(once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady_growth_goes_on),
        cmocka_unit_test(means_are_drawn_together),
        cmocka_unit_test(the_steps_of_a_future_are_its_own),
        cmocka_unit_test(years_that_nobody_knows_do_not_count),
        cmocka_unit_test(given_values_are_met_and_logs_are_straight_between_them),
        cmocka_unit_test(a_given_path_has_no_shocks_and_changes_no_other),
        cmocka_unit_test(wrong_points_are_refused),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
