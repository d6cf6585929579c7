/* The answers about tie models survive failing memory, each on a made-up folder of four states. */
#include "entente/report.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char actors[] = "name,size\nA,1\nB,2\nC,4\nD,3\n";
static const char ties[] = "wave,one,other\n1,A,B\n1,B,C\n2,A,B\n2,A,C\n3,C,D\n3,A,C\n3,B,D\n";
static const char model[] = "family: tergm\ndata: .\nwaves: [1, 2, 3]\nactors: {file: actors.csv, id: name}\n"
                            "dependent: {name: pact, file: ties.csv, from: one, to: other, wave: wave}\n"
                            "covariates:\n  - {name: size, columns: [size]}\n"
                            "effects:\n  - edges\n  - {effect: nodecov, of: size}\n  - {effect: gwesp, decay: 0.5}\n";

static char model_path[ENT_PATH], fit_path[ENT_PATH];

static int write_files(void **state)
{
    char path[ENT_PATH];
    ent_error error;
    ent_json *json;
    char *text;
    ent_temp_file("actors.csv", actors, strlen(actors), path);
    ent_temp_file("ties.csv", ties, strlen(ties), path);
    ent_temp_file("model.yaml", model, strlen(model), model_path);
    ent_fit_options options = {.ridge = 0.5};
    ent_assert_ok(ent_fit_report(model_path, &options, NULL, &json, &error), &error);
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    ent_temp_file("fit.json", text, strlen(text), fit_path);
    free(text);
    ent_json_free(json);
    return 0;
}

static ent_status end(ent_status status, ent_json *json)
{
    assert_true(status == ENT_OK || !json);
    ent_json_free(json);
    return status;
}

static ent_status fit(void *context, ent_error *error)
{
    ent_json *json;
    ent_fit_options options = {.ridge = 0.5, .replicates = 20, .seed = 1, .threads = 1};
    ent_status status = ent_fit_report(model_path, &options, NULL, &json, error);
    return end(status, json);
}

static ent_status explain(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = ent_explain_report(fit_path, "A", "D", NULL, &json, error);
    return end(status, json);
}

static ent_status simulate(void *context, ent_error *error)
{
    ent_json *json;
    ent_draw_options options = {.draws = 4, .seed = 1, .threads = 1};
    ent_status status = ent_simulate_report(fit_path, &options, NULL, &json, error);
    return end(status, json);
}

static ent_status compare(void *context, ent_error *error)
{
    ent_json *json;
    ent_draw_options options = {.draws = 4, .seed = 1, .threads = 1};
    ent_status status = ent_gof_report(fit_path, &options, NULL, &json, error);
    return end(status, json);
}

static ent_status draw_picture(void *context, ent_error *error)
{
    ent_json *json;
    char *svg = NULL;
    ent_draw_options options = {.draws = 4, .seed = 1, .threads = 1};
    ent_status status = ent_simulate_report(fit_path, &options, NULL, &json, error);
    if (status == ENT_OK)
        status = ent_plot(json, &svg, error);
    free(svg);
    ent_json_free(json);
    return status;
}

static ent_status draw_curves(void *context, ent_error *error)
{
    ent_json *json;
    char *svg = NULL;
    ent_draw_options options = {.draws = 4, .seed = 1, .threads = 1, .horizon = 2};
    ent_status status = ent_gof_report(fit_path, &options, NULL, &json, error);
    if (status == ENT_OK)
        status = ent_plot(json, &svg, error);
    free(svg);
    ent_json_free(json);
    return status;
}

static void a_fit_survives_failing_memory(void **state)
{
    ent_sweep(fit, NULL);
}

static void an_explanation_survives_failing_memory(void **state)
{
    ent_sweep(explain, NULL);
}

static void a_simulation_survives_failing_memory(void **state)
{
    ent_sweep(simulate, NULL);
    ent_sweep_stride(draw_picture, NULL, 7);
}

static void a_comparison_survives_failing_memory(void **state)
{
    ent_sweep(compare, NULL);
    ent_sweep_stride(draw_curves, NULL, 7);
}

/* The estimate is what the fit says, and the same object comes back from its file. */
static void a_document_read_back_has_the_same_numbers(void **state)
{
    ent_error error;
    ent_json *json, *again;
    ent_fit_options options = {.ridge = 0.5};
    ent_assert_ok(ent_fit_report(model_path, &options, NULL, &json, &error), &error);
    ent_assert_ok(ent_json_read(fit_path, &again, &error), &error);
    for (size_t k = 0; k < 3; k++)
        ent_assert_number(
            ent_json_number(ent_json_cell(ent_json_get(ent_json_get(ent_json_root(again), "result"), "effects"), "estimate", k)),
            ent_json_number(ent_json_cell(ent_json_get(ent_json_get(ent_json_root(json), "result"), "effects"), "estimate", k)), 0);
    ent_json_free(json);
    ent_json_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_survives_failing_memory),
        cmocka_unit_test(an_explanation_survives_failing_memory),
        cmocka_unit_test(a_simulation_survives_failing_memory),
        cmocka_unit_test(a_comparison_survives_failing_memory),
        cmocka_unit_test(a_document_read_back_has_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, write_files, NULL);
}
