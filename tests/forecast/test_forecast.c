/* Futures: the same for any number of threads and however they are cut and put together; differences without a difference are
 * 0; chances are right at their frequencies; a chain of two states by hand; damaged files; failing memory. */
#include "entente/forecast.h"

#include "report/own_world.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const char actors[] = "name,abb,from\nA,AAA,1980\nB,BBB,1980\nC,CCC,1980\nD,DDD,1980\nE,EEE,1980\nF,FFF,1980\n"
                             "G,GGG,1980\nH,HHH,1980\n";
static const char ties[] = "layer,a,b,from,to\nborder,AAA,BBB,,\nborder,CCC,DDD,,\nborder,EEE,FFF,,\nborder,GGG,HHH,,\n"
                           "pact,AAA,BBB,1990,\npact,BBB,CCC,1990,\npact,AAA,CCC,1990,\npact,DDD,EEE,1991,\npact,FFF,GGG,1992,\n"
                           "pact,FFF,HHH,1992,\npact,AAA,DDD,1999,2003\n";
static const char saom_file[] =
    "family: saom\nworld: w.world\nwaves: [1995, 2000]\nactors: {system: actors}\n"
    "dependent: {name: pact, layer: pact, rule: initiative}\ndyadic:\n  - {name: border, layer: border}\n"
    "effects: [density, {effect: gwesp, decay: 0.69}, {effect: dyadic, of: border}]\n";
static const char logit_file[] =
    "family: logit\nworld: w.world\nwaves: [1999, 2000]\nactors: {system: actors}\n"
    "dependent: {name: pact, layer: pact}\neffects: [edges, autoregression]\n";

static const double saom_theta[] = {1, -0.9, 0.5, 0.6}, saom_covariance[] = {0, 0, 0, 0, 0, 0.04, 0.005, 0, 0, 0.005, 0.02, 0, 0, 0, 0, 0.09};
static const double log_rate[] = {-0.7, -0.2, 0.1};
static const double logit_theta[] = {-2, 4};

static ent_world *world;
static ent_model *saom, *logit;
static const ent_forecast_variant plain[] = {{NULL, 0}, {NULL, 0}};

enum { STEPS = 4, MEASURES = ENT_FORECAST_MEASURES };

static void measure(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                    double out[])
{
    (void)future, (void)step;
    ent_forecast_measure(network, user, out);
}

static ent_forecast of_saom(int threads)
{
    static uint8_t start[64];
    memcpy(start, saom->ties.code, sizeof start);
    return (ent_forecast){.model = saom, .theta = saom_theta, .covariance = saom_covariance, .log_rate = log_rate,
                          .rate_count = 3, .steps = STEPS, .variants = plain, .variant_count = 1, .seed = 3, .threads = threads,
                          .measure_count = MEASURES, .measure = measure, .user = start};
}

static ent_forecast_size size_of(const ent_forecast *f)
{
    return (ent_forecast_size){f->variant_count, f->steps, 28, f->measure_count};
}

static ent_forecast_file *make(const char *path, const ent_forecast *f, size_t first, size_t count)
{
    ent_forecast_file *file;
    ent_error error;
    ent_forecast_size size = size_of(f);
    ent_assert_ok(ent_forecast_file_make(path, "{\"a\": 1}", &size, &file, &error), &error);
    ent_assert_ok(ent_forecast_file_run(file, f, first, count, NULL, &error), &error);
    return file;
}

static void assert_same(const ent_forecast_file *a, const ent_forecast_file *b)
{
    const ent_forecast_sums *x = ent_forecast_file_sums(a), *y = ent_forecast_file_sums(b);
    assert_int_equal(x->draws, y->draws);
    assert_int_equal(x->size, y->size);
    assert_memory_equal(x->chance, y->chance, x->size);
    for (size_t m = 0; m < MEASURES; m++) {
        double *one, *other;
        size_t count, more;
        ent_error error;
        ent_assert_ok(ent_forecast_file_values(a, 0, STEPS - 1, m, &one, &count, &error), &error);
        ent_assert_ok(ent_forecast_file_values(b, 0, STEPS - 1, m, &other, &more, &error), &error);
        assert_int_equal(count, x->draws * ENT_FORECAST_EACH);
        assert_memory_equal(one, other, count * sizeof *one);
        free(one);
        free(other);
    }
}

/* ---- sameness ---- */

static void threads_ranges_and_files_do_not_matter(void **state)
{
    char path[3][ENT_PATH];
    ent_error error;
    ent_forecast one = of_saom(1), three = of_saom(3);
    ent_forecast_file *whole = make(NULL, &one, 0, 8), *threads = make(ent_temp_path("t.db", path[0]), &three, 0, 8);
    ent_forecast_file *late = make(ent_temp_path("l.db", path[1]), &three, 5, 3), *early = make(ent_temp_path("e.db", path[2]), &one, 0, 5);
    assert_same(whole, threads);
    ent_assert_ok(ent_forecast_file_merge(early, late, &error), &error);
    assert_same(whole, early);
    char message[ENT_PATH * 3];
    snprintf(message, sizeof message, "futures 101 to 120 are in '%s' and in '%s'", path[2], path[1]);
    ent_assert_fails(ent_forecast_file_merge(early, late, &error), &error, ENT_ERR_INPUT, message);
    ent_forecast_file_close(early);
    ent_assert_ok(ent_forecast_file_open(path[2], &early, &error), &error); /* as it was written */
    assert_same(whole, early);
    assert_string_equal(ent_forecast_file_job(early), "{\"a\": 1}");
    ent_forecast_file_close(early);
    ent_forecast_file_close(late);
    ent_forecast_file_close(threads);
    ent_forecast_file_close(whole);
}

static bool stops(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void what_was_stopped_goes_on_with_the_same_bytes(void **state)
{
    char path[ENT_PATH];
    int left = 3;
    ent_error error;
    ent_forecast f = of_saom(2);
    ent_forecast_size size = size_of(&f);
    ent_forecast_file *file, *whole = make(NULL, &f, 0, 8);
    ent_monitor monitor = {.stop = stops, .user = &left};
    ent_assert_ok(ent_forecast_file_make(ent_temp_path("r.db", path), "{\"a\": 1}", &size, &file, &error), &error);
    assert_int_equal(ent_forecast_file_run(file, &f, 0, 8, &monitor, &error), ENT_ERR_STOPPED);
    assert_in_range(ent_forecast_file_sums(file)->draws, 1, 7);
    ent_forecast_file_close(file);
    file = make(path, &f, 0, 8);
    assert_same(whole, file);
    ent_forecast_file_close(file);
    ent_forecast_file_close(whole);
}

/* ---- right numbers ---- */

static void without_a_difference_there_is_none(void **state)
{
    ent_forecast f = of_saom(2);
    ent_forecast_change change = {.i = 0, .j = 1, .tied = true}; /* they are tied already */
    ent_forecast_variant variants[] = {{NULL, 0}, {NULL, 0}, {&change, 1}};
    f.variants = variants;
    f.variant_count = 3;
    ent_forecast_file *file = make(NULL, &f, 0, 5);
    for (size_t v = 1; v < 3; v++)
        for (size_t cell = 0; cell < STEPS * 28; cell++) {
            double error, apart;
            assert_true(ent_forecast_difference(ent_forecast_file_sums(file), v, cell, &error, &apart) == 0);
            assert_true(error == 0);
        }
    ent_forecast_file_close(file);
}

static void a_tie_that_is_made_is_there_at_first(void **state)
{
    ent_forecast f = of_saom(2);
    ent_forecast_change change = {.i = 0, .j = 7, .tied = true};
    ent_forecast_variant variants[] = {{NULL, 0}, {&change, 1}};
    f.variants = variants;
    f.variant_count = 2;
    ent_forecast_file *file = make(NULL, &f, 0, 20);
    const ent_forecast_sums *sums = ent_forecast_file_sums(file);
    double error, apart, first = ent_forecast_difference(sums, 1, 6, &error, &apart); /* pair (0, 7) */
    assert_true(first > 10 * error);
    assert_true(ent_forecast_difference(sums, 1, 3 * 28 + 6, &error, &apart) < first);
    double shared = 0, separate = 0; /* variance of the pairs of others */
    for (size_t pair = 0; pair < 28; pair++) {
        ent_forecast_difference(sums, 1, pair, &error, &apart);
        shared += pair == 6 ? 0 : error * error;
        separate += pair == 6 ? 0 : apart * apart;
    }
    assert_true(shared < 0.5 * separate);
    ent_forecast_file_close(file);
}

typedef struct {
    double tied[STEPS * 28], futures;
} counting;

static void count_ties(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                    double out[])
{
    counting *c = user;
    (void)future, (void)out;
    size_t pair = 0;
    for (size_t i = 0; i < 8; i++)
        for (size_t j = i + 1; j < 8; j++)
            c->tied[step * 28 + pair++] += network->x[i * 8 + j];
    c->futures += step == 0;
}

static ent_status add_to_sums(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)error;
    ent_forecast_sums_add(user, draw);
    return ENT_OK;
}

/* Chances of one set of futures against how often the ties are there in another one, with other random numbers: pairs and
 * years pooled in ten classes by their chance. A class is beyond 4.5 standard errors once in 150,000 times if its ties were
 * independent; they hang together, so that errors are inflated by a factor of 3, which is above what 40 seeds gave (2.1). */
static void chances_are_right_at_their_frequencies(void **state)
{
    static counting c;
    ent_error error;
    ent_forecast_sums sums;
    ent_forecast f = of_saom(1);
    f.measure_count = 0;
    ent_assert_ok(ent_forecast_sums_init(&sums, 1, STEPS * 28, &error), &error);
    ent_assert_ok(ent_forecast_run(&f, 0, 200, add_to_sums, &sums, NULL, &error), &error);
    ent_forecast_sums ignored;
    ent_assert_ok(ent_forecast_sums_init(&ignored, 1, STEPS * 28, &error), &error);
    f.seed = 99;
    f.measure = count_ties;
    f.user = &c;
    f.measure_count = 1;
    ent_assert_ok(ent_forecast_run(&f, 0, 200, add_to_sums, &ignored, NULL, &error), &error);
    double expected[10] = {0}, found[10] = {0}, variance[10] = {0};
    for (size_t cell = 0; cell < STEPS * 28; cell++) {
        double p = ent_forecast_chance_of(&sums, 0, cell).mean;
        size_t class = p >= 1 ? 9 : (size_t)(10 * p);
        expected[class] += p * c.futures;
        found[class] += c.tied[cell];
        variance[class] += p * (1 - p) * c.futures;
    }
    for (size_t class = 0; class < 10; class++)
        assert_true(fabs(found[class] - expected[class]) <= 3 * 4.5 * sqrt(variance[class]) + 1e-9);
    ent_forecast_sums_clear(&sums);
    ent_forecast_sums_clear(&ignored);
}

/* The variance by parameters that the band of two draws has. Each half is given as its chance. */
static double variance_of_band(const double half[2], const double other[2])
{
    ent_error error;
    ent_forecast_sums sums;
    ent_assert_ok(ent_forecast_sums_init(&sums, 1, 1, &error), &error);
    for (size_t d = 0; d < 2; d++) {
        double chance = (half[d] + other[d]) / 2;
        ent_forecast_sums_add(&sums, &(ent_forecast_draw){.draw = d, .chance = &chance, .half = &half[d]});
    }
    ent_forecast_chance c = ent_forecast_chance_of(&sums, 0, 0);
    ent_forecast_sums_clear(&sums);
    double odds = log(c.high / (1 - c.high) * (1 - c.mean) / c.mean) / 1.6448536269514722, sd = odds * c.mean * (1 - c.mean);
    return sd * sd;
}

/* Mean of products of halves, less the squared mean, and the variance of the mean that is in it: of .4 and .4, .6 and .6:
 * .26 - .25 + .01; of .4 and .6, .6 and .8: .36 - .36 + .01, which is below what two draws can tell, 2 x .01 / sqrt(2). */
static void the_variance_by_parameters_by_hand(void **state)
{
    const double half[2] = {0.4, 0.6}, other[2] = {0.6, 0.8};
    ent_assert_number(variance_of_band(half, half), 0.02, 1e-9);
    ent_assert_number(variance_of_band(half, other), 0.02 / sqrt(2), 1e-9);
    const double less[2] = {0.3, 0.9}, more[2] = {0.9, 0.6}; /* .405 - .675^2 + .075^2 is below 0; chances .6 and .75 */
    ent_assert_number(variance_of_band(less, more), 2 * 0.075 * 0.075 / sqrt(2), 1e-9);
}

/* A chance that is 0, or 1, in all draws has that as its band. */
static void where_all_draws_agree_the_band_is_their_chance(void **state)
{
    for (double p = 0; p <= 1; p++) {
        ent_error error;
        ent_forecast_sums sums;
        ent_assert_ok(ent_forecast_sums_init(&sums, 1, 1, &error), &error);
        for (size_t d = 0; d < 3; d++)
            ent_forecast_sums_add(&sums, &(ent_forecast_draw){.draw = d, .chance = &p, .half = &p});
        ent_forecast_chance c = ent_forecast_chance_of(&sums, 0, 0);
        ent_assert_number(c.low, p, 0);
        ent_assert_number(c.high, p, 0);
        ent_forecast_sums_clear(&sums);
    }
}

/* Pairs of a logit with memory alone: p1 = 1 / (1 + e^-(-2 + 4)) where there was a tie, p0 = 1 / (1 + e^2) else (the peer's
 * autoregression counts 1 for a tie before); P_t+1 = P_t p1 + (1 - P_t) p0. */
static void a_chain_of_two_states_by_hand(void **state)
{
    ent_error error;
    ent_forecast_sums sums;
    ent_forecast f = {.model = logit, .theta = logit_theta, .steps = 3, .variants = plain, .variant_count = 1, .seed = 5,
                      .threads = 2};
    ent_assert_ok(ent_forecast_sums_init(&sums, 1, 3 * 28, &error), &error);
    ent_assert_ok(ent_forecast_run(&f, 0, 400, add_to_sums, &sums, NULL, &error), &error);
    double p1 = 1 / (1 + exp(-2)), p0 = 1 / (1 + exp(2));
    for (size_t pair = 0, i = 0; i < 8; i++)
        for (size_t j = i + 1; j < 8; j++, pair++) {
            double p = logit->ties.code[i * 8 + j] == 1;
            for (size_t step = 0; step < 3; step++) {
                p = p * p1 + (1 - p) * p0;
                ent_forecast_chance c = ent_forecast_chance_of(&sums, 0, step * 28 + pair);
                assert_true(fabs(c.mean - p) <= 5 * c.error + 1e-9);
            }
        }
    ent_forecast_sums_clear(&sums);
}

/* Waves of 1998, 1999, 2000 are at times 1, 2, 3: the next is 4. Neighbours have log-odds of -2 + time / 2, others of -2. */
static void time_goes_on_from_that_of_the_fit(void **state)
{
    static const char file[] =
        "family: logit\nworld: w.world\nwaves: [1998, 1999, 2000]\nactors: {system: actors}\n"
        "dependent: {name: pact, layer: pact}\ndyadic:\n  - {name: border, layer: border}\n"
        "effects: [edges, {interaction: [{effect: edgecov, of: border}, {effect: time, power: 1}]}]\n";
    static const double theta[] = {-2, 0.5};
    const ent_day days[] = {ent_day_from_date(1998, 7, 1), ent_day_from_date(1999, 7, 1), ent_day_from_date(2000, 7, 1)};
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    ent_forecast_sums sums;
    ent_temp_file("time.yaml", file, strlen(file), path);
    ent_assert_ok(ent_model_open_at(path, world, "2000", &model, &error), &error);
    ent_model_count_time_from(model, days, 3);
    ent_forecast f = {.model = model, .theta = theta, .steps = 2, .variants = plain, .variant_count = 1, .seed = 5};
    ent_assert_ok(ent_forecast_sums_init(&sums, 1, 2 * 28, &error), &error);
    ent_assert_ok(ent_forecast_run(&f, 0, 1, add_to_sums, &sums, NULL, &error), &error);
    for (size_t step = 0; step < 2; step++) {
        ent_assert_number(ent_forecast_chance_of(&sums, 0, step * 28).mean, 1 / (1 + exp(2 - 0.5 * (4 + (double)step))), 1e-9);
        ent_assert_number(ent_forecast_chance_of(&sums, 0, step * 28 + 1).mean, 1 / (1 + exp(2)), 1e-9);
    }
    ent_forecast_sums_clear(&sums);
    ent_model_free(model);
}

/* With memory, which makes a tie model's first wave the one before, too: neighbours have log-odds of -2 + 1, others of -2. */
static void a_tie_model_with_memory_knows_its_data_at_the_origin(void **state)
{
    static const char file[] =
        "family: logit\nworld: w.world\nwaves: [1999, 2000]\nactors: {system: actors}\n"
        "dependent: {name: pact, layer: pact}\ndyadic:\n  - {name: border, layer: border}\n"
        "effects: [edges, autoregression, {effect: edgecov, of: border}]\n";
    static const double theta[] = {-2, 0, 1};
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    ent_forecast_sums sums;
    ent_temp_file("memory.yaml", file, strlen(file), path);
    ent_assert_ok(ent_model_open_at(path, world, "2000", &model, &error), &error);
    ent_forecast f = {.model = model, .theta = theta, .steps = 1, .variants = plain, .variant_count = 1, .seed = 5};
    ent_assert_ok(ent_forecast_sums_init(&sums, 1, 28, &error), &error);
    ent_assert_ok(ent_forecast_run(&f, 0, 1, add_to_sums, &sums, NULL, &error), &error);
    ent_assert_number(ent_forecast_chance_of(&sums, 0, 0).mean, 1 / (1 + exp(1)), 1e-9);
    ent_assert_number(ent_forecast_chance_of(&sums, 0, 1).mean, 1 / (1 + exp(2)), 1e-9);
    ent_forecast_sums_clear(&sums);
    ent_model_free(model);
}

/* The number of ties of futures, each at the end of a step. */
typedef struct {
    size_t step, steps;
    double ties[20 * ENT_FORECAST_EACH];
} counted;

static ent_status keep_ties(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    counted *c = user;
    (void)error;
    for (size_t k = 0; k < ENT_FORECAST_EACH; k++)
        c->ties[draw->draw * ENT_FORECAST_EACH + k] = draw->measure[(k * c->steps + c->step) * MEASURES + ENT_FORECAST_TIES];
    return ENT_OK;
}

static double correlation(const double x[], const double y[], size_t count)
{
    double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
    for (size_t k = 0; k < count; k++) {
        sx += x[k], sy += y[k];
        xx += x[k] * x[k], yy += y[k] * y[k], xy += x[k] * y[k];
    }
    double n = (double)count;
    return (xy - sx * sy / n) / sqrt((xx - sx * sx / n) * (yy - sy * sy / n));
}

/* The second step by one seed, and the first by the next seed, of a temporal ERGM without memory: their numbers of ties would
 * hang together if they shared their chains' random numbers. Of 400 the correlation is beyond .25 by chance once in a million
 * times. */
static void steps_share_no_numbers_with_another_seed(void **state)
{
    static const char file[] = "family: tergm\nworld: w.world\nwaves: [1999, 2000]\nactors: {system: actors}\n"
                               "dependent: {name: pact, layer: pact}\neffects: [edges, {effect: gwesp, decay: 0.69}]\n";
    static const double theta[] = {-1, 0.1};
    static uint8_t start[64];
    static counted one = {.step = 1, .steps = 2}, other = {.step = 0, .steps = 1};
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    ent_temp_file("tergm.yaml", file, strlen(file), path);
    ent_assert_ok(ent_model_open_at(path, world, "2000", &model, &error), &error);
    ent_forecast f = {.model = model, .theta = theta, .steps = 2, .variants = plain, .variant_count = 1, .seed = 5,
                      .measure_count = MEASURES, .measure = measure, .user = start};
    ent_assert_ok(ent_forecast_run(&f, 0, 20, keep_ties, &one, NULL, &error), &error);
    f.seed = 6;
    f.steps = 1;
    ent_assert_ok(ent_forecast_run(&f, 0, 20, keep_ties, &other, NULL, &error), &error);
    assert_true(fabs(correlation(one.ties, other.ties, 20 * ENT_FORECAST_EACH)) < 0.25);
    ent_model_free(model);
}

/* Two waves after the last of the fit, or between two. */
static void periods_before_an_origin_are_counted(void **state)
{
    const ent_day early[] = {ent_day_from_date(1990, 7, 1), ent_day_from_date(1994, 7, 1)};
    const ent_day around[] = {ent_day_from_date(1990, 7, 1), ent_day_from_date(1999, 7, 1), ent_day_from_date(2005, 7, 1)};
    char path[ENT_PATH];
    ent_error error;
    ent_model *model;
    ent_temp_file("logit.yaml", logit_file, strlen(logit_file), path);
    ent_assert_ok(ent_model_open_at(path, world, "2002", &model, &error), &error);
    ent_model_count_time_from(model, early, 2);
    ent_assert_number(model->time_before, 3, 0);
    ent_model_count_time_from(model, around, 3);
    ent_assert_number(model->time_before, 1, 0);
    ent_model_free(model);
}

/* Draws have the estimates as their mean and the covariance of the fit: within 5 standard errors. */
static void parameters_are_drawn_from_the_covariance(void **state)
{
    enum { N = 4000 };
    ent_forecast f = of_saom(1);
    double sum[4] = {0}, products[16] = {0}, theta[4];
    ent_error error;
    for (size_t d = 0; d < N; d++) {
        ent_assert_ok(ent_forecast_theta(&f, d, theta, &error), &error);
        for (size_t k = 0; k < 4; k++) {
            sum[k] += (theta[k] - saom_theta[k]) / N;
            for (size_t l = 0; l < 4; l++)
                products[k * 4 + l] += (theta[k] - saom_theta[k]) * (theta[l] - saom_theta[l]) / N;
        }
    }
    for (size_t k = 0; k < 4; k++)
        for (size_t l = 0; l < 4; l++) {
            double kk = saom_covariance[k * 5], ll = saom_covariance[l * 5], kl = saom_covariance[k * 4 + l];
            assert_true(fabs(sum[k]) <= 5 * sqrt(kk / N));
            assert_true(fabs(products[k * 4 + l] - kl) <= 5 * sqrt((kk * ll + kl * kl) / N));
        }
}

static void what_is_measured_by_hand(void **state)
{
    ent_view *view;
    ent_error error;
    uint8_t start[64] = {0}, x[64] = {0};
    double out[MEASURES];
    start[0 * 8 + 1] = start[1 * 8 + 0] = 1; /* A-B at first; then B-C, C-D, E-F */
    x[1 * 8 + 2] = x[2 * 8 + 1] = x[2 * 8 + 3] = x[3 * 8 + 2] = x[4 * 8 + 5] = x[5 * 8 + 4] = 1;
    ent_assert_ok(ent_view_new(8, false, 0, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, x, &error), &error);
    ent_forecast_measure(view, start, out);
    const double expected[] = {3, 3, 1, 3, 2, 3};
    assert_memory_equal(out, expected, sizeof expected);
    ent_view_free(view);
}

/* ---- refusals ---- */

static void another_question_is_refused(void **state)
{
    char path[ENT_PATH], message[ENT_PATH * 2];
    ent_error error;
    ent_forecast f = of_saom(1);
    ent_forecast_size size = size_of(&f);
    ent_forecast_file *file = make(ent_temp_path("q.db", path), &f, 0, 1), *other;
    ent_forecast_file_close(file);
    snprintf(message, sizeof message, "'%s' has futures of another fit, world, day, seed or question; give another file, or "
             "remove this one", path);
    ent_assert_fails(ent_forecast_file_make(path, "{\"a\": 2}", &size, &other, &error), &error, ENT_ERR_INPUT, message);
    assert_null(other);
}

/* A file cut anywhere, or with bytes changed, is refused or read; never worse. */
static void damaged_files_are_refused(void **state)
{
    static unsigned char bytes[400000];
    char path[ENT_PATH], damaged[ENT_PATH];
    ent_error error;
    ent_forecast f = of_saom(1);
    ent_forecast_file_close(make(ent_temp_path("d.db", path), &f, 0, 2));
    FILE *in = fopen(path, "rb");
    size_t size = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    assert_in_range(size, 1000, sizeof bytes - 1);
    for (size_t k = 0; k < 60; k++) {
        size_t at = (k * 7919) % size;
        unsigned char was = bytes[at];
        ent_forecast_file *file = NULL;
        bytes[at] = (unsigned char)(was ^ 0x5a);
        ent_temp_file("damaged.db", bytes, k % 3 ? size : at, damaged);
        ent_status status = ent_forecast_file_open(damaged, &file, &error);
        assert_true(status == ENT_OK || status == ENT_ERR_INPUT || status == ENT_ERR_FILE);
        ent_forecast_file_close(file);
        bytes[at] = was;
    }
    ent_temp_file("text.db", "no database at all, but long enough to be read as one", 53, damaged);
    ent_forecast_file *file;
    assert_int_equal(ent_forecast_file_open(damaged, &file, &error), ENT_ERR_INPUT);
}

static void a_covariance_that_is_none_is_refused(void **state)
{
    double covariance[16] = {0};
    ent_error error;
    ent_forecast f = of_saom(1);
    covariance[5] = covariance[10] = 1;
    covariance[6] = covariance[9] = 2;
    f.covariance = covariance;
    ent_assert_fails(ent_forecast_run(&f, 0, 1, add_to_sums, NULL, NULL, &error), &error, ENT_ERR_INPUT,
                     "the covariance of the estimates is not positive definite, so that parameters cannot be drawn from it; "
                     "forecast with the estimates alone (--parameters fixed), or fit again");
}

static ent_status run_once(void *context, ent_error *error)
{
    ent_forecast f = of_saom(1);
    ent_forecast_sums sums = {0};
    (void)context;
    ent_status status = ent_forecast_sums_init(&sums, 1, STEPS * 28, error);
    if (status == ENT_OK)
        status = ent_forecast_run(&f, 0, 2, add_to_sums, &sums, NULL, error);
    ent_forecast_sums_clear(&sums);
    return status;
}

static void memory_may_run_out(void **state)
{
    ent_sweep(run_once, NULL);
}

static int open_all(void **state)
{
    const own_file files[] = {{"w/actors.csv", actors}, {"w/ties.csv", ties}};
    char path[ENT_PATH], model[ENT_PATH];
    ent_error error;
    make_own_world("w", files, 2, path, &world);
    ent_assert_ok(ent_model_open_at(ent_temp_file("saom.yaml", saom_file, strlen(saom_file), model), world, NULL, &saom, &error), &error);
    ent_assert_ok(ent_model_open_at(ent_temp_file("logit.yaml", logit_file, strlen(logit_file), model), world, "2000", &logit, &error), &error);
    assert_int_equal(saom->actor_count, 8);
    return 0;
}

static int close_all(void **state)
{
    ent_model_free(saom);
    ent_model_free(logit);
    ent_world_close(world);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_ranges_and_files_do_not_matter),
        cmocka_unit_test(what_was_stopped_goes_on_with_the_same_bytes),
        cmocka_unit_test(without_a_difference_there_is_none),
        cmocka_unit_test(a_tie_that_is_made_is_there_at_first),
        cmocka_unit_test(chances_are_right_at_their_frequencies),
        cmocka_unit_test(the_variance_by_parameters_by_hand),
        cmocka_unit_test(where_all_draws_agree_the_band_is_their_chance),
        cmocka_unit_test(a_chain_of_two_states_by_hand),
        cmocka_unit_test(time_goes_on_from_that_of_the_fit),
        cmocka_unit_test(a_tie_model_with_memory_knows_its_data_at_the_origin),
        cmocka_unit_test(steps_share_no_numbers_with_another_seed),
        cmocka_unit_test(periods_before_an_origin_are_counted),
        cmocka_unit_test(parameters_are_drawn_from_the_covariance),
        cmocka_unit_test(what_is_measured_by_hand),
        cmocka_unit_test(another_question_is_refused),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(a_covariance_that_is_none_is_refused),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
