/* The commands about models: each family has its own functions. */
#include "report/family.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    fit_function *fit;
    explain_function *explain;
    draw_function *simulate, *gof;
    bool resumes;                /* its fits keep how far they are */
    size_t chains;               /* that share the draws */
    const char *fit_tables[6], *simulate_tables[6], *gof_tables[6]; /* what --table can be */
} family_row;

#define TIE_MODELS                                                                                                     \
    {tie_fit_report, tie_explain_report, tie_simulate_report, tie_gof_report, false, 4, {"effects"}, {"pairs"},        \
     {"counts", "summary", "prediction", "waves"}}

static const family_row rows[] = {
    [ENT_FAMILY_SAOM] = {saom_fit_report, saom_explain_report, saom_simulate_report, saom_gof_report, true, 1,
                         {"effects", "covariance", "tests", "time_tests"},
                         {"pairs", "statistics", "periods", "networks"}, {"tests", "counts", "shapes"}},
    [ENT_FAMILY_TERGM] = TIE_MODELS,
    [ENT_FAMILY_LOGIT] = TIE_MODELS,
    [ENT_FAMILY_TREATY] = {treaty_fit_report, treaty_explain_report, treaty_draw_report, treaty_draw_report, false, 1,
                           {"effects", "parts", "founding_sizes"}, {NULL}, {NULL}},
};

static ent_status check_table(const char *table, const char *const tables[], ent_error *error)
{
    char names[120] = "";
    if (!table || !tables[0]) /* a family without tables says no itself */
        return ENT_OK;
    for (size_t k = 0; tables[k]; k++) {
        if (strcmp(tables[k], table) == 0)
            return ENT_OK;
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", k ? ", " : "", tables[k]);
    }
    return ent_fail(error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected %s", table, names);
}

/* Are the draws and the table such as the family has? */
static ent_status check_options(const family_row *row, const ent_draw_options *options, const char *const tables[],
                                ent_error *error)
{
    if (options->draws % row->chains)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--draws '%zu' is no multiple of 4: four chains share them",
                        options->draws);
    return check_table(options->table, tables, error);
}

/* The family that a fit says it is of. */
static ent_status row_of_fit(const char *path, const family_row **out, ent_error *error)
{
    ent_json *json = NULL;
    *out = NULL;
    ent_status status = ent_json_read(path, &json, error);
    if (status != ENT_OK)
        return status;
    const ent_json_value *root = ent_json_root(json);
    const char *command = ent_json_text(ent_json_get(root, "command"));
    const char *family = ent_json_text(ent_json_get(ent_json_get(root, "result"), "family"));
    for (size_t k = 0; k < ent_countof(rows) && family && command && strcmp(command, "fit") == 0; k++)
        if (strcmp(ent_model_family_word((ent_model_family)k), family) == 0)
            *out = &rows[k];
    if (!*out)
        status = ent_fail(error, ENT_ERR_INPUT,
                          "%s: not a fit; expected what 'entente fit MODEL --format json -o FIT' writes", path);
    ent_json_free(json);
    return status;
}

ent_status ent_fit_report(const char *path, const ent_fit_options *options, const ent_monitor *monitor, ent_json **out,
                          ent_error *error)
{
    ent_model *model;
    *out = NULL;
    ent_status status = ent_model_open(path, &model, error);
    if (status == ENT_OK && options->resume && !rows[model->family].resumes)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--resume: '%s' is of family %s, whose fits keep no state", path,
                          ent_model_family_word(model->family));
    if (status == ENT_OK)
        status = check_table(options->table, rows[model->family].fit_tables, error);
    if (status == ENT_OK)
        status = rows[model->family].fit(model, options, monitor, out, error);
    ent_model_free(model);
    return status;
}

ent_status ent_explain_report(const char *path, const char *first, const char *second, const char *wave, ent_json **out,
                              ent_error *error)
{
    const family_row *row;
    *out = NULL;
    ent_status status = row_of_fit(path, &row, error);
    return status == ENT_OK ? row->explain(path, first, second, wave, out, error) : status;
}

ent_status ent_simulate_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                               ent_json **out, ent_error *error)
{
    const family_row *row;
    *out = NULL;
    ent_status status = row_of_fit(path, &row, error);
    if (status == ENT_OK)
        status = check_options(row, options, row->simulate_tables, error);
    return status == ENT_OK ? row->simulate(path, options, monitor, out, error) : status;
}

ent_status ent_gof_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor, ent_json **out,
                          ent_error *error)
{
    const family_row *row;
    *out = NULL;
    ent_status status = row_of_fit(path, &row, error);
    if (status == ENT_OK)
        status = check_options(row, options, row->gof_tables, error);
    return status == ENT_OK ? row->gof(path, options, monitor, out, error) : status;
}
