/* Runs for tests: of a file, or of a text. */
#ifndef ENT_TESTS_RUN_HELPERS_H
#define ENT_TESTS_RUN_HELPERS_H

#include "../scenario/small_world.h"

#include "entente/json.h"
#include "entente/report.h"

static inline ent_json *run_file(const char *path)
{
    ent_json *json;
    ent_error error = {0};
    ent_run_options options = {.scenario_path = path};
    ent_assert_ok(ent_run(&options, &json, &error), &error);
    return json;
}

static inline ent_json *run_text(const char *text)
{
    char path[ENT_PATH];
    return run_file(ent_temp_file("run.yaml", text, strlen(text), path));
}

static inline ent_json_value *result_of(ent_json *json)
{
    return ent_json_get(ent_json_root(json), "result");
}

/* The row of the balance, or the number of rows if there is none. */
static inline size_t balance_row(const ent_json_value *result, const char *measure, const char *bloc,
                                 const char *when)
{
    const ent_json_value *table = ent_json_get(result, "balance");
    size_t row = 0;
    while (row < ent_json_row_count(table) &&
           (strcmp(ent_json_text(ent_json_cell(table, "measure", row)), measure) != 0 ||
            strcmp(ent_json_text(ent_json_cell(table, "bloc", row)), bloc) != 0 ||
            strcmp(ent_json_text(ent_json_cell(table, "when", row)), when) != 0))
        row++;
    return row;
}

static inline const ent_json_value *balance(ent_json *json, const char *measure, const char *bloc,
                                            const char *when, const char *column)
{
    const ent_json_value *result = result_of(json);
    const ent_json_value *cell = ent_json_cell(ent_json_get(result, "balance"), column,
                                               balance_row(result, measure, bloc, when));
    if (!cell)
        fail_msg("the balance has no row of %s, %s, %s", measure, bloc, when);
    return cell;
}

/* "A, B" of a list of texts; borrowed till the next call. */
static inline const char *joined(const ent_json_value *list)
{
    static char text[4000];
    text[0] = '\0';
    for (size_t i = 0; i < ent_json_count(list); i++) {
        strcat(text, i ? ", " : "");
        strcat(text, ent_json_text(ent_json_at(list, i)));
    }
    return text;
}

static inline const ent_json_value *claim_of(ent_json *json, size_t index, const char *key)
{
    return ent_json_get(ent_json_at(ent_json_get(result_of(json), "claims"), index), key);
}

#endif
