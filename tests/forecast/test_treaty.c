/* Futures of a treaty model are those of its walks: the same chances and events, by the model's own order of actors; the same
 * for any number of threads and whatever other variants there are; failing memory. */
#include "entente/forecast.h"

#include "events/walk_world.h"

enum { ACTORS = 9, MODEL_PAIRS = ACTORS * (ACTORS - 1) / 2, STEPS = 3, EVENTS = 5 };

/* The model's actors: all but the third, in backward order. */
static world the_world;
static ent_treaty_fit fit;
static size_t actor[ACTORS];
static uint8_t code[ACTORS * ACTORS];
static double *theta, *covariance;
static ent_model model;
static ent_treaty_future treaty;

static size_t three[3];           /* actors of whom two are not tied */
static ent_forecast_change of_three[3], no_change, ending;

static void keep_events(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                        double out[])
{
    const double counts[EVENTS] = {(double)events->bilateral, (double)events->multilateral, (double)events->accessions,
                                   (double)events->exits, (double)events->ends};
    memcpy(out, counts, sizeof counts);
    out[EVENTS] = (double)network->tie_count;
}

static ent_forecast forecast_of(const ent_forecast_variant variants[], size_t count, int threads)
{
    return (ent_forecast){.model = &model, .treaty = &treaty, .theta = theta, .steps = STEPS, .variants = variants,
                          .variant_count = count, .seed = 5, .threads = threads, .measure_count = EVENTS + 1,
                          .measure = keep_events};
}

/* ---- against walks ---- */

typedef struct {
    double chance[3 * STEPS * MODEL_PAIRS], measure[3 * ENT_FORECAST_EACH * STEPS * (EVENTS + 1)];
} kept;

static ent_status keep_draw(void *user, const ent_forecast_draw *draw, ent_error *failed)
{
    kept *k = user;
    size_t variants = 3;
    memcpy(k->chance, draw->chance, variants * STEPS * MODEL_PAIRS * sizeof *k->chance);
    memcpy(k->measure, draw->measure, sizeof k->measure);
    return ENT_OK;
}

static void change_walk(ent_treaty_walk *walk, size_t variant)
{
    const size_t members[] = {actor[three[0]], actor[three[1]], actor[three[2]]};
    if (variant == 1)
        ent_assert_ok(ent_treaty_walk_sign(walk, members, 3, &error), &error);
    if (variant == 2)
        ent_assert_ok(ent_treaty_walk_end(walk, actor[ending.i], actor[ending.j], &error), &error);
}

static double count_ties(const ent_treaty_walk *walk)
{
    double ties = 0;
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = i + 1; j < ACTORS; j++)
            ties += ent_treaty_walk_tied(walk)[actor[i] * N + actor[j]];
    return ties;
}

/* Plain, a treaty of three signed, a tie ended. */
static void futures_are_those_of_walks(void **state)
{
    static kept found;
    const ent_forecast_variant variants[] = {{NULL, 0}, {of_three, 3}, {&ending, 1}};
    ent_forecast f = forecast_of(variants, 3, 2);
    ent_treaty_walk *walk;
    ent_assert_ok(ent_forecast_run(&f, 4, 1, keep_draw, &found, NULL, &error), &error);
    ent_assert_ok(ent_treaty_walk_new(&the_world.data, ORIGIN, STEPS, &walk, &error), &error);
    for (size_t v = 0; v < 3; v++) {
        double chance[STEPS][N * N] = {{0}};
        for (size_t k = 0; k < ENT_FORECAST_EACH; k++) {
            ent_treaty_walk_start(walk, &fit);
            change_walk(walk, v);
            for (uint32_t step = 0; step < STEPS; step++) {
                ent_treaty_counts counts;
                const double *out = found.measure + ((v * ENT_FORECAST_EACH + k) * STEPS + step) * (EVENTS + 1);
                uint32_t future = (uint32_t)(4 * ENT_FORECAST_EACH + k);
                ent_assert_ok(ent_treaty_walk_year(walk, 5, future, step, chance[step], &counts, &error), &error);
                ent_assert_number(out[0], (double)counts.bilateral, 0);
                ent_assert_number(out[2], (double)counts.accessions, 0);
                ent_assert_number(out[3], (double)counts.exits, 0);
                ent_assert_number(out[4], (double)counts.ends, 0);
                ent_assert_number(out[EVENTS], count_ties(walk), 0);
            }
        }
        for (size_t step = 0; step < STEPS; step++)
            for (size_t i = 0, pair = 0; i < ACTORS; i++)
                for (size_t j = i + 1; j < ACTORS; j++, pair++)
                    ent_assert_number(found.chance[(v * STEPS + step) * MODEL_PAIRS + pair],
                                      chance[step][actor[i] * N + actor[j]] / ENT_FORECAST_EACH, 1e-12);
    }
    ent_treaty_walk_free(walk);
}

/* ---- sameness ---- */

static ent_status add_to_sums(void *user, const ent_forecast_draw *draw, ent_error *failed)
{
    ent_forecast_sums_add(user, draw);
    return ENT_OK;
}

static ent_forecast_sums run(const ent_forecast_variant variants[], size_t count, int threads)
{
    ent_forecast_sums sums;
    ent_forecast f = forecast_of(variants, count, threads);
    f.covariance = covariance;
    ent_assert_ok(ent_forecast_sums_init(&sums, count, STEPS * MODEL_PAIRS, &error), &error);
    ent_assert_ok(ent_forecast_run(&f, 0, 6, add_to_sums, &sums, NULL, &error), &error);
    return sums;
}

static void threads_and_other_variants_do_not_matter(void **state)
{
    const ent_forecast_variant one[] = {{NULL, 0}, {of_three, 3}, {&ending, 1}};
    const ent_forecast_variant other[] = {{NULL, 0}, {&ending, 1}, {of_three, 3}};
    ent_forecast_sums a = run(one, 3, 1), b = run(one, 3, 3), c = run(other, 3, 2);
    size_t bytes = a.cells * sizeof *a.chance;
    assert_memory_equal(a.chance, b.chance, a.size);
    assert_memory_equal(a.chance, c.chance, bytes);
    assert_memory_equal(a.chance + a.cells, c.chance + 2 * a.cells, bytes);
    assert_memory_equal(a.chance + 2 * a.cells, c.chance + a.cells, bytes);
    assert_true(memcmp(a.chance, a.chance + a.cells, bytes) != 0);
    ent_forecast_sums_clear(&a);
    ent_forecast_sums_clear(&b);
    ent_forecast_sums_clear(&c);
}

static void without_an_effect_there_is_no_difference(void **state)
{
    const ent_forecast_variant variants[] = {{NULL, 0}, {&no_change, 1}};
    ent_forecast_sums sums = run(variants, 2, 2);
    for (size_t cell = 0; cell < sums.cells; cell++) {
        double se, apart;
        assert_true(ent_forecast_difference(&sums, 1, cell, &se, &apart) == 0);
        assert_true(se == 0);
    }
    ent_forecast_sums_clear(&sums);
}

/* Only what has a variance is drawn, and the vector is as long as the fit has parameters. */
static void parameters_are_those_of_the_fit(void **state)
{
    const ent_forecast_variant plain = {NULL, 0};
    ent_forecast f = forecast_of(&plain, 1, 1);
    size_t count = ent_treaty_parameters(), differ = 0;
    double *drawn = calloc(count, sizeof *drawn);
    f.covariance = covariance;
    ent_assert_ok(ent_forecast_theta(&f, 3, drawn, &error), &error);
    for (size_t k = 0; k < count; k++)
        differ += drawn[k] != theta[k];
    assert_int_equal(differ, 2);
    assert_true(drawn[0] != theta[0] && drawn[count - 1] != theta[count - 1]);
    free(drawn);
}

/* With parameters that are drawn the levels of the parts are those of draws; without, those of the estimates. */
static void levels_are_those_of_draws(void **state)
{
    const ent_forecast_variant plain = {NULL, 0};
    const ent_treaty_fit learnt = fit;
    ent_forecast_sums levelled, scaled;
    fit.drawn[ENT_TREATY_ACCESSION] = fit.drawn[ENT_TREATY_END] = 0.25;
    levelled = run(&plain, 1, 1);
    fit = learnt;
    fit.routes.accession.scale *= 0.25;
    fit.routes.end.scale *= 0.25;
    scaled = run(&plain, 1, 1);
    fit = learnt;
    assert_memory_equal(levelled.chance, scaled.chance, levelled.cells * sizeof *levelled.chance);
    ent_forecast_sums_clear(&levelled);
    ent_forecast_sums_clear(&scaled);
}

/* ---- refusals ---- */

static void a_treaty_model_needs_treaties(void **state)
{
    const ent_forecast_variant plain = {NULL, 0};
    ent_forecast f = forecast_of(&plain, 1, 1);
    f.treaty = NULL;
    ent_assert_fails(ent_forecast_run(&f, 0, 1, add_to_sums, NULL, NULL, &error), &error, ENT_ERR_ARGUMENT,
                     "futures of a treaty model, and of no other, need treaties");
}

static ent_status run_once(void *context, ent_error *failed)
{
    const ent_forecast_variant variants[] = {{NULL, 0}, {of_three, 3}};
    ent_forecast f = forecast_of(variants, 2, 1);
    ent_forecast_sums sums;
    f.covariance = covariance;
    ent_status status = ent_forecast_sums_init(&sums, 2, STEPS * MODEL_PAIRS, failed);
    if (status == ENT_OK)
        status = ent_forecast_run(&f, 0, 1, add_to_sums, &sums, NULL, failed);
    ent_forecast_sums_clear(&sums);
    return status;
}

static void memory_may_run_out(void **state)
{
    ent_sweep(run_once, NULL);
}

/* Two that are not tied, and one more; of the pairs of a treaty that is signed some may be tied. */
static void choose_three(void)
{
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = i + 1; j < ACTORS; j++)
            if (!code[i * ACTORS + j]) {
                three[0] = i;
                three[1] = j;
            }
    while (three[2] == three[0] || three[2] == three[1])
        three[2]++;
    for (size_t k = 0; k < 3; k++)
        of_three[k] = (ent_forecast_change){.i = three[k / 2], .j = three[k == 0 ? 1 : 2], .tied = true, .act = 1};
}

static int make_all(void **state)
{
    size_t count = ent_treaty_parameters();
    make_world(&the_world, 1);
    fit = learn(&the_world);
    theta = calloc(count, sizeof *theta);
    covariance = calloc(count * count, sizeof *covariance);
    ent_treaty_theta(&fit, theta);
    covariance[0] = 0.04;
    covariance[count * count - 1] = 0.25;
    for (size_t k = 0, i = N; i-- > 0;)
        if (i != 2)
            actor[k++] = i;
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = i + 1; j < ACTORS; j++) {
            bool tied = the_world.tied[(ORIGIN * N + actor[i]) * N + actor[j]] != 0;
            code[i * ACTORS + j] = code[j * ACTORS + i] = tied;
            if (tied)
                ending = (ent_forecast_change){.i = i, .j = j};
        }
    choose_three();
    no_change = ending;
    no_change.tied = true;
    model = (ent_model){.family = ENT_FAMILY_TREATY, .ahead = true, .actor_count = ACTORS, .ties = {.code = code}};
    treaty = (ent_treaty_future){.data = &the_world.data, .origin = ORIGIN, .fit = &fit, .actor = actor};
    return 0;
}

static int free_all(void **state)
{
    free(theta);
    free(covariance);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(futures_are_those_of_walks),
        cmocka_unit_test(threads_and_other_variants_do_not_matter),
        cmocka_unit_test(without_an_effect_there_is_no_difference),
        cmocka_unit_test(parameters_are_those_of_the_fit),
        cmocka_unit_test(levels_are_those_of_draws),
        cmocka_unit_test(a_treaty_model_needs_treaties),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, make_all, free_all);
}
