/* Simulation at the peer's estimates gives the peer's means: each within five standard errors of the difference. */
#include "saom/models.h"

static void check_means(const char *name, size_t count)
{
    ent_error error;
    double theta[MODEL_MOST], mean[MODEL_MOST], sd[MODEL_MOST];
    ent_model *model = model_named(name);
    ent_saom *saom;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    size_t p = ent_saom_parameters(saom), m = ent_saom_periods(saom);
    model_column(name, "estimate", theta);
    model_column(name, "sim_mean", mean);
    model_column(name, "sim_sd", sd);
    double *s = calloc(count * m * p, sizeof *s);
    ent_saom_run run = {.seed = 1, .count = count};
    ent_assert_ok(ent_saom_simulate(saom, theta, &run, s, NULL, NULL, NULL, &error), &error);
    for (size_t k = 0; k < p; k++) {
        double sum = 0;
        for (size_t row = 0; row < count * m; row++)
            sum += s[row * p + k];
        ent_assert_number(sum / (double)count, mean[k], 5 * sd[k] * sqrt(1 / (double)count + 1.0 / 2000));
    }
    free(s);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void means_are_those_of_the_peer(void **state)
{
    check_means("M1", 2000);
    check_means("M2", 1000);
    check_means("M4", 200);
    check_means("M5", 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(means_are_those_of_the_peer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
