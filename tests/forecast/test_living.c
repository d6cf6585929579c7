/* Futures of a world that lives: one that stays gives the numbers of none; who has left has no ties, with a chance of 0; chances are
 * what happens on average; covariates that follow a path and newcomers by hand; the same for any number of threads and cuts. */
#include "entente/forecast.h"

#include "entente/system.h"
#include "report/own_world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char actors[] = "name,abb,from\nA,AAA,1980\nB,BBB,1980\nC,CCC,1980\nD,DDD,1980\nE,EEE,1980\nF,FFF,1980\n"
                             "G,GGG,1980\nH,HHH,1980\n";
static const char values[] = "actor,attribute,value,unit\nAAA,power,1,points\nBBB,power,2,points\nCCC,power,4,points\n"
                             "DDD,power,8,points\nEEE,power,1,points\nFFF,power,3,points\nGGG,power,2,points\nHHH,power,2,points\n";
static const char ties[] = "layer,a,b,from,to\nborder,AAA,BBB,,\nborder,CCC,DDD,,\nborder,EEE,FFF,,\nborder,GGG,HHH,,\n"
                           "pact,AAA,BBB,1990,\npact,BBB,CCC,1990,\npact,AAA,CCC,1990,\npact,DDD,EEE,1991,\npact,FFF,GGG,1992,\n"
                           "pact,FFF,HHH,1992,\npact,AAA,DDD,1999,2003\n";
#define DATA "world: w.world\nwaves: [1999, 2000]\nactors: {system: actors}\n" \
             "covariates:\n  - {name: power, attribute: power, centred: false}\ndyadic:\n  - {name: border, layer: border}\n"
static const char saom_file[] = "family: saom\n" DATA "dependent: {name: pact, layer: pact, rule: initiative}\n"
                                "effects: [density, {effect: gwesp, decay: 0.69}, {effect: X, of: border}, {effect: egoPlusAltX, of: power}]\n";
static const char logit_file[] = "family: logit\n" DATA "dependent: {name: pact, layer: pact}\n"
                                 "effects: [edges, {effect: edgecov, of: border}, {effect: nodecov, of: power}]\n";
static const char tergm_file[] = "family: tergm\n" DATA "dependent: {name: pact, layer: pact}\n"
                                 "effects: [edges, {effect: gwesp, decay: 0.69}, {effect: nodecov, of: power}]\n";

static const double saom_theta[] = {1, -0.9, 0.5, 0.6, 0.05}, logit_theta[] = {-1, 0.7, 0.1}, tergm_theta[] = {-1.2, 0.3, 0.1};
static const double log_rate[] = {-0.7, -0.2, 0.1};
static const ent_forecast_variant plain[] = {{NULL, 0}, {NULL, 0}};
static const size_t power[] = {0};
static const double border[] = {1};

static ent_world *world;
static ent_model *saom, *logit, *tergm;

static void open_one(const char *name, const char *text, ent_model **out)
{
    char path[ENT_PATH];
    ent_error error;
    ent_assert_ok(ent_model_open_at(ent_temp_file(name, text, strlen(text), path), world, "2000", out, &error), &error);
}

enum { N = 8, PAIRS = 28, STEPS = 4, SPARE = 3 };

static ent_forecast forecast_of(const ent_model *model)
{
    const double *theta = model == saom ? saom_theta : model == logit ? logit_theta : tergm_theta;
    return (ent_forecast){.model = model, .theta = theta, .log_rate = log_rate, .rate_count = model == saom ? 3 : 0, .steps = STEPS,
                          .variants = plain, .variant_count = 1, .seed = 3, .threads = 2};
}

static ent_status add_to_sums(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)error;
    ent_forecast_sums_add(user, draw);
    return ENT_OK;
}

static ent_forecast_sums sums_of(const ent_forecast *f, size_t first, size_t count)
{
    ent_error error;
    ent_forecast_sums sums;
    ent_assert_ok(ent_forecast_sums_init(&sums, f->variant_count, f->steps * PAIRS, &error), &error);
    ent_assert_ok(ent_forecast_run(f, first, count, add_to_sums, &sums, NULL, &error), &error);
    return sums;
}

static size_t pair_of(size_t i, size_t j)
{
    return i * (2 * N - i - 1) / 2 + j - i - 1;
}

/* ---- a world that stays ---- */

static void stays(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    (void)user, (void)future, (void)step, (void)state;
}

/* Of a model of ties by the same arithmetic; of actors by other tables, of which sums differ in the last bits. */
static void a_world_that_stays_gives_the_numbers_of_none(void **state)
{
    const ent_model *const models[] = {saom, logit, tergm};
    (void)state;
    for (size_t m = 0; m < 3; m++)
        for (size_t spare = 0; spare <= SPARE; spare += SPARE) {
            ent_forecast f = forecast_of(models[m]);
            ent_forecast_sums none = sums_of(&f, 0, 4);
            f.world = (ent_forecast_world){.at = stays, .spare = spare, .followed = power, .followed_count = 1};
            ent_forecast_sums some = sums_of(&f, 0, 4);
            for (size_t cell = 0; cell < STEPS * PAIRS && (m == 0 || spare == 0); cell++)
                ent_assert_number(ent_forecast_chance_of(&some, 0, cell).mean, ent_forecast_chance_of(&none, 0, cell).mean, 1e-9);
            ent_forecast_sums_clear(&none);
            ent_forecast_sums_clear(&some);
        }
}

/* ---- who leaves ---- */

/* C leaves at the beginning of a step. */
static void c_leaves(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    (void)future;
    if (step == *(size_t *)user)
        state->there[2] = 0;
}

static void who_has_left_has_no_ties(void **state)
{
    const ent_model *const models[] = {saom, logit, tergm};
    (void)state;
    for (size_t m = 0; m < 3; m++)
        for (size_t when = 0; when < 2; when++) {
            ent_forecast f = forecast_of(models[m]);
            f.world = (ent_forecast_world){.at = c_leaves, .user = &when};
            ent_forecast_sums sums = sums_of(&f, 0, 20);
            for (size_t step = 0; step < STEPS; step++)
                for (size_t j = 0; j < N; j++) {
                    ent_forecast_chance c = ent_forecast_chance_of(&sums, 0, step * PAIRS + (j < 2 ? pair_of(j, 2) : pair_of(2, j)));
                    if (j == 2)
                        continue;
                    if (step < when)
                        assert_true(c.mean > 0.01);
                    else if (m > 0 || when == 0)
                        assert_true(c.mean == 0);
                    else /* the tie that is cut, less its chance */
                        assert_true(c.mean <= 5 * c.error);
                }
            ent_forecast_sums_clear(&sums);
        }
}

/* Anybody may leave in any step. */
static void some_leave(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    static double left[] = {0.1, 0.2, 0}, came[] = {0, 0.3, 0.1};
    const ent_system system = {3, left, came};
    const ent_forecast *f = user;
    ent_system_step(&system, 5, future, step, state->there, state->parent, N + f->world.spare, &state->taken);
}

static void measure_ties(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                         double out[])
{
    (void)user, (void)future, (void)step, (void)events;
    out[0] = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++) {
            bool gone = network->absent && (network->absent[i] || network->absent[j]);
            assert_false(gone && network->x[i * network->n + j]);
            out[0] += network->x[i * network->n + j];
        }
}

typedef struct {
    double sum[STEPS], square[STEPS], draws;
} comparing;

/* Ties there less the sum of their chances: 0 on average. */
static ent_status compare(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    comparing *c = user;
    (void)error;
    for (size_t step = 0; step < STEPS; step++) {
        double less = 0;
        for (size_t r = 0; r < ENT_FORECAST_EACH; r++)
            less += draw->measure[r * STEPS + step] / ENT_FORECAST_EACH;
        for (size_t p = 0; p < PAIRS; p++)
            less -= draw->chance[step * PAIRS + p];
        c->sum[step] += less;
        c->square[step] += less * less;
    }
    c->draws++;
    return ENT_OK;
}

/* A step is beyond 5 standard errors once in 1,700,000 seeds. */
static void chances_are_what_happens_on_average(void **state)
{
    const ent_model *const models[] = {saom, logit, tergm};
    ent_error error;
    (void)state;
    for (size_t m = 0; m < 3; m++) {
        ent_forecast f = forecast_of(models[m]);
        comparing c = {.draws = 0};
        f.world = (ent_forecast_world){.at = some_leave, .user = &f, .spare = SPARE, .between = border};
        f.measure = measure_ties;
        f.measure_count = 1;
        ent_assert_ok(ent_forecast_run(&f, 0, 200, compare, &c, NULL, &error), &error);
        for (size_t step = 0; step < STEPS; step++) {
            double mean = c.sum[step] / c.draws, sd = sqrt(c.square[step] / c.draws - mean * mean);
            assert_true(fabs(mean) < 5 * sd / sqrt(c.draws));
        }
    }
}

static void threads_and_ranges_do_not_matter(void **state)
{
    const ent_model *const models[] = {saom, logit, tergm};
    (void)state;
    for (size_t m = 0; m < 3; m++) {
        ent_forecast f = forecast_of(models[m]);
        f.world = (ent_forecast_world){.at = some_leave, .user = &f, .spare = SPARE, .between = border};
        f.threads = 1;
        ent_forecast_sums whole = sums_of(&f, 0, 8);
        f.threads = 3;
        ent_forecast_sums first = sums_of(&f, 0, 3), rest = sums_of(&f, 3, 5);
        ent_forecast_sums_merge(&first, &rest);
        assert_memory_equal(whole.chance, first.chance, whole.size);
        ent_forecast_sums_clear(&whole);
        ent_forecast_sums_clear(&first);
        ent_forecast_sums_clear(&rest);
    }
}

static void variants_share_their_worlds(void **state)
{
    ent_forecast_change change = {.i = 0, .j = 1, .tied = true}; /* they are tied already */
    ent_forecast_variant variants[] = {{NULL, 0}, {&change, 1}};
    (void)state;
    ent_forecast f = forecast_of(saom);
    f.world = (ent_forecast_world){.at = some_leave, .user = &f, .spare = SPARE, .followed = power, .followed_count = 1};
    f.variants = variants;
    f.variant_count = 2;
    ent_forecast_sums sums = sums_of(&f, 0, 5);
    for (size_t cell = 0; cell < STEPS * PAIRS; cell++) {
        double error, apart;
        assert_true(ent_forecast_difference(&sums, 1, cell, &error, &apart) == 0 && error == 0);
    }
    ent_forecast_sums_clear(&sums);
}

/* Two of four are there, tied: one group of two, none alone; C, who is absent, is not counted. */
static void the_absent_are_not_measured(void **state)
{
    const uint8_t x[16] = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, start[16] = {0}, absent[4] = {0, 0, 1, 0};
    double out[ENT_FORECAST_MEASURES];
    ent_view *view;
    ent_error error;
    (void)state;
    ent_assert_ok(ent_view_new(4, false, 0, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, x, &error), &error);
    view->absent = absent;
    ent_forecast_measure(view, start, out);
    assert_true(out[ENT_FORECAST_TIES] == 1 && out[ENT_FORECAST_ALONE] == 1 && out[ENT_FORECAST_GROUPS] == 1);
    ent_view_free(view);
}

/* ---- paths and newcomers, of a logit by hand ---- */

static double power_at(size_t future, size_t step, size_t i)
{
    return (double)(i + 1) * 0.3 * (double)step + (double)(future % 2);
}

static void grows(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    (void)user;
    for (size_t i = 0; i < N; i++)
        state->value[i] = power_at(future, step, i);
}

static double logistic(double u)
{
    return 1 / (1 + exp(-u));
}

static void a_covariate_follows_its_path(void **state)
{
    (void)state;
    ent_forecast f = forecast_of(logit);
    f.world = (ent_forecast_world){.at = grows, .followed = power, .followed_count = 1};
    ent_forecast_sums sums = sums_of(&f, 0, 2);
    for (size_t step = 0; step < STEPS; step++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++) {
                double p = 0, u = logit_theta[0] + (i % 2 == 0 && j == i + 1 ? logit_theta[1] : 0);
                for (size_t future = 0; future < 2; future++)
                    p += logistic(u + logit_theta[2] * (power_at(future, step, i) + power_at(future, step, j))) / 2;
                ent_assert_number(ent_forecast_chance_of(&sums, 0, step * PAIRS + pair_of(i, j)).mean, p, 1e-9);
            }
    ent_forecast_sums_clear(&sums);
}

static const double other_power[N] = {2, 1, 7, 3, 3, 1, 5, 4};

static void is_otherwise(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    (void)user, (void)future, (void)step;
    memcpy(state->value, other_power, sizeof other_power);
}

/* As of a model whose covariate was read so. */
static void actors_choose_by_the_values_of_their_path(void **state)
{
    (void)state;
    double was[N], *value = saom->covariates[0].value;
    ent_forecast f = forecast_of(saom);
    f.world = (ent_forecast_world){.at = is_otherwise, .followed = power, .followed_count = 1};
    ent_forecast_sums follow = sums_of(&f, 0, 4);
    f.world = (ent_forecast_world){.at = NULL};
    ent_forecast_sums before = sums_of(&f, 0, 4);
    memcpy(was, value, sizeof was);
    memcpy(value, other_power, sizeof was);
    ent_forecast_sums read = sums_of(&f, 0, 4);
    memcpy(value, was, sizeof was);
    double differs = 0;
    for (size_t cell = 0; cell < STEPS * PAIRS; cell++) {
        double chance = ent_forecast_chance_of(&read, 0, cell).mean;
        ent_assert_number(ent_forecast_chance_of(&follow, 0, cell).mean, chance, 1e-9);
        differs = fmax(differs, fabs(ent_forecast_chance_of(&before, 0, cell).mean - chance));
    }
    assert_true(differs > 0.01);
    ent_forecast_sums_clear(&follow);
    ent_forecast_sums_clear(&before);
    ent_forecast_sums_clear(&read);
}

/* A newcomer takes after D (which borders on C) in the third step. */
static void one_comes(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    (void)user, (void)future;
    if (step == 2) {
        state->there[N] = 1;
        state->parent[N] = 3;
        state->taken = N + 1;
    }
}

static void one_comes_and_all_grow(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    grows(user, future, step, state);
    one_comes(user, future, step, state);
}

#define ONE "family: saom\n" DATA "dependent: {name: pact, layer: pact, rule: initiative}\neffects: [density, {effect: X, of: border}, "

/* What is ego's and what is alter's, each by itself, and both as one; beside a term that hangs on the pair. */
static void ego_and_alter_are_their_sum(void **state)
{
    static const double apart[] = {1, -0.9, 0.6, 0.05, 0.05, -0.03}, summed[] = {1, -0.9, 0.6, 0.05, -0.03};
    ent_model *two, *one;
    ent_forecast_sums sums[2];
    (void)state;
    open_one("two.yaml", ONE "{effect: egoX, of: power}, {effect: altX, of: power}, {effect: simX, of: power}]\n", &two);
    open_one("one.yaml", ONE "{effect: egoPlusAltX, of: power}, {effect: simX, of: power}]\n", &one);
    for (int k = 0; k < 2; k++) {
        ent_forecast f = forecast_of(saom);
        f.model = k ? one : two;
        f.theta = k ? summed : apart;
        f.world = (ent_forecast_world){.at = one_comes_and_all_grow, .spare = SPARE, .between = border, .followed = power,
                                       .followed_count = 1};
        sums[k] = sums_of(&f, 0, 4);
    }
    for (size_t cell = 0; cell < STEPS * PAIRS; cell++)
        ent_assert_number(ent_forecast_chance_of(&sums[0], 0, cell).mean, ent_forecast_chance_of(&sums[1], 0, cell).mean, 1e-9);
    ent_forecast_sums_clear(&sums[0]);
    ent_forecast_sums_clear(&sums[1]);
    ent_model_free(two);
    ent_model_free(one);
}

typedef struct {
    double tied[STEPS][N], futures;
} newcomer;

static void count_newcomers_ties(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                         double out[])
{
    newcomer *c = user;
    (void)future, (void)events;
    out[0] = 0;
    assert_int_equal(network->n, N + SPARE);
    assert_int_equal(network->absent[N], step < 2);
    assert_int_equal(network->absent[N + 1], 1);
    for (size_t j = 0; j < N; j++)
        c->tied[step][j] += network->x[N * network->n + j];
    c->futures += step == 0;
}

static ent_status nothing(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)user, (void)draw, (void)error;
    return ENT_OK;
}

/* Powers stay as they are, or follow their path; the newcomer has that of D. */
static void check_newcomer(bool follows)
{
    static const double steady_power[N] = {1, 2, 4, 8, 1, 3, 2, 2};
    newcomer c = {.futures = 0};
    ent_error error;
    ent_forecast f = forecast_of(logit);
    f.world = (ent_forecast_world){.at = follows ? one_comes_and_all_grow : one_comes, .spare = SPARE, .between = border,
                                   .followed = power, .followed_count = follows};
    f.measure = count_newcomers_ties;
    f.measure_count = 1;
    f.user = &c;
    f.threads = 1;
    ent_assert_ok(ent_forecast_run(&f, 0, 300, nothing, NULL, NULL, &error), &error);
    for (size_t step = 0; step < STEPS; step++)
        for (size_t j = 0; j < N; j++) {
            double p = 0, u = logit_theta[0] + (j == 2 || j == 3 ? logit_theta[1] : 0);
            for (size_t future = 0; future < 2; future++) {
                double both = follows ? power_at(future, step, 3) + power_at(future, step, j) : steady_power[3] + steady_power[j];
                p += step < 2 ? 0 : logistic(u + logit_theta[2] * both) / 2;
            }
            assert_true(fabs(c.tied[step][j] - p * c.futures) <= 5 * sqrt(p * (1 - p) * c.futures));
        }
}

static void a_newcomer_by_hand(void **state)
{
    (void)state;
    check_newcomer(false);
    check_newcomer(true);
}

/* ---- memory ---- */

static ent_status run_once(void *context, ent_error *error)
{
    ent_forecast f = forecast_of(context);
    ent_forecast_sums sums = {0};
    f.threads = 1;
    f.world = (ent_forecast_world){.at = some_leave, .user = &f, .spare = SPARE, .between = border, .followed = power, .followed_count = 1};
    ent_status status = ent_forecast_sums_init(&sums, 1, STEPS * PAIRS, error);
    if (status == ENT_OK)
        status = ent_forecast_run(&f, 0, 1, add_to_sums, &sums, NULL, error);
    ent_forecast_sums_clear(&sums);
    return status;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    ent_sweep(run_once, saom);
    ent_sweep(run_once, logit);
}

static int open_all(void **state)
{
    const own_file files[] = {{"w/actors.csv", actors}, {"w/ties.csv", ties}, {"w/attributes.csv", values}};
    char path[ENT_PATH];
    (void)state;
    make_own_world("w", files, 3, path, &world);
    open_one("saom.yaml", saom_file, &saom);
    open_one("logit.yaml", logit_file, &logit);
    open_one("tergm.yaml", tergm_file, &tergm);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    ent_model_free(saom);
    ent_model_free(logit);
    ent_model_free(tergm);
    ent_world_close(world);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_world_that_stays_gives_the_numbers_of_none),
        cmocka_unit_test(who_has_left_has_no_ties),
        cmocka_unit_test(chances_are_what_happens_on_average),
        cmocka_unit_test(threads_and_ranges_do_not_matter),
        cmocka_unit_test(variants_share_their_worlds),
        cmocka_unit_test(the_absent_are_not_measured),
        cmocka_unit_test(a_covariate_follows_its_path),
        cmocka_unit_test(actors_choose_by_the_values_of_their_path),
        cmocka_unit_test(ego_and_alter_are_their_sum),
        cmocka_unit_test(a_newcomer_by_hand),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
