/* The long tests of estimation, run by scripts/check-long (ENTENTE_LONG=1): the peer's models to the accuracy of 10,000
 * simulations, and whether 95 % intervals cover the parameters that panels were simulated with. */
#include "entente/saom_fit.h"
#include "saom/models.h"

enum { S50_ACTORS = 50 };

static ent_status fit_model(const ent_model *model, size_t simulations, uint64_t seed, ent_saom_fit *fit,
                            ent_error *error)
{
    ent_saom *saom = NULL;
    ent_saom_state state = {0};
    ent_saom_options options = ENT_SAOM_OPTIONS;
    options.phase3 = simulations;
    options.seed = seed;
    ent_status status = ent_saom_new(model, &saom, error);
    if (status == ENT_OK)
        status = ent_saom_state_init(saom, NULL, &state, error);
    if (status == ENT_OK)
        status = ent_saom_estimate(saom, &options, &state, NULL, NULL, fit, NULL, error);
    ent_saom_state_clear(&state);
    ent_saom_free(saom);
    return status;
}

/* ---- the peer's models ---- */

/* (theta - ref)' cov^-1 (theta - ref), by elimination. */
static double squared_distance(const ent_saom_fit *fit, const double *from)
{
    size_t n = fit->parameters;
    double a[MODEL_MOST * MODEL_MOST], x[MODEL_MOST], sum = 0;
    memcpy(a, fit->covariance, n * n * sizeof *a);
    for (size_t k = 0; k < n; k++)
        x[k] = fit->estimate[k] - from[k];
    for (size_t c = 0; c < n; c++) { /* L D L' as it goes */
        sum += x[c] * x[c] / a[c * n + c];
        for (size_t i = c + 1; i < n; i++) {
            double factor = a[i * n + c] / a[c * n + c];
            x[i] -= factor * x[c];
            for (size_t k = c; k < n; k++)
                a[i * n + k] -= factor * a[c * n + k];
        }
    }
    return sum;
}

/* M2: the peer gives 1.93 for the standard error of the first rate, from 3,000 simulations. At its estimates 40 times 3,000
 * of ours have a mean of 1.67 and a spread of 0.14, so that 1.93 is 1.8 of them away, the largest of 12 parameters but
 * one: its Monte-Carlo error. It is given 20 %. */
static void estimates_are_the_peers(void **state)
{
    static const char *const names[] = {"M1", "M2", "M4", "M5"};
    for (size_t m = 0; m < 4; m++) {
        ent_error error;
        ent_saom_fit fit;
        double reference_of[MODEL_MOST], se[MODEL_MOST], apart = 0, ratio = 0;
        ent_model *model = model_named(names[m]);
        ent_assert_ok(fit_model(model, 10000, 1, &fit, &error), &error);
        model_column(names[m], "estimate", reference_of);
        model_column(names[m], "se", se);
        for (size_t k = 0; k < fit.parameters; k++) {
            apart = fmax(apart, fabs(fit.estimate[k] - reference_of[k]) / se[k]);
            ratio = fmax(ratio, fabs(fit.se[k] / se[k] - 1));
        }
        double distance = squared_distance(&fit, reference_of) / (double)fit.parameters;
        double se_apart = names[m][1] == '2' ? 0.2 : 0.15;
        printf("%s: distance %.4f (at most 0.04), largest difference %.3f se (0.35), standard errors within %.1f %% (%.0f), "
               "overall %.3f, restarts %zu\n", names[m], distance, apart, 100 * ratio, 100 * se_apart, fit.overall,
               fit.restarts);
        assert_true(fit.converged && distance <= 0.04 && apart <= 0.35 && ratio <= se_apart);
        ent_saom_fit_clear(&fit);
        ent_model_free(model);
    }
}

/* ---- recovery ---- */

/* Keep the end of a period. */
static ent_status keep_network(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error)
{
    uint8_t *x = user;
    memcpy(x + period * S50_ACTORS * S50_ACTORS, end->x, S50_ACTORS * S50_ACTORS);
    return ENT_OK;
}

/* The model with other networks at its waves, x[3 * n * n]; ties of the model are constant, so it is read anew. */
static ent_model *panel_model(const uint8_t *x)
{
    static char text[40000];
    char path[ENT_PATH], head[1000];
    size_t used = (size_t)sprintf(text, "wave,ego,alter\n");
    for (size_t cell = 0; cell < 3 * S50_ACTORS * S50_ACTORS; cell++)
        if (x[cell])
            used += (size_t)sprintf(text + used, "%zu,%zu,%zu\n", 1 + cell / (S50_ACTORS * S50_ACTORS),
                                    1 + cell / S50_ACTORS % S50_ACTORS, 1 + cell % S50_ACTORS);
    ent_temp_file("panel.csv", text, used, path);
    snprintf(head, sizeof head, "waves: [1, 2, 3]\nactors: {file: s50_actors.csv, id: actor}\n"
             "dependent: {name: net, directed: true, file: %s, from: ego, to: alter, wave: wave, one_way: false}\n"
             "estimation: {conditional: false}\n", path);
    return model_of(head, effects_m1);
}

/* Simulate period 1 from the first wave, then period 2 from what came out. */
static ent_model *simulate_panel(const uint8_t *first, const double theta[], uint32_t replicate)
{
    size_t cells = S50_ACTORS * S50_ACTORS;
    static uint8_t x[3 * S50_ACTORS * S50_ACTORS], ends[2 * S50_ACTORS * S50_ACTORS];
    ent_error error;
    double statistic[2 * MODEL_MOST];
    memcpy(x, first, 3 * cells);
    for (int period = 0; period < 2; period++) {
        ent_model *model = panel_model(x);
        ent_saom *saom;
        ent_saom_run run = {.seed = 77, .first = replicate, .count = 1, .each = keep_network, .user = ends};
        ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
        ent_assert_ok(ent_saom_simulate(saom, theta, &run, statistic, NULL, NULL, NULL, &error), &error);
        memcpy(x + (size_t)(period + 1) * cells, ends + (size_t)period * cells, cells);
        ent_saom_free(saom);
        ent_model_free(model);
    }
    return panel_model(x);
}

/* Of 1,000 panels the intervals of a right 95 % method cover 930 to 970 with probability .996 for each parameter. */
static void intervals_cover(void **state)
{
    const char *set = getenv("ENTENTE_PANELS");
    size_t panels = set ? (size_t)atoi(set) : 1000, covered[MODEL_MOST] = {0}, used = 0, apart = 0;
    double theta[MODEL_MOST];
    ent_model *m1 = model_named("M1");
    model_column("M1", "estimate", theta);
    for (size_t r = 0; r < panels; r++) {
        ent_error error;
        ent_saom_fit fit;
        ent_model *model = simulate_panel(m1->ties.code, theta, (uint32_t)r);
        ent_status status = fit_model(model, 1000, r + 1, &fit, &error);
        if (status != ENT_OK || !fit.converged)
            apart++;
        else
            used++;
        for (size_t k = 0; status == ENT_OK && fit.converged && k < fit.parameters; k++)
            covered[k] += fabs(fit.estimate[k] - theta[k]) <= 1.959964 * fit.se[k];
        if (status == ENT_OK)
            ent_saom_fit_clear(&fit);
        ent_model_free(model);
    }
    printf("%zu panels converged, %zu did not\n", used, apart);
    for (size_t k = 0; k < m1->effect_count; k++) {
        double share = (double)covered[k] / (double)used;
        printf("  %-22s covered %.1f %%\n", m1->effects[k].name, 100 * share);
        if (panels >= 1000)
            assert_true(share >= 0.925 && share <= 0.975);
    }
    ent_model_free(m1);
}

int main(void)
{
    if (!ent_may_take_long()) {
        puts("skipped: minutes long, set ENTENTE_LONG=1 (scripts/check-long does)");
        return 77;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(estimates_are_the_peers), cmocka_unit_test(intervals_cover)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
